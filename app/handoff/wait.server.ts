import { and, count, eq, gt, isNotNull, max, min } from 'drizzle-orm'
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

/** What the next waits are worked out from; read once for all who wait. */
export interface Rhythm {
	/** Seconds from one contact taken to the next, by the whole team. */
	secondsPerContact: number
}

/**
 * The team's recent rhythm of taking contacts, or the default rhythm of those present when fewer
 * than five were taken in the last hour; never more than the default a contact. `null` when nobody
 * is present.
 */
export async function readRhythm({ advisors, now }: { advisors: number; now: Date }): Promise<Rhythm | null> {
	if (advisors === 0) return null
	const [taken] = await db
		.select({ count: count(), first: min(conversationEvents.at), last: max(conversationEvents.at) })
		.from(conversationEvents)
		.where(
			and(
				eq(conversationEvents.kind, 'taken'),
				gt(conversationEvents.at, new Date(now.getTime() - RHYTHM_WINDOW_MS)),
				isNotNull(conversationEvents.actorId),
			),
		)
	const interval =
		taken?.first && taken.last && taken.count >= RHYTHM_NEEDS
			? (taken.last.getTime() - taken.first.getTime()) / 1_000 / (taken.count - 1)
			: DEFAULT_SECONDS_PER_CONTACT / advisors
	return { secondsPerContact: Math.min(interval, DEFAULT_SECONDS_PER_CONTACT) }
}

/** Seconds behind `ahead` others, with half a contact for the one that is going on when somebody joins. */
export function waitBehind(ahead: number, { secondsPerContact }: Rhythm): number {
	return Math.round(secondsPerContact * (ahead + 0.5))
}

/**
 * Seconds somebody who joins behind `ahead` others may expect to wait; `null` when nobody is present.
 *
 * It holds no margin. What is promised from it adds its own: two minutes for a chat
 * (`promiseWait`), five for a callback (`promiseCall`).
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
	const rhythm = await readRhythm({ advisors, now })
	return rhythm && waitBehind(ahead, rhythm)
}
