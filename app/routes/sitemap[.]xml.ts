import { environment } from '~/env.server'
import { LANGUAGES, type Lang, localPath } from '~/i18n/language'
import { listPublished, listTopics } from '~/knowledge/articles.server'
import { keptUntilPublished } from '~/knowledge/kept.server'
import { escapeXml } from '~/knowledge/xml'

interface Entry {
	paths: Partial<Record<Lang, string>>
	changed?: Date
}

export async function loader() {
	return new Response(await sitemap('all'), {
		headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
	})
}

/** Every page a search engine may show, with its translations; made once per publication. */
const sitemap = keptUntilPublished(1, async (_: 'all') => {
	const { publicUrl } = environment()
	const [french, english, ...topics] = await Promise.all([
		listPublished('fr'),
		listPublished('en'),
		...LANGUAGES.map((lang) => listTopics(lang)),
	])
	const translationOf = new Map(english.map((article) => [article.translates, article]))
	const frenchSlugs = new Set(french.map(({ slug }) => slug))
	const address = (lang: Lang, slug: string) => localPath(lang, `/articles/${encodeURIComponent(slug)}`)
	const entries: Entry[] = [
		...['/', '/themes', '/vous-avez-dit', '/promesses'].map((path) => ({
			paths: { fr: path, en: localPath('en', path) },
		})),
		...[...new Set(topics.flat().map(({ id }) => id))].map((id) => ({
			paths: Object.fromEntries(
				LANGUAGES.filter((_, at) => topics[at]?.some((topic) => topic.id === id)).map((lang) => [
					lang,
					localPath(lang, `/themes/${encodeURIComponent(id)}`),
				]),
			),
		})),
		...french.map(({ slug, updatedAt }) => {
			const translation = translationOf.get(slug)
			return {
				paths: { fr: address('fr', slug), ...(translation ? { en: address('en', translation.slug) } : {}) },
				changed: updatedAt,
			}
		}),
		...english
			.filter(({ translates }) => !translates || !frenchSlugs.has(translates))
			.map(({ slug, updatedAt }) => ({ paths: { en: address('en', slug) }, changed: updatedAt })),
	]
	const urls = entries.flatMap(({ paths, changed }) => {
		const links = Object.entries(paths)
		const alternatives = [...links, ...(links.length > 1 && paths.fr ? [['x-default', paths.fr]] : [])]
		const others =
			links.length > 1
				? alternatives
						.map(
							([lang, path]) =>
								`<xhtml:link rel="alternate" hreflang="${lang}" href="${escapeXml(publicUrl + path)}"/>`,
						)
						.join('')
				: ''
		const date = changed ? `<lastmod>${changed.toISOString().slice(0, 10)}</lastmod>` : ''
		return links.map(([, path]) => `<url><loc>${escapeXml(publicUrl + path)}</loc>${date}${others}</url>`)
	})
	return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`
})
