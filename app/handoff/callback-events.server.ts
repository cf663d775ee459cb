import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
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
	now: Date
}

/**
 * Writes what happened to a callback, and tells who is watching once it is committed.
 *
 * @returns `false` when the same key was stored before
 */
export async function recordEvent({
	callbackId,
	attemptId,
	kind,
	detail,
	dedupeKey = randomUUID(),
	now,
}: NewEvent): Promise<boolean> {
	const [stored] = await db
		.insert(callbackEvents)
		.values({ callbackId, attemptId: attemptId ?? null, kind, detail: detail ?? null, dedupeKey, at: now })
		.onConflictDoNothing({ target: callbackEvents.dedupeKey })
		.returning({ id: callbackEvents.id })
	if (stored) tellWatchers(callbackId, kind)
	return Boolean(stored)
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
