// What must be there before anything runs: the right Node, the packages, the build. Each is done
// once and remembered by the hash of what it was made from. Depends on nothing but Node.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

const OLDEST_NODE = [20, 19]
const INSTALLED = 'node_modules/.relais-installed'
const BUILT = 'build/.made-from'
const BUILD_INPUTS = [
	'app',
	'db/schema',
	'db/seed',
	'db/client.server.ts',
	'db/migrate.server.ts',
	'scripts/build.mjs',
	'scripts/workers.mjs',
	'package-lock.json',
	'vite.config.ts',
	'remix.config.js',
	'tsconfig.json',
]

/** Ends with a sentence when this Node is too old. */
export function refuseOldNode() {
	const [major, minor] = process.versions.node.split('.').map(Number)
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
	console.error(`Relais needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`)
	process.exit(1)
}

/** Installs the packages of the lock file, unless they are there for this Node. */
export async function ensureInstalled() {
	const wanted = hashOf(['package.json', 'package-lock.json'], process.versions.modules)
	if (read(INSTALLED) === wanted) return
	console.log('Installing packages (once)…')
	await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'])
	writeFileSync(INSTALLED, wanted)
}

/** Builds the app, unless the build was made from these very files. */
export async function ensureBuilt() {
	const wanted = hashOf(BUILD_INPUTS)
	if (read(BUILT) === wanted && existsSync('build/server/main.mjs')) return
	console.log('Building (once for each change)…')
	await run(process.execPath, ['scripts/build.mjs'])
}

/** What the build is about to be made from; kept with it by `rememberBuilt` once it is whole. */
export const buildInputs = () => hashOf(BUILD_INPUTS)

export function rememberBuilt(inputs) {
	writeFileSync(BUILT, inputs)
}

function read(file) {
	return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function hashOf(paths, salt = '') {
	const hash = createHash('sha256').update(salt)
	for (const file of paths.flatMap(filesUnder).sort()) hash.update(file).update(readFileSync(file))
	return hash.digest('hex')
}

function filesUnder(path) {
	if (!existsSync(path)) return []
	try {
		return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
			entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)],
		)
	} catch {
		return [path]
	}
}
