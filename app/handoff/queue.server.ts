import { and, asc, eq, inArray, lt, or } from 'drizzle-orm'
import { db, writeIfPossible } from '#db/client.server'
import { callbacks, conversations } from '#db/schema/handoff.server'
import { settings } from '~/settings/settings.server'
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

/** The order of the queue: the instant it was asked, then the identifier for the same instant. */
export const QUEUE_ORDER = [asc(conversations.askedAt), asc(conversations.id)]

/** Where a waiting conversation stands; callbacks for "now" that were asked before count in its wait. */
export async function queuePlace(
	{ id, askedAt }: Pick<Conversation, 'id' | 'askedAt'>,
	now = new Date(),
): Promise<QueuePlace> {
	const before = or(
		lt(conversations.askedAt, askedAt),
		and(eq(conversations.askedAt, askedAt), lt(conversations.id, id)),
	)
	const [chats, calls, people] = await Promise.all([
		db.$count(conversations, and(eq(conversations.state, 'waiting'), before)),
		db.$count(callbacks, and(eq(callbacks.state, 'queued'), lt(callbacks.dueAt, askedAt))),
		presentAdvisors(now),
	])
	const advisors = openingAt('chat', now).open ? people.filter(({ byPhoneOnly }) => !byPhoneOnly).length : 0
	return {
		position: chats + 1,
		expectedWaitSeconds: await expectedWaitSeconds({ ahead: chats + calls, advisors, now }),
	}
}

/** A sign of life of somebody who waits or writes: their place is kept. */
export async function keepPlace(conversationIds: string[], now = new Date()): Promise<void> {
	if (conversationIds.length === 0) return
	await writeIfPossible(() =>
		db.update(conversations).set({ customerSeenAt: now }).where(inArray(conversations.id, conversationIds)),
	)
}

/** Those who wait and have given no sign of life for longer than a place is kept. */
export async function listForgottenPlaces(now = new Date()): Promise<{ id: string }[]> {
	const since = new Date(now.getTime() - settings().chat.keepPlaceMinutes * 60_000)
	return db
		.select({ id: conversations.id })
		.from(conversations)
		.where(and(eq(conversations.state, 'waiting'), lt(conversations.customerSeenAt, since)))
		.orderBy(...QUEUE_ORDER)
}
