import { type CalendarDate, fromAbsolute, parseDate, toCalendarDate, toZoned } from '@internationalized/date'

export const PERIOD_DAYS = [7, 28, 91] as const
export type PeriodDays = (typeof PERIOD_DAYS)[number]

/** The trend compares with as long a time before the period, for every period. */
const COMPARED_DAYS = 28
/** A column of the chart is a day up to four weeks, a week beyond. */
const LONGEST_DAILY = 28

/** From the midnight that begins it, in the business's time zone, up to now. */
export interface Period {
	days: PeriodDays
	from: Date
	to: Date
	/** The four weeks before `from`. */
	before: { from: Date; to: Date }
	/** Days or weeks, in order: each begins where the one before ends. */
	buckets: { from: Date; to: Date; day: string }[]
}

/** The calendar day of an instant in a time zone: `2026-11-19`. */
export function dayIn(timeZone: string, instant: Date): string {
	return toCalendarDate(fromAbsolute(instant.getTime(), timeZone)).toString()
}

/** The last `days` calendar days, today included. */
export function periodOf(days: PeriodDays, now: Date, timeZone: string): Period {
	const today = parseDate(dayIn(timeZone, now))
	const first = today.subtract({ days: days - 1 })
	const midnight = (day: CalendarDate) => toZoned(day, timeZone).toDate()
	const step = days > LONGEST_DAILY ? 7 : 1
	const buckets = Array.from({ length: days / step }, (_, index) => {
		const day = first.add({ days: index * step })
		return { from: midnight(day), to: midnight(day.add({ days: step })), day: day.toString() }
	})
	const from = midnight(first)
	const before = { from: midnight(first.subtract({ days: COMPARED_DAYS })), to: from }
	return { days, from, to: now, before, buckets }
}
