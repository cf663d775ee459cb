import { redirect } from '@remix-run/node'
import { and, eq, inArray, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, conversations } from '#db/schema/handoff.server'
import { notFound, type Person } from '~/auth/guards.server'
import { isGuest } from '~/handoff/guests.server'
import { type DeskContact, findDeskContact } from './contacts.server'
import { isLooking } from './looks.server'
import { isAskedFor, isHelping } from './support.server'

/**
 * Why somebody may read a contact: it is theirs, it waits for anybody, they are in it by invitation or
 * beside its advisor, or they said what for. `ask`: they may once they have said what for.
 */
export type Access = 'own' | 'waits' | 'guest' | 'helper' | 'looking' | 'ask' | 'none'

/**
 * The least that each needs. A colleague's contact is opened with a purpose and never silently: by a
 * supervisor; by an advisor when its advisor asks for support, or when the same customer or the same
 * case is in their own hands now. Nobody else's work is there to be browsed.
 */
export async function accessTo(
	contact: DeskContact,
	person: Pick<Person, 'id' | 'role'>,
	now = new Date(),
): Promise<Access> {
	if (contact.advisorId === person.id && !contact.waits) return 'own'
	if (contact.waits) return 'waits'
	if (contact.passedTo === person.id) return 'guest'
	if (contact.kind === 'conversations' && (await isGuest(contact.id, person.id))) return 'guest'
	if (await isHelping(contact, person.id)) return 'helper'
	if (await isLooking(contact.id, person.id, now)) return 'looking'
	if (person.role === 'supervisor') return 'ask'
	return (await isAskedFor(contact)) || (await hasTheSameCustomer(contact, person.id)) ? 'ask' : 'none'
}

/**
 * A contact that this member of staff may read.
 *
 * @param door - `page`: whoever has yet to say what for is led there; `data`: there is nothing here
 * @throws 404 for what is not theirs to read, as for what is not
 */
export async function requireReadable(
	{ kind, id }: { kind: string | undefined; id: string | undefined },
	person: Pick<Person, 'id' | 'role'>,
	door: 'page' | 'data',
): Promise<{ contact: DeskContact; access: Exclude<Access, 'ask' | 'none'> }> {
	const contact = await findDeskContact(kind, id)
	if (!contact) throw notFound()
	const access = await accessTo(contact, person)
	if (access === 'ask' && door === 'page') throw redirect(`/desk/${contact.kind}/${contact.id}/purpose`)
	if (access === 'ask' || access === 'none') throw notFound()
	return { contact, access }
}

async function hasTheSameCustomer({ id, caseId, customerId }: DeskContact, personId: string): Promise<boolean> {
	const same = (table: typeof conversations | typeof callbacks) =>
		customerId ? or(eq(table.caseId, caseId), eq(table.customerId, customerId)) : eq(table.caseId, caseId)
	const [chats, calls] = await Promise.all([
		db
			.select({ id: conversations.id })
			.from(conversations)
			.where(and(eq(conversations.advisorId, personId), eq(conversations.state, 'active'), same(conversations)))
			.limit(2),
		db
			.select({ id: callbacks.id })
			.from(callbacks)
			.where(
				and(
					eq(callbacks.advisorId, personId),
					inArray(callbacks.state, ['offering', 'dialing', 'connected']),
					same(callbacks),
				),
			)
			.limit(2),
	])
	return [...chats, ...calls].some((own) => own.id !== id)
}
