import { recordAct } from '~/auth/audit.server'
import { notFound, type Person } from '~/auth/guards.server'
import { findConversationForAdvisor } from '~/handoff/conversations.server'

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
	if (person.role !== 'supervisor') throw notFound()
	await recordAct({
		actorId: person.id,
		action: 'conversation.read',
		objectKind: 'conversation',
		objectId: conversation.id,
	})
	return conversation
}
