import { type CalendarDate, fromDate, toCalendarDateTime } from '@internationalized/date'
import { and, asc, gte, inArray } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import { type Settings, settings } from '~/settings/settings.server'
import { readClosures } from './declared-closures.server'
import { dayOf, type Interval, openIntervals } from './hours.server'
import { plannedAdvisors, plannedIntervals } from './roster.server'

export interface Slot {
	start: Date
	end: Date
	/** Calls that can still be promised. */
	left: number
}

export interface SlotDay {
	/** `2026-11-19`, in the business's time zone. */
	day: string
	slots: Slot[]
}

/** A slot that starts sooner than this is not offered: the queue for "now" serves better. */
const LEAD_MINUTES = 5
/** Closed days in a row that are looked past to find the promised number of working days. */
const LOOK_AHEAD_DAYS = 60

/**
 * The slots of today and of the next working days, full ones included (`left` is 0).
 *
 * A slot's capacity is what the advisors planned for it can take, minus what is booked: the database
 * row is the booking. Call it again inside the transaction that books.
 *
 * @param reason - counts only the places where somebody is left who answers it
 */
export async function listSlots(now = new Date(), config?: Settings, reason?: string): Promise<SlotDay[]> {
	const { days, leftFor } = await readCapacity(now, config)
	return days
		.map(({ day, slots }) => ({
			day: day.toString(),
			slots: slots
				.filter(({ from }) => from.getTime() >= now.getTime() + LEAD_MINUTES * 60_000)
				.map((slot) => ({ start: slot.from, end: slot.to, left: leftFor(slot, reason) })),
		}))
		.filter(({ slots }) => slots.length > 0)
}

/**
 * The slot that starts at an instant; `null` when there is none, or it is full for this reason.
 *
 * @param leadMinutes - 0 for somebody who had this very slot: it may start in a moment
 */
export async function findFreeSlot(
	start: Date,
	options: { now?: Date; config?: Settings; reason?: string; leadMinutes?: number } = {},
): Promise<Slot | null> {
	const { now = new Date(), config, reason, leadMinutes = LEAD_MINUTES } = options
	if (start.getTime() < now.getTime() + leadMinutes * 60_000) return null
	const { days, leftFor } = await readCapacity(now, config)
	const slot = days.flatMap(({ slots }) => slots).find(({ from }) => from.getTime() === start.getTime())
	const left = slot ? leftFor(slot, reason) : 0
	return slot && left > 0 ? { start: slot.from, end: slot.to, left } : null
}

/** When the first slot with a place starts, for "the next call at…". */
export async function nextFreeSlot(now = new Date(), config?: Settings): Promise<Date | null> {
	const days = await listSlots(now, config)
	return days.flatMap(({ slots }) => slots).find(({ left }) => left > 0)?.start ?? null
}

/** A slot as it is said to people: the business's local time and its zone, kept beside the instant. */
export function localTimeOf(start: Date, config = settings()): { slotLocal: string; slotZone: string } {
	return {
		slotLocal: toCalendarDateTime(fromDate(start, config.timeZone)).toString().slice(0, 16),
		slotZone: config.timeZone,
	}
}

/** Cuts an opening into slots of equal real length; a rest shorter than a slot is not offered. */
export function cut({ from, to }: Interval, minutes: number): Interval[] {
	const lengthMs = minutes * 60_000
	const slots: Interval[] = []
	for (let start = from.getTime(); start + lengthMs <= to.getTime(); start += lengthMs)
		slots.push({ from: new Date(start), to: new Date(start + lengthMs) })
	return slots
}

/** Today if it is a working day, and the number of working days after it that the settings say. */
function openDays(now: Date, config: Settings): { day: CalendarDate; intervals: Interval[] }[] {
	const found: { day: CalendarDate; intervals: Interval[] }[] = []
	let day = dayOf(now, config)
	let following = 0
	for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS && following < config.callback.daysAhead; ahead++) {
		const intervals = openIntervals('callback', day, config)
		if (intervals.length > 0) {
			found.push({ day, intervals })
			if (ahead > 0) following++
		}
		day = day.add({ days: 1 })
	}
	return found
}

/** A slot with those who are planned for it. */
interface StaffedSlot extends Interval {
	seats: Seats[]
}

interface Seats {
	/** `null`: every reason. */
	reasons: ReadonlySet<string> | null
	calls: number
}

/**
 * The slots ahead with who is planned and what is booked. `takeFirst` counts the place it gives as
 * booked, for whoever books several in one transaction.
 */
