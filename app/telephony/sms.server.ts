import { environment } from '~/env.server'
import type { Failure } from './carrier'
import { carrier } from './current.server'

/** Our connection to the company, the company's to us, and its own failures are tried again. */
const STATUS_RETRIES = '#rc=3&rp=ct,rt,5xx'

/** The company did not take a message. */
export class MessageNotAccepted extends Error {
	constructor(
		readonly failure: Failure,
		readonly code: number | null,
	) {
		super(`not accepted: ${failure} ${code ?? ''}`.trim())
	}
}

/**
 * Sends an SMS by the phone company, which tells at our webhook how far it got.
 *
 * @param messageId - of the outbox; the only thing the webhook's address says
 * @returns the company's name for it
 * @throws {MessageNotAccepted} look with `findCarrierSms` before a repeat after an unknown outcome
 */
export async function carrierSms(message: { to: string; body: string; messageId: string }): Promise<string> {
	const { to, body, messageId } = message
	const statusUrl = `${environment().publicUrl}/webhooks/telephony/message?m=${messageId}${STATUS_RETRIES}`
	const sent = await carrier().sendSms({ to, body, statusUrl })
	if (!sent.ok) throw new MessageNotAccepted(sent.failure, sent.code)
	return sent.sid
}

/** The company's name for an SMS of which it is not known whether it was taken; `null`: it was not. */
export async function findCarrierSms(message: { to: string; body: string; since: Date }): Promise<string | null> {
	return (await carrier().findSms(message))?.sid ?? null
}
