import type { HeadersFunction } from '@remix-run/node'

/** The step of the path that a page stands for; the server notes it when it answers from memory. */
export interface PageView {
	kind: 'search' | 'article'
	label: string
	href: string
	failed: boolean
}

export function viewHeaders(view: PageView): Record<string, string> {
	return { 'X-Relais-View': encodeURIComponent(JSON.stringify(view)) }
}

/** For a page that shows what one visitor did: nobody keeps it. */
export const PERSONAL = { 'Cache-Control': 'private, no-store' }

/** A page fetched ahead, before anybody asked to see it, is not a page somebody read. */
export function isPrefetch(headers: Headers): boolean {
	return /prefetch/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')
}

export const loaderHeaders: HeadersFunction = ({ loaderHeaders: headers }) => headers
