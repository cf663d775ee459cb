import { carrier } from './current.server'
import { Undeliverable } from './sms.server'

const RING_SECONDS = 30
const MOST_SECONDS = 90

/**
 * Calls a number and plays it a document.
 *
 * When the answer is lost the call may exist: it is not asked for again, for a telephone that rings
 * twice would be worse than one that does not, and whoever waits for it can ask again.
 *
 * @param twimlUrl - asked for the document once somebody answers
 * @throws {Undeliverable} when the number cannot be called
 * @throws when nothing was asked of the company yet; a repeat is safe
 */
export async function carrierCall({ to, twimlUrl }: { to: string; twimlUrl: string }): Promise<void> {
	const placed = await carrier().placeCall({
		to,
		from: carrier().fromNumber,
		twimlUrl,
		statusUrl: null,
		ringSeconds: RING_SECONDS,
		maxSeconds: MOST_SECONDS,
	})
	if (placed.ok || placed.failure === 'unknown') return
	if (placed.failure === 'refused') throw new Undeliverable(placed.code)
	throw new Error(`call not accepted: ${placed.failure} ${placed.code ?? ''}`.trim())
}
