import { carrier } from './current.server'
import { MessageNotAccepted } from './sms.server'

const RING_SECONDS = 30
const MOST_SECONDS = 90

/**
 * Calls a number and plays it a document.
 *
 * When the answer is lost the call may exist: it is not asked for again, for a telephone that rings
 * twice would be worse than one that does not, and whoever waits for it can ask again.
 *
 * @param twimlUrl - asked for the document once somebody answers
 * @returns the company's name for the call; `null` when its answer was lost
 * @throws {MessageNotAccepted} when nothing rings; a repeat is safe unless the number is refused
 */
export async function carrierCall({ to, twimlUrl }: { to: string; twimlUrl: string }): Promise<string | null> {
	const placed = await carrier().placeCall({
		to,
		from: carrier().fromNumber,
		twimlUrl,
		statusUrl: null,
		ringSeconds: RING_SECONDS,
		maxSeconds: MOST_SECONDS,
	})
	if (placed.ok) return placed.sid
	if (placed.failure === 'unknown') return null
	throw new MessageNotAccepted(placed.failure, placed.code)
}
