import type { Lang } from './language'

export { formatPhone } from './phone'

const NO_BREAK = '\u00a0'
const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const
// Making a format costs far more than using it: each is made once.
const formats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()

/** The format of a language, time zone and shape; `name` tells the shapes apart. */
export function dateFormat(lang: Lang, timeZone: string, name: string, options: Intl.DateTimeFormatOptions) {
	const key = `${lang} ${timeZone} ${name}`
	let format = formats.get(key)
	if (!format) formats.set(key, (format = new Intl.DateTimeFormat(LOCALES[lang], { ...options, timeZone })))
	return format
}

function numberFormat(lang: Lang, name: string, options: Intl.NumberFormatOptions) {
	const key = `${lang} ${name}`
	let format = numberFormats.get(key)
	if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(LOCALES[lang], options)))
	return format
}

const HOUR_MS = 3_600_000
/** Clocks go back before this hour. */
const CLOCKS_GO_BACK_BEFORE = 4
const CLOCK_CHANGE = {
	fr: { before: '(heure d’été)', after: '(heure d’hiver)' },
	en: { before: '(summer time)', after: '(winter time)' },
}

/**
 * « 14 h 30 », « 15 h », "2.30 pm" style is not used: English reads 14:30. In the night when the clock
 * shows an hour twice, says which of the two: « 2 h 30 (heure d’été) ».
 */
export function formatTime(lang: Lang, at: Date, timeZone: string): string {
	const { clock, hour } = clockAt(lang, at, timeZone)
	if (hour >= CLOCKS_GO_BACK_BEFORE) return clock
	const shows = (shiftMs: number) => clockAt(lang, new Date(at.getTime() + shiftMs), timeZone).clock === clock
	const which = shows(HOUR_MS) ? 'before' : shows(-HOUR_MS) ? 'after' : null
	return which ? `${clock} ${CLOCK_CHANGE[lang][which]}` : clock
}

function clockAt(lang: Lang, at: Date, timeZone: string): { clock: string; hour: number } {
	const parts = dateFormat(lang, timeZone, 'time', {
		hour: 'numeric',
		minute: '2-digit',
		hourCycle: 'h23',
	}).formatToParts(at)
	const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
	const hour = Number(part('hour'))
	const minute = part('minute').padStart(2, '0')
	if (lang === 'en') return { clock: `${String(hour).padStart(2, '0')}:${minute}`, hour }
	return { clock: minute === '00' ? `${hour}${NO_BREAK}h` : `${hour}${NO_BREAK}h${NO_BREAK}${minute}`, hour }
}

/** « jeudi 19 novembre » */
export function formatDay(lang: Lang, at: Date, timeZone: string): string {
	return noBreak(dateFormat(lang, timeZone, 'day', { weekday: 'long', day: 'numeric', month: 'long' }).format(at))
}

/** « 19 novembre 2026 » */
export function formatDate(lang: Lang, at: Date, timeZone: string): string {
	return noBreak(dateFormat(lang, timeZone, 'date', { day: 'numeric', month: 'long', year: 'numeric' }).format(at))
}

/** « 19/11/2026 14:05:09 », for what is read to the second. */
export function formatInstant(lang: Lang, at: Date, timeZone: string): string {
	return noBreak(
		dateFormat(lang, timeZone, 'instant', {
			...{ day: '2-digit', month: '2-digit', year: 'numeric' },
			...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
		}).format(at),
	)
}

/** « 5 décembre » */
export function formatShortDate(lang: Lang, at: Date, timeZone: string): string {
	return noBreak(dateFormat(lang, timeZone, 'short', { day: 'numeric', month: 'long' }).format(at))
}

/** « novembre 2026 », from `2026-11` or an instant. */
export function formatMonth(lang: Lang, at: Date | string, timeZone: string): string {
	const instant = typeof at === 'string' ? new Date(`${at}-15T12:00:00Z`) : at
	return dateFormat(lang, timeZone, 'month', { month: 'long', year: 'numeric' }).format(instant)
}

/** « 47,48 € », "€47.48"; `amount` in cents. */
export function formatMoney(lang: Lang, amountCents: number, currency: string): string {
	return numberFormat(lang, currency, { style: 'currency', currency })
		.format(amountCents / 100)
		.replace(/[\u202f ]/g, NO_BREAK)
}

/** « 28,4 »; at most one decimal. */
export function formatNumber(lang: Lang, value: number, decimals = 1): string {
	return numberFormat(lang, `decimals ${decimals}`, { maximumFractionDigits: decimals })
		.format(value)
		.replace(/\u202f/g, NO_BREAK)
}

/** « 88 % », "88%"; `share` between 0 and 1. */
export function formatShare(lang: Lang, share: number): string {
	return numberFormat(lang, 'share', { style: 'percent', maximumFractionDigits: 0 })
		.format(share)
		.replace(/\u202f/g, NO_BREAK)
}

/** Whole days between now and then decide: « aujourd'hui », « demain », else the day. */
export function formatRelativeDay(lang: Lang, at: Date, now: Date, timeZone: string): string {
	const dayNumber = (instant: Date) =>
		Math.floor(
			Date.parse(
				`${dateFormat('en', timeZone, 'iso', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant).split('/').reverse().join('-')}T00:00:00Z`,
			) / 86_400_000,
		)
	const ahead = dayNumber(at) - dayNumber(now)
	if (ahead === 0) return lang === 'fr' ? 'aujourd’hui' : 'today'
	if (ahead === 1) return lang === 'fr' ? 'demain' : 'tomorrow'
	if (ahead === -1) return lang === 'fr' ? 'hier' : 'yesterday'
	return formatDay(lang, at, timeZone)
}

/** How long a day without its year is understood. */
const YEAR_KNOWN_MS = 300 * 86_400_000

/** « hier, 14 h 05 », « jeudi 19 novembre, 14 h 05 »; with its year when it is long ago or far off. */
export function formatMoment(lang: Lang, at: Date, now: Date, timeZone: string): string {
	const isNear = Math.abs(at.getTime() - now.getTime()) < YEAR_KNOWN_MS
	const day = isNear ? formatRelativeDay(lang, at, now, timeZone) : formatDate(lang, at, timeZone)
	return `${day}, ${formatTime(lang, at, timeZone)}`
}

/** Waits as people say them: 1, 2, 3, 5, 10, 15, 25, 40 minutes, never less than is true. */
export function roundWaitMinutes(seconds: number): number {
	const minutes = Math.max(1, Math.ceil(seconds / 60))
	return [1, 2, 3, 5, 10, 15, 25, 40].find((step) => step >= minutes) ?? Math.ceil(minutes / 30) * 30
}

/** No-break spaces around numbers; the first of a French month is « 1er ». */
function noBreak(text: string): string {
	return text
		.replace(/\b1 (?=janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)/, '1er ')
		.replace(/(\d{1,2}(?:er)?) (?=\p{L})/gu, `$1${NO_BREAK}`)
		.replace(/(\p{L}) (?=\d{1,2}(?:er)?\b)/gu, `$1${NO_BREAK}`)
}
