import type { SentFile } from './file-kinds'

/** Saved, never opened as a page of ours: nothing in it could run, load or read anything here. */
export function fileHeaders({ name, type }: Pick<SentFile, 'name' | 'type'>): Record<string, string> {
	const plain = name.replace(/[^\w.-]+/g, '_')
	return {
		'Content-Type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
		'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
		'Content-Security-Policy': "sandbox; default-src 'none'",
		'X-Content-Type-Options': 'nosniff',
		'Cache-Control': 'private, no-store',
	}
}
