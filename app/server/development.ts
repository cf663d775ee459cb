import type { ServerBuild } from '@remix-run/node'
import { createServer } from 'vite'
import { run } from './main'

const vite = await createServer({
	server: { middlewareMode: true, hmr: { port: Number(process.env.PORT ?? 3000) + 20_000 } },
	appType: 'custom',
})

await run({
	build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
	vite,
})
