import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, conversationEvents, conversations } from '#db/schema/handoff.server'

/** Until the recent rhythm is known: one contact taken every so often by each person present. */
const DEFAULT_SECONDS_PER_CONTACT = 240
const RHYTHM_WINDOW_MS = 60 * 60_000
const RHYTHM_NEEDS = 5

/** How many wait in the one queue that chats and "as soon as possible" callbacks share. */
export async function countWaiting(): Promise<{ chats: number; callbacks: number }> {
	const [chats, queued] = await Promise.all([
		db.$count(conversations, eq(conversations.state, 'waiting')),
		db.$count(callbacks, eq(callbacks.state, 'queued')),
	])
	return { chats, callbacks: queued }
}

/**
 * Seconds somebody who joins behind `ahead` others may expect to wait: the team's recent rhythm
 * of taking contacts, or the default rhythm of those present when fewer than five were taken
 * in the last hour. `null` when nobody is present.
 *
 * It holds no margin but half a contact, the one that is going on when somebody joins, and never
 * more than the default rhythm a contact. What is promised from it adds its own: two minutes for a
 * chat (`promiseWait`), five for a callback (`promiseCall`).
 */
export async function expectedWaitSeconds({
	ahead,
	advisors,
	now,
}: {
	ahead: number
	advisors: number
	now: Date
}): Promise<number | null> {
	if (advisors === 0) return null
	const taken = await db
		.select({ at: conversationEvents.at })
		.from(conversationEvents)
		.where(
			and(
				eq(conversationEvents.kind, 'taken'),
				gt(conversationEvents.at, new Date(now.getTime() - RHYTHM_WINDOW_MS)),
				isNotNull(conversationEvents.actorId),
			),
		)
		.orderBy(asc(conversationEvents.at))
	const first = taken[0]?.at
	const last = taken.at(-1)?.at
	const interval =
		taken.length >= RHYTHM_NEEDS && first && last
			? (last.getTime() - first.getTime()) / 1_000 / (taken.length - 1)
			: DEFAULT_SECONDS_PER_CONTACT / advisors
	return Math.round(Math.min(interval, DEFAULT_SECONDS_PER_CONTACT) * (ahead + 0.5))
}
