import { randomBytes } from 'node:crypto'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import express, {
	type Request as ExpressRequest,
	type Response as ExpressResponse,
	type NextFunction,
	type RequestHandler,
} from 'express'
import { assets } from './assets'
import { readBody, streamedBody } from './body'
import { compress, encodingFor, isWorthCompressing } from './compress'
import { isCrossSite } from './cross-site'
import { contentSecurityPolicy, isDesk, isFramed, permissionsPolicy, securityHeaders } from './headers'
import type { KeptPages } from './pages'
import type { Platform } from './platform'
import { RouteGroups } from './route-groups'
import { toWebRequest } from './web'

interface Options {
	platform: Platform
	build: () => Promise<ServerBuild>
	vite: { middlewares: RequestHandler } | undefined
	keptPages: KeptPages | null
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
const REFUSED_BODY = {
	400: 'Ce qui a été envoyé est incomplet. Revenez à la page et recommencez.\nWhat was sent is incomplete. Go back to the page and try again.\n',
	413: 'C’est trop long pour être accepté. Raccourcissez, puis recommencez.\nThis is too large to be accepted. Shorten it, then try again.\n',
	415: 'Ce format n’est pas lu ici. Revenez à la page et recommencez.\nThis format is not read here. Go back to the page and try again.\n',
}
/** The header by which a page says that it may be kept, and which step of the path it stands for. */
const KEEP_HEADER = 'x-relais-keep'
/** Pages have no extension: they are not looked for on the disk. */
const FILE = /\.[a-z0-9]+$/i

/** Everything that is not a stream or a kept page: headers, files, health, then Remix. */
export function createApp({ platform, build, vite, keptPages }: Options) {
	const { publicUrl, secure, TWILIO_API_KEY_SID } = platform.environment()
	const app = express()
	app.disable('x-powered-by')
	app.set('query parser', false)
	const everyAnswer = Object.entries(securityHeaders(secure))
	app.use((_request, response, next) => {
		for (const [name, value] of everyAnswer) response.setHeader(name, value)
		next()
	})
	app.use((request, response, next) => {
		if (isCrossSite(request, publicUrl))
			response.status(403).type('text/plain').send('This request came from another site and was refused.\n')
		else if (!METHODS.includes(request.method))
			response.status(405).set('Allow', METHODS.join(', ')).type('text/plain').send('This cannot be asked here.\n')
		else next()
	})
	app.get('/health', async (_request, response) => {
		const state = await platform.health()
		response
			.status(state.status === 'up' ? 200 : 503)
			.set('Cache-Control', 'no-store')
			.json(state)
	})
	app.get('/metrics', async (_request, response) => {
		response
			.set('Cache-Control', 'no-store')
			.type('text/plain; version=0.0.4')
			.send(await platform.metricsText())
	})
	if (vite) app.use(vite.middlewares)
	else app.use(assets('build/client'))
	const publicFiles = express.static('public', { maxAge: '1h', index: false })
	app.use((request, response, next) => (FILE.test(request.path) ? publicFiles(request, response, next) : next()))

	const handlers = new Map<string, ReturnType<typeof createRequestHandler>>()
	let groups: RouteGroups | undefined
	async function handlerFor(request: ExpressRequest): Promise<ReturnType<typeof createRequestHandler>> {
		if (vite) return createRequestHandler(await build(), 'development')
		groups ??= new RouteGroups(await build())
		const group = groups.groupOf(request.path)
		let handler = handlers.get(group)
		if (!handler) handlers.set(group, (handler = createRequestHandler(groups.buildOf(group), 'production')))
		return handler
	}

	async function render(
		request: ExpressRequest,
		{
			nonce,
			impersonal,
			sent,
		}: { nonce: string; impersonal: boolean; sent?: { body: Buffer | ReadableStream; type: string } },
	): Promise<{ answer: Response; body: Buffer }> {
		const handler = await handlerFor(request)
		const page: { html: string | null } = { html: null }
		const answer = await handler(toWebRequest(request, publicUrl, { impersonal, sent }), { nonce, page })
		if (page.html !== null) return { answer, body: Buffer.from(page.html) }
		return { answer, body: Buffer.from(await answer.arrayBuffer()) }
	}

	app.use(async (request: ExpressRequest, response: ExpressResponse, next: NextFunction) => {
		try {
			if (await answerForEveryone(request, response)) return
			const sends = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
			const streamed = sends ? streamedBody(request, request.path) : null
			const sent = sends && !streamed ? await readBody(request, request.path) : undefined
			if (sent?.ok === false) {
				// What is still on its way is not read: the connection ends with the answer.
				response.status(sent.status).set('Connection', 'close').type('text/plain').send(REFUSED_BODY[sent.status])
				return
			}
			const nonce = randomBytes(16).toString('base64')
			await send(await render(request, { nonce, impersonal: false, sent: streamed ?? sent }), request, response, nonce)
		} catch (error) {
			next(error)
		}
	})
	app.use((error: unknown, _request: ExpressRequest, response: ExpressResponse, _next: NextFunction) => {
		platform.log.error(
			{ error: error instanceof Error ? error.stack : String(error) },
			'a request failed outside a page',
		)
		if (!response.headersSent)
			response.status(500).type('text/plain').send('Something broke on our side. It has been noted.\n')
	})
	return app

	/** Renders a page that is the same for everyone, once, and keeps it. @returns whether it was one */
	async function answerForEveryone(request: ExpressRequest, response: ExpressResponse): Promise<boolean> {
		const key = keptPages?.keyOf(request)
		if (!keptPages || !key) return false
		const version = keptPages.version()
		const { answer, body } = await render(request, { nonce: '', impersonal: true })
		const mayKeep = answer.headers.get(KEEP_HEADER)
		if (answer.status !== 200 || mayKeep === null) {
			keptPages.refuse(key)
			return false
		}
		await keptPages.keep(key, version, { body, view: readView(mayKeep) })
		keptPages.send(key, request, response)
		return true
	}

	async function send(
		{ answer, body }: { answer: Response; body: Buffer },
		request: ExpressRequest,
		response: ExpressResponse,
		nonce: string,
	) {
		const type = answer.headers.get('content-type')
		// What was not read of a message with files is not wanted any more.
		if (!request.complete) response.setHeader('Connection', 'close')
		// Data of a page that is already open: entry.server says the same for a whole page.
		response.status(answer.status === 500 && platform.cannotWrite() ? 503 : answer.status)
		for (const [name, value] of answer.headers)
			if (name !== 'set-cookie' && name !== KEEP_HEADER) response.setHeader(name, value)
		const cookies = answer.headers.getSetCookie()
		if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
		if (type?.startsWith('text/html')) {
			const calls = TWILIO_API_KEY_SID !== undefined && isDesk(request.path)
			const framed = isFramed(request.path)
			response.setHeader('Content-Security-Policy', contentSecurityPolicy({ nonce, dev: Boolean(vite), calls, framed }))
			if (framed) response.setHeader('X-Frame-Options', 'SAMEORIGIN')
			if (calls) response.setHeader('Permissions-Policy', permissionsPolicy(true))
		}
		if (!answer.headers.has('cache-control')) response.setHeader('Cache-Control', 'private, no-store')

		const encoding = encodingFor(request.headers['accept-encoding'])
		if (encoding && isWorthCompressing(type, body.length) && !answer.headers.has('content-encoding')) {
			const compressed = await compress(body, encoding, 4)
			response.setHeader('Content-Encoding', encoding)
			response.setHeader('Vary', 'Accept-Encoding')
			response.setHeader('Content-Length', compressed.length)
			response.end(request.method === 'HEAD' ? undefined : compressed)
			return
		}
		if (body.length > 0 || answer.status === 200) response.setHeader('Content-Length', body.length)
		response.end(request.method === 'HEAD' ? undefined : body)
	}
}

function readView(value: string): Parameters<KeptPages['keep']>[2]['view'] {
	return value === 'page' ? null : JSON.parse(decodeURIComponent(value))
}
