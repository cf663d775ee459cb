// Starts and stops what is measured; each in a process of its own, on a free port of this machine.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const START_WITHIN_MS = 120_000
const REPORT = ['--import', new URL('./report-cpu.mjs', import.meta.url).href]

export async function startBareServer(kind) {
	const child = fork(new URL('./bare-server.mjs', import.meta.url), [kind], { execArgv: REPORT })
	const { port } = await nextMessage(child, 'port')
	return { port, usage: () => usageOf(child), stop: () => stop(child) }
}

/** The built product with its demonstration, on a database that is thrown away. */
export async function startProduct() {
	const folder = mkdtempSync(join(tmpdir(), 'relais-bench-'))
	const port = await freePort()
	const startedAt = performance.now()
	const env = {
		...process.env,
		NODE_ENV: 'production',
		DEMO: 'true',
		HOST: '127.0.0.1',
		PORT: String(port),
		PUBLIC_URL: `http://127.0.0.1:${port}`,
		DATABASE_URL: `file:${join(folder, 'bench.db')}`,
		LOG_LEVEL: 'error',
	}
	const child = fork('build/server/main.mjs', { env, execArgv: REPORT })
	const { people } = await nextMessage(child, 'url')
	return {
		port,
		people,
		startMs: performance.now() - startedAt,
		usage: () => usageOf(child),
		async stop() {
			await stop(child)
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

export function startLoad() {
	const child = fork(new URL('./load.mjs', import.meta.url))
	return {
		async run(job) {
			child.send(job)
			return (await once(child, 'message'))[0]
		},
		stop: () => stop(child),
	}
}

export async function freePort() {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const { port } = probe.address()
	probe.close()
	await once(probe, 'close')
	return port
}

async function usageOf(child) {
	child.send('usage')
	return (await nextMessage(child, 'usage')).usage
}

/** The next message that holds `key`. */
function nextMessage(child, key) {
	return new Promise((resolve, reject) => {
		const giveUp = setTimeout(
			() => reject(new Error(`no "${key}" from a server within ${START_WITHIN_MS / 1_000} s`)),
			START_WITHIN_MS,
		)
		const read = (message) => {
			if (!(key in message)) return
			settle()
			resolve(message)
		}
		const ended = (code) => {
			settle()
			reject(new Error(`a server ended with ${code}`))
		}
		function settle() {
			clearTimeout(giveUp)
			child.off('message', read)
			child.off('exit', ended)
		}
		child.on('message', read)
		child.once('exit', ended)
	})
}

async function stop(child) {
	if (child.exitCode !== null || child.signalCode !== null) return
	const gone = once(child, 'exit')
	child.disconnect()
	const giveUp = setTimeout(() => child.kill('SIGKILL'), 6_000)
	await gone
	clearTimeout(giveUp)
}
