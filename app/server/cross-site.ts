import type { IncomingMessage } from 'node:http'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Machines that prove who they are by a signature or a token, never by a cookie. */
const NOT_BY_COOKIE = /^\/(webhooks|dev\/telephony|api\/v1)\//

/**
 * Whether another site makes a browser act here with the cookies of its person (CSRF).
 * Browsers tell by Sec-Fetch-Site, older ones by Origin; a request with neither carries no
 * browser's cookies.
 */
export function isCrossSite(request: IncomingMessage, publicUrl: string): boolean {
	if (SAFE_METHODS.has(request.method ?? 'GET') || NOT_BY_COOKIE.test(request.url ?? '')) return false
	const site = request.headers['sec-fetch-site']
	if (site) return site !== 'same-origin' && site !== 'none'
	const { origin } = request.headers
	if (!origin) return false
	if (origin === new URL(publicUrl).origin) return false
	return URL.canParse(origin) ? new URL(origin).host !== request.headers.host : true
}
