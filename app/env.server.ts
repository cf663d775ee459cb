import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'

const flag = z
	.enum(['true', 'false', '1', '0', ''])
	.default('')
	.transform((value) => value === 'true' || value === '1')
const optional = z
	.string()
	.trim()
	.optional()
	.transform((value) => value || undefined)

const Schema = z.object({
	NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
	PORT: z.preprocess((v) => v || undefined, z.coerce.number().int().min(1).max(65_535).default(3000)),
	HOST: z.preprocess((v) => v || undefined, z.string().default('0.0.0.0')),
	PUBLIC_URL: z.preprocess((v) => v || undefined, z.url().optional()),
	DATABASE_URL: z.preprocess((v) => v || undefined, z.string().default('file:./data/relais.db')),
	ATTACHMENTS_DIR: optional,
	CONTENT_DIR: z.preprocess((v) => v || undefined, z.string().default('content')),
	SESSION_SECRET: z.preprocess((v) => v || undefined, z.string().min(32, 'at least 32 characters').optional()),
	DEMO: flag,
	TELEPHONY: z.preprocess((v) => v || undefined, z.enum(['twilio', 'simulator', 'manual']).optional()),
	TWILIO_ACCOUNT_SID: optional,
	TWILIO_AUTH_TOKEN: optional,
	TWILIO_FROM_NUMBER: optional,
	TWILIO_API_KEY_SID: optional,
	TWILIO_API_KEY_SECRET: optional,
	API_TOKEN: optional,
	TWILIO_API_BASE_URL: z.preprocess((v) => v || undefined, z.url().optional()),
	TELEPHONY_SPEED: z.preprocess((v) => v || undefined, z.coerce.number().positive().default(1)),
	SMTP_URL: optional,
	MAIL_FROM: optional,
	LOG_LEVEL: z.preprocess(
		(v) => v || undefined,
		z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
	),
})

export type Telephony = 'twilio' | 'simulator' | 'manual'

/** Thrown at start when the environment is not usable; `message` is a list for the person who starts it. */
export class EnvironmentError extends Error {}

/**
 * Reads and checks the environment once.
 *
 * @throws {EnvironmentError} with one line per variable that is wrong
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env) {
	const parsed = Schema.safeParse(source)
	if (!parsed.success) {
		const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
		throw new EnvironmentError(`These environment variables are not usable:\n${lines.join('\n')}`)
	}
	const values = parsed.data
	const hasAccount = Boolean(values.TWILIO_ACCOUNT_SID && values.TWILIO_AUTH_TOKEN && values.TWILIO_FROM_NUMBER)
	const telephony: Telephony = values.TELEPHONY ?? (hasAccount ? 'twilio' : values.DEMO ? 'simulator' : 'manual')
	const problems: string[] = []
	if (telephony === 'twilio' && !hasAccount)
		problems.push('TELEPHONY=twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER')
	if (telephony === 'simulator' && !values.DEMO) problems.push('TELEPHONY=simulator is for DEMO=true only')
	if (telephony === 'simulator' && values.TWILIO_ACCOUNT_SID && !values.TWILIO_API_BASE_URL)
		problems.push('TELEPHONY=simulator refuses to start with a real TWILIO_ACCOUNT_SID')
	if (Boolean(values.TWILIO_API_KEY_SID) !== Boolean(values.TWILIO_API_KEY_SECRET))
		problems.push('TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET go together')
	if (values.TWILIO_API_KEY_SID && !values.TWILIO_API_KEY_SID.startsWith('SK'))
		problems.push('TWILIO_API_KEY_SID is the name of a key: it begins with SK')
	if (values.TWILIO_API_KEY_SID && !hasAccount)
		problems.push('TWILIO_API_KEY_SID needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER')
	if (values.TWILIO_API_KEY_SID && telephony === 'manual')
		problems.push('TWILIO_API_KEY_SID is for calls that are dialled for advisors: not with TELEPHONY=manual')
	if (values.TWILIO_API_BASE_URL && !isLoopback(values.TWILIO_API_BASE_URL))
		problems.push('TWILIO_API_BASE_URL must be a loopback address: the account token is sent to it')
	if (values.TELEPHONY_SPEED !== 1 && telephony !== 'simulator' && !isLoopback(values.TWILIO_API_BASE_URL))
		problems.push(
			'TELEPHONY_SPEED is for a stand-in: it needs TWILIO_API_BASE_URL at a loopback address, or TELEPHONY=simulator',
		)
	if (!values.DEMO && !values.SESSION_SECRET) problems.push('SESSION_SECRET is required (32 random characters or more)')
	if (!values.DEMO && !values.PUBLIC_URL) problems.push('PUBLIC_URL is required: the address people and webhooks use')
	if (problems.length > 0) throw new EnvironmentError(`The configuration is not usable:\n  ${problems.join('\n  ')}`)

	const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, '')
	return {
		...values,
		telephony,
		publicUrl,
		/** Cookies carry `Secure` and the `__Host-` prefix when the public address is https. */
		secure: publicUrl.startsWith('https://'),
		sessionSecret: values.SESSION_SECRET ?? demoSecret(values.DATABASE_URL),
	}
}

export type Environment = ReturnType<typeof readEnvironment>

let current: Environment | undefined

/** The environment of this process, read at first use. */
export function environment(): Environment {
	current ??= readEnvironment()
	return current
}

/** The demo makes its own secret and keeps it beside its database, so that restarts keep people signed in. */
function demoSecret(databaseUrl: string): string {
	const file = resolve(dirname(databaseUrl.replace(/^file:/, '')), 'demo-secret')
	if (existsSync(file)) return readFileSync(file, 'utf8').trim()
	const secret = randomBytes(32).toString('base64url')
	mkdirSync(dirname(file), { recursive: true })
	writeFileSync(file, secret, { mode: 0o600 })
	return secret
}

function isLoopback(url: string | undefined): boolean {
	if (!url) return false
	const { hostname } = new URL(url)
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
