export const LANGUAGES = ['fr', 'en'] as const
export type Lang = (typeof LANGUAGES)[number]

/** Each language as its speakers call it. */
export const LANGUAGE_NAMES: Record<Lang, string> = { fr: 'Français', en: 'English' }

/** The language an address is in: `/en` and below is English, everything else French. */
export function languageOf(pathname: string): Lang {
	return pathname === '/en' || pathname.startsWith('/en/') || pathname === '/en.data' ? 'en' : 'fr'
}

/** The address of `path` (written without prefix) in `lang`. */
export function localPath(lang: Lang, path: string): string {
	if (lang === 'fr') return path
	return path === '/' ? '/en' : `/en${path}`
}

/** An address without its language prefix. */
export function neutralPath(pathname: string): string {
	const rest = pathname.replace(/^\/en(?=\/|$|\?)/, '')
	return rest === '' ? '/' : rest.startsWith('?') ? `/${rest}` : rest
}

/** The same page in another language; an article's own translation is given by its loader instead. */
export function samePageIn(lang: Lang, pathname: string): string {
	return localPath(lang, neutralPath(pathname))
}
