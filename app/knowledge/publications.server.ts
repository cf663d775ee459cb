import { and, asc, desc, eq, isNull, ne } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import { articleDrafts, publications } from '#db/schema/studio.server'
import { cancelJob, registerJob, scheduleJob } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'
import type { Article } from './articles.server'
import { mergeDrafts } from './draft-merge'
import { type Author, contentOf, type Draft, findDraft, findForEditors } from './drafts.server'
import { renderArticle } from './markdown.server'
import { publishIfChanged } from './publish.server'
import { missingIn, type Need } from './publishing-needs'

export type Publication = typeof publications.$inferSelect

const PUBLISH_JOB = 'knowledge.publish'
const LONGEST_NOTE = 500

export type Publishing =
	| { ok: true; article: Article }
	| { ok: false; reason: 'missing' | 'unread' | 'changed-since' }
	| { ok: false; reason: 'incomplete'; needs: Need[] }

/**
 * Gives readers what a draft says. Unless the settings say otherwise somebody else has approved exactly
 * these words; what cannot wait goes out with its reason, and is read by somebody else afterwards.
 * Search, pages and feeds follow by themselves, in every process.
 *
 * @param revision - the one that was seen when publishing was decided
 */
export async function publishDraft({
	articleId,
	revision,
	author,
	note,
	urgentBecause = null,
	now = new Date(),
}: {
	articleId: string
	revision: number
	author: Author
	/** What readers are told has changed; empty for nothing to tell. */
	note: string
	urgentBecause?: string | null
	now?: Date
}): Promise<Publishing> {
	const done = await transaction<Publishing>(async () => {
		const [draft, article] = [await findDraft(articleId), await findForEditors(articleId)]
		if (!draft || !article) return { ok: false, reason: 'missing' }
		if (draft.revision !== revision) return { ok: false, reason: 'changed-since' }
		const needs = missingIn(draft.content)
		if (needs.length > 0) return { ok: false, reason: 'incomplete', needs }
		const isRead = draft.state === 'approved'
		if (!isRead && !urgentBecause && settings().studio.secondReader) return { ok: false, reason: 'unread' }
		const content = await onTopOf(article, draft)
		if (!content) return { ok: false, reason: 'changed-since' }
		const published = await replace(article, content, { note, author, now })
		await db.insert(publications).values({
			...{ articleId, version: published.version, what: 'published', byId: author.id, byName: author.name, at: now },
			...{ urgent: !isRead && urgentBecause !== null, reason: isRead ? null : urgentBecause },
			...{ readById: draft.approvedById, readByName: draft.approvedByName, note: note.trim() || null },
		})
		await db.delete(articleDrafts).where(eq(articleDrafts.id, draft.id))
		await cancelJob(`${PUBLISH_JOB}:${articleId}`)
		return { ok: true, article: published }
	})
	// Other processes see it within half a second; who published sees it at once.
	if (done.ok) await publishIfChanged()
	return done
}

/** Lets an approved draft come out at an instant. A change of its words takes that back. */
export async function schedulePublication({
	articleId,
	revision,
	note,
	at,
	author,
}: {
	articleId: string
	revision: number
	note: string
	at: Date
	author: Author
}): Promise<Publishing | { ok: true; draft: Draft }> {
	return transaction(async () => {
		const draft = await findDraft(articleId)
		if (!draft) return { ok: false, reason: 'missing' }
		if (draft.revision !== revision) return { ok: false, reason: 'changed-since' }
		const needs = missingIn(draft.content)
		if (needs.length > 0) return { ok: false, reason: 'incomplete', needs }
		if (draft.state !== 'approved') return { ok: false, reason: 'unread' }
		const [planned] = await db
			.update(articleDrafts)
			.set({ publishAt: at, changeNote: note.trim().slice(0, LONGEST_NOTE) || null })
			.where(eq(articleDrafts.id, draft.id))
			.returning()
		const payload = { articleId, authorId: author.id, authorName: author.name }
		await scheduleJob(PUBLISH_JOB, payload, { runAt: at, dedupeKey: `${PUBLISH_JOB}:${articleId}` })
		return planned ? { ok: true, draft: planned } : { ok: false, reason: 'missing' }
	})
}

