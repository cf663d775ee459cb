import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { CONTACT_KINDS } from '#db/schema/desk.server'
import { callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'
import type { Lang } from '~/i18n/language'

export type ContactKind = (typeof CONTACT_KINDS)[number]

/** A chat, a call or a message left, as far as the desk treats them alike. */
export interface DeskContact {
	kind: ContactKind
	id: string
	caseId: string
	customerId: string | null
	reason: string
	firstName: string
	subject: string
	/** Of the customer. */
	lang: Lang
	/** Who has or had it. */
	advisorId: string | null
	/** The colleague it is being passed to. */
	passedTo: string | null
	/** Nobody has it: it is anybody's. */
	waits: boolean
	/** In somebody's hands now. */
	live: boolean
}

const WAITING_CALLS = ['scheduled', 'queued', 'retry-wait']
const LIVE_CALLS = ['offering', 'dialing', 'connected']

/** @returns `null` when there is none, as for a kind that is none */
export async function findDeskContact(kind: string | undefined, id: string | undefined): Promise<DeskContact | null> {
	const known = CONTACT_KINDS.find((one) => one === kind)
	if (!known || !id) return null
	return known === 'conversations' ? chat(id) : known === 'callbacks' ? call(id) : message(id)
}

async function chat(id: string): Promise<DeskContact | null> {
	const [found] = await db
		.select({ row: conversations, reason: cases.reason })
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.where(eq(conversations.id, id))
	if (!found) return null
	const { caseId, customerId, firstName, subject, lang, advisorId, state } = found.row
	return {
		...{ kind: 'conversations', id, caseId, customerId, firstName, subject, lang, advisorId, reason: found.reason },
		...{ waits: state === 'waiting', live: state === 'active' },
		passedTo: state === 'active' ? found.row.offeredTo : null,
	}
}

async function call(id: string): Promise<DeskContact | null> {
	const [row] = await db.select().from(callbacks).where(eq(callbacks.id, id))
	if (!row) return null
	const { caseId, customerId, firstName, subject, lang, advisorId, state, reason } = row
	return {
		...{ kind: 'callbacks', id, caseId, customerId, firstName, subject, lang, advisorId, reason },
		passedTo: null,
		...{ waits: WAITING_CALLS.includes(state), live: LIVE_CALLS.includes(state) },
	}
}

async function message(id: string): Promise<DeskContact | null> {
	const [found] = await db
		.select({ row: leftMessages, reason: cases.reason })
		.from(leftMessages)
		.innerJoin(cases, eq(cases.id, leftMessages.caseId))
		.where(eq(leftMessages.id, id))
	if (!found) return null
	const { caseId, customerId, firstName, body, lang, answeredBy, state } = found.row
	return {
		...{ kind: 'messages', id, caseId, customerId, firstName, subject: body, lang, reason: found.reason },
		passedTo: null,
		...{ advisorId: answeredBy, waits: state === 'waiting', live: false },
	}
}
