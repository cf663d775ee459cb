import type { Person } from '~/auth/guards.server'
import { findPerson } from '~/auth/people.server'
import type { Access } from './access.server'
import type { DeskContact } from './contacts.server'
import { listLooks } from './looks.server'
import { listNotes } from './notes.server'
import { supportIn } from './support.server'

export type AmongUs = Awaited<ReturnType<typeof readAmongUs>>

/** What staff say to each other about a contact: notes, who helps, who looked. For pages of the desk alone. */
export async function readAmongUs(contact: DeskContact, access: Access, person: Pick<Person, 'id'>) {
	const [notes, support, looks, advisor] = await Promise.all([
		listNotes(contact.caseId, person.id),
		supportIn(contact),
		access === 'own' ? listLooks(contact.id) : [],
		contact.advisorId ? findPerson(contact.advisorId) : null,
	])
	return {
		kind: contact.kind,
		id: contact.id,
		access,
		live: contact.live,
		/** First name of who has it. */
		advisor: advisor?.name.split(' ')[0] ?? null,
		notes,
		support,
		looks,
		mayNote: access !== 'waits',
	}
}
