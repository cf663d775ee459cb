// `npm run content:import -- DIR` and `npm run content:export -- DIR`.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, refuseOldNode } from './ready.mjs'

const [verb, folder] = process.argv.slice(2)
if (!folder || !['import', 'export'].includes(verb)) {
	console.error(`usage: npm run content:${verb ?? 'import'} -- FOLDER`)
	process.exit(2)
}
refuseOldNode()
if (existsSync('.env')) process.loadEnvFile('.env')
process.env.DEMO ??= process.env.SESSION_SECRET ? 'false' : 'true'
process.env.NODE_ENV ??= 'production'
await ensureInstalled()
await ensureBuilt()

const { entry } = await import(pathToFileURL('build/server/index.js').href)
const { contentCommand } = entry.module.platform
const ok = await contentCommand({ verb, folder: resolve(folder), say: (line) => console.log(line) })
process.exit(ok ? 0 : 1)
