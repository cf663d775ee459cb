import { and, asc, desc, eq, gt, lt, lte, ne, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { articles } from '#db/schema/knowledge.server'
import { articleDrafts, type DraftContent, draftEditors, draftSaves } from '#db/schema/studio.server'
import type { Lang } from '~/i18n/language'
import type { Article } from './articles.server'
import { sameContent } from './draft-content'
import { type DraftConflict, mergeDrafts } from './draft-merge'
import { slugOf } from './slug'

export type Draft = typeof articleDrafts.$inferSelect
export interface Author {
	id: string
	name: string
}

/** What one person types in one go is one version. */
const COALESCE_MS = 2 * 60_000
/** Renewed every 15 s by an open page. */
const GONE_AFTER_MS = 45_000

/** What an editor writes of an article as it is published. */
export function contentOf(article: Article): DraftContent {
	const { title, summary, topic, keywords, owner, reviewedAt, related, markdown } = article
	return {
		...{ title, summary, topic, keywords, owner, related, markdown },
		reviewed: reviewedAt.toISOString().slice(0, 10),
	}
}

/** An article whatever its state, for who edits it; `null` when there is none. */
export async function findForEditors(articleId: string): Promise<Article | null> {
	const [article] = await db.select().from(articles).where(eq(articles.id, articleId))
	return article ?? null
}

/** What is being written beside an article; `null` while nobody has begun. */
export async function findDraft(articleId: string): Promise<Draft | null> {
	const [draft] = await db.select().from(articleDrafts).where(eq(articleDrafts.articleId, articleId))
	return draft ?? null
}

/** What is being written, the latest saved first: for the list, without the texts. */
export async function listDrafts() {
	return db
		.select({
			...{ articleId: articleDrafts.articleId, state: articleDrafts.state, savedAt: articleDrafts.savedAt },
			...{ savedByName: articleDrafts.savedByName, reviewerId: articleDrafts.reviewerId },
			...{ reviewDueAt: articleDrafts.reviewDueAt, publishAt: articleDrafts.publishAt },
			title: sql<string>`json_extract(${articleDrafts.content}, '$.title')`,
			lang: articles.lang,
		})
		.from(articleDrafts)
		.innerJoin(articles, eq(articles.id, articleDrafts.articleId))
		.orderBy(desc(articleDrafts.savedAt))
}

/** Begins an article that does not exist yet: its draft, and an address that readers cannot open. */
export async function beginArticle({
	lang,
	content,
	author,
	translates = null,
	now = new Date(),
}: {
	lang: Lang
	content: Partial<DraftContent> & Pick<DraftContent, 'title'>
	author: Author
	/** Slug of the French article this one translates. */
	translates?: string | null
	now?: Date
}): Promise<Draft> {
	const complete: DraftContent = {
		...{ summary: '', topic: '', keywords: [], owner: author.name, related: [], markdown: '' },
		reviewed: now.toISOString().slice(0, 10),
		...content,
	}
	return transaction(async () => {
		const [article] = await db
			.insert(articles)
			.values({
				...{ lang, slug: await freeSlug(lang, slugOf(content.title)), state: 'draft', translates },
				...{ title: complete.title, summary: '', topic: complete.topic, keywords: [], owner: complete.owner },
				...{ reviewedAt: now, related: [], markdown: '', html: '', plainText: '', headings: [], extra: {} },
				...{ version: 0, createdAt: now, updatedAt: now },
			})
			.returning()
		if (!article) throw new Error('the article was not stored')
		return begin(article.id, 0, complete, author, now)
	})
}

/**
 * Keeps what somebody wrote. Who wrote on an earlier revision than the one there is gets both put together;
 * where that cannot be, nothing is kept yet and what stands against what is told. Saving what is there already
 * changes nothing. A change takes an approval away: it was given for other words.
 *
 * @param revision - the one that was read before writing; `null` when no draft had been begun
 * @returns `missing` when the article does not exist, or its draft was published or thrown away meanwhile
 */
export async function saveDraft({
	articleId,
	revision,
	content,
	author,
	settled = false,
	now = new Date(),
}: {
	articleId: string
	revision: number | null
	content: DraftContent
	author: Author
	/** The conflicts with the revision that was read have been settled by hand. */
	settled?: boolean
	now?: Date
}): Promise<
	| { ok: true; draft: Draft; merged: boolean }
	| { ok: false; reason: 'missing' }
	| { ok: false; reason: 'conflict'; draft: Draft; content: DraftContent; conflicts: DraftConflict[] }
> {
	return transaction(async () => {
		const draft = await findDraft(articleId)
		if (!draft) {
			const article = revision === null ? await findForEditors(articleId) : null
			if (!article) return { ok: false, reason: 'missing' }
			return { ok: true, draft: await begin(articleId, article.version, content, author, now), merged: false }
		}
		if (revision === draft.revision) {
			const cause = settled ? 'merged' : 'typed'
			return { ok: true, draft: await keep(draft, content, cause, author, now), merged: false }
		}
		const base = await contentAt(draft, revision)
		if (!base) return { ok: false, reason: 'missing' }
		const { content: both, conflicts } = mergeDrafts(base, content, draft.content)
		if (conflicts.length > 0) return { ok: false, reason: 'conflict', draft, content: both, conflicts }
		return { ok: true, draft: await keep(draft, both, 'merged', author, now), merged: true }
	})
}

/** Puts the words of an earlier version into the draft, which is begun if there is none. */
export async function restoreInDraft({
	articleId,
	content,
	author,
	now = new Date(),
}: {
	articleId: string
	content: DraftContent
	author: Author
	now?: Date
}): Promise<Draft | null> {
	return transaction(async () => {
		const draft = await findDraft(articleId)
		if (draft) return keep(draft, content, 'restored', author, now)
		const article = await findForEditors(articleId)
		return article ? begin(articleId, article.version, content, author, now, 'restored') : null
	})
}

/** Throws a draft away; its saves stay among the versions. An article that was never published goes with it. */
export async function discardDraft(articleId: string): Promise<void> {
	await transaction(async () => {
		await db.delete(articleDrafts).where(eq(articleDrafts.articleId, articleId))
		await db.delete(articles).where(and(eq(articles.id, articleId), eq(articles.state, 'draft')))
	})
}

/** Says that somebody has the draft open, and who else has. */
export async function meetEditors(draftId: string, author: Author, now = new Date()): Promise<string[]> {
	await db.delete(draftEditors).where(lt(draftEditors.seenAt, new Date(now.getTime() - GONE_AFTER_MS)))
	await db
		.insert(draftEditors)
		.values({ draftId, personId: author.id, name: author.name, seenAt: now })
		.onConflictDoUpdate({ target: [draftEditors.draftId, draftEditors.personId], set: { seenAt: now } })
	const others = await db
		.select({ name: draftEditors.name })
		.from(draftEditors)
		.where(and(eq(draftEditors.draftId, draftId), ne(draftEditors.personId, author.id)))
		.orderBy(asc(draftEditors.name))
	return others.map(({ name }) => name)
}

async function begin(
	articleId: string,
	baseVersion: number,
	content: DraftContent,
	author: Author,
	now: Date,
	cause: 'begun' | 'restored' = 'begun',
): Promise<Draft> {
	const saved = { content, savedById: author.id, savedByName: author.name, savedAt: now }
	const [draft] = await db
		.insert(articleDrafts)
		.values({ articleId, baseVersion, state: 'draft', createdAt: now, ...saved })
		.returning()
	if (!draft) throw new Error('the draft was not stored')
	await recordSave(draft, cause, now)
	return draft
}

async function keep(
	draft: Draft,
	content: DraftContent,
	cause: 'typed' | 'merged' | 'restored',
	author: Author,
	now: Date,
): Promise<Draft> {
	if (sameContent(draft.content, content)) return draft
	const [kept] = await db
		.update(articleDrafts)
		.set({
			...{ content, revision: draft.revision + 1, savedById: author.id, savedByName: author.name, savedAt: now },
			...(draft.state === 'approved' && { state: 'draft', approvedById: null, approvedByName: null, publishAt: null }),
		})
		.where(eq(articleDrafts.id, draft.id))
		.returning()
	if (!kept) throw new Error('the draft was not kept')
	await coalesce(kept, author, cause, now)
	await recordSave(kept, cause, now)
	return kept
}

/** What the same person typed a moment ago is part of what they type now, unless somebody else has read it. */
async function coalesce(draft: Draft, author: Author, cause: string, now: Date): Promise<void> {
	if (cause !== 'typed') return
	const others = await db
		.select({ personId: draftEditors.personId })
		.from(draftEditors)
		.where(
			and(
				eq(draftEditors.draftId, draft.id),
				ne(draftEditors.personId, author.id),
				gt(draftEditors.seenAt, new Date(now.getTime() - GONE_AFTER_MS)),
			),
		)
	if (others.length > 0) return
	const [last, before] = await db
		.select()
		.from(draftSaves)
		.where(eq(draftSaves.draftId, draft.id))
		.orderBy(desc(draftSaves.revision))
		.limit(2)
	const isOneGo =
		last &&
		before &&
		last.cause === 'typed' &&
		last.byId === author.id &&
		before.byId === author.id &&
		now.getTime() - before.at.getTime() < COALESCE_MS
	if (isOneGo) await db.delete(draftSaves).where(eq(draftSaves.id, last.id))
}

async function recordSave(draft: Draft, cause: 'begun' | 'typed' | 'merged' | 'restored', now: Date) {
	const { articleId, id: draftId, revision, content, savedById: byId, savedByName: byName } = draft
	await db.insert(draftSaves).values({ articleId, draftId, revision, content, cause, byId, byName, at: now })
}

/**
 * What a draft said at a revision, or the article before it was begun. Of what was typed in one go the
 * last is kept: an earlier one serves as well to put two texts together.
 */
async function contentAt(draft: Draft, revision: number | null): Promise<DraftContent | null> {
	if (revision === null) {
		const article = await findForEditors(draft.articleId)
		return article?.version === draft.baseVersion ? contentOf(article) : null
	}
	const [save] = await db
		.select({ content: draftSaves.content })
		.from(draftSaves)
		.where(and(eq(draftSaves.draftId, draft.id), lte(draftSaves.revision, revision)))
		.orderBy(desc(draftSaves.revision))
		.limit(1)
	return save?.content ?? null
}

async function freeSlug(lang: Lang, wanted: string): Promise<string> {
	for (let n = 1; ; n++) {
		const slug = n === 1 ? wanted : `${wanted}-${n}`
		const [taken] = await db
			.select({ id: articles.id })
			.from(articles)
			.where(and(eq(articles.lang, lang), eq(articles.slug, slug)))
		if (!taken) return slug
	}
}
