import { recordAct } from '~/auth/audit.server'
import { notFound, type Person } from '~/auth/guards.server'
import { findConversationForAdvisor } from '~/handoff/conversations.server'
import { isGuest } from '~/handoff/guests.server'

const ONE_READING_MS = 30 * 60_000
const MOST_REMEMBERED = 1_000

/**
 * A conversation this member of staff may see: one that waits for anybody, or their own. A
 * supervisor may read any; that leaves a trace.
 *
 * @throws 404 when it is a colleague's, or none
 */
export async function visibleConversation(id: string | undefined, person: Person) {
	const conversation = id ? await findConversationForAdvisor(id) : null
	if (!conversation) throw notFound()
	if (conversation.state === 'waiting' || conversation.advisorId === person.id) return conversation
	if (await isGuest(conversation.id, person.id)) return conversation
	if (person.role !== 'supervisor') throw notFound()
	if (seenLately(person.id, conversation.id)) return conversation
	await recordAct({
		actorId: person.id,
		action: 'conversation.read',
		objectKind: 'conversation',
		objectId: conversation.id,
	})
	return conversation
}

const lately = new Map<string, number>()

/** A page that stays open asks again and again: it is one reading. */
function seenLately(personId: string, conversationId: string): boolean {
	const key = `${personId} ${conversationId}`
	const before = lately.get(key) ?? 0
	lately.delete(key)
	lately.set(key, Date.now())
	if (lately.size > MOST_REMEMBERED) lately.delete(lately.keys().next().value as string)
	return Date.now() - before < ONE_READING_MS
}
