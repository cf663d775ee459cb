/** Security headers of every answer. The policy is added by the kind of page. */
export function securityHeaders(secure: boolean): Record<string, string> {
	return {
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'strict-origin-when-cross-origin',
		'X-Frame-Options': 'DENY',
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Resource-Policy': 'same-origin',
		'Permissions-Policy': permissionsPolicy(false),
		...(secure ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
	}
}

/** Where the phone company is reached by a browser that takes calls: signalling by its places, and its measurements. */
const CALL_PLACES = ['roaming', 'dublin', 'frankfurt', 'ashburn', 'umatilla']
const CALL_HOSTS = [
	...CALL_PLACES.map((place) => `wss://voice-js.${place}.twilio.com`),
	...['eventgw', 'eventgw.us1', 'eventgw.ie1', 'eventgw.au1'].map((name) => `https://${name}.twilio.com`),
]

/** Whether an address is one where an advisor's browser may take calls. */
export function isDesk(pathname: string): boolean {
	return /^\/desk(\/|$)/.test(pathname)
}

/** Whether a document is shown in a frame of our own pages: what is new in a conversation, without scripts. */
export function isFramed(pathname: string): boolean {
	return /^(\/en)?\/echanges\/[^/]+\/etat$/.test(pathname)
}

/** @param calls - whether calls are taken on the page: the microphone is shut everywhere else */
export function permissionsPolicy(calls: boolean): string {
	return `camera=(), geolocation=(), microphone=(${calls ? 'self' : ''}), payment=(), usb=()`
}

/** Scripts: our files, and the inline ones that carry this response's nonce. */
export function contentSecurityPolicy({
	nonce,
	dev,
	calls,
	framed,
}: {
	nonce?: string
	dev?: boolean
	/** Whether calls are taken on the page. */
	calls?: boolean
	/** Whether our own pages may show it in a frame; nobody else ever. */
	framed?: boolean
}): string {
	const scripts = ["'self'", ...(nonce ? [`'nonce-${nonce}'`] : [])].join(' ')
	return [
		"default-src 'self'",
		`script-src ${scripts}`,
		// Vite writes its style sheets into the page while developing.
		dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
		"img-src 'self' data:",
		"font-src 'self'",
		["connect-src 'self'", ...(dev ? ['ws:'] : []), ...(calls ? CALL_HOSTS : [])].join(' '),
		...(calls ? ["media-src 'self' mediastream:"] : []),
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		`frame-ancestors ${framed ? "'self'" : "'none'"}`,
	].join('; ')
}
