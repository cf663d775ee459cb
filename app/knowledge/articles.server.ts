import { and, asc, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import type { Lang } from '~/i18n/language'
import { keptUntilPublished } from './kept.server'
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

/** Articles whose page is ready in memory; the others are read from the database. */
const MOST_KEPT = 1_000

/** A published article, title and summary with the typography of its language; `null` when there is none. */
export function findArticle(lang: Lang, slug: string): Promise<Article | null> {
	return keptArticle(`${lang} ${slug}`)
}

const keptArticle = keptUntilPublished(MOST_KEPT, async (key: `${Lang} ${string}`) => {
	const [article] = await db
		.select()
		.from(articles)
		.where(and(eq(articles.lang, langIn(key)), eq(articles.slug, key.slice(3)), eq(articles.state, 'published')))
	return article ? readable(article) : null
})

/** Where the same article stands in the other language; `null` when it is not translated. */
export async function findTranslation({
	lang,
	slug,
	translates,
}: Pick<Article, 'lang' | 'slug' | 'translates'>): Promise<{ lang: Lang; slug: string } | null> {
	if (lang === 'fr') return keptTranslation(`en ${slug}`)
	return translates ? keptTranslation(`fr ${translates}`) : null
}

/** By the language wanted and the French slug. */
const keptTranslation = keptUntilPublished(MOST_KEPT, async (key: `${Lang} ${string}`) => {
	const [lang, french] = [langIn(key), key.slice(3)]
	const [found] = await db
		.select({ lang: articles.lang, slug: articles.slug })
		.from(articles)
		.where(
			and(
				eq(articles.lang, lang),
				eq(lang === 'en' ? articles.translates : articles.slug, french),
				eq(articles.state, 'published'),
			),
		)
		.limit(1)
	return found ?? null
})

/**
 * Where an article that had this address stands now: front matter `aliases` or `redirects` lists the
 * slugs it had. Asked in a language it was never written in, its translation there comes first.
 */
export async function findMoved(lang: Lang, slug: string): Promise<{ lang: Lang; slug: string } | null> {
	const moved = await keptMoves('all')
	const own = moved.get(`${lang} ${slug}`)
	if (own) return own
	const other = moved.get(`${lang === 'fr' ? 'en' : 'fr'} ${slug}`)
	return other ? ((await findTranslation(other)) ?? other) : null
}

const keptMoves = keptUntilPublished(1, async (_: 'all') => {
	const rows = await db
		.select({ lang: articles.lang, slug: articles.slug, translates: articles.translates, extra: articles.extra })
		.from(articles)
		.where(
			and(
				eq(articles.state, 'published'),
				sql`coalesce(json_type(${articles.extra}, '$.aliases'), json_type(${articles.extra}, '$.redirects')) is not null`,
			),
		)
		.orderBy(asc(articles.slug))
	return new Map(
		rows.flatMap(({ extra, ...article }) =>
			slugsBefore(extra).map((slug) => [`${article.lang} ${slug}`, article] as const),
		),
	)
})

/** The slugs an article had, from its front matter: `aliases` or `redirects`, each a slug or the path it was. */
export function slugsBefore({ aliases, redirects }: Record<string, unknown>): string[] {
	return [aliases, redirects]
		.flat()
		.filter((alias) => typeof alias === 'string')
		.map((alias) => alias.trim().replace(/^.*\//, ''))
		.filter(Boolean)
}

/** The last change of an article's text that its author told of, in their words; `null` when none was told. */
export function lastChange(articleId: string): Promise<{ note: string; at: Date } | null> {
	return keptChange(articleId)
}

const keptChange = keptUntilPublished(MOST_KEPT, async (articleId: string) => {
	const [change] = await db
		.select({ note: articleVersions.note, at: articleVersions.at })
		.from(articleVersions)
		.where(and(eq(articleVersions.articleId, articleId), isNotNull(articleVersions.note)))
		.orderBy(desc(articleVersions.version))
		.limit(1)
	return change?.note ? { note: change.note, at: change.at } : null
})

/** The published articles whose text is newest, the last changed first. */
export async function listLatest(lang: Lang, most: number) {
	const rows = await db
		.select({ ...lineColumns, updatedAt: articles.updatedAt, publishedAt: articles.publishedAt })
		.from(articles)
		.where(and(eq(articles.lang, lang), eq(articles.state, 'published')))
		.orderBy(desc(articles.updatedAt), asc(articles.slug))
		.limit(most)
	return rows.map(readable)
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
	return slugs.length === 0 ? [] : keptLines(`${lang} ${slugs.join(' ')}`)
}

const keptLines = keptUntilPublished(MOST_KEPT, async (key: `${Lang} ${string}`) => {
	const slugs = key.slice(3).split(' ')
	const rows = await db
		.select(lineColumns)
		.from(articles)
		.where(and(eq(articles.lang, langIn(key)), inArray(articles.slug, slugs), eq(articles.state, 'published')))
	const found = new Map(rows.map((row) => [row.slug, readable(row)]))
	return slugs.flatMap((slug) => found.get(slug) ?? [])
})

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

const langIn = (key: `${Lang} ${string}`) => key.slice(0, 2) as Lang

function readable<T extends { lang: Lang; title: string; summary: string }>(article: T): T {
	return { ...article, title: typeset(article.title, article.lang), summary: typeset(article.summary, article.lang) }
}
