import { notFound, type Person } from '~/auth/guards.server'
import { findConversationForAdvisor } from '~/handoff/conversations.server'
import { requireReadable } from './access.server'

/**
 * A conversation this member of staff may read, and why they may.
 *
 * @param door - `page` leads whoever has yet to say what for to where they say it
 * @throws 404 when it is not theirs to read, or none
 */
export async function visibleConversation(
	id: string | undefined,
	person: Pick<Person, 'id' | 'role'>,
	door: 'page' | 'data' = 'data',
) {
	const { access, contact } = await requireReadable({ kind: 'conversations', id }, person, door)
	const conversation = await findConversationForAdvisor(id ?? '')
	if (!conversation) throw notFound()
	return { ...conversation, access, contact }
}
