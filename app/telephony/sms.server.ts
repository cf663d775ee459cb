import { carrier } from './current.server'

/** The phone company will never deliver to this number: trying again changes nothing. */
export class Undeliverable extends Error {
	constructor(readonly code: number | null) {
		super(`not deliverable: ${code ?? ''}`.trim())
	}
}

/**
 * Sends an SMS by the phone company.
 *
 * @throws {Undeliverable} when the number takes none
 * @throws when it was not accepted; a repeat after an unknown outcome may send twice
 */
export async function carrierSms(message: { to: string; body: string }): Promise<void> {
	const sent = await carrier().sendSms(message)
	if (sent.ok) return
	if (sent.failure === 'refused') throw new Undeliverable(sent.code)
	throw new Error(`SMS not accepted: ${sent.failure} ${sent.code ?? ''}`.trim())
}
