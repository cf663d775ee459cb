import { parseDate, parseDateTime, toZoned } from '@internationalized/date'
import { and, asc, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { absences, callbackEvents, callbacks, closures } from '#db/schema/handoff.server'
import type { Lang } from '~/i18n/language'
import { type Settings, settings } from '~/settings/settings.server'
import { type Callback, recordEvent } from './callback-events.server'
import { tellMovedByUs, tellNoPlace, whenInWords } from './callback-words.server'
import { nextInCalendar, promiseCall, slotColumns } from './callbacks.server'
import { readClosures } from './declared-closures.server'
import { dayOf, type Interval, openIntervals } from './hours.server'
import { settlePromise } from './promises.server'
import { declareWeek, type Shift } from './roster.server'
import { placesLeft, readCapacity, seatsDuring } from './slots.server'

/** Why a time can no longer be kept, known before it. */
type KnownBefore = 'closure' | 'absence'
/** `nobody`: we were not there for an appointment in writing. */
export type MoveCause = KnownBefore | 'nobody'

export interface Rebooked {
	/** Moved to another place. */
	moved: number
	/** No place was left: offered the choice of another time or of writing. */
	withoutPlace: number
}

/**
 * Closes for a time. Calls that were booked inside are given another place in the same transaction,
 * and their customers are told at once.
 *
 * @param closure - local times of the business such as `2026-12-24T15:00`; a `to` without a time includes that day
 */
export async function declareClosure(closure: {
	from: string
	to: string
	reason: { fr: string; en: string }
	by: string
	now?: Date
}): Promise<Rebooked> {
	const { from, to, reason, by, now = new Date() } = closure
	try {
		return await transaction(async () => {
			await db
				.insert(closures)
				.values({ from, to, reasonFr: reason.fr, reasonEn: reason.en, declaredBy: by, declaredAt: now })
			await readClosures()
			return rebook({ from: instantOf(from, 0), to: instantOf(to, to.length === 10 ? 1 : 0) }, 'closure', now)
		})
	} finally {
		await readClosures()
	}
}

/** Opens again. Who was moved keeps the new place: they were told of it. */
export async function withdrawClosure(id: string, now = new Date()): Promise<void> {
	await db
		.update(closures)
		.set({ withdrawnAt: now })
		.where(and(eq(closures.id, id), isNull(closures.withdrawnAt)))
	await readClosures()
}

/** An advisor will not be there: the calls that the others cannot take are given another place. */
export async function declareAbsence(absence: {
	personId: string
	from: Date
	to: Date
	by: string
	now?: Date
}): Promise<Rebooked> {
	const { personId, from, to, by, now = new Date() } = absence
	return transaction(async () => {
		await db.insert(absences).values({ personId, from, to, declaredBy: by, declaredAt: now })
		return rebook({ from, to }, 'absence', now)
	})
}

/** They are there after all. Who was moved keeps the new place. */
export async function withdrawAbsence(id: string): Promise<void> {
	await db.delete(absences).where(eq(absences.id, id))
}

/** Declares the weeks of an advisor; the calls that nobody is planned for any more are given another place. */
export async function changeWeek(
	personId: string,
	week: { shifts: Shift[]; reasons: string[]; languages?: Lang[] },
	now = new Date(),
): Promise<Rebooked> {
	return transaction(async () => {
		await declareWeek(personId, week)
		return rebook({ from: now, to: null }, 'absence', now)
	})
}

/** Closures that are in force or to come. */
export async function listClosures(now = new Date()) {
	const rows = await db.select().from(closures).where(isNull(closures.withdrawnAt)).orderBy(asc(closures.from))
	return rows.filter(({ to }) => instantOf(to, to.length === 10 ? 1 : 0) > now)
}

/** Calls that we moved since an instant, and those left without a place, in the order it was done. */
export async function listMovedByUs(since: Date) {
	const rows = await db
		.select({ callback: callbacks, kind: callbackEvents.kind, detail: callbackEvents.detail, at: callbackEvents.at })
		.from(callbackEvents)
		.innerJoin(callbacks, eq(callbacks.id, callbackEvents.callbackId))
		.where(and(gt(callbackEvents.at, since), isNotNull(callbackEvents.detail)))
		.orderBy(asc(callbackEvents.at))
	return rows.filter(({ kind }) => kind === 'moved-by-us' || kind === 'displaced')
}

/**
 * We were not there for an appointment in writing: it is given the first free place, once. The second
 * time, or without a place, its customer chooses. The promise is broken either way.
 *
 * @returns whether it was given another place
 */
export async function bookAgain(callback: Callback, now: Date): Promise<boolean> {
	const { id, reason } = callback
	const moves = await db
		.select({ detail: callbackEvents.detail })
		.from(callbackEvents)
		.where(and(eq(callbackEvents.callbackId, id), eq(callbackEvents.kind, 'moved-by-us')))
	if (moves.some(({ detail }) => detail?.cause === ('nobody' satisfies MoveCause))) return false
	const slot = (await readCapacity(now)).takeFirst(now, reason)
	if (!slot) return false
	return moveTo(callback, { start: slot.from, end: slot.to }, 'nobody', now)
}

/**
 * Gives another place to the calls of a time that can no longer be made then. Who booked first keeps
 * their place where some are left; the others are taken in the order of their slots, each to the first
 * place after their own that somebody who answers their reason has free.
 */
async function rebook(during: { from: Date; to: Date | null }, cause: KnownBefore, now: Date): Promise<Rebooked> {
	const displaced = await displacedIn(during, now)
	const result: Rebooked = { moved: 0, withoutPlace: 0 }
	if (displaced.length === 0) return result
	const capacity = await readCapacity(now)
	for (const callback of displaced) {
		const { slotStart: was, reason } = callback
		if (!was) continue
		const slot = capacity.takeFirst(was, reason)
		if (slot) await moveTo(callback, { start: slot.from, end: slot.to }, cause, now)
		else await endWithChoice(callback, cause, now)
		result[slot ? 'moved' : 'withoutPlace']++
	}
	return result
}

/** Booked calls of a time that the hours or the advisors planned for them no longer allow. */
async function displacedIn({ from, to }: { from: Date; to: Date | null }, now: Date): Promise<Callback[]> {
	const booked = await db
		.select()
		.from(callbacks)
		.where(
			and(
				eq(callbacks.state, 'scheduled'),
				gt(callbacks.slotStart, now),
				gt(callbacks.slotEnd, from),
				to ? lt(callbacks.slotStart, to) : undefined,
			),
		)
		.orderBy(asc(callbacks.slotStart), asc(callbacks.createdAt), asc(callbacks.id))
	const config = await readClosures()
	const kept = new Map<number, string[]>()
	const displaced: Callback[] = []
	for (const callback of booked) {
		const { slotStart, slotEnd, reason } = callback
		if (!slotStart || !slotEnd) continue
		const reasons = kept.get(slotStart.getTime()) ?? []
		const slot = { from: slotStart, to: slotEnd }
		const isKept = isOpenDuring(slot, config) && placesLeft(await seatsDuring(slot, now, config), reasons, reason) > 0
		if (isKept) kept.set(slotStart.getTime(), [...reasons, reason])
		else displaced.push(callback)
	}
	return displaced
}

function isOpenDuring({ from, to }: Interval, config: Settings): boolean {
	return openIntervals('callback', dayOf(from, config), config).some((open) => open.from <= from && to <= open.to)
}

async function moveTo(callback: Callback, slot: { start: Date; end: Date }, cause: MoveCause, now: Date) {
	const { id: callbackId, slotStart } = callback
	const [moved] = await db
		.update(callbacks)
		.set({
			...{ ...slotColumns(slot), ...nextInCalendar, dueAt: slot.start },
			...{ state: 'scheduled', conversationId: null, offers: 0 },
		})
		.where(and(eq(callbacks.id, callbackId), eq(callbacks.state, callback.state)))
		.returning()
	if (!moved) return false
	const detail = { cause, from: slotStart?.toISOString(), to: slot.start.toISOString() }
	await recordEvent({ callbackId, kind: 'moved-by-us', detail, now })
	await settlePromise(callbackId, 'callback', cause === 'nobody' ? 'broken' : 'moved', now, cause)
	await promiseCall(moved, null, now)
	await tellMovedByUs(moved, { cause, was: whenInWords(callback, now, { dated: true }) }, now)
	return true
}

/** The message that offers the choices is stored before the request ends. */
async function endWithChoice(callback: Callback, cause: KnownBefore, now: Date): Promise<void> {
	const { id: callbackId } = callback
	await tellNoPlace(callback, { cause, was: whenInWords(callback, now, { dated: true }) }, now)
	await db
		.update(callbacks)
		.set({ ...nextInCalendar, state: 'expired', endedAt: now })
		.where(and(eq(callbacks.id, callbackId), eq(callbacks.state, 'scheduled')))
	const detail = { cause, from: callback.slotStart?.toISOString() }
	await recordEvent({ callbackId, kind: 'displaced', detail, now })
	await settlePromise(callbackId, 'callback', 'broken', now, cause)
}

/** A local date or time; `days` more for the end of a date. */
function instantOf(local: string, days: number): Date {
	const { timeZone } = settings()
	return local.length === 10
		? toZoned(parseDate(local).add({ days }), timeZone).toDate()
		: toZoned(parseDateTime(local), timeZone).toDate()
}
