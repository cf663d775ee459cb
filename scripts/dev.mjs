// `npm run dev`: the product with hot reload.
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build } from 'esbuild'
import { ensureInstalled, refuseOldNode } from './ready.mjs'
import { buildWorkers } from './workers.mjs'

refuseOldNode()
if (existsSync('.env')) process.loadEnvFile('.env')
process.env.DEMO ??= process.env.SESSION_SECRET ? 'false' : 'true'
process.env.NODE_ENV ??= 'development'
await ensureInstalled()

const outfile = `build-dev/server-${process.env.PORT ?? 3000}.mjs`
await build({
	entryPoints: ['app/server/development.ts'],
	outfile,
	bundle: true,
	packages: 'external',
	platform: 'node',
	format: 'esm',
	target: 'node20',
	logLevel: 'warning',
})
await buildWorkers('build-dev')
const server = fork(outfile)
server.once('message', ({ url }) => console.log(`Relais is ready: ${url}`))
server.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
