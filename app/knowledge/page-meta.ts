import type { MetaDescriptor } from '@remix-run/node'
import { knowledgeMessages } from '~/i18n/knowledge'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'

/** Address of the Atom feed of a language. */
export function feedPath(lang: Lang): string {
	return localPath(lang, '/articles.atom')
}

/**
 * The address that counts, the same page in each language it exists in, and the feed of what is new.
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
		{
			tagName: 'link',
			rel: 'alternate',
			type: 'application/atom+xml',
			href: feedPath(lang),
			title: messagesIn(knowledgeMessages, lang).feed.title,
		},
	]
}
