import { and, asc, count, eq, inArray } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articles } from '#db/schema/knowledge.server'
import type { Lang } from '~/i18n/language'
import { typeset } from './markdown.server'
import { topicName } from './topics.server'

export type Article = typeof articles.$inferSelect

export interface ArticleLine {
	id: string
	lang: Lang
	slug: string
	topic: string
	title: string
	summary: string
	owner: string
	reviewedAt: Date
}

export interface TopicCount {
	id: string
	name: string
	pages: number
}

const lineColumns = {
	id: articles.id,
	lang: articles.lang,
	slug: articles.slug,
	topic: articles.topic,
	title: articles.title,
	summary: articles.summary,
	owner: articles.owner,
	reviewedAt: articles.reviewedAt,
}

/** A published article, title and summary with the typography of its language; `null` when there is none. */
export async function findArticle(lang: Lang, slug: string): Promise<Article | null> {
	const [article] = await db
		.select()
		.from(articles)
		.where(and(eq(articles.lang, lang), eq(articles.slug, slug), eq(articles.state, 'published')))
	return article ? readable(article) : null
}

/** Where the same article stands in the other language; `null` when it is not translated. */
export async function findTranslation(
	article: Pick<Article, 'lang' | 'slug' | 'translates'>,
): Promise<{ lang: Lang; slug: string } | null> {
	const published = eq(articles.state, 'published')
	const wanted =
		article.lang === 'fr'
			? and(eq(articles.lang, 'en'), eq(articles.translates, article.slug), published)
			: and(eq(articles.lang, 'fr'), eq(articles.slug, article.translates ?? ''), published)
	const [found] = await db.select({ lang: articles.lang, slug: articles.slug }).from(articles).where(wanted).limit(1)
	return found ?? null
}

/** Topics that have pages in this language: those of content/topics.yaml in its order, then others by name. */
export async function listTopics(lang: Lang): Promise<TopicCount[]> {
	const rows = await db
		.select({ id: articles.topic, pages: count() })
		.from(articles)
		.where(and(eq(articles.lang, lang), eq(articles.state, 'published')))
		.groupBy(articles.topic)
	return rows
		.map(({ id, pages }) => ({ id, pages, ...topicName(id, lang) }))
		.sort((a, b) => a.place - b.place || a.name.localeCompare(b.name, lang))
		.map(({ id, name, pages }) => ({ id, name, pages }))
}

/** Published articles of a topic, by title. */
export async function listByTopic(lang: Lang, topic: string): Promise<ArticleLine[]> {
	const rows = await db
		.select(lineColumns)
		.from(articles)
		.where(and(eq(articles.lang, lang), eq(articles.topic, topic), eq(articles.state, 'published')))
	return rows.map(readable).sort((a, b) => a.title.localeCompare(b.title, lang))
}

/** Every published article of a language, by address. */
export async function listPublished(
	lang: Lang,
): Promise<(ArticleLine & { translates: string | null; updatedAt: Date })[]> {
	const rows = await db
		.select({ ...lineColumns, translates: articles.translates, updatedAt: articles.updatedAt })
		.from(articles)
		.where(and(eq(articles.lang, lang), eq(articles.state, 'published')))
		.orderBy(asc(articles.slug))
	return rows.map(readable)
}

/** Published articles by slug, in the order asked; those that do not exist are left out. */
export async function listBySlugs(lang: Lang, slugs: readonly string[]): Promise<ArticleLine[]> {
	if (slugs.length === 0) return []
	const rows = await db
		.select(lineColumns)
		.from(articles)
		.where(and(eq(articles.lang, lang), inArray(articles.slug, [...slugs]), eq(articles.state, 'published')))
	const found = new Map(rows.map((row) => [row.slug, readable(row)]))
	return slugs.flatMap((slug) => found.get(slug) ?? [])
}

/** English slugs by the French slug they translate. */
export async function translationsOf(frenchSlugs: readonly string[]): Promise<Map<string, string>> {
	if (frenchSlugs.length === 0) return new Map()
	const rows = await db
		.select({ slug: articles.slug, translates: articles.translates })
		.from(articles)
		.where(
			and(eq(articles.lang, 'en'), inArray(articles.translates, [...frenchSlugs]), eq(articles.state, 'published')),
		)
	return new Map(rows.map(({ slug, translates }) => [translates ?? '', slug]))
}

/** Every article in every state, longest unverified first. */
export async function listForEditors(lang?: Lang) {
	const rows = await db
		.select({ ...lineColumns, state: articles.state })
		.from(articles)
		.where(lang ? eq(articles.lang, lang) : undefined)
		.orderBy(asc(articles.reviewedAt), asc(articles.lang), asc(articles.slug))
	return rows.map(readable)
}

function readable<T extends { lang: Lang; title: string; summary: string }>(article: T): T {
	return { ...article, title: typeset(article.title, article.lang), summary: typeset(article.summary, article.lang) }
}
