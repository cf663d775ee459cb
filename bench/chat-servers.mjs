// The servers that `bench:chat` measures: the built product, open at every hour, and a bare SSE fan-out.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freePort } from './servers.mjs'

const REPORT = ['--import', new URL('./report-cpu.mjs', import.meta.url).href]

/** Starts the product on a database; on a port it had before, after a kill. */
export async function startServer(database, port) {
	const content = join(dirname(database), 'content')
	if (!existsSync(content)) writeOpenSettings(content)
	const at = port ?? (await freePort())
	const env = {
		...process.env,
		...{ NODE_ENV: 'production', DEMO: 'true', HOST: '127.0.0.1', PORT: String(at), LOG_LEVEL: 'error' },
		...{ PUBLIC_URL: `http://127.0.0.1:${at}`, DATABASE_URL: `file:${database}`, CONTENT_DIR: content },
	}
	const child = fork('build/server/main.mjs', { env, execArgv: REPORT })
	await once(child, 'message')
	const usage = async () => {
		child.send('usage')
		for (;;) {
			const [message] = await once(child, 'message')
			if (message.usage) return message.usage
		}
	}
	const end = (signal) => {
		const gone = once(child, 'exit')
		child.kill(signal)
		return gone
	}
	return { port: at, usage, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/** The least that can pass a message on: no storage, no rights, no framework. */
export async function startBareFanOut() {
	const child = fork(new URL('./bare-fan-out.mjs', import.meta.url))
	const [{ port }] = await once(child, 'message')
	return { port, stop: () => child.kill() }
}

/** The shipped content; its settings with doors that never close. */
function writeOpenSettings(content) {
	cpSync('content', content, { recursive: true })
	const file = join(content, 'settings.yaml')
	const settings = readFileSync(file, 'utf8')
		.replace(/^( {4}(?:mon|tues|wednes|thurs|fri|satur|sun)day): .*$/gm, "$1: [['00:00', '24:00']]")
		.replace(/observed: true/, 'observed: false')
		.replace(/fullQueuePerAdvisor: \d+/, 'fullQueuePerAdvisor: 1000')
	writeFileSync(file, settings)
}
