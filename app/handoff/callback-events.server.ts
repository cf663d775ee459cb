import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { callbackEvents, type callbacks } from '#db/schema/handoff.server'
import { announce } from '~/realtime/bus.server'

export type Callback = typeof callbacks.$inferSelect

interface NewEvent {
	callbackId: string
	attemptId?: string | null
	kind: string
	detail?: Record<string, unknown>
	/** The same key is stored once. */
	dedupeKey?: string
	/** What the phone company is answered, when that is known beforehand. */
	answer?: string
	now: Date
}

/**
 * Writes what happened to a callback, and tells who is watching once it is committed. A repeat is
 * counted on the first.
 *
 * @returns `false` when the same key was stored before
 */
export async function recordEvent({
	callbackId,
	attemptId,
	kind,
	detail,
	dedupeKey = randomUUID(),
	answer,
	now,
}: NewEvent): Promise<boolean> {
	const [stored] = await db
		.insert(callbackEvents)
		.values({
			...{ callbackId, attemptId: attemptId ?? null, kind, answer, dedupeKey, at: now },
			detail: detail ? withoutPeople(detail) : null,
		})
		.onConflictDoUpdate({ target: callbackEvents.dedupeKey, set: { repeats: sql`${callbackEvents.repeats} + 1` } })
		.returning({ repeats: callbackEvents.repeats })
	const isNew = stored?.repeats === 0
	if (isNew) tellWatchers(callbackId, kind)
	return isNew
}

/** Numbers of those who speak, and lengths of their calls: with both, the phone company's news would time a person. */
const OF_PEOPLE = /^(To|From|Called|Caller|ForwardedFrom)|Duration$/

function withoutPeople(detail: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(detail).filter(([name]) => !OF_PEOPLE.test(name)))
}

/** Notes what was made of news from the phone company, and what it was answered. */
export async function noteEvent(
	dedupeKey: string,
	known: { effect?: 'moved' | 'noted' | 'ignored'; answer?: string },
): Promise<void> {
	await db.update(callbackEvents).set(known).where(eq(callbackEvents.dedupeKey, dedupeKey))
}

/** Everything that happened to a callback in order, webhooks included. */
export async function callbackTimeline(callbackId: string) {
	return db
		.select()
		.from(callbackEvents)
		.where(eq(callbackEvents.callbackId, callbackId))
		.orderBy(asc(callbackEvents.at))
}

function tellWatchers(callbackId: string, what: string): void {
	afterCommit(() => {
		announce(`callback:${callbackId}`, { kind: 'changed', what })
		announce('desk', { kind: 'callback', id: callbackId })
	})
}
