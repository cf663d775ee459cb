import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackEvents, callbacks } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { recordEvent } from './callback-events.server'
import { remind } from './callback-words.server'

const LOOKED_FOR_SECONDS = 20
const BATCH = 200
const MINUTE_MS = 60_000

/**
 * Reminds of the slots that are near, once for each time that was chosen. Who chose it less than twice
 * as long before was told a moment ago, and is left in peace.
 *
 * @returns how many were reminded
 */
export async function sendReminders(now = new Date()): Promise<number> {
	const { reminderMinutes } = settings().callback
	if (reminderMinutes === 0) return 0
	const near = await db
		.select()
		.from(callbacks)
		.where(
			and(
				eq(callbacks.state, 'scheduled'),
				gt(callbacks.slotStart, now),
				lte(callbacks.slotStart, new Date(now.getTime() + reminderMinutes * MINUTE_MS)),
			),
		)
		.orderBy(asc(callbacks.slotStart))
		.limit(BATCH)
	let reminded = 0
	for (const callback of near) {
		const { id: callbackId, slotStart } = callback
		if (!slotStart) continue
		const early = new Date(slotStart.getTime() - 2 * reminderMinutes * MINUTE_MS)
		if ((await toldOfSlot(callbackId)) > early) continue
		const isNew = await transaction(async () => {
			const dedupeKey = `reminder:${callbackId}:${slotStart.getTime()}`
			const first = await recordEvent({ callbackId, kind: 'reminded', dedupeKey, now })
			if (first) await remind(callback, now)
			return first
		})
		if (isNew) reminded++
	}
	return reminded
}

everyTick('callback-reminders', LOOKED_FOR_SECONDS, sendReminders)

/** When the customer last heard of the time they have. */
async function toldOfSlot(callbackId: string): Promise<Date> {
	const told = await db
		.select({ at: callbackEvents.at })
		.from(callbackEvents)
		.where(
			and(
				eq(callbackEvents.callbackId, callbackId),
				inArray(callbackEvents.kind, ['asked', 'moved', 'moved-by-us', 'restored']),
			),
		)
	return new Date(Math.max(0, ...told.map(({ at }) => at.getTime())))
}
