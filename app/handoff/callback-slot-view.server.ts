import { formatDay, formatRelativeDay, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { listSlots } from './slots.server'

export interface SlotDayView {
	day: string
	/** « aujourd'hui », « demain », else the weekday and date. */
	label: string
	title: string
	/** How many places are left that day: an empty day says so without being opened. */
	free: number
	slots: { value: string; label: string; full: boolean }[]
}

/** Slots in words, full ones included, days by days. */
export async function slotDaysFor(lang: Lang, now = new Date()): Promise<SlotDayView[]> {
	const { timeZone } = settings()
	return (await listSlots(now)).flatMap(({ day, slots }) => {
		const [first] = slots
		if (!first) return []
		return {
			day,
			label: capital(formatRelativeDay(lang, first.start, now, timeZone)),
			title: capital(formatDay(lang, first.start, timeZone)),
			free: slots.filter(({ left }) => left > 0).length,
			slots: slots.map(({ start, left }) => ({
				value: start.toISOString(),
				label: formatTime(lang, start, timeZone),
				full: left === 0,
			})),
		}
	})
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}
