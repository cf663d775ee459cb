import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import { createApp } from './app'
import { KeptPages } from './pages'
import type { Platform } from './platform'
import { Streams, serveStream } from './streams'

const STOP_WITHIN_MS = 4_500

interface Options {
	/** The newest build: in development it changes, in production it is one. */
	build: () => Promise<ServerBuild>
	/** Development: Vite's middleware, asked before the app. */
	vite?: Parameters<typeof createApp>[0]['vite']
}

/** Starts the product: data ready first, then the port, then the jobs. */
export async function start({ build, vite }: Options): Promise<{ platform: Platform; stop: () => Promise<void> }> {
	const { platform } = (await build()).entry.module as unknown as { platform: Platform }
	const { HOST, PORT } = platform.environment()
	await platform.prepareData()

	const streams = new Streams()
	const keptPages = vite ? null : new KeptPages(platform)
	const app = createApp({ platform, build, vite, keptPages })

	const server = createHttpServer((request, response) => {
		response.on('finish', () => platform.countRequest(response.statusCode, 'rendered'))
		void answer(request, response)
	})
	async function answer(request: IncomingMessage, response: ServerResponse) {
		if (request.method === 'GET' && request.url?.startsWith('/stream?'))
			return serveStream({ request, response, platform, streams })
		if (keptPages?.answer(request, response)) return
		app(request as Parameters<typeof app>[0], response as Parameters<typeof app>[1])
	}
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject)
		server.listen(PORT, HOST, resolve)
	})
	platform.startJobs()

	async function stop() {
		const closed = new Promise<void>((resolve) => server.close(() => resolve()))
		streams.endAll()
		server.closeIdleConnections()
		const giveUp = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS - 1_000)
		await Promise.all([closed, platform.stopJobs()])
		clearTimeout(giveUp)
	}
	return { platform, stop }
}

/** Runs `start` for a person at a terminal: clear words when it cannot, a clean stop on signals. */
export async function run(options: Options): Promise<void> {
	try {
		const { platform, stop } = await start(options)
		for (const signal of ['SIGTERM', 'SIGINT'] as const)
			process.once(signal, () => {
				setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
				void stop().then(() => process.exit(0))
			})
		process.once('disconnect', () => void stop().then(() => process.exit(0)))
		const { DEMO, publicUrl } = platform.environment()
		process.send?.({ url: publicUrl, people: DEMO ? await platform.listDemoPeople() : [] })
	} catch (error) {
		process.stderr.write(`${explain(error)}\n`)
		process.exit(1)
	}
}

/** One clear sentence for what a person can mend; the stack for what they cannot. */
function explain(error: unknown): string {
	if (!(error instanceof Error)) return String(error)
	const code = (error as NodeJS.ErrnoException).code
	if (code === 'EADDRINUSE')
		return `Port ${process.env.PORT ?? 3000} is taken by another program. Choose another one: PORT=3001 npm start`
	if (code === 'SQLITE_CANTOPEN')
		return `The database ${process.env.DATABASE_URL ?? './data/relais.db'} cannot be opened: check that the folder exists and can be written.`
	if (code === 'SQLITE_NOTADB')
		return `${process.env.DATABASE_URL ?? './data/relais.db'} is not a database: name another file in DATABASE_URL.`
	if (code === 'SQLITE_READONLY')
		return `The database ${process.env.DATABASE_URL ?? './data/relais.db'} is read-only: give this user the right to write it.`
	if (code === 'EACCES' || code === 'EROFS') return `A folder cannot be written: ${error.message}`
	if (['EnvironmentError', 'SettingsError'].includes(error.constructor.name)) return error.message
	return error.stack ?? error.message
}
