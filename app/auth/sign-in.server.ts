import { transaction } from '#db/client.server'
import { findPersonByEmail, type Person } from './people.server'

const library = async () => (await import('./auth.server')).auth

/** Sends a code when the address is somebody's. The answer never tells whether it is. */
export async function sendCode(email: string): Promise<void> {
	await (await library()).api.sendVerificationOTP({ body: { email: email.trim().toLowerCase(), type: 'sign-in' } })
}

export type SignIn = { ok: true; person: Person; cookies: string[] } | { ok: false; reason: 'wrong-code' }

/**
 * Exchanges a code for a session. One transaction a try: the library reads its counter, compares,
 * then writes, and thirty tries at once would otherwise count as a few.
 *
 * @param headers - of the request, for the session's browser and address
 * @returns the cookies to set; a wrong, used, or expired code is an ordinary outcome
 */
export async function signInWithCode({
	email,
	code,
	headers,
}: {
	email: string
	code: string
	headers: Headers
}): Promise<SignIn> {
	const address = email.trim().toLowerCase()
	const auth = await library()
	return transaction(async () => {
		try {
			const { headers: answered } = await auth.api.signInEmailOTP({
				body: { email: address, otp: code.replace(/\D/g, '') },
				headers,
				returnHeaders: true,
			})
			const person = await findPersonByEmail(address)
			if (!person) return { ok: false, reason: 'wrong-code' }
			return { ok: true, person, cookies: answered.getSetCookie() }
		} catch (error) {
			// Not thrown on: the transaction keeps the try that was counted.
			if (isRefusal(error)) return { ok: false, reason: 'wrong-code' }
			throw error
		}
	})
}

/** Signs a demo person in by the same road as everybody: a code is made, then exchanged. */
export async function signInDemoPerson({ email, headers }: { email: string; headers: Headers }): Promise<SignIn> {
	const code = await (await library()).api.createVerificationOTP({ body: { email, type: 'sign-in' } })
	return signInWithCode({ email, code, headers })
}

/** Ends the session of these headers. @returns the cookies that forget it */
export async function signOut(headers: Headers): Promise<string[]> {
	try {
		const { headers: answered } = await (await library()).api.signOut({ headers, returnHeaders: true })
		return answered.getSetCookie()
	} catch (error) {
		if (isRefusal(error)) return []
		throw error
	}
}

/** The library refuses by throwing an error with an HTTP status. */
function isRefusal(error: unknown): boolean {
	const status = (error as { statusCode?: number } | null)?.statusCode
	return status !== undefined && status < 500
}
