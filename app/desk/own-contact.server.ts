import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'
import { isGuest } from '~/handoff/guests.server'
import type { Lang } from '~/i18n/language'

export const CONTACT_KINDS = ['conversations', 'callbacks', 'messages'] as const
export type ContactKind = (typeof CONTACT_KINDS)[number]

/** A contact in the hands of this person, or that they concluded lately. */
export interface OwnContact {
	kind: ContactKind
	id: string
	caseId: string
	caseReference: string
	/** `null` for somebody without an account. */
	customerId: string | null
	firstName: string
	lang: Lang
	/** Going on now. */
	live: boolean
}

/** As long as a customer who comes back finds the same case: what was forgotten can still be put right. */
const LATELY_MS = 24 * 3_600_000
const LIVE_CALLS = ['dialing', 'connected']

/**
 * A contact that gives this person the right to see more of its customer and to act for them: it is
 * theirs and goes on, they were invited to it, or they concluded it within a day. Reading a contact that
 * waits, or looking at a colleague's, gives no such right.
 *
 * @returns `null` for any other, as for none
 */
export async function findOwnContact({
	kind,
	id,
	personId,
	now = new Date(),
}: {
	kind: string | undefined
	id: string | undefined
	personId: string
	now?: Date
}): Promise<OwnContact | null> {
	if (!id) return null
	const lately = (endedAt: Date | null) => endedAt !== null && now.getTime() - endedAt.getTime() < LATELY_MS
	if (kind === 'conversations') {
		const [found] = await db
			.select({ row: conversations, reference: cases.reference })
			.from(conversations)
			.innerJoin(cases, eq(cases.id, conversations.caseId))
			.where(eq(conversations.id, id))
		if (!found) return null
		const { row } = found
		const live = row.state === 'active'
		if (row.advisorId === personId ? live || lately(row.endedAt) : live && (await isGuest(id, personId)))
			return contact(kind, row, found.reference, live)
		return null
	}
	if (kind === 'callbacks') {
		const [found] = await db
			.select({ row: callbacks, reference: cases.reference })
			.from(callbacks)
			.innerJoin(cases, eq(cases.id, callbacks.caseId))
			.where(and(eq(callbacks.id, id), eq(callbacks.advisorId, personId)))
		if (!found) return null
		const live = LIVE_CALLS.includes(found.row.state)
		return live || (found.row.state === 'done' && lately(found.row.endedAt))
			? contact(kind, found.row, found.reference, live)
			: null
	}
	if (kind !== 'messages') return null
	const [found] = await db
		.select({ row: leftMessages, reference: cases.reference })
		.from(leftMessages)
		.innerJoin(cases, eq(cases.id, leftMessages.caseId))
		.where(and(eq(leftMessages.id, id), eq(leftMessages.answeredBy, personId)))
	return found && lately(found.row.answeredAt) ? contact(kind, found.row, found.reference, false) : null
}

function contact(
	kind: ContactKind,
	{ id, caseId, customerId, firstName, lang }: Pick<OwnContact, 'id' | 'caseId' | 'customerId' | 'firstName' | 'lang'>,
	caseReference: string,
	live: boolean,
): OwnContact {
	return { kind, id, caseId, caseReference, customerId, firstName, lang, live }
}
