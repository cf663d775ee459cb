import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { ACTIVE_CALLBACK_STATES, type CallbackState, callbacks, conversations } from '#db/schema/handoff.server'
import { findPerson } from '~/auth/people.server'
import { initialsOf } from '~/ui/initials'
import { countBefore } from './queue.server'

/** What somebody already has with us: shown by the block on every page instead of a new start. */
export type Underway =
	| { kind: 'queue'; conversationId: string; position: number }
	| { kind: 'chat'; conversationId: string; advisor: string; initials: string }
	/** `phone` is empty for an appointment in writing. */
	| { kind: 'callback'; reference: string; phone: string; slotStart: Date | null; dueAt: Date; state: CallbackState }

/** A customer that no row belongs to. */
const NOBODY = ''

const mine = (table: typeof conversations | typeof callbacks) =>
	or(eq(table.visitId, sql.placeholder('visitId')), eq(table.customerId, sql.placeholder('customerId')))

// Asked on every page: the statements are built once.
const chatOf = db
	.select({
		id: conversations.id,
		state: conversations.state,
		askedAt: conversations.askedAt,
		placeAt: conversations.placeAt,
		advisorId: conversations.advisorId,
	})
	.from(conversations)
	.where(and(mine(conversations), inArray(conversations.state, ['waiting', 'active'])))
	.orderBy(desc(conversations.askedAt))
	.limit(1)
	.prepare()
const callbackOf = db
	.select({
		reference: callbacks.reference,
		phone: callbacks.phone,
		slotStart: callbacks.slotStart,
		dueAt: callbacks.dueAt,
		state: callbacks.state,
	})
	.from(callbacks)
	.where(and(mine(callbacks), inArray(callbacks.state, [...ACTIVE_CALLBACK_STATES])))
	.orderBy(asc(callbacks.dueAt))
	.limit(1)
	.prepare()

/** The contact that is going on in this visit or for this customer; the newest, a chat before a callback. */
export async function contactUnderway({
	visitId,
	customerId,
	held = [],
}: {
	visitId: string
	customerId: string | null
	/** Conversations opened by a link. */
	held?: readonly string[]
}): Promise<Underway | null> {
	const whose = { visitId, customerId: customerId ?? NOBODY }
	const [own] = await chatOf.execute(whose)
	const chat = own ?? (held.length > 0 ? await liveAmong(held) : undefined)
	if (chat?.state === 'active') {
		const advisor = chat.advisorId ? await findPerson(chat.advisorId) : null
		const name = advisor?.name ?? ''
		return { kind: 'chat', conversationId: chat.id, advisor: name.split(' ')[0] ?? '', initials: initialsOf(name) }
	}
	if (chat) {
		return { kind: 'queue', conversationId: chat.id, position: (await countBefore(chat)) + 1 }
	}
	const [callback] = await callbackOf.execute(whose)
	return callback ? { kind: 'callback', ...callback } : null
}

async function liveAmong(ids: readonly string[]) {
	const [chat] = await db
		.select()
		.from(conversations)
		.where(and(inArray(conversations.id, [...ids]), inArray(conversations.state, ['waiting', 'active'])))
		.orderBy(desc(conversations.askedAt))
		.limit(1)
	return chat
}
