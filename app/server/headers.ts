/** Security headers of every answer. The policy is added by the kind of page. */
export function securityHeaders(secure: boolean): Record<string, string> {
	return {
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'strict-origin-when-cross-origin',
		'X-Frame-Options': 'DENY',
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Resource-Policy': 'same-origin',
		'Permissions-Policy': 'camera=(), geolocation=(), payment=(), usb=()',
		...(secure ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
	}
}

/** Scripts: our files, and the inline ones that carry this response's nonce. */
export function contentSecurityPolicy({ nonce, dev }: { nonce?: string; dev?: boolean }): string {
	const scripts = ["'self'", ...(nonce ? [`'nonce-${nonce}'`] : [])].join(' ')
	return [
		"default-src 'self'",
		`script-src ${scripts}`,
		// Vite writes its style sheets into the page while developing.
		dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
		"img-src 'self' data:",
		"font-src 'self'",
		dev ? "connect-src 'self' ws:" : "connect-src 'self'",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join('; ')
}
