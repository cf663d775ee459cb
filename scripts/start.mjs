// `npm start`: from a fresh clone to a running product, and in seconds when nothing changed.
// Depends on nothing but Node, for nothing may be installed yet.
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureBuilt, ensureInstalled, refuseOldNode } from './ready.mjs'

refuseOldNode()
if (existsSync('.env')) process.loadEnvFile('.env')
// Nothing configured means somebody is trying the product: show them the demonstration.
process.env.DEMO ??= process.env.SESSION_SECRET ? 'false' : 'true'
process.env.NODE_ENV ??= 'production'
process.env.LOG_LEVEL ??= process.env.DEMO === 'true' ? 'warn' : 'info'

try {
	await ensureInstalled()
	await ensureBuilt()
} catch (error) {
	console.error(`\nRelais could not be prepared: ${error.message}`)
	process.exit(1)
}

const server = fork('build/server/main.mjs')
server.once('message', ({ url, people }) => {
	console.log(`\nRelais is ready: ${url}\n`)
	if (people.length === 0) return
	const width = Math.max(...people.map(({ name }) => name.length))
	for (const { name, role, email } of people) console.log(`  ${name.padEnd(width)}  ${role.padEnd(10)}  ${email}`)
	console.log(`\nSign in as any of them in one click at ${url}/connexion`)
	console.log(`E-mails and SMS: ${url}/dev/outbox   Telephones: ${url}/dev/telephone\n`)
})
server.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
