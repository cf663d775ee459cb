import { randomBytes } from 'node:crypto'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import express, { type NextFunction, type Request as ExpressRequest, type RequestHandler, type Response as ExpressResponse } from 'express'
import { assets } from './assets'
import { compress, encodingFor, isWorthCompressing } from './compress'
import { isCrossSite } from './cross-site'
import { contentSecurityPolicy, securityHeaders } from './headers'
import type { KeptPages } from './pages'
import type { Platform } from './platform'
import { toWebRequest } from './web'

interface Options {
	platform: Platform
	build: () => Promise<ServerBuild>
	vite: { middlewares: RequestHandler } | undefined
	keptPages: KeptPages | null
}

/** Larger than any form of ours; uploads have a route and a limit of their own. */
const MAX_BODY_BYTES = 1_000_000
/** The header by which a page says which step of the path it stands for. */
const VIEW_HEADER = 'x-relais-view'

/** Everything that is not a stream or a kept page: headers, files, health, then Remix. */
export function createApp({ platform, build, vite, keptPages }: Options) {
	const { publicUrl, secure } = platform.environment()
	const app = express()
	app.disable('x-powered-by')
	app.use((_request, response, next) => {
		for (const [name, value] of Object.entries(securityHeaders(secure))) response.setHeader(name, value)
		next()
	})
	app.use((request, response, next) => {
		if (isCrossSite(request, publicUrl)) response.status(403).type('text/plain').send('This request came from another site and was refused.\n')
		else if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) response.status(413).type('text/plain').send('This is too large to be accepted.\n')
		else next()
	})
	app.get('/health', async (_request, response) => {
		const state = await platform.health()
		response.status(state.status === 'up' ? 200 : 503).set('Cache-Control', 'no-store').json(state)
	})
	app.get('/metrics', async (_request, response) => {
		response.set('Cache-Control', 'no-store').type('text/plain; version=0.0.4').send(await platform.metricsText())
	})
	if (vite) app.use(vite.middlewares)
	else app.use(assets('build/client'))
	app.use(express.static('public', { maxAge: '1h', index: false }))

	const handle = async (request: ExpressRequest, nonce: string) =>
		createRequestHandler(await build(), vite ? 'development' : 'production')(toWebRequest(request, request.res as ExpressResponse, publicUrl), { nonce })
	const produced = vite ? handle : productionHandler(build, publicUrl)

	app.use(async (request: ExpressRequest, response: ExpressResponse, next: NextFunction) => {
		try {
			const key = keptPages?.keyOf(request) ?? null
			const nonce = key ? '' : randomBytes(16).toString('base64')
			const answer = await produced(request, nonce)
			await send(answer, request, response, { nonce, key })
		} catch (error) {
			next(error)
		}
	})
	app.use((error: unknown, _request: ExpressRequest, response: ExpressResponse, _next: NextFunction) => {
		platform.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a request failed outside a page')
		if (!response.headersSent) response.status(500).type('text/plain').send('Something broke on our side. It has been noted.\n')
	})
	return app

	async function send(answer: Response, request: ExpressRequest, response: ExpressResponse, { nonce, key }: { nonce: string; key: string | null }) {
		const body = Buffer.from(await answer.arrayBuffer())
		const type = answer.headers.get('content-type')
		const view = readView(answer.headers)
		response.status(answer.status)
		for (const [name, value] of answer.headers) if (name !== 'set-cookie' && name !== VIEW_HEADER) response.setHeader(name, value)
		const cookies = answer.headers.getSetCookie()
		if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
		if (type?.startsWith('text/html')) {
			response.setHeader('Content-Security-Policy', contentSecurityPolicy({ nonce, dev: Boolean(vite) }))
			if (!answer.headers.has('cache-control')) response.setHeader('Cache-Control', 'private, no-store')
			if (key && answer.status === 200 && keptPages) await keptPages.keep(key, body, view)
		} else if (!answer.headers.has('cache-control')) response.setHeader('Cache-Control', 'private, no-store')

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

function productionHandler(build: () => Promise<ServerBuild>, publicUrl: string) {
	let handler: ReturnType<typeof createRequestHandler> | undefined
	return async (request: ExpressRequest, nonce: string) => {
		handler ??= createRequestHandler(await build(), 'production')
		return handler(toWebRequest(request, request.res as ExpressResponse, publicUrl), { nonce })
	}
}

function readView(headers: Headers): Parameters<KeptPages['keep']>[2] {
	const value = headers.get(VIEW_HEADER)
	return value ? JSON.parse(decodeURIComponent(value)) : null
}
