import {
	CalendarDate,
	type DateValue,
	fromDate,
	parseDate,
	parseDateTime,
	toCalendarDate,
	toZoned,
} from '@internationalized/date'
import Holidays from 'date-holidays'
import type { Settings } from '~/settings/settings.server'
import { settingsInForce } from './declared-closures.server'

export type Channel = 'chat' | 'callback'

export interface Interval {
	from: Date
	to: Date
}

export interface Opening {
	open: boolean
	reason: 'open' | 'outside-hours' | 'holiday' | 'closure'
	/** When it closes, while open; `null` when it does not within 60 days. */
	closesAt: Date | null
	/** When it opens next, while closed; `null` when nothing is planned for the next 60 days. */
	opensAt: Date | null
	/** Name of the holiday or words of the closure. */
	note: { fr: string; en: string } | null
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
const LOOK_AHEAD_DAYS = 60
const calendars = new Map<string, Holidays>()
/** The calendar takes milliseconds to say whether a day is a holiday; each day is asked once. */
const knownDays = new Map<string, { fr: string; en: string } | null>()
/** Opening hours by settings: every page and every booking asks for the same few days. */
const knownHours = new WeakMap<Settings, Map<string, Interval[]>>()

/** Whether a channel is open at an instant, and until or from when. */
export function openingAt(channel: Channel, now: Date, config = settingsInForce()): Opening {
	const today = dayOf(now, config)
	const current = openIntervals(channel, today, config).find(({ from, to }) => from <= now && now < to)
	if (current)
		return { open: true, reason: 'open', closesAt: closingOf(channel, current, config), opensAt: null, note: null }

	const opensAt = nextOpening(channel, now, config)
	const closure = closures(config).find(({ from, to }) => from <= now && now < to)
	if (closure) return { open: false, reason: 'closure', closesAt: null, opensAt, note: closure.reason }
	const holiday = holidayOn(today, config)
	if (holiday) return { open: false, reason: 'holiday', closesAt: null, opensAt, note: holiday }
	return { open: false, reason: 'outside-hours', closesAt: null, opensAt, note: null }
}

/**
 * When a channel is open on a day of the business's time zone, holidays and closures taken out.
 * Times of day are local: on a clock-change day an interval keeps its local times.
 */
export function openIntervals(channel: Channel, day: CalendarDate, config = settingsInForce()): Interval[] {
	const ofSettings = knownHours.get(config) ?? new Map<string, Interval[]>()
	knownHours.set(config, ofSettings)
	const key = `${channel} ${day}`
	const known = ofSettings.get(key) ?? workOutIntervals(channel, day, config)
	ofSettings.set(key, known)
	return known
}

function workOutIntervals(channel: Channel, day: CalendarDate, config: Settings): Interval[] {
	if (holidayOn(day, config)) return []
	const hours = config.hours[channel][WEEKDAYS[new Date(`${day.toString()}T12:00:00Z`).getUTCDay()] ?? 'sunday']
	const planned = hours.map(([from, to]) => ({ from: at(day, from, config), to: at(day, to, config) }))
	return closures(config).reduce<Interval[]>(
		(open, closure) => open.flatMap((interval) => without(interval, closure)),
		planned,
	)
}

export function isOpenAt(channel: Channel, instant: Date, config = settingsInForce()): boolean {
	return openIntervals(channel, dayOf(instant, config), config).some(({ from, to }) => from <= instant && instant < to)
}

/** The calendar day of an instant in the business's time zone. */
export function dayOf(instant: Date, config = settingsInForce()): CalendarDate {
	return toCalendarDate(fromDate(instant, config.timeZone))
}

/** The public holiday of a day, in both languages; `null` on an ordinary day. */
export function holidayOn(day: CalendarDate, config = settingsInForce()): { fr: string; en: string } | null {
	if (!config.holidays.observed) return null
	const key = `${config.country} ${config.holidays.region ?? ''} ${config.timeZone} ${day}`
	let holiday = knownDays.get(key)
	if (holiday === undefined) {
		holiday = findHoliday(day, config)
		knownDays.set(key, holiday)
	}
	return holiday
}

/** The end of an opening that may go on without a break, past midnight too. */
function closingOf(channel: Channel, current: Interval, config: Settings): Date | null {
	let end = current.to
	for (let day = dayOf(current.from, config), ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead++) {
		for (const { from, to } of openIntervals(channel, day, config)) if (from <= end && to > end) end = to
		day = day.add({ days: 1 })
		// The next day can only go on with it from its very first minute.
		const next = openIntervals(channel, day, config)[0]
		if (!next || next.from > end) return end
	}
	return null
}

function findHoliday(day: CalendarDate, config: Settings): { fr: string; en: string } | null {
	const noon = toZoned(day, config.timeZone).set({ hour: 12 }).toDate()
	const inLanguage = (lang: 'fr' | 'en') => {
		const found = calendar(config, lang).isHoliday(noon)
		return (found || []).find((holiday) => holiday.type === 'public')?.name
	}
	const fr = inLanguage('fr')
	return fr ? { fr, en: inLanguage('en') ?? fr } : null
}

/** The instant of a local time of day; `24:00` is the midnight that ends the day. An hour that does not exist that day is the next that does. */
export function at(day: CalendarDate, time: string, config: Settings): Date {
	const [hour = 0, minute = 0] = time.split(':').map(Number)
	const date: DateValue = hour === 24 ? day.add({ days: 1 }) : day
	return toZoned(new CalendarDate(date.year, date.month, date.day), config.timeZone)
		.set({ hour: hour % 24, minute })
		.toDate()
}

function nextOpening(channel: Channel, now: Date, config: Settings): Date | null {
	let day = dayOf(now, config)
	for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead++) {
		const next = openIntervals(channel, day, config).find(({ to }) => to > now)
		if (next) return next.from > now ? next.from : now
		day = day.add({ days: 1 })
	}
	return null
}

/** A closure that ends on a day without a time lasts to the end of that day. */
function closures(config: Settings) {
	const dateOnly = (local: string) => local.length === 10
	const instant = (local: string) => toZoned(parseDateTime(local), config.timeZone).toDate()
	return config.closures.map(({ from, to, reason }) => ({
		from: dateOnly(from) ? at(parseDate(from), '00:00', config) : instant(from),
		to: dateOnly(to) ? at(parseDate(to), '24:00', config) : instant(to),
		reason,
	}))
}

/** What is left of an interval. */
export function without(interval: Interval, closed: Interval): Interval[] {
	if (closed.to <= interval.from || closed.from >= interval.to) return [interval]
	const rest: Interval[] = []
	if (closed.from > interval.from) rest.push({ from: interval.from, to: closed.from })
	if (closed.to < interval.to) rest.push({ from: closed.to, to: interval.to })
	return rest
}

function calendar(config: Settings, lang: string): Holidays {
	const key = `${config.country} ${config.holidays.region ?? ''} ${config.timeZone} ${lang}`
	let found = calendars.get(key)
	if (!found) {
		const options = { languages: [lang], timezone: config.timeZone }
		const { region } = config.holidays
		found = region ? new Holidays(config.country, region, options) : new Holidays(config.country, options)
		calendars.set(key, found)
	}
	return found
}
