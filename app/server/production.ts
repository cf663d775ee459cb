import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { run } from './main'

const BUILD = pathToFileURL('build/server/index.js').href
let build: Promise<ServerBuild> | undefined

await run({
	build: () => {
		build ??= import(BUILD)
		return build
	},
})
