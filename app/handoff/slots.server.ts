import { type CalendarDate, fromDate, toCalendarDateTime } from '@internationalized/date'
import { and, count, gte, inArray, lt } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import { type Settings, settings } from '~/settings/settings.server'
import { callsToday } from './callback-spending.server'
import { readClosures } from './declared-closures.server'
import { dayOf, type Interval, openIntervals } from './hours.server'
import { type Crew, plannedIntervals, readCrews } from './roster.server'

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
	/** What calls may cost this day is spent: none of its places can be taken. */
	capped: boolean
}

/** A slot that starts sooner than this is not offered: the queue for "now" serves better. */
const LEAD_MINUTES = 5
/** Closed days in a row that are looked past to find the promised number of working days. */
const LOOK_AHEAD_DAYS = 60
const LOOKED_AT_ONCE = 8

/**
 * The slots of today and of the next working days, full ones included (`left` is 0).
 *
 * A slot's capacity is what the advisors planned for it can take, minus what is booked: the database
 * row is the booking. Call it again inside the transaction that books.
 *
 * @param reason - counts only the places where somebody is left who answers it
 */
export async function listSlots(now = new Date(), config?: Settings, reason?: string): Promise<SlotDay[]> {
	const [{ days, leftFor }, cappedDay] = await Promise.all([readCapacity(now, config), dayWithoutCalls(now)])
	return days
		.map(({ day, slots }) => {
			const capped = day.toString() === cappedDay
			return {
				day: day.toString(),
				capped,
				slots: slots
					.filter(({ from }) => from.getTime() >= now.getTime() + LEAD_MINUTES * 60_000)
					.map((slot) => ({ start: slot.from, end: slot.to, left: capped ? 0 : leftFor(slot, reason) })),
			}
		})
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
	const inForce = config ?? (await readClosures())
	const day = dayOf(start, inForce)
	const intervals = openDays(now, inForce).find((one) => one.day.compare(day) === 0)?.intervals ?? []
	const slot = intervals
		.flatMap((interval) => cut(interval, inForce.callback.slotMinutes))
		.find(({ from }) => from.getTime() === start.getTime())
	if (!slot || (leadMinutes > 0 && day.toString() === (await dayWithoutCalls(now)))) return null
	const [seats, booked] = await Promise.all([seatsDuring(slot, now, inForce), reasonsBookedIn(slot)])
	const left = placesLeft(seats, booked, reason)
	return left > 0 ? { start: slot.from, end: slot.to, left } : null
}

/** When the first slot with a place starts, for "the next call at…". */
export async function nextFreeSlot(now = new Date(), config?: Settings): Promise<Date | null> {
	const { days, seatsFor } = await planAhead(now, config ?? (await readClosures()))
	const earliest = now.getTime() + LEAD_MINUTES * 60_000
	const cappedDay = await dayWithoutCalls(now)
	const offered = days.filter(({ day }) => day.toString() !== cappedDay)
	const slots = offered.flatMap((day) => day.slots).filter(({ from }) => from.getTime() >= earliest)
	// One of the first is free on most days: the bookings of weeks are not read for it.
	for (let first = 0; first < slots.length; first += LOOKED_AT_ONCE) {
		const some = slots.slice(first, first + LOOKED_AT_ONCE)
		const [from, to] = [some[0]?.from, some.at(-1)?.to]
		const booked = from && to ? intoSlots(some, await bookedIn({ from, to })) : new Map<number, string[]>()
		const free = some.find((slot) => placesLeft(seatsFor(slot), booked.get(slot.from.getTime()) ?? []) > 0)
		if (free) return free.from
	}
	return null
}

/** A slot as it is said to people: the business's local time and its zone, kept beside the instant. */
export function localTimeOf(start: Date, config = settings()): { slotLocal: string; slotZone: string } {
	return {
		slotLocal: toCalendarDateTime(fromDate(start, config.timeZone)).toString().slice(0, 16),
		slotZone: config.timeZone,
	}
}

