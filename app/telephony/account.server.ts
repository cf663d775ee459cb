import { createHmac } from 'node:crypto'
import { type Environment, environment } from '~/env.server'
import { settings } from '~/settings/settings.server'

export interface TelephonyAccount {
	accountSid: string
	authToken: string
	/** E.164 */
	fromNumber: string
	/** Where the company's API is, when not at the company's own address. */
	baseUrl: string | null
}

/** Where the simulated phone company answers: this same server, by loopback. */
const SIMULATOR_PATH = '/dev/telephony'

/** The account calls are made with; `null` when advisors dial by hand. */
export function telephonyAccount(env: Environment = environment()): TelephonyAccount | null {
	if (env.telephony === 'manual') return null
	if (env.telephony === 'simulator')
		return {
			accountSid: `AC${'0'.repeat(32)}`,
			authToken: createHmac('sha256', env.sessionSecret).update('telephony simulator').digest('hex').slice(0, 32),
			fromNumber: settings().phone,
			baseUrl: `${loopbackOrigin(env)}${SIMULATOR_PATH}`,
		}
	const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM_NUMBER, TWILIO_API_BASE_URL } = env
	if (!TWILIO_ACCOUNT_SID || !TWILIO_AUTH_TOKEN || !TWILIO_FROM_NUMBER) return null
	return {
		accountSid: TWILIO_ACCOUNT_SID,
		authToken: TWILIO_AUTH_TOKEN,
		fromNumber: TWILIO_FROM_NUMBER,
		baseUrl: TWILIO_API_BASE_URL?.replace(/\/$/, '') ?? null,
	}
}

export function loopbackOrigin(env: Environment = environment()): string {
	return `http://127.0.0.1:${env.PORT}`
}
