import { and, asc, eq, inArray, isNotNull, isNull, lt, min, or, sql } from 'drizzle-orm'
import { db, writeIfPossible } from '#db/client.server'
import { callbacks, cases, conversations } from '#db/schema/handoff.server'
import { openingAt } from './hours.server'
import { presentAdvisors } from './presence.server'
import { expectedWaitSeconds } from './wait.server'

type Conversation = typeof conversations.$inferSelect

export interface QueuePlace {
	/** 1 for the next to be taken. */
	position: number
	/** `null` when nobody is present. */
	expectedWaitSeconds: number | null
}

type Place = Pick<Conversation, 'id' | 'askedAt'> & { placeAt?: Date | null }

/** Where a conversation stands in the one queue: the instant it was asked, or the place it was given back to. */
export const placeOf = ({ placeAt, askedAt }: Omit<Place, 'id'>): Date => placeAt ?? askedAt

const place = sql<Date>`coalesce(${conversations.placeAt}, ${conversations.askedAt})`.mapWith(conversations.askedAt)

/** The order of the queue: the place, then the identifier for the same instant. */
export const QUEUE_ORDER = [asc(place), asc(conversations.id)]

/** Where a waiting conversation stands; callbacks for "now" that were asked before count in its wait. */
export async function queuePlace(conversation: Place, now = new Date()): Promise<QueuePlace> {
	const at = placeOf(conversation)
	const [chats, calls, people] = await Promise.all([
		countBefore(conversation),
		db.$count(callbacks, and(eq(callbacks.state, 'queued'), lt(callbacks.dueAt, at))),
		presentAdvisors(now),
	])
	const advisors = openingAt('chat', now).open ? people.filter(({ byPhoneOnly }) => !byPhoneOnly).length : 0
	return {
		position: chats + 1,
		expectedWaitSeconds: await expectedWaitSeconds({ ahead: chats + calls, advisors, now }),
	}
}

/** How many wait before a place. */
export async function countBefore({ id, ...row }: Place): Promise<number> {
	const at = placeOf(row).getTime()
	const before = or(lt(place, at), and(eq(place, at), lt(conversations.id, id)))
	return db.$count(conversations, and(eq(conversations.state, 'waiting'), before))
}

/**
 * Those who wait and can be offered now, in their order: what decides who is asked, and nothing of
 * what they wrote. One query, whatever the number of those who wait.
 */
export async function listToOffer() {
	const { id, lang, askedAt, placeAt, passedBy, asksAgainAt, wishedAdvisorId } = conversations
	return db
		.select({ id, lang, askedAt, placeAt, passedBy, asksAgainAt, wishedAdvisorId, reason: cases.reason })
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.where(and(eq(conversations.state, 'waiting'), isNull(conversations.offeredTo), isNull(conversations.goneAt)))
		.orderBy(...QUEUE_ORDER)
}

/** The place of somebody who is given back by us: before all who wait, and never later than where they were. */
export async function firstPlace(own: Omit<Place, 'id'>): Promise<Date> {
	const [first] = await db
		.select({ at: min(place) })
		.from(conversations)
		.where(eq(conversations.state, 'waiting'))
	const before = first?.at ? new Date(Number(first.at) - 1) : null
	return before && before < placeOf(own) ? before : placeOf(own)
}

/** The queue in its order, as those who wait are told of it: places alone, in one query. */
export async function listPlaces() {
	const { id, askedAt, placeAt, offeredTo, asksAgainAt } = conversations
	return db
		.select({ id, askedAt, placeAt, offeredTo, asksAgainAt })
		.from(conversations)
		.where(eq(conversations.state, 'waiting'))
		.orderBy(...QUEUE_ORDER)
}

/** A sign of life of somebody who waits or writes: their place is kept. @returns those who had been gone */
export async function keepPlace(conversationIds: string[], now = new Date()): Promise<string[]> {
	if (conversationIds.length === 0) return []
	const seen = await writeIfPossible(() =>
		db
			.update(conversations)
			.set({ customerSeenAt: now })
			.where(inArray(conversations.id, conversationIds))
			.returning({ id: conversations.id, goneAt: conversations.goneAt }),
	)
	return (seen ?? []).flatMap(({ id, goneAt }) => (goneAt ? [id] : []))
}

/** Those who wait and of whom nothing was heard since an instant. */
export async function listUnseen(since: Date, which: 'all' | 'not-gone'): Promise<{ id: string }[]> {
	return db
		.select({ id: conversations.id })
		.from(conversations)
		.where(
			and(
				eq(conversations.state, 'waiting'),
				lt(conversations.customerSeenAt, since),
				which === 'not-gone' ? isNull(conversations.goneAt) : undefined,
			),
		)
		.orderBy(...QUEUE_ORDER)
}

/** Offers whose time is over, of those who wait and of those who are passed to a colleague. */
export async function listEndedOffers(now: Date): Promise<{ id: string }[]> {
	return db
		.select({ id: conversations.id })
		.from(conversations)
		.where(and(isNotNull(conversations.offeredTo), lt(conversations.offerEndsAt, new Date(now.getTime() + 1))))
}