/** Today, once what calls may cost is spent: no place of it is offered, and none is given; else `null`. */
async function dayWithoutCalls(now: Date): Promise<string | null> {
	return (await callsToday(now)).tripped ? dayOf(now).toString() : null
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

interface Seats {
	/** `null`: every reason. */
	reasons: ReadonlySet<string> | null
	calls: number
}

/**
 * The slots ahead, and what is left in each, worked out when it is asked for. `takeFirst` counts the
 * place it gives as booked, for whoever books several in one transaction.
 */
export async function readCapacity(now: Date, given?: Settings) {
	const { days, seatsFor } = await planAhead(now, given ?? (await readClosures()))
	const slots = days.flatMap((one) => one.slots)
	const last = slots.at(-1)
	const bySlot = intoSlots(slots, last ? await bookedIn({ from: now, to: last.to }) : [])
	const leftFor = (slot: Interval, reason?: string) =>
		placesLeft(seatsFor(slot), bySlot.get(slot.from.getTime()) ?? [], reason)
	/** The first slot from an instant on, and far enough ahead, with a place for this reason. */
	const takeFirst = (from: Date, reason: string): Interval | null => {
		const earliest = Math.max(from.getTime(), now.getTime() + LEAD_MINUTES * 60_000)
		const slot = slots.find((one) => one.from.getTime() >= earliest && leftFor(one, reason) > 0)
		if (slot) bySlot.get(slot.from.getTime())?.push(reason)
		return slot ?? null
	}
	return { days, leftFor, takeFirst }
}

/** The slots ahead, and what those who are planned can take in each, worked out once when it is asked for. */
async function planAhead(now: Date, config: Settings) {
	const crews = await readCrews(now)
	const seatsOfSlot = new Map<number, () => Seats[]>()
	const days = openDays(now, config).map(({ day, intervals }) => {
		const slots = intervals.flatMap((interval) => cut(interval, config.callback.slotMinutes))
		const present = once(() => presenceOn({ day, openings: intervals, config }, crews))
		for (const slot of slots)
			seatsOfSlot.set(
				slot.from.getTime(),
				once(() => seatsOf(present(), slot, config)),
			)
		return { day, slots }
	})
	const seatsFor = ({ from }: Interval) => seatsOfSlot.get(from.getTime())?.() ?? []
	return { days, seatsFor }
}

function once<T extends object>(work: () => T): () => T {
	let result: T | undefined
	return () => {
		result ??= work()
		return result
	}
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
	return seatsOf(presenceOn({ day, openings, config }, await readCrews(now)), slot, config)
}

/** When advisors who are planned alike are there on a day. */
interface Presence extends Pick<Crew, 'reasons' | 'advisors'> {
	there: Interval[]
}

function presenceOn(of: Parameters<typeof plannedIntervals>[1], crews: readonly Crew[]): Presence[] {
	return crews.map((crew) => ({
		reasons: crew.reasons,
		advisors: crew.advisors,
		there: plannedIntervals(crew, of),
	}))
}

/** Calls that can be taken during a slot, by the reasons that are answered. */
function seatsOf(present: readonly Presence[], slot: Interval, config: Settings): Seats[] {
	const byReasons = new Map<string, Seats>()
	for (const { reasons, advisors, there } of present) {
		const calls = advisors * callsDuring(there, slot, config)
		const key = reasons ? JSON.stringify([...reasons].sort()) : ''
		const seats = byReasons.get(key)
		if (seats) seats.calls += calls
		else byReasons.set(key, { reasons, calls })
	}
	return [...byReasons.values()]
}

/** How many calls one advisor can take during a slot. */
function callsDuring(there: Interval[], slot: Interval, { callback }: Settings): number {
	const { slotMinutes, callsPerAdvisorAndSlot, callMinutes = slotMinutes / callsPerAdvisorAndSlot } = callback
	const presentMs = there.reduce(
		(sum, { from, to }) =>
			sum + Math.max(0, Math.min(to.getTime(), slot.to.getTime()) - Math.max(from.getTime(), slot.from.getTime())),
		0,
	)
	const calls = Math.floor(presentMs / 60_000 / (callMinutes + callback.breathingMinutes))
	return Math.min(callsPerAdvisorAndSlot, calls)
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
	const calls = new Map<string, number>()
	for (const one of booked) calls.set(one, (calls.get(one) ?? 0) + 1)
	const others = [...calls.keys()].filter((one) => one !== reason)
	let left = Number.POSITIVE_INFINITY
	for (let chosen = 0; chosen < 2 ** others.length; chosen++) {
		const set = new Set([reason, ...others.filter((_, bit) => chosen & (1 << bit))])
		let places = 0
		for (const one of seats) if (answersOneOf(one.reasons, set)) places += one.calls
		for (const one of set) places -= calls.get(one) ?? 0
		left = Math.min(left, places)
	}
	return Math.max(0, left)
}

function answersOneOf(reasons: Seats['reasons'], set: ReadonlySet<string>): boolean {
	return reasons === null || [...set].some((one) => reasons.has(one))
}

/** The reasons of the calls to be made in a stretch of time, each as often as it is booked. */
async function reasonsBookedIn(stretch: Interval): Promise<string[]> {
	const rows = await db
		.select({ reason: callbacks.reason, calls: count() })
		.from(callbacks)
		.where(isToBeMadeIn(stretch))
		.groupBy(callbacks.reason)
	return rows.flatMap(({ reason, calls }) => Array.from({ length: calls }, () => reason))
}

/** Calls to be made in a stretch of time, in their order: slots, next tries, and what was asked while closed. */
async function bookedIn(stretch: Interval): Promise<{ dueAt: Date; reason: string }[]> {
	const rows = await db
		.select({ dueAt: callbacks.dueAt, reason: callbacks.reason, calls: count() })
		.from(callbacks)
		.where(isToBeMadeIn(stretch))
		.groupBy(callbacks.dueAt, callbacks.reason)
		.orderBy(callbacks.dueAt)
	return rows.flatMap(({ dueAt, reason, calls }) => Array.from({ length: calls }, () => ({ dueAt, reason })))
}

function isToBeMadeIn({ from, to }: Interval) {
	return and(inArray(callbacks.state, ['scheduled', 'retry-wait']), gte(callbacks.dueAt, from), lt(callbacks.dueAt, to))
}
