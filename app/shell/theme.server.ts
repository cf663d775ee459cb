export type Theme = 'light' | 'dark'

const COOKIE = 'theme'

/** The theme somebody chose; `null` follows the system. */
export function readTheme(request: Request): Theme | null {
	const found = request.headers.get('cookie')?.match(/(?:^|;\s*)theme=(light|dark)/)
	return (found?.[1] as Theme | undefined) ?? null
}

/** The header that keeps the choice for a year; `null` goes back to the system's. */
export function themeHeader(theme: Theme | null): string {
	return theme
		? `${COOKIE}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`
		: `${COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`
}
