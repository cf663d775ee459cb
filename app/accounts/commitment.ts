import { parseDate } from '@internationalized/date'
import { addDays, addMonths, dayOf, endOfDay } from './calendar'

/** From the end of the twelfth month nothing more is due for leaving (Code de la consommation, L. 224-28, II). */
const MONTHS_THAT_COST = 12
const LAST_DAY_OF_EVERY_MONTH = 28

/** The last instant of a commitment taken at `takenAt`; `null` when there is none. */
export function commitmentFrom(takenAt: Date, months: number, timeZone: string): Date | null {
	if (months === 0) return null
	const day = dayOf(takenAt, timeZone)
	const dayOfMonth = Math.min(LAST_DAY_OF_EVERY_MONTH, Number(day.slice(8)))
	return endOfDay(`${addMonths(day.slice(0, 7), months)}-${String(dayOfMonth).padStart(2, '0')}`, timeZone)
}

export interface CommitmentCost {
	/** Last instant that is committed to. */
	until: Date
	/** Months still to pay for, a month begun counted whole. */
	months: number
	/** `months` times what is no longer paid each month. */
	cents: number
}

/**
 * What a contract still owes for a commitment that a change breaks at `at`: each month left of it, at
 * most until the end of its twelfth, times what the change takes off the monthly price. Nothing when
 * the price does not go down: the commitment then simply runs on.
 *
 * @returns `null` when no commitment runs at that instant
 */
export function commitmentCost({
	takenAt,
	committedUntil,
	at,
	lessCents,
	timeZone,
}: {
	takenAt: Date
	committedUntil: Date | null
	at: Date
	/** How much less a month costs afterwards; zero or below when it does not. */
	lessCents: number
	timeZone: string
}): CommitmentCost | null {
	if (!committedUntil || committedUntil < at) return null
	const twelfth = commitmentFrom(takenAt, MONTHS_THAT_COST, timeZone) ?? committedUntil
	const dueUntil = twelfth < committedUntil ? twelfth : committedUntil
	const months = lessCents > 0 ? monthsBegun(dayOf(at, timeZone), dayOf(dueUntil, timeZone)) : 0
	return { until: committedUntil, months, cents: months * Math.max(0, lessCents) }
}

/** The first day on which a change breaks no commitment. */
export function dayAfterCommitment(committedUntil: Date, timeZone: string): string {
	return addDays(dayOf(committedUntil, timeZone), 1)
}

/** Months from a day up to and including another, the last one begun counted whole. */
function monthsBegun(from: string, lastDay: string): number {
	const start = parseDate(from)
	const last = parseDate(lastDay)
	let months = 0
	while (start.add({ months }).compare(last) <= 0) months++
	return months
}
