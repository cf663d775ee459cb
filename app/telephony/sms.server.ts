import { carrier } from './current.server'

/**
 * Sends an SMS by the phone company.
 *
 * @throws when it was not accepted; a repeat after an unknown outcome may send twice
 */
export async function carrierSms(message: { to: string; body: string }): Promise<void> {
	const sent = await carrier().sendSms(message)
	if (!sent.ok) throw new Error(`SMS not accepted: ${sent.failure} ${sent.code ?? ''}`.trim())
}
