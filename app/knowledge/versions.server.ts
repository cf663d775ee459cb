import { and, desc, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articleVersions } from '#db/schema/knowledge.server'
import { type DraftContent, draftSaves } from '#db/schema/studio.server'
import type { Article } from './articles.server'
import { contentOf, findForEditors } from './drafts.server'

/** A text an article had, has, or was about to have. */
export interface Version {
	/** `live`, `v3` for what was published, `d…` for a save of a draft. */
	key: string
	kind: 'live' | 'published' | 'draft'
	/** Of the version, or the revision of the draft. */
	number: number
	cause: 'begun' | 'typed' | 'merged' | 'restored' | null
	byName: string | null
	/** What readers were told when the next one replaced it. */
	note: string | null
	at: Date
}

const MOST_SAVES = 200

/** All texts of an article that are kept, the newest first. */
export async function listVersions(article: Article): Promise<Version[]> {
	const [published, saves] = await Promise.all([
		db.select().from(articleVersions).where(eq(articleVersions.articleId, article.id)),
		db
			.select()
			.from(draftSaves)
			.where(eq(draftSaves.articleId, article.id))
			.orderBy(desc(draftSaves.at), desc(draftSaves.revision))
			.limit(MOST_SAVES),
	])
	const sorted = published.sort((one, other) => other.version - one.version)
	const replacedBy = new Map(sorted.map((version) => [version.version + 1, version]))
	// A row of `article_versions` was made by the change that ended it: who and when of a version are on the row before.
	const told = (version: number) => replacedBy.get(version)
	const live: Version[] =
		article.version > 0
			? [
					{
						...{ key: 'live', kind: 'live', number: article.version, cause: null },
						...{ byName: told(article.version)?.changedBy ?? null, note: told(article.version)?.note ?? null },
						at: told(article.version)?.at ?? article.publishedAt ?? article.createdAt,
					},
				]
			: []
	return [
		...live,
		...sorted.map(
			({ version }): Version => ({
				...{ key: `v${version}`, kind: 'published', number: version, cause: null },
				...{ byName: told(version)?.changedBy ?? null, note: told(version)?.note ?? null },
				at: told(version)?.at ?? article.createdAt,
			}),
		),
		...saves.map(
			({ id, revision, cause, byName, at }): Version => ({
				...{ key: `d${id}`, kind: 'draft', number: revision, cause, byName, note: null, at },
			}),
		),
	].sort((one, other) => other.at.getTime() - one.at.getTime())
}

/** What an article said in a version; `null` when it has none of that key. Of old ones only title, summary and text are kept. */
export async function contentOfVersion(articleId: string, key: string): Promise<DraftContent | null> {
	const article = await findForEditors(articleId)
	if (!article) return null
	if (key === 'live') return contentOf(article)
	if (key.startsWith('d')) {
		const [save] = await db
			.select({ content: draftSaves.content })
			.from(draftSaves)
			.where(and(eq(draftSaves.id, key.slice(1)), eq(draftSaves.articleId, articleId)))
		return save?.content ?? null
	}
	const number = Number.parseInt(key.replace(/^v/, ''), 10)
	if (Number.isNaN(number)) return null
	const [version] = await db
		.select({ title: articleVersions.title, summary: articleVersions.summary, markdown: articleVersions.markdown })
		.from(articleVersions)
		.where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.version, number)))
	return version ? { ...contentOf(article), ...version } : null
}
