import { RateLimiterMemory } from 'rate-limiter-flexible'
import { NO_VISIT } from '~/friction/no-visit'
import { authMessages } from '~/i18n/auth'
import { languageOf } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { addressPrefix } from './address-prefix.server'

interface Bucket {
	/** Allowed to one person, or to one visit, in `seconds`. */
	points: number
	seconds: number
	/** An address may do this many times as much: a town, a company or a whole mobile network may stand behind it. */
	shared?: number
}

const BUCKETS = {
	'sign-in': { points: 20, seconds: 600 },
	'sign-in-code': { points: 5, seconds: 600, shared: 4 },
	// Fifty pages a second: a town hall behind one address, not a robot.
	search: { points: 3_000, seconds: 60 },
	// A question or a few letters, answered from memory; a measurement of thousands in a row passes.
	'search-data': { points: 12_000, seconds: 60 },
	feedback: { points: 40, seconds: 600 },
	chat: { points: 20, seconds: 600, shared: 4 },
	message: { points: 120, seconds: 60, shared: 10 },
	callback: { points: 20, seconds: 600, shared: 4 },
	// Moving, cancelling and undoing one callback, by whoever has its link.
	'callback-change': { points: 20, seconds: 600, shared: 10 },
	// Each sends a letter to an address that is not proved to be theirs.
	'in-writing': { points: 6, seconds: 3_600 },
	'callback-code': { points: 60, seconds: 600 },
	account: { points: 60, seconds: 600 },
	// Each sends a letter to an address that is not yet proved to be theirs.
	'address-code': { points: 5, seconds: 600, shared: 4 },
	// A copy of everything: work for the machine, and a few are enough.
	'data-export': { points: 5, seconds: 3_600, shared: 10 },
	// A team behind one address, each asking once an hour and at each reload of their desk.
	'browser-calls': { points: 300, seconds: 600 },
	// Personal details shown in full: as many as a long day of calls needs, not a customer file read through.
	reveal: { points: 60, seconds: 600 },
	signal: { points: 30, seconds: 600 },
	// Another program, which follows its callbacks by asking; one without the token guesses slowly.
	program: { points: 6_000, seconds: 60 },
	'program-refused': { points: 120, seconds: 60 },
} as const satisfies Record<string, Bucket>

export type Limit = keyof typeof BUCKETS

const limiters = new Map<string, RateLimiterMemory>()

/**
 * Counts one use by the address and, when known, by the person.
 *
 * @param personKey - an identifier of the person, of the visit, or of what is tried (an account, a callback)
 * @throws a 429 response with a sentence when the limit is passed
 */
export async function limit(name: Limit, request: Request, personKey?: string | null): Promise<void> {
	const address = request.headers.get('x-relais-address') ?? 'unknown'
	const keys = [`address ${address}`, ...(personKey && personKey !== NO_VISIT ? [`person ${personKey}`] : [])]
	for (const key of keys) {
		try {
			await limiterOf(name, key.startsWith('address')).consume(key)
		} catch (refusal) {
			if (refusal instanceof Error) throw refusal
			throw tooMany(request, (refusal as { msBeforeNext: number }).msBeforeNext)
		}
	}
}

/**
 * The same for an address that answers with data.
 *
 * @returns the 429 to answer with, as JSON; `null` when the limit is not passed
 */
export async function refusalAsData(name: Limit, request: Request): Promise<Response | null> {
	try {
		await limit(name, request)
		return null
	} catch (refusal) {
		if (!(refusal instanceof Response)) throw refusal
		const wait = refusal.headers.get('Retry-After') ?? '60'
		const body = { error: 'too-many-requests', message: await refusal.text(), retryAfterSeconds: Number(wait) }
		return Response.json(body, { status: 429, headers: { 'Retry-After': wait } })
	}
}

/** The beginning of the address of whoever asks; `null` when it says nothing. */
export function addressPrefixOf(request: Request): string | null {
	return addressPrefix(request.headers.get('x-relais-address') ?? '')
}

/** Forgets every count; for tests. */
export function resetLimits(): void {
	limiters.clear()
}

function limiterOf(name: Limit, ofAddress: boolean): RateLimiterMemory {
	const id = `${name} ${ofAddress ? 'address' : 'person'}`
	let limiter = limiters.get(id)
	if (!limiter) {
		const { points, seconds, shared = 1 }: Bucket = BUCKETS[name]
		const allowed = ofAddress ? points * shared : points
		limiters.set(id, (limiter = new RateLimiterMemory({ points: allowed, duration: seconds, keyPrefix: id })))
	}
	return limiter
}

function tooMany(request: Request, msBeforeNext: number): Response {
	const seconds = Math.ceil(msBeforeNext / 1_000)
	const t = messagesIn(authMessages, languageOf(new URL(request.url).pathname))
	return new Response(t.tooMany(Math.ceil(seconds / 60)), { status: 429, headers: { 'Retry-After': String(seconds) } })
}
