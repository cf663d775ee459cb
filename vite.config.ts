import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import tsconfigPaths from 'vite-tsconfig-paths'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
	interface Future {
		v3_singleFetch: true
	}
}

export default defineConfig({
	plugins: [tailwindcss(), remix(remixConfig), tsconfigPaths()],
	// The module of the reading pages is built as an entry of its own, the way workers are.
	worker: { format: 'es', plugins: () => [tsconfigPaths()] },
	build: { sourcemap: false, target: 'es2022', assetsInlineLimit: 0 },
	ssr: { noExternal: [/^@fontsource/, 'lucide-react'] },
})
