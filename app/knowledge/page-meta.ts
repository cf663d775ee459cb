import type { MetaDescriptor } from '@remix-run/node'
import type { Lang } from '~/i18n/language'

/**
 * The address that counts and the same page in each language it exists in.
 *
 * @param paths - without the site's address; a language is left out when the page does not exist in it
 */
export function alternates(publicUrl: string, lang: Lang, paths: Partial<Record<Lang, string>>): MetaDescriptor[] {
	const languages = (['fr', 'en'] as const).flatMap((one) =>
		paths[one] ? [{ one, href: `${publicUrl}${paths[one]}` }] : [],
	)
	const own = paths[lang] ?? languages[0]?.href.slice(publicUrl.length)
	return [
		{ tagName: 'link', rel: 'canonical', href: `${publicUrl}${own}` },
		...(languages.length > 1
			? languages.map(({ one, href }) => ({ tagName: 'link', rel: 'alternate', hrefLang: one, href }))
			: []),
		...(languages.length > 1 && paths.fr
			? [{ tagName: 'link', rel: 'alternate', hrefLang: 'x-default', href: `${publicUrl}${paths.fr}` }]
			: []),
	]
}
