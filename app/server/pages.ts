import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { compress, encodingFor } from './compress'
import { contentSecurityPolicy, securityHeaders } from './headers'
import type { Platform } from './platform'

type Encoding = 'br' | 'gzip' | 'identity'

interface KeptPage {
	version: string
	etag: string
	bodies: Record<Encoding, Buffer>
	headers: Record<Encoding, Record<string, string | number>>
	view: { kind: 'search' | 'article'; label: string; href: string; failed: boolean } | null
}

/** What it is told of the app. */
type Told = Pick<
	Platform,
	| 'availabilityVersion'
	| 'contentVersion'
	| 'countRequest'
	| 'environment'
	| 'readVisitCookie'
	| 'recordPageView'
	| 'SESSION_COOKIE'
	| 'visitCookie'
>

const MAX_BYTES = 64 * 1024 * 1024
const MAX_REFUSED = 10_000
/** « Aujourd'hui », and what readers answered lately, are made anew this often. */
const MADE_ANEW_MS = 300_000
/** Home, topics, articles, searches: the same for everyone who is not signed in. */
const KEEPABLE =
	/^(\/en)?(\/|\/articles\/[\w%.~-]{1,300}|\/themes\/[\w%.~-]{1,300}|\/search|\/accessibilite|\/vos-donnees|\/vous-avez-dit|\/promesses)?(\?q=[^&]{0,120})?$/

/**
 * Anonymous reading pages, kept compressed and answered before Express and Remix. A kept page was
 * rendered for a request stripped of every cookie but the theme, so no kept byte can hold a
 * person's data; whoever is signed in, has something underway or met a failure passes by. The page itself says
 * by a header that it may be kept.
 */
export class KeptPages {
	#pages = new Map<string, KeptPage>()
	/** Addresses that were tried and said no, with the version they said it in. */
	#refused = new Map<string, string>()
	#bytes = 0
	#platform: Told
	#sessionCookie: string
	#secure: boolean

	constructor(platform: Told) {
		this.#platform = platform
		const { secure } = platform.environment()
		this.#secure = secure
		this.#sessionCookie = platform.SESSION_COOKIE
	}

	/** Whether the page was answered from memory. */
	answer(request: IncomingMessage, response: ServerResponse): boolean {
		const key = this.keyOf(request)
		if (key === null) return false
		const page = this.#pages.get(key)
		if (!page || page.version !== this.version()) return false
		this.#send(page, request, response)
		this.#platform.countRequest(200, 'kept')
		return true
	}

	/** The key of a page that may be kept for everyone, `null` when the request is personal. */
	keyOf(request: IncomingMessage): string | null {
		if (request.method !== 'GET' && request.method !== 'HEAD') return null
		const url = request.url ?? ''
		if (!KEEPABLE.test(url)) return null
		const cookies = request.headers.cookie ?? ''
		if (cookies.includes(`${this.#sessionCookie}=`) || /underway=|help=due/.test(cookies)) return null
		// Whether a visit of another day goes on is for the app to say.
		if (this.#platform.readVisitCookie(cookies)?.isOfToday === false) return null
		const theme = cookies.match(/(?:^|;\s*)theme=(light|dark)/)?.[1] ?? ''
		const key = `${theme} ${url}`
		return this.#refused.get(key) === this.version() ? null : key
	}

	/** Remembers for this version that a page is not the same for everyone. */
	refuse(key: string): void {
		if (this.#refused.size >= MAX_REFUSED) this.#refused.clear()
		this.#refused.set(key, this.version())
	}

	/**
	 * Keeps a page that was just rendered for an anonymous request.
	 *
	 * @param version - `version()` from before it was rendered: what changed meanwhile may not be in it
	 */
	async keep(key: string, version: string, { body, view }: Pick<KeptPage, 'view'> & { body: Buffer }): Promise<void> {
		const [br, gzip] = await Promise.all([compress(body, 'br', 5), compress(body, 'gzip', 6)])
		const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
		const bodies = { br, gzip, identity: body }
		const headers = {
			br: this.#headers(br, etag, 'br'),
			gzip: this.#headers(gzip, etag, 'gzip'),
			identity: this.#headers(body, etag, null),
		}
		this.#forget(key)
		this.#pages.set(key, { version, etag, bodies, headers, view })
		this.#bytes += br.length + gzip.length + body.length
		for (const oldest of this.#pages.keys()) {
			if (this.#bytes <= MAX_BYTES) break
			this.#forget(oldest)
		}
	}

	/** What was said of content and of who is there when the page was made. */
	version(): string {
		return `${this.#platform.contentVersion()} ${this.#platform.availabilityVersion()} ${Math.floor(Date.now() / MADE_ANEW_MS)}`
	}

	#forget(key: string): void {
		const page = this.#pages.get(key)
		if (!page) return
		this.#pages.delete(key)
		for (const body of Object.values(page.bodies)) this.#bytes -= body.length
	}

	#headers(body: Buffer, etag: string, encoding: string | null): Record<string, string | number> {
		return {
			...securityHeaders(this.#secure),
			'Content-Security-Policy': contentSecurityPolicy({}),
			'Content-Type': 'text/html; charset=utf-8',
			'Content-Length': body.length,
			'Cache-Control': 'private, no-cache',
			Vary: 'Accept-Encoding, Cookie',
			ETag: etag,
			...(encoding ? { 'Content-Encoding': encoding } : {}),
		}
	}

	/** Answers with a page kept just now, as `answer` does with one kept before. */
	send(key: string, request: IncomingMessage, response: ServerResponse): void {
		const page = this.#pages.get(key)
		if (page) this.#send(page, request, response)
	}

	#send(page: KeptPage, request: IncomingMessage, response: ServerResponse): void {
		const visitId = this.#visit(request, response)
		const fetchedAhead = request.headers['sec-purpose']?.includes('prefetch')
		if (page.view && visitId && !fetchedAhead) this.#platform.recordPageView(visitId, page.view, headersOf(request))
		if (request.headers['if-none-match'] === page.etag) {
			response
				.writeHead(304, { ETag: page.etag, 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding, Cookie' })
				.end()
			return
		}
		const encoding = encodingFor(request.headers['accept-encoding']) ?? 'identity'
		response.writeHead(200, page.headers[encoding])
		response.end(request.method === 'HEAD' ? undefined : page.bodies[encoding])
	}

	/** The visit a browser's page view belongs to; begins one, unless nobody is there to carry it on. */
	#visit(request: IncomingMessage, response: ServerResponse): string | null {
		const kept = this.#platform.readVisitCookie(request.headers.cookie ?? '')
		if (kept) return kept.id
		if (request.headers['sec-fetch-dest'] !== 'document') return null
		const visitId = randomUUID()
		response.setHeader('Set-Cookie', this.#platform.visitCookie(visitId))
		return visitId
	}
}

/** What a page view needs of the request's headers. */
function headersOf({ headers }: IncomingMessage): Headers {
	const needed = new Headers()
	for (const name of ['sec-gpc', 'dnt']) if (headers[name]) needed.set(name, String(headers[name]))
	return needed
}
