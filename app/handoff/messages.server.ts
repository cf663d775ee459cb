import { and, asc, eq, exists, gt, gte, inArray, lt, or, sql } from 'drizzle-orm'
import { afterCommit, db, transaction, writeIfPossible } from '#db/client.server'
import { conversationGuests, conversations, messages } from '#db/schema/handoff.server'
import { announce } from '~/realtime/bus.server'
import { maskPaymentNumbers } from './masking'

export type Message = typeof messages.$inferSelect
export type Side = 'customer' | 'advisor'

export const LONGEST_MESSAGE = 4_000

interface NewMessage {
	/** Made by who sends it. */
	id: string
	conversationId: string
	author: Message['author']
	/** An advisor writes in the conversations they have or are in beside a colleague, in no other. */
	authorId?: string | null
	authorName?: string | null
	body: string
	articleId?: string | null
	/** Files go with it: it may have no words. */
	withFiles?: boolean
	now?: Date
}

export type PostOutcome =
	/** `isNew`: stored by this call, not by one before. */
	| { ok: true; message: Message; isNew: boolean }
	/** `ended`: nobody would read it there any more, or the advisor no longer has it. */
	| { ok: false; reason: 'ended' | 'empty' | 'too-long' }

/**
 * Adds a message at the end of a conversation. Sending the same id again stores nothing and answers
 * with what was stored first, also after the end. Card numbers are masked before anything is kept.
 *
 * @throws when the id was used in another conversation
 */
export async function postMessage({ now = new Date(), ...sent }: NewMessage): Promise<PostOutcome> {
	const body = maskPaymentNumbers(sent.body.replace(/\r\n?/g, '\n').trim())
	if (body === '' && !sent.withFiles) return { ok: false, reason: 'empty' }
	if (body.length > LONGEST_MESSAGE) return { ok: false, reason: 'too-long' }
	return transaction(async (): Promise<PostOutcome> => {
		const [before] = await db.select().from(messages).where(eq(messages.id, sent.id))
		if (before && before.conversationId !== sent.conversationId)
			throw new Error('this message id belongs to another conversation')
		if (before) return { ok: true, message: before, isNew: false }

		const place = await nextPlace(sent, now)
		if (!place) return { ok: false, reason: 'ended' }
		const { seq } = place
		const { id, conversationId, author, authorId = null, authorName = null, articleId = null } = sent
		const [message] = await db
			.insert(messages)
			.values({ id, conversationId, seq, author, authorId, authorName, articleId, body, at: now })
			.returning()
		if (!message) throw new Error('the message was not stored')
		afterCommit(() => {
			announce(`conversation:${conversationId}`, { kind: 'message', seq, id })
			if (place.tellAdvisor) announce(`advisor:${place.tellAdvisor}`, { kind: 'turn' })
		})
		return { ok: true, message, isNew: true }
	})
}

/** Messages after a sequence number, in order; all of them after 0. */
export async function messagesSince(conversationId: string, seq: number): Promise<Message[]> {
	return db
		.select()
		.from(messages)
		.where(and(eq(messages.conversationId, conversationId), gt(messages.seq, seq)))
		.orderBy(asc(messages.seq))
}

/** Says up to where a side has read: never backwards, never past the last message. */
export async function markRead({
	conversationId,
	side,
	seq,
}: {
	conversationId: string
	side: Side
	seq: number
}): Promise<void> {
	const column = side === 'customer' ? conversations.customerReadSeq : conversations.advisorReadSeq
	const moved = await writeIfPossible(() =>
		db
			.update(conversations)
			.set(side === 'customer' ? { customerReadSeq: seq } : { advisorReadSeq: seq })
			.where(and(eq(conversations.id, conversationId), lt(column, seq), gte(conversations.lastSeq, seq)))
			.returning({ id: conversations.id }),
	)
	if (moved?.[0]) afterCommit(() => announce(`conversation:${conversationId}`, { kind: 'read', side, seq }))
}

/** Signs of writing of one side come no closer than this, whatever a browser sends. */
export const TYPING_EVERY_MS = 2_000
/** When each conversation and side was last told of; the oldest are dropped. */
const typingTold = new Map<string, number>()
const MOST_TYPING = 5_000

/**
 * Tells the other side that somebody is writing, at most once in `TYPING_EVERY_MS`; stored nowhere.
 *
 * @returns whether it was told
 */
export function announceTyping(conversationId: string, side: Side, now = Date.now()): boolean {
	const key = `${conversationId} ${side}`
	const since = now - (typingTold.get(key) ?? Number.NEGATIVE_INFINITY)
	// A clock that went back silences nobody.
	if (since >= 0 && since < TYPING_EVERY_MS) return false
	typingTold.delete(key)
	typingTold.set(key, now)
	if (typingTold.size > MOST_TYPING) typingTold.delete(typingTold.keys().next().value as string)
	announce(`conversation:${conversationId}`, { kind: 'typing', side })
	return true
}

/**
 * Takes the next number of a conversation that goes on, and says whose turn it is then; `null` when
 * it does not take messages.
 *
 * @returns with `tellAdvisor` when their list of conversations shows something else than before
 */
async function nextPlace({ conversationId, author, authorId }: NewMessage, now: Date) {
	const [before] = await db
		.select({ state: conversations.state, turn: conversations.turn, advisorId: conversations.advisorId })
		.from(conversations)
		.where(eq(conversations.id, conversationId))
	if (!before) return null
	const turn = turnAfter(before, author)
	const [conversation] = await db
		.update(conversations)
		.set({
			lastSeq: sql`${conversations.lastSeq} + 1`,
			...(author === 'customer' ? { customerSeenAt: now } : {}),
			...(turn ? { turn, quietSince: now, warnedAt: null, moves: sql`${conversations.moves} + 1` } : {}),
		})
		.where(
			and(
				eq(conversations.id, conversationId),
				author === 'advisor' && authorId
					? and(eq(conversations.state, 'active'), or(eq(conversations.advisorId, authorId), hasGuest(authorId)))
					: inArray(conversations.state, ['waiting', 'active']),
			),
		)
		.returning({ seq: conversations.lastSeq })
	return conversation ? { ...conversation, tellAdvisor: turn && turn !== before.turn ? before.advisorId : null } : null
}

/** Whose turn a message makes it; `null` when the clock of who is silent goes on as it was. */
function turnAfter(
	{ state, turn }: Pick<typeof conversations.$inferSelect, 'state' | 'turn'>,
	author: Message['author'],
): Side | null {
	if (state !== 'active' || author === 'system') return null
	if (author === 'advisor') return 'customer'
	// A second question does not make the first one younger.
	return turn === 'advisor' ? null : 'advisor'
}

function hasGuest(personId: string) {
	return exists(
		db
			.select({ id: conversationGuests.personId })
			.from(conversationGuests)
			.where(and(eq(conversationGuests.conversationId, conversations.id), eq(conversationGuests.personId, personId))),
	)
}
