import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import {
	ACTIVE_CALLBACK_STATES,
	callbacks,
	cases,
	conversations,
	leftMessages,
	wrapUps,
} from '#db/schema/handoff.server'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import type { ContactKind } from './own-contact.server'

/** What was there before, of the same customer; of the same visit for somebody without an account. */
export interface ContactHistory {
	earlier: {
		id: string
		kind: ContactKind
		subject: string
		reference: string
		at: Date
		/** How it was concluded, in the words of the settings; `null` when it was not. */
		outcome: string | null
	}[]
	/** A callback that is still to come. */
	openCallback: { id: string; slotStart: Date | null; subject: string } | null
}

const SHOWN = 8

export async function readHistory({
	customerId,
	visitId,
	except,
	lang,
}: {
	customerId: string | null
	visitId: string | null
	/** The contact that is looked at. */
	except: string
	lang: Lang
}): Promise<ContactHistory> {
	if (!customerId && !visitId) return { earlier: [], openCallback: null }
	const of = (table: typeof conversations | typeof callbacks | typeof leftMessages) =>
		customerId ? eq(table.customerId, customerId) : and(eq(table.visitId, visitId ?? ''), isNull(table.customerId))
	const [chats, calls, left, open] = await Promise.all([
		db
			.select({
				...{ id: conversations.id, subject: conversations.subject, at: conversations.askedAt },
				...{ reference: cases.reference, outcome: wrapUps.outcome },
			})
			.from(conversations)
			.innerJoin(cases, eq(cases.id, conversations.caseId))
			.leftJoin(wrapUps, eq(wrapUps.objectId, conversations.id))
			.where(of(conversations))
			.orderBy(desc(conversations.askedAt))
			.limit(SHOWN + 1),
		db
			.select({
				...{ id: callbacks.id, subject: callbacks.subject, at: callbacks.createdAt },
				...{ reference: callbacks.reference, outcome: wrapUps.outcome },
			})
			.from(callbacks)
			.leftJoin(wrapUps, eq(wrapUps.objectId, callbacks.id))
			.where(of(callbacks))
			.orderBy(desc(callbacks.createdAt))
			.limit(SHOWN + 1),
		db
			.select({
				...{ id: leftMessages.id, subject: leftMessages.body, at: leftMessages.at },
				...{ reference: cases.reference, outcome: wrapUps.outcome },
			})
			.from(leftMessages)
			.innerJoin(cases, eq(cases.id, leftMessages.caseId))
			.leftJoin(wrapUps, eq(wrapUps.objectId, leftMessages.id))
			.where(of(leftMessages))
			.orderBy(desc(leftMessages.at))
			.limit(SHOWN + 1),
		db
			.select({ id: callbacks.id, slotStart: callbacks.slotStart, subject: callbacks.subject })
			.from(callbacks)
			.where(and(of(callbacks), inArray(callbacks.state, [...ACTIVE_CALLBACK_STATES])))
			.orderBy(callbacks.dueAt)
			.limit(2),
	])
	const label = (outcome: string | null) => settings().outcomes.find(({ id }) => id === outcome)?.[lang] ?? null
	const named = (kind: ContactKind) => (row: (typeof chats)[number]) => ({ ...row, kind, outcome: label(row.outcome) })
	const earlier = [
		...chats.map(named('conversations')),
		...calls.map(named('callbacks')),
		...left.map(named('messages')),
	]
		.filter(({ id }) => id !== except)
		.sort((one, other) => other.at.getTime() - one.at.getTime())
		.slice(0, SHOWN)
	return { earlier, openCallback: open.find(({ id }) => id !== except) ?? null }
}
