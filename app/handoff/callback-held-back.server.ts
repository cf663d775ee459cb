import { and, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import { blockedAmong } from './blocked-numbers.server'
import { type Callback, recordEvent } from './callback-events.server'
import { tellCustomer } from './callback-words.server'
import { closeCase } from './cases.server'
import { dayOf } from './hours.server'
import { withdrawPromise } from './promises.server'

/** Requests that are due and are not dialled: their number is blocked, or the day's money is spent. */

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

/** What calls may cost today is spent: the request keeps its place, and its customer hears of the delay once a day. */
export async function tellOfCap(callback: Callback, now: Date): Promise<void> {
	const { id: callbackId } = callback
	const day = dayOf(now).toString()
	await transaction(async () => {
		const first = await recordEvent({ callbackId, kind: 'capped', dedupeKey: `capped:${callbackId}:${day}`, now })
		if (!first) return
		await recordEvent({ callbackId, kind: 'delayed', now })
		await tellCustomer(callback, 'delayed', `capped-${day}`, now)
	})
}
