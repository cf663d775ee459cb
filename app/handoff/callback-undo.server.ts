import { and, desc, eq, inArray } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackEvents, callbacks } from '#db/schema/handoff.server'
import { isBlocked } from './blocked-numbers.server'
import { type Callback, recordEvent } from './callback-events.server'
import { anotherIsActive } from './callback-refusals.server'
import { confirmInWriting } from './callback-words.server'
import { findCallback, nextInCalendar, promiseCall, slotColumns } from './callbacks.server'
import { reopenCase } from './cases.server'
import { withdrawPromise } from './promises.server'
import { findFreeSlot } from './slots.server'

/** A change is taken back within this; later, another one is made. */
const UNDO_MS = 3_600_000
/** What a customer did, and what happened since that leaves nothing to take back. */
const CHANGES = ['moved', 'cancelled'] as const
const SINCE = [...CHANGES, 'restored', 'moved-by-us', 'displaced', 'claimed', 'postponed', 'due'] as const

interface Place {
	state: Callback['state']
	slotStart: string | null
	slotEnd: string | null
	dueAt: string
}

/** The customer's last change, while it can be taken back; else `null`. */
export async function undoableChange(callback: Callback, now = new Date()) {
	const last = await lastChange(callback.id)
	const from = last?.detail?.from as Place | undefined
	if (!last || !from || !CHANGES.some((kind) => kind === last.kind)) return null
	if (now.getTime() - last.at.getTime() > UNDO_MS) return null
	if (!['cancelled', 'scheduled', 'queued'].includes(callback.state)) return null
	// Nobody goes back to a time that is over.
	if (from.slotEnd && new Date(from.slotEnd) <= now) return null
	return { kind: last.kind as (typeof CHANGES)[number], from }
}

/**
 * Takes back the customer's last move or cancellation: the former place when it is still free, or the
 * former rank in the queue. Twice is once.
 */
export async function undoChange({
	callbackId,
	now = new Date(),
}: {
	callbackId: string
	now?: Date
}): Promise<{ ok: true } | { ok: false; reason: 'slot-full' | 'too-late' }> {
	return transaction(async () => {
		const callback = await findCallback(callbackId)
		if (!callback) return { ok: false, reason: 'too-late' }
		const change = await undoableChange(callback, now)
		if (!change)
			return (await lastChange(callbackId))?.kind === 'restored' ? { ok: true } : { ok: false, reason: 'too-late' }
		if ((await anotherIsActive(callback)) || (await isBlocked(callback.phone))) return { ok: false, reason: 'too-late' }
		const place = await formerPlace(change.from, callback, now)
		if (!place) return { ok: false, reason: 'slot-full' }
		const [restored] = await db
			.update(callbacks)
			.set({ ...place, ...nextInCalendar, advisorId: null, offers: 0, endedAt: null })
			.where(and(eq(callbacks.id, callbackId), eq(callbacks.state, callback.state)))
			.returning()
		if (!restored) return { ok: false, reason: 'too-late' }
		await recordEvent({ callbackId, kind: 'restored', detail: { of: change.kind }, now })
		if (change.kind === 'cancelled') await reopenCase(restored.caseId)
		else await withdrawPromise(callbackId, 'callback', now)
		await promiseCall(restored, null, now)
		await confirmInWriting(restored, `restored-${restored.calendarSequence}`, now, callback)
		return { ok: true }
	})
}

async function lastChange(callbackId: string) {
	const [last] = await db
		.select()
		.from(callbackEvents)
		.where(and(eq(callbackEvents.callbackId, callbackId), inArray(callbackEvents.kind, [...SINCE])))
		.orderBy(desc(callbackEvents.at), desc(callbackEvents.id))
		.limit(1)
	return last ?? null
}

/** A slot that is still free, or has begun; a rank in the queue is given back as it was. */
async function formerPlace(
	{ slotStart, slotEnd, dueAt, state }: Place,
	{ reason, channel }: Pick<Callback, 'reason' | 'channel'>,
	now: Date,
) {
	const due = new Date(dueAt)
	const noSlot = { slotStart: null, slotEnd: null, slotLocal: null, slotZone: null }
	const start = slotStart ? new Date(slotStart) : null
	const slot = start && slotEnd ? { start, end: new Date(slotEnd) } : null
	if (state === 'retry-wait') return { ...(slot ? slotColumns(slot) : noSlot), state, dueAt: due }
	if (!slot) return { ...noSlot, state: due <= now ? ('queued' as const) : ('scheduled' as const), dueAt: due }
	// What has begun waits for an advisor to dial; in writing, for its customer to come in.
	if (slot.start <= now)
		return { ...slotColumns(slot), state: channel === 'text' ? 'scheduled' : 'queued', dueAt: slot.start } as const
	const free = await findFreeSlot(slot.start, { now, reason, leadMinutes: 0 })
	return free && { ...slotColumns(free), state: 'scheduled' as const, dueAt: free.start }
}
