import type { CalendarDate } from '@internationalized/date'
import { and, count, gte, inArray, isNotNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { ACTIVE_CALLBACK_STATES, callbacks } from '#db/schema/handoff.server'
import { listAdvisors } from '~/auth/people.server'
import { type Settings, settings } from '~/settings/settings.server'
import { dayOf, type Interval, openIntervals } from './hours.server'

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
 * A slot's capacity is what declared advisors can take, minus what is booked: the database row is
 * the booking. Call it again inside the transaction that books.
 */
export async function listSlots(now = new Date(), config = settings()): Promise<SlotDay[]> {
	const [capacity, booked] = await Promise.all([slotCapacity(config), bookedBySlot(now)])
	return openDays(now, config)
		.map(({ day, intervals }) => ({
			day: day.toString(),
			slots: intervals
				.flatMap((interval) => cut(interval, config.callback.slotMinutes))
				.filter(({ from }) => from.getTime() >= now.getTime() + LEAD_MINUTES * 60_000)
				.map(({ from, to }) => ({
					start: from,
					end: to,
					left: Math.max(0, capacity - (booked.get(from.getTime()) ?? 0)),
				})),
		}))
		.filter(({ slots }) => slots.length > 0)
}

/** The slot that starts at an instant; `null` when there is none, or it is full. */
export async function findFreeSlot(start: Date, now = new Date(), config = settings()): Promise<Slot | null> {
	const days = await listSlots(now, config)
	const slot = days.flatMap(({ slots }) => slots).find((one) => one.start.getTime() === start.getTime())
	return slot && slot.left > 0 ? slot : null
}

/** When the first slot with a place starts, for "the next call at…". */
export async function nextFreeSlot(now = new Date(), config = settings()): Promise<Date | null> {
	const days = await listSlots(now, config)
	return days.flatMap(({ slots }) => slots).find(({ left }) => left > 0)?.start ?? null
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

async function slotCapacity(config: Settings): Promise<number> {
	const advisors = await listAdvisors()
	return advisors.length * config.callback.callsPerAdvisorAndSlot
}

async function bookedBySlot(now: Date): Promise<Map<number, number>> {
	const rows = await db
		.select({ start: callbacks.slotStart, calls: count() })
		.from(callbacks)
		.where(
			and(
				isNotNull(callbacks.slotStart),
				gte(callbacks.slotStart, now),
				inArray(callbacks.state, [...ACTIVE_CALLBACK_STATES]),
			),
		)
		.groupBy(callbacks.slotStart)
	return new Map(rows.map(({ start, calls }) => [start?.getTime() ?? 0, calls]))
}
