/** A page fetched ahead, before anybody asked to see it, is not a page somebody read. */
export function isPrefetch(headers: Headers): boolean {
	return /prefetch/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')
}
