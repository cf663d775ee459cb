import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { conversationEvents, conversations } from '#db/schema/handoff.server'
import { findPerson } from '~/auth/people.server'
import { chatStateMessages } from '~/i18n/chat-states'
import { messagesIn } from '~/i18n/messages'
import { announce } from '~/realtime/bus.server'
import { type ChatMove, type ChatStep, nextChat } from './conversation-reducer'
import { postMessage } from './messages.server'

export type Conversation = typeof conversations.$inferSelect

export interface Moved {
	before: Conversation
	after: Conversation
	step: ChatStep
}

/** Two writers on two machines may meet; the second decides again on what the first left. */
const TRIES = 5

/**
 * Makes one move in a chat: decided on the row as it is read, stored only if nothing moved since,
 * recorded with its cause in the same transaction, and told once that is committed.
 *
 * @param stillSo - what it was chosen for, when it was chosen from a list that was read before
 * @returns `null` when it changes nothing: somebody was faster, or it is not theirs to do
 */
export async function moveChat(
	conversationId: string,
	move: ChatMove,
	now: Date,
	stillSo: (chat: Conversation) => boolean = () => true,
): Promise<Moved | null> {
	return transaction(async () => {
		for (let tries = 0; tries < TRIES; tries++) {
			const [before] = await db.select().from(conversations).where(eq(conversations.id, conversationId))
			const step = before && stillSo(before) && nextChat(before, move, now)
			if (!step) return null
			const [after] = await db
				.update(conversations)
				.set({ ...step.set, moves: before.moves + 1 })
				.where(and(eq(conversations.id, conversationId), eq(conversations.moves, before.moves)))
				.returning()
			if (!after) continue
			await recordChat({ conversationId, kind: step.record, actorId: step.actorId, detail: step.detail, now })
			tellWhoIsConcerned({ before, after, step })
			return { before, after, step }
		}
		throw new Error('a chat moved under every try to change it')
	})
}

export async function recordChat({
	conversationId,
	kind,
	actorId = null,
	detail = null,
	now,
}: {
	conversationId: string
	kind: ChatStep['record'] | 'asked' | 'reopened' | 'guest-left'
	actorId?: string | null
	detail?: Record<string, unknown> | null
	now: Date
}): Promise<void> {
	await db.insert(conversationEvents).values({ conversationId, kind, actorId, detail, at: now })
}

/** Words in the conversation that are nobody's: what happened to it, for who reads it now or later. */
export async function sayInChat(
	{ id: conversationId, lang }: Pick<Conversation, 'id' | 'lang'>,
	words: (t: ReturnType<typeof wordsIn>) => string,
	now: Date,
): Promise<void> {
	await postMessage({ id: randomUUID(), conversationId, author: 'system', body: words(wordsIn(lang)), now })
}

/** How customers call an advisor. */
export async function firstNameOf(advisorId: string | null, lang: Conversation['lang']): Promise<string> {
	const advisor = advisorId ? await findPerson(advisorId) : null
	return advisor?.name.split(' ')[0] ?? wordsIn(lang).someone
}

/** Who waits, and what the desks and the customers' pages show of it, is to be looked at again. */
export function tellQueue(): void {
	announce('desk', { kind: 'queue' })
	announce('availability', { kind: 'queue' })
}

const wordsIn = (lang: Conversation['lang']) => messagesIn(chatStateMessages, lang).said

/** Records that change what the pages of the two who talk show. */
const BOTH_LOOK_AGAIN = [
	'taken',
	'requeued',
	'ended',
	'left-queue',
	'to-callback',
	'to-message',
	'transferred',
	'joined',
	'heard',
]
/** Records that change nothing for those who wait. */
const QUEUE_UNTOUCHED = [
	'warned',
	'heard',
	'joined',
	'transferred',
	'pass-asked',
	'pass-declined',
	'pass-ended',
	'ready-again',
]

function tellWhoIsConcerned({ before, after, step }: Moved): void {
	afterCommit(() => {
		if (BOTH_LOOK_AGAIN.includes(step.record) || step.record === 'warned')
			announce(`conversation:${after.id}`, { kind: step.record === 'left-queue' ? 'ended' : step.record })
		for (const advisorId of new Set([before.advisorId, after.advisorId, before.offeredTo, after.offeredTo]))
			if (advisorId) announce(`advisor:${advisorId}`, { kind: step.record })
		if (!QUEUE_UNTOUCHED.includes(step.record)) tellQueue()
	})
}
