import { getVisitor } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { isOwn } from '~/handoff/conversations.server'

/** What hearing a topic says of who hears it. */
export interface HearingRight {
	/** The conversation whose customer this is: an open page is a sign of life. */
	attends: string | null
}

/**
 * Whether whoever sent this request may hear of a topic; `null` when not. A callback's topic is named
 * by a random identifier that only its tracking page gives, and its events hold nothing but the hint
 * itself. Of an advisor's own topic only that advisor hears.
 */
export async function rightToHear(request: Request, topic: string): Promise<HearingRight | null> {
	const { person, customer, visitId } = await getVisitor(request)
	const hears: HearingRight = { attends: null }
	if (topic === 'availability') return hears
	if (topic === 'desk') return may(person?.role, 'desk.use') ? hears : null
	const [kind, id] = topic.split(':')
	if (!id) return null
	if (kind === 'advisor') return person?.id === id && may(person.role, 'desk.use') ? hears : null
	if (!/^[0-9a-f-]{36}$/.test(id)) return null
	if (kind === 'callback') return hears
	if (kind !== 'conversation') return null
	if (may(person?.role, 'desk.use')) return hears
	return (await isOwn(id, { visitId, customerId: customer?.id ?? null })) ? { attends: id } : null
}
