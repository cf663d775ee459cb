import type { HeadersFunction } from '@remix-run/node'
import type { PageView } from './page-views.server'

const KEEP_HEADER = 'x-relais-keep'

/**
 * Headers of a loader whose page is the same for everyone who is not signed in: the server may
 * keep it. `view` is the step it stands for in the path of whoever is shown the kept page.
 */
export function keepable(view?: PageView): Record<string, string> {
	return { [KEEP_HEADER]: view ? encodeURIComponent(JSON.stringify(view)) : 'page' }
}

/** The `headers` export of a page that may be kept. */
export const keptPageHeaders: HeadersFunction = ({ loaderHeaders }): Record<string, string> => {
	const keep = loaderHeaders.get(KEEP_HEADER)
	return keep ? { [KEEP_HEADER]: keep } : {}
}
