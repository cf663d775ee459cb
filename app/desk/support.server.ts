import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { supportHelpers, supportRequests } from '#db/schema/desk.server'
import { findPeople } from '~/auth/people.server'
import { announce } from '~/realtime/bus.server'
import { type DeskContact, findDeskContact } from './contacts.server'

const LONGEST_WORDS = 200
const SHOWN = 10
const GOING_ON = ['open', 'joined'] as const

/** An advisor asks for somebody beside them: colleagues see it at once. Asking again changes nothing. */
export async function askForSupport({
	contact,
	advisorId,
	words,
	now = new Date(),
}: {
	contact: DeskContact
	advisorId: string
	words: string
	now?: Date
}): Promise<boolean> {
	if (contact.advisorId !== advisorId || !contact.live) return false
	const { kind: contactKind, id: contactId, caseId } = contact
	await transaction(async () => {
		// What was asked by a colleague who had it before is theirs no more.
		await db
			.update(supportRequests)
			.set({ state: 'over' })
			.where(and(eq(supportRequests.contactId, contactId), ne(supportRequests.askedBy, advisorId), goesOn()))
		await db
			.insert(supportRequests)
			.values({
				...{ contactKind, contactId, caseId, askedBy: advisorId, state: 'open', at: now },
				words: words.trim().slice(0, LONGEST_WORDS),
			})
			.onConflictDoNothing()
		tellDesks()
	})
	return true
}

/** A colleague comes beside the advisor who asked; `false` when nobody asks any more, or they ask themselves. */
export async function joinSupport(contact: DeskContact, personId: string): Promise<boolean> {
	return transaction(async () => {
		const asked = await requestOf(contact)
		if (!asked || asked.askedBy === personId) return false
		await db
			.insert(supportHelpers)
			.values({ contactId: contact.id, caseId: contact.caseId, personId })
			.onConflictDoNothing()
		await db.update(supportRequests).set({ state: 'joined' }).where(eq(supportRequests.id, asked.id))
		tellDesks()
		return true
	})
}

/** A helper leaves; when nobody is left, the advisor is asking again no more: it is over. */
export async function leaveSupport(contactId: string, personId: string): Promise<void> {
	await transaction(async () => {
		await db
			.delete(supportHelpers)
			.where(and(eq(supportHelpers.contactId, contactId), eq(supportHelpers.personId, personId)))
		if ((await db.$count(supportHelpers, eq(supportHelpers.contactId, contactId))) === 0) await endSupport(contactId)
		tellDesks()
	})
}

/** The advisor no longer needs anybody, or the contact is concluded. */
export async function endSupport(contactId: string): Promise<void> {
	await transaction(async () => {
		await db
			.update(supportRequests)
			.set({ state: 'over' })
			.where(and(eq(supportRequests.contactId, contactId), goesOn()))
		await db.delete(supportHelpers).where(eq(supportHelpers.contactId, contactId))
		tellDesks()
	})
}

/** Whether somebody is beside the advisor of a contact that goes on. */
export async function isHelping(contact: DeskContact, personId: string): Promise<boolean> {
	if (!(await requestOf(contact))) return false
	const own = and(eq(supportHelpers.contactId, contact.id), eq(supportHelpers.personId, personId))
	return (await db.$count(supportHelpers, own)) > 0
}

/** Whether the advisor who has a contact asks for somebody. */
export async function isAskedFor(contact: DeskContact): Promise<boolean> {
	return (await requestOf(contact)) !== null
}

/** What goes on about support in a contact: what was asked, who is there. */
export async function supportIn(contact: DeskContact): Promise<{ words: string; helpers: string[] } | null> {
	const asked = await requestOf(contact)
	if (!asked) return null
	const rows = await db
		.select({ personId: supportHelpers.personId })
		.from(supportHelpers)
		.where(eq(supportHelpers.contactId, contact.id))
	const people = await findPeople(rows.map(({ personId }) => personId))
	return { words: asked.words, helpers: people.map(({ name }) => name) }
}

/** Those who ask for somebody now, for a colleague's desk: the first who asked first. */
export async function listSupportWanted(personId: string) {
	const rows = await db
		.select()
		.from(supportRequests)
		.where(and(goesOn(), ne(supportRequests.askedBy, personId)))
		.orderBy(asc(supportRequests.at))
		.limit(SHOWN)
	const [contacts, people] = await Promise.all([
		Promise.all(rows.map(({ contactKind, contactId }) => findDeskContact(contactKind, contactId))),
		findPeople(rows.map(({ askedBy }) => askedBy)),
	])
	return rows.flatMap(({ contactKind, contactId, askedBy, words, state }, index) => {
		const contact = contacts[index]
		// Ended, given back or passed on since: nobody needs to come.
		if (!contact?.live || contact.advisorId !== askedBy) return []
		const name = people.find(({ id }) => id === askedBy)?.name ?? ''
		return [
			{ kind: contactKind, id: contactId, advisor: name.split(' ')[0] ?? name, words, joined: state === 'joined' },
		]
	})
}

/** What its advisor asks for while they have it. */
async function requestOf({ id, advisorId, live }: DeskContact) {
	if (!live || !advisorId) return null
	const [row] = await db
		.select()
		.from(supportRequests)
		.where(and(eq(supportRequests.contactId, id), eq(supportRequests.askedBy, advisorId), goesOn()))
	return row ?? null
}

const goesOn = () => inArray(supportRequests.state, [...GOING_ON])
const tellDesks = () => afterCommit(() => announce('desk', { kind: 'support' }))
