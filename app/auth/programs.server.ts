import { createHash, timingSafeEqual } from 'node:crypto'
import { cannotWrite } from '#db/client.server'
import { environment } from '~/env.server'
import { apiMessages } from '~/i18n/api'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { log } from '~/log.server'
import { type Limit, limit } from './limits.server'

/** The door of other programs (`/api/v1`): a bearer token, JSON, no cookie. Closed while API_TOKEN is not set. */

type Method = 'get' | 'post' | 'put' | 'delete'
type Answers = Partial<Record<Method, (lang: Lang) => Promise<Response>>>

/** Many times what any request of ours is. */
const MAX_BODY_BYTES = 16_384

/** Thrown while a program's request is read; its answer is `refusal(…)`. */
class Refused extends Error {
	constructor(readonly response: Response) {
		super('refused')
	}
}

/**
 * Answers another program by the method it asks with. Whoever has no token learns nothing else; where
 * no token is configured there is nothing at all.
 */
export async function answerProgram(request: Request, answers: Answers): Promise<Response> {
	const lang = languageWanted(request)
	const t = messagesIn(apiMessages, lang)
	const { API_TOKEN } = environment()
	if (!API_TOKEN) return refusal(404, 'not-found', t.notFound)
	const tooMany = await overLimit(request, bearsToken(request, API_TOKEN), lang)
	if (tooMany) return tooMany
	if (!bearsToken(request, API_TOKEN))
		return refusal(401, 'unauthorized', t.unauthorized, { headers: { 'WWW-Authenticate': 'Bearer' } })

	const methods = Object.keys(answers)
	if (methods.length === 0) return refusal(404, 'not-found', t.notFound)
	const method = request.method === 'HEAD' ? 'get' : request.method.toLowerCase()
	const answer = answers[method as Method]
	if (!answer) {
		const allowed = methods.join(', ').toUpperCase()
		return refusal(405, 'method-not-allowed', t.method(allowed), { headers: { Allow: allowed } })
	}
	try {
		return await answer(lang)
	} catch (error) {
		if (error instanceof Refused) return error.response
		if (cannotWrite()) return refusal(503, 'nothing-stored', t.nothingStored, { headers: { 'Retry-After': '5' } })
		const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
		log.error({ path: new URL(request.url).pathname, error: words }, 'a request of another program failed')
		return refusal(500, 'internal', t.broken)
	}
}

/** Data for a program: never kept by anybody on the way. */
export function programAnswer(body: object, status = 200, headers: Record<string, string> = {}): Response {
	return Response.json(body, { status, headers: { ...headers, 'Cache-Control': 'no-store' } })
}

/** `{error: {code, message, …}}`. The code is promised; the message is for people. */
export function refusal(
	status: number,
	code: string,
	message: string,
	{ headers = {}, ...more }: { headers?: Record<string, string> } & Record<string, unknown> = {},
): Response {
	return programAnswer({ error: { code, message, ...more } }, status, headers)
}

/**
 * The JSON object that was sent.
 *
 * @throws what `answerProgram` answers with: 415, 413 or 400
 */
export async function readJson(request: Request, lang: Lang): Promise<Record<string, unknown>> {
	const t = messagesIn(apiMessages, lang)
	if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
		throw new Refused(refusal(415, 'unsupported-media-type', t.mediaType))
	const bytes = await request.arrayBuffer()
	if (bytes.byteLength > MAX_BODY_BYTES)
		throw new Refused(refusal(413, 'too-large', t.tooLarge(MAX_BODY_BYTES), { headers: { Connection: 'close' } }))
	const body = parsed(bytes)
	if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed([t.notJson], lang)
	return body as Record<string, unknown>
}

/** What to throw when fields are not of the shape they must have. */
export function malformed(fields: string[], lang: Lang): Error {
	return new Refused(refusal(400, 'malformed', messagesIn(apiMessages, lang).malformed(fields.join(', '))))
}

function parsed(bytes: ArrayBuffer): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
	} catch {
		return null
	}
}

/** Compared in a time that tells nothing of how much of it is right, nor of its length. */
function bearsToken(request: Request, token: string): boolean {
	const given = request.headers.get('authorization')?.match(/^Bearer +(\S+)$/i)?.[1] ?? ''
	return timingSafeEqual(digest(given), digest(token))
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest()
}

async function overLimit(request: Request, isKnown: boolean, lang: Lang): Promise<Response | null> {
	const name: Limit = isKnown ? 'program' : 'program-refused'
	try {
		await limit(name, request, isKnown ? 'token' : null)
		return null
	} catch (refused) {
		if (!(refused instanceof Response)) throw refused
		const wait = refused.headers.get('Retry-After') ?? '60'
		const message = messagesIn(apiMessages, lang).tooMany(Number(wait))
		return refusal(429, 'too-many-requests', message, { headers: { 'Retry-After': wait } })
	}
}

/** Until the body says in which language: what the request accepts first of ours, else French. */
function languageWanted(request: Request): Lang {
	const accepted = (request.headers.get('accept-language') ?? '').toLowerCase()
	return accepted.match(/\b(fr|en)\b/)?.[1] === 'en' ? 'en' : 'fr'
}
