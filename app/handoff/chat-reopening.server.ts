import { eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { conversations } from '#db/schema/handoff.server'
import { settings } from '~/settings/settings.server'
import { findCase } from './cases.server'
import { type Conversation, recordChat } from './conversation-moves.server'
import { askForChat, findConversation, type Owner } from './conversations.server'

/** Whether a conversation that ended can be taken up again; what was taken up already leads to what follows. */
export async function reopeningOf(chat: Conversation, now = new Date()): Promise<'open' | 'over' | { next: string }> {
	const [next] = await db
		.select({ id: conversations.id })
		.from(conversations)
		.where(eq(conversations.followsId, chat.id))
	if (next) return { next: next.id }
	if (!chat.endedAt || chat.callbackId) return 'over'
	const hours = settings().chat.reopenHours
	return now.getTime() - chat.endedAt.getTime() < hours * 3_600_000 ? 'open' : 'over'
}

/**
 * Takes up a conversation that ended: a new one of the same case, that waits like any other and goes
 * first to who answered before, when they are there. Doing it twice, or from two devices, makes one.
 *
 * @returns the conversation that goes on; `null` when it is another's, or too long ago
 */
export async function reopenConversation({
	conversationId,
	owner,
	body = '',
	requestKey,
	now = new Date(),
}: {
	conversationId: string
	owner: Owner
	/** First words; none are needed, the thread is there. */
	body?: string
	requestKey: string
	now?: Date
}): Promise<Conversation | null> {
	const chat = await findConversation(conversationId, owner)
	if (!chat) return null
	const state = await reopeningOf(chat, now)
	if (typeof state === 'object') return findConversation(state.next, owner)
	if (state === 'over') return null
	// Whoever followed a link takes it up for those whose it is: they go on with it too.
	const isOwn = chat.visitId === owner.visitId || (owner.customerId !== null && chat.customerId === owner.customerId)
	const { visitId, customerId } = isOwn ? owner : chat
	return transaction(async () => {
		const theCase = await findCase(chat.caseId)
		const asked = await askForChat({
			...{ visitId, customerId: customerId ?? chat.customerId, firstName: chat.firstName, subject: chat.subject },
			...{
				body,
				reason: theCase?.reason ?? chat.reason,
				lang: chat.lang,
				askedFrom: chat.askedFrom,
				trail: chat.trail,
			},
			...{ requestKey, follows: chat, now },
		})
		if (!asked.existing)
			await recordChat({ conversationId, kind: 'reopened', detail: { as: asked.conversation.id }, now })
		return asked.conversation
	})
}