export async function readCapacity(now: Date, given?: Settings) {
	const config = given ?? (await readClosures())
	const [advisors, booked] = await Promise.all([plannedAdvisors(now), bookedFrom(now)])
	const days = openDays(now, config).map(({ day, intervals }) => {
		const planned = advisors.map((advisor) => ({
			reasons: advisor.reasons,
			there: plannedIntervals(advisor, { day, openings: intervals, config }),
		}))
		const slots = intervals
			.flatMap((interval) => cut(interval, config.callback.slotMinutes))
			.map((slot) => ({ ...slot, seats: planned.map(({ reasons, there }) => seatsOf(reasons, there, slot, config)) }))
		return { day, slots }
	})
	const bySlot = intoSlots(
		days.flatMap(({ slots }) => slots),
		booked,
	)
	const leftFor = ({ from, seats }: StaffedSlot, reason?: string) =>
		placesLeft(seats, bySlot.get(from.getTime()) ?? [], reason)
	/** The first slot from an instant on, and far enough ahead, with a place for this reason. */
	const takeFirst = (from: Date, reason: string): Interval | null => {
		const earliest = Math.max(from.getTime(), now.getTime() + LEAD_MINUTES * 60_000)
		const slot = days
			.flatMap(({ slots }) => slots)
			.find((one) => one.from.getTime() >= earliest && leftFor(one, reason) > 0)
		if (slot) bySlot.get(slot.from.getTime())?.push(reason)
		return slot ?? null
	}
	return { days, leftFor, takeFirst }
}

/** The reasons booked in each slot, by its start; both lists are in order of time. */
function intoSlots(slots: readonly Interval[], booked: readonly { dueAt: Date; reason: string }[]) {
	const bySlot = new Map<number, string[]>()
	let next = 0
	for (const { from, to } of slots) {
		while ((booked[next]?.dueAt ?? to) < from) next++
		const reasons: string[] = []
		for (let call = booked[next]; call && call.dueAt < to; call = booked[++next]) reasons.push(call.reason)
		bySlot.set(from.getTime(), reasons)
	}
	return bySlot
}

/** What the advisors planned for a stretch of time can take in it. */
export async function seatsDuring(slot: Interval, now: Date, config: Settings): Promise<Seats[]> {
	const day = dayOf(slot.from, config)
	const openings = openIntervals('callback', day, config)
	return (await plannedAdvisors(now)).map((advisor) =>
		seatsOf(advisor.reasons, plannedIntervals(advisor, { day, openings, config }), slot, config),
	)
}

function seatsOf(reasons: Seats['reasons'], there: Interval[], slot: Interval, { callback }: Settings): Seats {
	const { slotMinutes, callsPerAdvisorAndSlot, callMinutes = slotMinutes / callsPerAdvisorAndSlot } = callback
	const presentMs = there.reduce(
		(sum, { from, to }) =>
			sum + Math.max(0, Math.min(to.getTime(), slot.to.getTime()) - Math.max(from.getTime(), slot.from.getTime())),
		0,
	)
	const calls = Math.floor(presentMs / 60_000 / (callMinutes + callback.breathingMinutes))
	return { reasons, calls: Math.min(callsPerAdvisorAndSlot, calls) }
}

/**
 * How many more calls of a reason can be promised beside those that are booked, whoever takes which.
 *
 * By Hall's theorem everybody finds an advisor when, for every set of reasons, those who answer one
 * of them can take what is booked for them: the tightest set that holds the reason says what is left.
 * Only reasons that are booked can tighten a set.
 *
 * @param reason - `undefined`: whatever reason fits best
 */
export function placesLeft(seats: readonly Seats[], booked: readonly string[], reason?: string): number {
	if (reason === undefined) {
		const declared = new Set(seats.flatMap(({ reasons }) => [...(reasons ?? [''])]))
		return Math.max(0, ...[...declared].map((one) => placesLeft(seats, booked, one)))
	}
	const others = [...new Set(booked)].filter((one) => one !== reason)
	let left = Number.POSITIVE_INFINITY
	for (let chosen = 0; chosen < 2 ** others.length; chosen++) {
		const set = new Set([reason, ...others.filter((_, bit) => chosen & (1 << bit))])
		const calls = seats.reduce((sum, one) => sum + (answersOneOf(one.reasons, set) ? one.calls : 0), 0)
		left = Math.min(left, calls - booked.filter((one) => set.has(one)).length)
	}
	return Math.max(0, left)
}

function answersOneOf(reasons: Seats['reasons'], set: ReadonlySet<string>): boolean {
	return reasons === null || [...set].some((one) => reasons.has(one))
}

/** Calls that are to be made from now on: slots, next tries, and what was asked while closed. */
async function bookedFrom(now: Date): Promise<{ dueAt: Date; reason: string }[]> {
	return db
		.select({ dueAt: callbacks.dueAt, reason: callbacks.reason })
		.from(callbacks)
		.where(and(inArray(callbacks.state, ['scheduled', 'retry-wait']), gte(callbacks.dueAt, now)))
		.orderBy(asc(callbacks.dueAt))
}
