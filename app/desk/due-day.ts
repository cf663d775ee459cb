import { parseDate, toZoned } from '@internationalized/date'

const END_OF_WORK_HOUR = 18

/** When something promised for a day is due: that evening; `null` when `day` is no day of the calendar. */
export function dueOn(day: string, timeZone: string): Date | null {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
	try {
		return toZoned(parseDate(day), timeZone).set({ hour: END_OF_WORK_HOUR }).toDate()
	} catch {
		return null
	}
}
