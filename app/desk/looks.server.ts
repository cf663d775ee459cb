import { and, desc, eq, gt } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { type LOOK_PURPOSES, looks } from '#db/schema/desk.server'
import { callbacks, conversations, leftMessages } from '#db/schema/handoff.server'
import { recordAct } from '~/auth/audit.server'
import { announce } from '~/realtime/bus.server'
import type { DeskContact } from './contacts.server'

export type LookPurpose = (typeof LOOK_PURPOSES)[number]

/** As long as a purpose holds: after it, it is asked again. */
const OPENS_MS = 30 * 60_000
const LONGEST_WORDS = 300
const SHOWN = 100

/** Somebody opens a contact that is not theirs and says what for: its advisor sees it from now on. */
export async function look({
	contact,
	person,
	purpose,
	words,
	now = new Date(),
}: {
	contact: DeskContact
	person: { id: string; name: string }
	purpose: LookPurpose
	words: string
	now?: Date
}): Promise<void> {
	const { kind, id, caseId } = contact
	await transaction(async () => {
		if (await isLooking(id, person.id, now)) return
		await db.insert(looks).values({
			...{ contactKind: kind, contactId: id, caseId, personId: person.id, personName: person.name, purpose },
			...{ words: words.trim().slice(0, LONGEST_WORDS), at: now, opensUntil: new Date(now.getTime() + OPENS_MS) },
		})
		await recordAct({
			...{ actorId: person.id, action: 'contact.looked', objectKind: kind, objectId: id, detail: { purpose }, now },
		})
		afterCommit(() => announce('desk', { kind: 'look' }))
	})
}

/** Whether a purpose was given that still holds. */
export async function isLooking(contactId: string, personId: string, now = new Date()): Promise<boolean> {
	const mine = and(eq(looks.contactId, contactId), eq(looks.personId, personId), gt(looks.opensUntil, now))
	return (await db.$count(looks, mine)) > 0
}

/** Who opened a contact of a colleague, and what for: the latest first. */
export async function listLooks(contactId: string) {
	return db
		.select({ id: looks.id, personName: looks.personName, purpose: looks.purpose, words: looks.words, at: looks.at })
		.from(looks)
		.where(eq(looks.contactId, contactId))
		.orderBy(desc(looks.at))
		.limit(SHOWN)
}

/** Who opened the contacts of an advisor, in all channels: the latest first. */
export async function listLooksAt(advisorId: string) {
	const columns = {
		...{ id: looks.id, kind: looks.contactKind, contactId: looks.contactId, personName: looks.personName },
		...{ purpose: looks.purpose, words: looks.words, at: looks.at },
	}
	const [chats, calls, messages] = await Promise.all([
		db
			.select({ ...columns, firstName: conversations.firstName })
			.from(looks)
			.innerJoin(conversations, eq(conversations.id, looks.contactId))
			.where(eq(conversations.advisorId, advisorId))
			.orderBy(desc(looks.at))
			.limit(SHOWN),
		db
			.select({ ...columns, firstName: callbacks.firstName })
			.from(looks)
			.innerJoin(callbacks, eq(callbacks.id, looks.contactId))
			.where(eq(callbacks.advisorId, advisorId))
			.orderBy(desc(looks.at))
			.limit(SHOWN),
		db
			.select({ ...columns, firstName: leftMessages.firstName })
			.from(looks)
			.innerJoin(leftMessages, eq(leftMessages.id, looks.contactId))
			.where(eq(leftMessages.answeredBy, advisorId))
			.orderBy(desc(looks.at))
			.limit(SHOWN),
	])
	return [...chats, ...calls, ...messages].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, SHOWN)
}
