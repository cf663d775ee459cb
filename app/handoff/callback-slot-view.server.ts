import { formatDay, formatRelativeDay, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { clockOfNumber } from './customer-zone.server'
import { listSlots } from './slots.server'

export interface SlotDayView {
	day: string
	/** « aujourd'hui », « demain », else the weekday and date. */
	label: string
	title: string
	/** How many places are left that day: an empty day says so without being opened. */
	free: number
	/** No call can be made that day any more. */
	capped: boolean
	slots: {
		value: string
		label: string
		/** What the clock shows where the customer lives, when it is something else. */
		there: string | null
		full: boolean
	}[]
	/** « à La Réunion »: where the other clock is. */
	place: string | null
}

/**
 * Slots in words, full ones included, days by days.
 *
 * @param asked - the reason, to show who is left for it, and the number, to show the hour at its place
 */
export async function slotDaysFor(
	lang: Lang,
	{ reason, phone = '', now = new Date() }: { reason?: string; phone?: string; now?: Date } = {},
): Promise<SlotDayView[]> {
	const { timeZone } = settings()
	return (await listSlots(now, undefined, reason || undefined)).flatMap(({ day, slots, capped }) => {
		const [first] = slots
		if (!first) return []
		return {
			...{ day, capped },
			label: capital(formatRelativeDay(lang, first.start, now, timeZone)),
			title: capital(formatDay(lang, first.start, timeZone)),
			place: clockOfNumber(lang, first.start, phone)?.place ?? null,
			free: slots.filter(({ left }) => left > 0).length,
			slots: slots.map(({ start, left }) => ({
				value: start.toISOString(),
				label: formatTime(lang, start, timeZone),
				there: clockOfNumber(lang, start, phone)?.clock ?? null,
				full: left === 0,
			})),
		}
	})
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}
