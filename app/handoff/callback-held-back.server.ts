import { and, asc, eq, lte, notExists, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackEvents, callbacks } from '#db/schema/handoff.server'
import { blockedAmong } from './blocked-numbers.server'
import { type Callback, recordEvent } from './callback-events.server'
import { tellCustomer } from './callback-words.server'
import { closeCase } from './cases.server'
import { dayOf } from './hours.server'
import { withdrawPromise } from './promises.server'

/** Requests that are due and are not dialled: their number is blocked, or no call can be made. */

/** Requests for a number that was blocked since end, and nothing is sent to it. */
export async function withoutBlocked(due: Callback[], now: Date): Promise<Callback[]> {
	if (due.length === 0) return due
	const blocked = await blockedAmong(due.map(({ phone }) => phone))
	for (const { id: callbackId } of due.filter(({ phone }) => blocked.has(phone)))
		await transaction(async () => {
			const [ended] = await db
				.update(callbacks)
				.set({ state: 'cancelled', endedAt: now })
				.where(and(eq(callbacks.id, callbackId), eq(callbacks.state, 'queued')))
				.returning({ caseId: callbacks.caseId })
			if (!ended) return
			await recordEvent({ callbackId, kind: 'number-blocked', now })
			await withdrawPromise(callbackId, 'callback', now)
			await closeCase(ended.caseId, now)
		})
	return due.filter(({ phone }) => !blocked.has(phone))
}

/** Why nobody is dialled at the moment: what calls may cost today is spent, or the company refuses our account. */
type HeldBack = 'capped' | 'account-refused'

/** Those that wait and have not heard today that no calls are made, the longest due first. */
export async function listUntold(why: HeldBack, now: Date, limit: number): Promise<Callback[]> {
	const key = sql`${`${why}:`} || ${callbacks.id} || ${`:${dayOf(now).toString()}`}`
	const told = db.select({ id: callbackEvents.id }).from(callbackEvents).where(eq(callbackEvents.dedupeKey, key))
	return db
		.select()
		.from(callbacks)
		.where(and(eq(callbacks.state, 'queued'), lte(callbacks.dueAt, now), notExists(told)))
		.orderBy(asc(callbacks.dueAt))
		.limit(limit)
}

/** The request keeps its place, and its customer hears of the delay once a day. */
export async function tellHeldBack(callback: Callback, why: HeldBack, now: Date): Promise<void> {
	const { id: callbackId } = callback
	const day = dayOf(now).toString()
	await transaction(async () => {
		const first = await recordEvent({ callbackId, kind: why, dedupeKey: `${why}:${callbackId}:${day}`, now })
		if (!first) return
		await recordEvent({ callbackId, kind: 'delayed', now })
		await tellCustomer(callback, 'delayed', `${why}-${day}`, now)
	})
}
