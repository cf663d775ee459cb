import type { Role } from '#db/schema/auth.server'
import { getVisitor } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { accessTo } from '~/desk/access.server'
import { findDeskContact } from '~/desk/contacts.server'
import { findTraining } from '~/desk/training.server'
import { isOwn } from '~/handoff/conversations.server'
import { chatOwner } from '~/handoff/held-chats.server'

/** What hearing a topic says of who hears it. */
export interface HearingRight {
	/** The conversation whose customer this is: an open page is a sign of life. */
	attends: string | null
	/** The advisor whose own topic this is: beside the queue, an open page is their sign of life. */
	works: string | null
}

/**
 * Whether whoever sent this request may hear of a topic; `null` when not. A callback's topic is named
 * by a random identifier that only its tracking page gives, and its events hold nothing but the hint
 * itself. Of an advisor's own topic only that advisor hears.
 */
export async function rightToHear(request: Request, topic: string): Promise<HearingRight | null> {
	const { person } = await getVisitor(request)
	const hears: HearingRight = { attends: null, works: null }
	if (topic === 'availability') return hears
	if (topic === 'desk') return may(person?.role, 'desk.use') ? hears : null
	const [kind, id] = topic.split(':')
	if (!id) return null
	if (kind === 'advisor') return person?.id === id && may(person.role, 'desk.use') ? { ...hears, works: id } : null
	if (!/^[0-9a-f-]{36}$/.test(id)) return null
	if (kind === 'callback') return hears
	if (kind !== 'conversation') return null
	if (person && may(person.role, 'desk.use'))
		return (await mayRead(id, person)) || (await findTraining(person.id, id)) ? hears : null
	return (await isOwn(id, await chatOwner(request))) ? { ...hears, attends: id } : null
}

/** Who may not read a conversation does not hear that somebody writes in it either. */
async function mayRead(id: string, person: { id: string; role: Role }): Promise<boolean> {
	const contact = await findDeskContact('conversations', id)
	return contact !== null && !['ask', 'none'].includes(await accessTo(contact, person))
}
