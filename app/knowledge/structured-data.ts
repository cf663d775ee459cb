import type { Lang } from '~/i18n/language'

/** Google cuts longer headlines. */
const LONGEST_HEADLINE = 110

interface ArticlePage {
	publicUrl: string
	brand: string
	/** Address of the article, without the site's. */
	href: string
	article: {
		lang: Lang
		title: string
		summary: string
		owner: string
		updatedAt: Date | string
		publishedAt: Date | string | null
	}
	/** From the help pages to the article's topic. */
	above: { name: string; path: string }[]
}

/**
 * What search engines read of an article page: schema.org `Article` and `BreadcrumbList`, as a data block.
 * `FAQPage` would not be true, an article is no list of questions each with its answer; nor would `HowTo`
 * be of those that explain, and the steps of the others stand in the text.
 */
export function articleData({ publicUrl, brand, href, article, above }: ArticlePage) {
	const url = `${publicUrl}${href}`
	const trail = [
		...above.map(({ name, path }) => ({ name, item: `${publicUrl}${path}` })),
		{ name: article.title, item: url },
	]
	return {
		'@context': 'https://schema.org',
		'@graph': [
			{
				'@type': 'Article',
				headline: article.title.slice(0, LONGEST_HEADLINE),
				...(article.summary ? { description: article.summary } : {}),
				inLanguage: article.lang,
				url,
				mainEntityOfPage: url,
				...(article.publishedAt ? { datePublished: new Date(article.publishedAt).toISOString() } : {}),
				dateModified: new Date(article.updatedAt).toISOString(),
				...(article.owner ? { author: { '@type': 'Person', name: article.owner } } : {}),
				publisher: { '@type': 'Organization', name: brand, url: publicUrl },
			},
			{
				'@type': 'BreadcrumbList',
				itemListElement: trail.map((step, at) => ({ '@type': 'ListItem', position: at + 1, ...step })),
			},
		],
	}
}
