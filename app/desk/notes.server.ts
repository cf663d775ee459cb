import { asc, eq } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { deskNotes } from '#db/schema/desk.server'
import { maskPaymentNumbers } from '~/handoff/masking'
import { announce } from '~/realtime/bus.server'
import type { DeskContact } from './contacts.server'

const LONGEST_NOTE = 2_000

export interface DeskNote {
	id: string
	authorName: string
	body: string
	at: Date
	/** Of whoever reads it. */
	mine: boolean
}

/**
 * Writes a note for colleagues into a thread. Desks alone hear of it: the topic of a conversation is
 * also the customer's. Sending the same id again stores nothing.
 *
 * @returns `false` for no words, or too many
 */
export async function writeNote({
	id,
	contact,
	author,
	body,
	now = new Date(),
}: {
	/** Made by who writes it. */
	id: string
	contact: DeskContact
	author: { id: string; name: string }
	body: string
	now?: Date
}): Promise<boolean> {
	const words = maskPaymentNumbers(body.replace(/\r\n?/g, '\n').trim())
	if (words === '' || words.length > LONGEST_NOTE) return false
	await transaction(async () => {
		await db
			.insert(deskNotes)
			.values({
				...{ id, contactKind: contact.kind, contactId: contact.id, caseId: contact.caseId, body: words, at: now },
				...{ authorId: author.id, authorName: author.name.split(' ')[0] ?? author.name },
			})
			.onConflictDoNothing()
		afterCommit(() => announce('desk', { kind: 'note' }))
	})
	return true
}

/** The notes of a case, oldest first: they go with it from chat to call, and from one advisor to the next. */
export async function listNotes(caseId: string, readerId: string): Promise<DeskNote[]> {
	const rows = await db.select().from(deskNotes).where(eq(deskNotes.caseId, caseId)).orderBy(asc(deskNotes.at))
	return rows.map(({ id, authorId, authorName, body, at }) => ({
		id,
		authorName,
		body,
		at,
		mine: authorId === readerId,
	}))
}
