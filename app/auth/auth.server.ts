import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { emailOTP } from 'better-auth/plugins/email-otp'
import { db } from '#db/client.server'
import { people, sessions, signInAccounts, verifications } from '#db/schema/auth.server'
import { environment } from '~/env.server'
import { authMessages } from '~/i18n/auth'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { findPersonByEmail } from './people.server'
import { SESSION_COOKIE } from './session-cookie.server'

export const CODE_MINUTES = 10
const SESSION_DAYS = 30

const { secure, sessionSecret, publicUrl } = environment()

/**
 * Sign-in by one-time code with sessions as rows (docs/decisions/0004).
 * Its own HTTP endpoints are not mounted: our actions call it. Loaded when somebody first signs in
 * or out: it takes longer to load than everything else, and pages do without it.
 */
export const auth = betterAuth({
	baseURL: publicUrl,
	secret: sessionSecret,
	telemetry: { enabled: false },
	logger: { disabled: true },
	rateLimit: { enabled: false },
	database: drizzleAdapter(db, {
		provider: 'sqlite',
		schema: { user: people, session: sessions, account: signInAccounts, verification: verifications },
	}),
	user: {
		additionalFields: {
			role: { type: 'string', input: false },
			lang: { type: 'string', input: false },
			team: { type: 'string', required: false, input: false },
			city: { type: 'string', required: false, input: false },
			phone: { type: 'string', required: false, input: false },
		},
	},
	session: { expiresIn: SESSION_DAYS * 86_400, updateAge: 86_400 },
	advanced: {
		useSecureCookies: false,
		cookies: {
			session_token: {
				name: SESSION_COOKIE,
				attributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
			},
		},
		database: { generateId: false },
	},
	plugins: [
		emailOTP({
			otpLength: 6,
			expiresIn: CODE_MINUTES * 60,
			allowedAttempts: 5,
			storeOTP: 'hashed',
			disableSignUp: true,
			sendVerificationOTP: async ({ email, otp }) => {
				const person = await findPersonByEmail(email)
				if (!person) return
				const t = messagesIn(authMessages, person.lang)
				await queueEmail({
					to: email,
					subject: t.codeMailSubject(otp, settings().brand.name),
					body: t.codeMailBody(otp, CODE_MINUTES, settings().brand.name),
					purpose: 'sign-in-code',
				})
			},
		}),
	],
})
