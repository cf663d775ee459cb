import { build } from 'esbuild'

/**
 * Bundles the threads that build the search index, render an import and draw invoices. The packages that read words
 * are part of the first, so that its hash tells whether an index that was kept would be built the same today.
 */
export async function buildWorkers(folder) {
	await build({
		entryPoints: {
			'index-worker': 'app/knowledge/index-worker.server.ts',
			'render-worker': 'app/knowledge/render-worker.server.ts',
			'invoice-worker': 'app/accounts/invoice-worker.server.ts',
		},
		outdir: folder,
		outExtension: { '.js': '.mjs' },
		bundle: true,
		external: ['better-sqlite3', 'pdfkit'],
		platform: 'node',
		format: 'esm',
		target: 'node20',
		logLevel: 'warning',
	})
}