/** Takes an article away from readers: its page, the search and the feeds no longer have it. Its words stay. */
export async function unpublish({
	articleId,
	author,
	reason,
	now = new Date(),
}: {
	articleId: string
	author: Author
	reason: string
	now?: Date
}): Promise<boolean> {
	const isGone = await transaction(async () => {
		const [gone] = await db
			.update(articles)
			.set({ state: 'unpublished', updatedAt: now })
			.where(and(eq(articles.id, articleId), eq(articles.state, 'published')))
			.returning({ version: articles.version })
		if (!gone) return false
		await db.insert(publications).values({
			...{ articleId, version: gone.version, what: 'unpublished', byId: author.id, byName: author.name, at: now },
			reason: reason.trim().slice(0, LONGEST_NOTE) || null,
		})
		return true
	})
	if (isGone) await publishIfChanged()
	return isGone
}

/** Urgent publications that nobody else has read yet, the oldest first. */
export async function listUnread() {
	return db
		.select({ publication: publications, title: articles.title, lang: articles.lang })
		.from(publications)
		.innerJoin(articles, eq(articles.id, publications.articleId))
		.where(and(eq(publications.urgent, true), isNull(publications.readById)))
		.orderBy(asc(publications.at))
}

/** Somebody else has read what went out in a hurry. @returns `false` for one's own, and when it is done already */
export async function readAfterwards(id: string, reader: Author): Promise<boolean> {
	const read = await db
		.update(publications)
		.set({ readById: reader.id, readByName: reader.name })
		.where(
			and(
				eq(publications.id, id),
				eq(publications.urgent, true),
				isNull(publications.readById),
				ne(publications.byId, reader.id),
			),
		)
		.returning({ id: publications.id })
	return read.length > 0
}

/** What was given to readers and taken from them, the latest first. */
export async function listPublications(articleId: string): Promise<Publication[]> {
	return db.select().from(publications).where(eq(publications.articleId, articleId)).orderBy(desc(publications.at))
}

/** A draft was begun on a version that an import has replaced since: both are put together when they can. */
async function onTopOf(article: Article, draft: Draft) {
	if (article.version === draft.baseVersion) return draft.content
	const [base] = await db
		.select()
		.from(articleVersions)
		.where(and(eq(articleVersions.articleId, article.id), eq(articleVersions.version, draft.baseVersion)))
	if (!base) return null
	const live = contentOf(article)
	const { title, summary, markdown } = base
	const { content, conflicts } = mergeDrafts({ ...live, title, summary, markdown }, draft.content, live)
	return conflicts.length > 0 ? null : content
}

async function replace(
	article: Article,
	{ reviewed, ...content }: Draft['content'],
	{ note, author, now }: { note: string; author: Author; now: Date },
): Promise<Article> {
	const wasPublished = article.version > 0
	if (wasPublished)
		await db.insert(articleVersions).values({
			...{ articleId: article.id, version: article.version, title: article.title, summary: article.summary },
			...{
				markdown: article.markdown,
				changedBy: author.name,
				note: note.trim().slice(0, LONGEST_NOTE) || null,
				at: now,
			},
		})
	const rendered = renderArticle(content.markdown, article.lang)
	const next: Article = {
		...article,
		...content,
		...rendered,
		...{ state: 'published', version: article.version + 1, reviewedAt: new Date(`${reviewed}T00:00:00Z`) },
		...{ updatedAt: now, publishedAt: article.publishedAt ?? now },
	}
	const { id, ...columns } = next
	await db.update(articles).set(columns).where(eq(articles.id, id))
	return next
}

registerJob(PUBLISH_JOB, async ({ articleId, authorId, authorName }, { now }) => {
	const draft = await findDraft(String(articleId))
	if (!draft?.publishAt || draft.publishAt > now || draft.state !== 'approved') return
	const author = { id: String(authorId), name: String(authorName) }
	const { revision, changeNote } = draft
	const done = await publishDraft({ articleId: draft.articleId, revision, author, note: changeNote ?? '', now })
	if (!done.ok) log.warn({ articleId, reason: done.reason }, 'an article could not be published at its time')
})
