import { fromDate, parseDate, toCalendarDate, toZoned } from '@internationalized/date'

const MONTHS_A_YEAR = 12

/** The local calendar day of an instant, `2026-11-22`. */
export function dayOf(at: Date, timeZone: string): string {
	return toCalendarDate(fromDate(at, timeZone)).toString()
}

/** The local calendar month of an instant, `2026-11`. */
export function monthOf(at: Date, timeZone: string): string {
	return dayOf(at, timeZone).slice(0, 7)
}

/** `addMonths('2026-01', -1)` is `2025-12`. */
export function addMonths(month: string, count: number): string {
	const [year = 0, number = 1] = month.split('-').map(Number)
	const index = year * MONTHS_A_YEAR + (number - 1) + count
	return `${Math.floor(index / MONTHS_A_YEAR)}-${String((index % MONTHS_A_YEAR) + 1).padStart(2, '0')}`
}

/** `addDays('2026-11-22', 10)` is `2026-12-02`. */
export function addDays(day: string, count: number): string {
	return parseDate(day).add({ days: count }).toString()
}

/** The first instant of a local day. */
export function startOfDay(day: string, timeZone: string): Date {
	return toZoned(parseDate(day), timeZone).toDate()
}

/** The last second of a local day, so that printed in that zone it still reads as that day. */
export function endOfDay(day: string, timeZone: string): Date {
	return new Date(startOfDay(addDays(day, 1), timeZone).getTime() - 1_000)
}

/** Whether the text is a day of the calendar, `2026-02-30` is not. */
export function isDay(text: string): boolean {
	try {
		return parseDate(text).toString() === text
	} catch {
		return false
	}
}
