import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articleChanges, articles } from '#db/schema/knowledge.server'
import type { Lang } from '~/i18n/language'
import { englishTypography, typography } from '~/i18n/typography'
import type { StampedDocument } from '~/search/segment'
import { healthOf } from './article-health'
import { helpfulnessOf } from './helpfulness.server'

export type ArticleChange = typeof articleChanges.$inferSelect

const CHANGES = 2_000
const DOCUMENTS = 200
/** What readers said of an article that may have been another a year ago counts no more. */
const ANSWERS_COUNT_FOR_MS = 365 * 86_400_000

/** The number of the newest change of any article; 0 when there never was one. */
export async function lastChange(): Promise<number> {
	const [last] = await db
		.select({ change: articleChanges.change })
		.from(articleChanges)
		.orderBy(desc(articleChanges.change))
		.limit(1)
	return last?.change ?? 0
}

/** The last change of each article that changed after `change`, oldest first, a part at a time. */
export async function* changesSince(change: number): AsyncGenerator<ArticleChange[]> {
	for (let after = change; ; ) {
		const rows = await db
			.select()
			.from(articleChanges)
			.where(gt(articleChanges.change, after))
			.orderBy(asc(articleChanges.change))
			.limit(CHANGES)
		const last = rows.at(-1)
		if (!last) return
		yield rows
		after = last.change
	}
}

/** Every published article of a language by slug, a part at a time, as the search knows it. */
export async function* publishedDocuments(lang: Lang): AsyncGenerator<StampedDocument[]> {
	for (let after = ''; ; ) {
		const rows = await readable()
			.where(and(eq(articles.lang, lang), eq(articles.state, 'published'), gt(articles.slug, after)))
			.orderBy(asc(articles.slug))
			.limit(DOCUMENTS)
		const last = rows.at(-1)
		if (!last) return
		yield await toDocuments(rows)
		after = last.slug
	}
}

/** Those of these articles that are published, as the search knows them. */
export async function documentsOf(ids: readonly string[]): Promise<StampedDocument[]> {
	if (ids.length === 0) return []
	const rows = await readable().where(and(inArray(articles.id, [...ids]), eq(articles.state, 'published')))
	return toDocuments(rows)
}

type Row = Awaited<ReturnType<typeof readable>>[number]

function readable() {
	return db
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
			reviewedAt: articles.reviewedAt,
			stamp: articleChanges.stamp,
		})
		.from(articles)
		.innerJoin(articleChanges, eq(articleChanges.articleId, articles.id))
		.$dynamic()
}

async function toDocuments(rows: Row[], now = new Date()): Promise<StampedDocument[]> {
	const answers = await helpfulnessOf(
		rows.map(({ id }) => id),
		new Date(now.getTime() - ANSWERS_COUNT_FOR_MS),
	)
	return rows.map(({ reviewedAt, ...row }) => {
		const typeset = row.lang === 'fr' ? typography : englishTypography
		const { yes, n } = answers.get(row.id) ?? { yes: 0, n: 0 }
		return {
			...row,
			title: typeset(row.title),
			summary: typeset(row.summary),
			headings: row.headings.map(({ text }) => text),
			health: healthOf({ reviewedAt, yes, n }, now),
		}
	})
}
