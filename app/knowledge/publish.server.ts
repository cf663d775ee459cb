import { count, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import { LANGUAGES, type Lang } from '~/i18n/language'
import { replaceDocuments } from '~/search/articles.server'
import type { SearchDocument } from '~/search/document'
import { contentChanged } from './content-version.server'
import { typeset } from './markdown.server'

let seen: string | undefined
/** Makes what is published findable and drops the pages kept from before. */
export async function publishContent(): Promise<void> {
	seen = await fingerprint()
	for (const lang of LANGUAGES) replaceDocuments(lang, await searchDocuments(lang))
	contentChanged()
}

/**
 * Publishes again when another process, an import or another server, has changed an
 * article.
 *
 * @returns whether something had changed
 */
export async function publishIfChanged(): Promise<boolean> {
	if (seen === (await fingerprint())) return false
	await publishContent()
	return true
}

async function searchDocuments(lang: Lang): Promise<SearchDocument[]> {
	const rows = await db
		.select({
			id: articles.id,
			slug: articles.slug,
			title: articles.title,
			summary: articles.summary,
			keywords: articles.keywords,
			headings: articles.headings,
			topic: articles.topic,
			text: articles.plainText,
			lang: articles.lang,
			state: articles.state,
		})
		.from(articles)
		.where(eq(articles.lang, lang))
		.orderBy(articles.slug)
	return rows
		.filter(({ state }) => state === 'published')
		.map(({ state: _, ...row }) => ({
			...row,
			title: typeset(row.title, lang),
			summary: typeset(row.summary, lang),
			headings: row.headings.map(({ text }) => text),
		}))
}

/** What indexes alone can tell: every new article, every new version, every change of state or topic. */
async function fingerprint(): Promise<string> {
	const { lang, topic, state } = articles
	const [kinds, [versions]] = await Promise.all([
		db
			.select({ lang, topic, state, articles: count() })
			.from(articles)
			.groupBy(lang, topic, state)
			.orderBy(lang, topic, state),
		db.select({ versions: count() }).from(articleVersions),
	])
	return JSON.stringify([kinds, versions])
}
