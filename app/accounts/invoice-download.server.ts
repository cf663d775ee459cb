import { notFound } from '~/auth/guards.server'
import type { InvoiceFile } from './invoice-files.server'

/** The answer with a file: saved under its name, kept by no cache that others share. */
export function downloadOf(file: InvoiceFile | 'missing' | 'unavailable'): Response {
	if (file === 'missing') throw notFound()
	if (file === 'unavailable') throw new Response(null, { status: 503, headers: { 'Retry-After': '60' } })
	const { name, type, body } = file
	return new Response(body instanceof Uint8Array ? new Uint8Array(body) : body, {
		headers: {
			'Content-Type': type,
			'Content-Disposition': `attachment; filename="${name}"`,
			'X-Content-Type-Options': 'nosniff',
			'Cache-Control': 'private, no-store',
		},
	})
}
