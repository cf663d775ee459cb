import { build } from 'esbuild'

/**
 * Bundles the thread that builds the search index. The packages that read words are part of it,
 * so that its hash tells whether an index that was kept would be built the same today.
 */
export async function buildIndexWorker(folder) {
	await build({
		entryPoints: { 'index-worker': 'app/knowledge/index-worker.server.ts' },
		outdir: folder,
		outExtension: { '.js': '.mjs' },
		bundle: true,
		external: ['better-sqlite3'],
		platform: 'node',
		format: 'esm',
		target: 'node20',
		logLevel: 'warning',
	})
}
