import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `open`: every hour of every day; `closed`: never; `shipped`: as the settings say. */
export type Hours = 'open' | 'closed' | 'shipped'

const ROOT = join(import.meta.dirname, '..')
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Where `fillOnce` left what each server of the run begins with, by its hours. */
const FILLED = { open: 'RELAIS_E2E_FILLED_OPEN', closed: 'RELAIS_E2E_FILLED_CLOSED' }

/**
 * Fills the demonstration once for all servers of a run that are open, and once for those that are
 * closed: a start that migrates, fills and indexes takes three times as long as one that finds all done.
 *
 * @returns what removes it when the run is over
 */
export default async function fillOnce(): Promise<() => Promise<void>> {
	const filled = await Promise.all(
		(['open', 'closed'] as const).map(async (hours) => {
			const server = await new TestServer(hours).start()
			await server.stop()
			process.env[FILLED[hours]] = server.folder
			return server
		}),
	)
	return async () => {
		for (const server of filled) await server.remove()
	}
}

/** The built product, on a port and a database of its own. */
export class TestServer {
	readonly folder = mkdtempSync(join(tmpdir(), 'relais-e2e-'))
	readonly lines: string[] = []
	url = ''
	#port = 0
	#process: ChildProcess | undefined

	constructor(
		readonly hours: Hours,
		readonly environment: Record<string, string> = {},
		/** What the test changes in the settings file. */
		readonly edit: (settings: string) => string = (settings) => settings,
	) {}

	async start(): Promise<this> {
		if (this.#port === 0) this.#begin()
		this.#port ||= await freePort()
		this.url = `http://localhost:${this.#port}`
		this.#writeSettings()
		this.#process = fork(join(ROOT, 'build/server/main.mjs'), {
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			env: {
				PATH: process.env.PATH,
				HOME: process.env.HOME,
				NODE_ENV: 'production',
				DEMO: 'true',
				LOG_LEVEL: 'warn',
				PORT: String(this.#port),
				HOST: '127.0.0.1',
				DATABASE_URL: `file:${join(this.folder, 'relais.db')}`,
				CONTENT_DIR: join(this.folder, 'content'),
				...this.environment,
			},
		})
		for (const stream of [this.#process.stdout, this.#process.stderr])
			stream?.on('data', (chunk: Buffer) => this.lines.push(...chunk.toString().split('\n').filter(Boolean)))
		const ready = once(this.#process, 'message')
		const ended = once(this.#process, 'exit').then(() => {
			throw new Error(`the server did not start:\n${this.lines.join('\n')}`)
		})
		ended.catch(() => {})
		await Promise.race([ready, ended])
		return this
	}

	/** The number of the process, while it runs. */
	get pid(): number | undefined {
		return this.#process?.pid
	}

	/** Ends the process at once, as a crash or a power cut would. */
	async kill(): Promise<void> {
		const server = this.#process
		if (!server || server.exitCode !== null) return
		const ended = once(server, 'exit')
		server.kill('SIGKILL')
		await ended
	}

	/** Asks it to stop. @returns the code and how long it took */
	async stop(): Promise<{ code: number | null; tookMs: number }> {
		const server = this.#process
		if (!server || server.exitCode !== null) return { code: server?.exitCode ?? null, tookMs: 0 }
		const startedAt = Date.now()
		const ended = once(server, 'exit')
		server.kill('SIGTERM')
		const [code] = (await ended) as [number | null]
		return { code, tookMs: Date.now() - startedAt }
	}

	async remove(): Promise<void> {
		await this.stop()
		rmSync(this.folder, { recursive: true, force: true })
	}

	/**
	 * Begins with the demonstration as it was filled once for all, unless it is to be filled for the
	 * hours of the settings, or beside a phone company, where nobody is pretended to be there.
	 */
	#begin(): void {
		const filled = this.hours === 'shipped' ? undefined : process.env[FILLED[this.hours]]
		const hasCompany = Object.keys(this.environment).some((name) => name.startsWith('TWILIO_'))
		if (filled && !hasCompany) cpSync(filled, this.folder, { recursive: true })
	}

	#writeSettings(): void {
		const content = join(this.folder, 'content')
		cpSync(join(ROOT, 'content'), content, { recursive: true })
		const file = join(content, 'settings.yaml')
		writeFileSync(file, this.edit(readFileSync(file, 'utf8')))
		if (this.hours === 'shipped') return
		const day = this.hours === 'open' ? "[['00:00', '24:00']]" : '[]'
		const settings = readFileSync(file, 'utf8')
			.replace(new RegExp(`^(    (?:${WEEK.join('|')})): .*$`, 'gm'), `$1: ${day}`)
			.replace('observed: true', 'observed: false')
		writeFileSync(file, settings)
	}
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const { port } = probe.address() as { port: number }
	probe.close()
	await once(probe, 'close')
	return port
}
