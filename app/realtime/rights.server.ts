import { getVisitor } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { findConversation } from '~/handoff/conversations.server'

/**
 * Whether whoever sent this request may hear of a topic. A callback's topic is named by a random
 * identifier that only its tracking page gives, and its events hold nothing but the hint itself.
 */
export async function mayListen(request: Request, topic: string): Promise<boolean> {
	const { person, customer, visitId } = await getVisitor(request)
	if (topic === 'availability') return true
	if (topic === 'desk') return may(person?.role, 'desk.use')
	const [kind, id] = topic.split(':')
	if (!id || !/^[0-9a-f-]{36}$/.test(id)) return false
	if (kind === 'callback') return true
	if (kind === 'conversation')
		return (
			may(person?.role, 'desk.use') ||
			(await findConversation(id, { visitId, customerId: customer?.id ?? null })) !== null
		)
	return false
}
