import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, leftMessages } from '#db/schema/handoff.server'
import { findCase } from './cases.server'
import { type Conversation, findLiveConversation, type Owner } from './conversations.server'
import { placeOf } from './queue.server'

interface Kept {
	chat: Conversation
	case: { id: string; reference: string }
	/** Its place in the one queue, for a call as soon as possible. */
	dueAt: Date
	/** Who answered already, asked first when present. */
	advisorId: string | null
}

/**
 * What a callback keeps of the chat that its customer has: case, place and advisor. Somebody who
 * waits keeps them whatever time they choose; somebody who is being answered, for a call now: an
 * appointment for later is another matter.
 *
 * @returns `null` without a chat to keep anything of
 */
export async function keptFromChat(asked: {
	visitId: string | null
	customerId: string | null
	/** Conversations that their link opened in this browser. */
	heldChats?: readonly string[]
	slotStart: Date | null
}): Promise<Kept | null> {
	const { visitId, customerId, slotStart, heldChats: held } = asked
	const chat = visitId === null ? null : await findLiveConversation({ visitId, customerId, held })
	if (!chat || (chat.state === 'active' && slotStart)) return null
	const theCase = await findCase(chat.caseId)
	if (!theCase) return null
	// A case has one callback: a second time it is another request.
	const [before] = await db
		.select({ id: callbacks.id })
		.from(callbacks)
		.where(eq(callbacks.reference, theCase.reference))
	return before ? null : { chat, case: theCase, dueAt: placeOf(chat), advisorId: chat.advisorId }
}

/**
 * The chat that waits and becomes a message when its customer leaves one: same case, nothing said twice.
 *
 * @returns `null` when nobody waits, or the case has its message already
 */
export async function waitingToLeave(owner: Owner): Promise<Omit<Kept, 'dueAt' | 'advisorId'> | null> {
	const chat = await findLiveConversation(owner)
	if (chat?.state !== 'waiting') return null
	const theCase = await findCase(chat.caseId)
	if (!theCase || (await db.$count(leftMessages, eq(leftMessages.caseId, theCase.id))) > 0) return null
	return { chat, case: theCase }
}
