// Builds the app (Vite), then the http server and the index worker (esbuild), then compresses what browsers fetch.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build as esbuild } from 'esbuild'
import { buildInputs, rememberBuilt } from './ready.mjs'
import { run } from './run.mjs'
import { buildWorkers } from './workers.mjs'

const inputs = buildInputs()
rmSync('build', { recursive: true, force: true })
await run('npx', ['remix', 'vite:build', '--logLevel', 'warn'])
await esbuild({
	entryPoints: { main: 'app/server/production.ts' },
	outdir: 'build/server',
	outExtension: { '.js': '.mjs' },
	bundle: true,
	packages: 'external',
	platform: 'node',
	format: 'esm',
	target: 'node20',
	logLevel: 'warning',
})
await buildWorkers('build/server')
for (const name of readdirSync('build/client/assets')) {
	if (!/\.(js|css|svg|json)$/.test(name)) continue
	const path = join('build/client/assets', name)
	const body = readFileSync(path)
	writeFileSync(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
	writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }))
}
rememberBuilt(inputs)
