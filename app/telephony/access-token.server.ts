import { type Environment, environment } from '~/env.server'
import { AccessToken } from './twilio.server'

/** How long a browser may take calls before it asks again. */
export const TOKEN_SECONDS = 3_600

/** Whether advisors can take calls in their browser: an API key is set, and somebody dials for them. */
export function browsersTakeCalls(env: Environment = environment()): boolean {
	return env.telephony !== 'manual' && env.TWILIO_API_KEY_SID !== undefined
}

/**
 * What a browser shows the phone company to take the calls of one name, for an hour. It can place none.
 *
 * @param identity - letters, digits and `_`: the company takes no other sign
 * @returns a signed token, `null` when no API key is set
 */
export function accessToken(identity: string, env: Environment = environment()): string | null {
	const { TWILIO_ACCOUNT_SID, TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET } = env
	if (!browsersTakeCalls(env) || !TWILIO_ACCOUNT_SID || !TWILIO_API_KEY_SID || !TWILIO_API_KEY_SECRET) return null
	const token = new AccessToken(TWILIO_ACCOUNT_SID, TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET, {
		identity,
		ttl: TOKEN_SECONDS,
	})
	token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }))
	return token.toJwt()
}
