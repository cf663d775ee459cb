import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { dateFormat, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'

interface Zone {
	timeZone: string
	fr: string
	en: string
}

/**
 * Where a number's prefix says that somebody lives: RE and YT share +262, so the full metadata is
 * asked. +590 is also Saint-Martin and Saint-Barthélemy, at the same hour.
 */
const ZONES: Record<string, Zone> = {
	RE: { timeZone: 'Indian/Reunion', fr: 'à La Réunion', en: 'in Réunion' },
	YT: { timeZone: 'Indian/Mayotte', fr: 'à Mayotte', en: 'in Mayotte' },
	GP: { timeZone: 'America/Guadeloupe', fr: 'en Guadeloupe', en: 'in Guadeloupe' },
	BL: { timeZone: 'America/St_Barthelemy', fr: 'à Saint-Barthélemy', en: 'in Saint Barthélemy' },
	MF: { timeZone: 'America/Marigot', fr: 'à Saint-Martin', en: 'in Saint Martin' },
	MQ: { timeZone: 'America/Martinique', fr: 'en Martinique', en: 'in Martinique' },
	GF: { timeZone: 'America/Cayenne', fr: 'en Guyane', en: 'in French Guiana' },
	PM: { timeZone: 'America/Miquelon', fr: 'à Saint-Pierre-et-Miquelon', en: 'in Saint Pierre and Miquelon' },
	PF: { timeZone: 'Pacific/Tahiti', fr: 'à Tahiti', en: 'in Tahiti' },
	NC: { timeZone: 'Pacific/Noumea', fr: 'en Nouvelle-Calédonie', en: 'in New Caledonia' },
	WF: { timeZone: 'Pacific/Wallis', fr: 'à Wallis', en: 'in Wallis' },
	FR: { timeZone: 'Europe/Paris', fr: 'en métropole', en: 'in mainland France' },
}

/** The zone that a number's prefix tells; `null` when it tells none. */
export function zoneOfNumber(phone: string): Zone | null {
	const number = parsePhoneNumberFromString(phone, settings().country as CountryCode)
	return ZONES[number?.country ?? ''] ?? null
}

/** « 10 h (13 h à La Réunion) »; « 10 h » alone where the clock shows the same. */
export function bothTimes(lang: Lang, at: Date, phone: string): string {
	return formatTime(lang, at, settings().timeZone) + timeThere(lang, at, phone)
}

/** « (13 h à La Réunion) » after a space, with the day when it is another one there; empty where the clock shows the same. */
export function timeThere(lang: Lang, at: Date, phone: string): string {
	const zone = zoneOfNumber(phone)
	const there = zone && clockThere(lang, at, zone)
	return there ? ` (${there} ${zone[lang]})` : ''
}

/** What a clock shows at the number's place; `null` where it shows the same as here. */
export function clockOfNumber(lang: Lang, at: Date, phone: string): { clock: string; place: string } | null {
	const zone = zoneOfNumber(phone)
	const clock = zone && clockThere(lang, at, zone)
	return clock ? { clock, place: zone[lang] } : null
}

function clockThere(lang: Lang, at: Date, { timeZone }: Zone): string | null {
	const home = settings().timeZone
	const here = { day: day(at, home), time: formatTime(lang, at, home) }
	const there = { day: day(at, timeZone), time: formatTime(lang, at, timeZone) }
	if (here.day === there.day && here.time === there.time) return null
	return here.day === there.day ? there.time : `${formatWeekday(lang, at, timeZone)} ${there.time}`
}

function day(at: Date, timeZone: string): string {
	return dateFormat('en', timeZone, 'iso', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

function formatWeekday(lang: Lang, at: Date, timeZone: string): string {
	return dateFormat(lang, timeZone, 'weekday', { weekday: 'long' }).format(at)
}
