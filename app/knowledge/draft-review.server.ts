import { and, asc, eq, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { articleDrafts, draftComments } from '#db/schema/studio.server'
import { findPerson } from '~/auth/people.server'
import { environment } from '~/env.server'
import { formatDate } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { studioMessages } from '~/i18n/studio'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { type Author, type Draft, findDraft } from './drafts.server'

export type DraftComment = typeof draftComments.$inferSelect

const LONGEST = 2_000

/** Asks somebody else to read a draft. @returns `null` when there is none, or it is one's own words one would read */
export async function askForReview({
	articleId,
	reviewer,
	dueAt,
	note,
	author,
	now = new Date(),
}: {
	articleId: string
	reviewer: Author
	dueAt: Date | null
	/** What the reader is told. */
	note: string
	author: Author
	now?: Date
}): Promise<Draft | null> {
	const draft = await findDraft(articleId)
	if (!draft || draft.savedById === reviewer.id) return null
	return transaction(async () => {
		const [asked] = await db
			.update(articleDrafts)
			.set({
				...{ state: 'in-review', reviewerId: reviewer.id, reviewerName: reviewer.name, reviewDueAt: dueAt },
				...{
					reviewNote: note.trim().slice(0, LONGEST) || null,
					approvedById: null,
					approvedByName: null,
					publishAt: null,
				},
			})
			.where(and(eq(articleDrafts.id, draft.id), eq(articleDrafts.revision, draft.revision)))
			.returning()
		if (asked) await writeToReviewer(asked, reviewer.id, author, now)
		return asked ?? null
	})
}

async function writeToReviewer(draft: Draft, reviewerId: string, author: Author, now: Date): Promise<void> {
	const reviewer = await findPerson(reviewerId)
	if (!reviewer?.email) return
	const t = messagesIn(studioMessages, reviewer.lang).mail
	const { timeZone, brand } = settings()
	await queueEmail({
		to: reviewer.email,
		subject: t.reviewSubject(author.name, draft.content.title),
		body: t.reviewBody({
			author: author.name,
			title: draft.content.title,
			due: draft.reviewDueAt ? formatDate(reviewer.lang, draft.reviewDueAt, timeZone) : null,
			note: draft.reviewNote,
			link: `${environment().publicUrl}/studio/articles/${draft.articleId}`,
			brand: brand.name,
		}),
		purpose: 'review-asked',
		dedupeKey: `review:${draft.id}:${draft.revision}:${reviewerId}`,
		now,
	})
}

/**
 * Approves the revision that was read. Nobody approves their own words, and words that came after
 * they were read are not approved with them.
 */
export async function approveDraft({
	articleId,
	revision,
	reader,
}: {
	articleId: string
	/** The one that was read. */
	revision: number
	reader: Author
}): Promise<'approved' | 'own-words' | 'changed-since' | 'missing'> {
	return transaction(async () => {
		const draft = await findDraft(articleId)
		if (!draft) return 'missing'
		if (draft.revision !== revision) return 'changed-since'
		if (draft.savedById === reader.id) return 'own-words'
		await db
			.update(articleDrafts)
			.set({ state: 'approved', approvedById: reader.id, approvedByName: reader.name })
			.where(eq(articleDrafts.id, draft.id))
		return 'approved'
	})
}

/** Gives a draft back to who wrote it, with what is to be changed. */
export async function sendBack({ articleId, note }: { articleId: string; note: string }): Promise<Draft | null> {
	const [back] = await db
		.update(articleDrafts)
		.set({
			...{ state: 'draft', reviewNote: note.trim().slice(0, LONGEST) || null, reviewDueAt: null },
			...{ approvedById: null, approvedByName: null, publishAt: null },
		})
		.where(eq(articleDrafts.articleId, articleId))
		.returning()
	return back ?? null
}

/** Says something of a paragraph of a draft, or of the whole of it. */
export async function comment({
	draftId,
	quote,
	body,
	author,
	now = new Date(),
}: {
	draftId: string
	/** The paragraph as it reads; empty for the whole. */
	quote: string
	body: string
	author: Author
	now?: Date
}): Promise<DraftComment | null> {
	const said = body.trim().slice(0, LONGEST)
	if (!said) return null
	const [stored] = await db
		.insert(draftComments)
		.values({
			draftId,
			quote: quote.trim().slice(0, LONGEST),
			body: said,
			byId: author.id,
			byName: author.name,
			at: now,
		})
		.returning()
	return stored ?? null
}

/** Remarks on a draft, the oldest first. */
export async function listComments(draftId: string): Promise<DraftComment[]> {
	return db.select().from(draftComments).where(eq(draftComments.draftId, draftId)).orderBy(asc(draftComments.at))
}

/** Settles a remark; twice is once. */
export async function resolveComment(draftId: string, id: string, by: Author, now = new Date()): Promise<void> {
	await db
		.update(draftComments)
		.set({ resolvedByName: by.name, resolvedAt: now })
		.where(and(eq(draftComments.id, id), eq(draftComments.draftId, draftId), isNull(draftComments.resolvedAt)))
}
