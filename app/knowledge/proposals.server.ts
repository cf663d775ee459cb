import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { articleProposals, articles, type ProposalKind, type ProposalState } from '#db/schema/knowledge.server'
import { scrub } from '~/friction/scrub'
import type { Lang } from '~/i18n/language'
import { localPath } from '~/i18n/language'
import { announce } from '~/realtime/bus.server'

export type Proposal = typeof articleProposals.$inferSelect
/** With the address of its article; `null` while that is not to be read. */
export type KnownProposal = Proposal & { href: string | null }

interface NewProposal {
	/** Made by the form: sent twice, it is one. */
	requestKey: string
	kind: ProposalKind
	lang: Lang
	/** `null` for an article to be written. */
	articleId: string | null
	title: string
	anchor?: string | null
	/** The paragraph as it reads. */
	quote?: string | null
	/** Other words for it, or the draft, in Markdown. */
	proposed?: string | null
	words?: string | null
	/** What the customer asked: kept without what names them. */
	question?: string | null
	caseId?: string | null
	author: { id: string; name: string }
	now?: Date
}

const OPEN: ProposalState[] = ['waiting', 'taken']
const LONGEST_LIST = 200
const LONGEST_LINE = 300
const LONGEST_TEXT = 20_000

/** One proposal, for the editor who makes something of it; `null` when there is none. */
export async function findProposal(id: string): Promise<Proposal | null> {
	const [proposal] = await db.select().from(articleProposals).where(eq(articleProposals.id, id))
	return proposal ?? null
}

/**
 * Puts a remark on an article, other words for it or the draft of a new one before the editors.
 * What it takes from a conversation is scrubbed of personal data before it is stored.
 */
export async function propose({ now = new Date(), author, ...proposal }: NewProposal): Promise<Proposal> {
	const line = (text: string | null | undefined) => text?.trim().slice(0, LONGEST_LINE) || null
	const text = (said: string | null | undefined) => (said?.trim() ? scrub(said.trim().slice(0, LONGEST_TEXT)) : null)
	const [stored] = await db
		.insert(articleProposals)
		.values({
			requestKey: proposal.requestKey,
			kind: proposal.kind,
			lang: proposal.lang,
			articleId: proposal.articleId,
			title: scrub(line(proposal.title) ?? ''),
			anchor: line(proposal.anchor),
			quote: text(proposal.quote),
			proposed: text(proposal.proposed),
			words: text(proposal.words),
			question: text(proposal.question),
			caseId: proposal.caseId ?? null,
			authorId: author.id,
			authorName: author.name,
			state: 'waiting',
			at: now,
		})
		.onConflictDoNothing({ target: articleProposals.requestKey })
		.returning()
	if (stored) return stored
	const [before] = await db
		.select()
		.from(articleProposals)
		.where(and(eq(articleProposals.requestKey, proposal.requestKey), eq(articleProposals.authorId, author.id)))
	if (!before) throw new Error('this key belongs to a proposal of somebody else')
	return before
}

/** What editors have to answer, the oldest first; `answered`: what they did answer, the latest first. */
export async function listProposals(which: 'open' | 'answered'): Promise<KnownProposal[]> {
	const rows = await selectKnown()
		.where(
			which === 'open'
				? inArray(articleProposals.state, OPEN)
				: inArray(articleProposals.state, ['accepted', 'declined']),
		)
		.orderBy(which === 'open' ? asc(articleProposals.at) : desc(articleProposals.answeredAt))
		.limit(LONGEST_LIST)
	return rows.map(known)
}

export async function countOpenProposals(): Promise<number> {
	return db.$count(articleProposals, inArray(articleProposals.state, OPEN))
}

/** What this person proposed, the latest first. */
export async function listOwnProposals(authorId: string): Promise<KnownProposal[]> {
	const rows = await selectKnown()
		.where(eq(articleProposals.authorId, authorId))
		.orderBy(desc(articleProposals.at))
		.limit(LONGEST_LIST)
	return rows.map(known)
}

/** Answers that this person has not read. */
export async function countUnreadAnswers(authorId: string): Promise<number> {
	return db.$count(articleProposals, unreadBy(authorId))
}

export async function markAnswersRead(authorId: string, now = new Date()): Promise<void> {
	await db.update(articleProposals).set({ answerSeenAt: now }).where(unreadBy(authorId))
}

/** An editor says that they look at it; `false` when it is answered, or another's already. */
export async function takeProposal(id: string, editor: { id: string; name: string }): Promise<boolean> {
	const [taken] = await db
		.update(articleProposals)
		.set({ state: 'taken', answeredBy: editor.id, answeredByName: editor.name })
		.where(and(eq(articleProposals.id, id), eq(articleProposals.state, 'waiting')))
		.returning({ id: articleProposals.id })
	return taken !== undefined
}

/**
 * Answers who proposed it, in words; they see it at their desk. Answered once.
 *
 * @returns `answered` when somebody was faster, `missing` when there is none of that identifier
 */
export async function answerProposal({
	id,
	editor,
	accepted,
	answer,
	now = new Date(),
}: {
	id: string
	editor: { id: string; name: string }
	accepted: boolean
	answer: string
	now?: Date
}): Promise<'ok' | 'answered' | 'missing'> {
	return transaction(async () => {
		const [answered] = await db
			.update(articleProposals)
			.set({
				state: accepted ? 'accepted' : 'declined',
				answer: answer.trim().slice(0, LONGEST_TEXT),
				answeredBy: editor.id,
				answeredByName: editor.name,
				answeredAt: now,
				answerSeenAt: null,
			})
			.where(and(eq(articleProposals.id, id), inArray(articleProposals.state, OPEN)))
			.returning({ id: articleProposals.id })
		if (answered) {
			afterCommit(() => announce('desk', { kind: 'proposal-answered' }))
			return 'ok'
		}
		return (await db.$count(articleProposals, eq(articleProposals.id, id))) > 0 ? 'answered' : 'missing'
	})
}

function selectKnown() {
	return db
		.select({ proposal: articleProposals, slug: articles.slug, lang: articles.lang, state: articles.state })
		.from(articleProposals)
		.leftJoin(articles, eq(articles.id, articleProposals.articleId))
		.$dynamic()
}

function known({ proposal, slug, lang, state }: Awaited<ReturnType<typeof selectKnown>>[number]): KnownProposal {
	const path = slug && lang && state === 'published' ? localPath(lang, `/articles/${encodeURIComponent(slug)}`) : null
	return { ...proposal, href: path && proposal.anchor ? `${path}#${proposal.anchor}` : path }
}

function unreadBy(authorId: string) {
	return and(
		eq(articleProposals.authorId, authorId),
		isNotNull(articleProposals.answer),
		isNull(articleProposals.answerSeenAt),
	)
}
