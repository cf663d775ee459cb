import { parseDateTime, toZoned } from '@internationalized/date'
import { z } from 'zod'
import { listAdvisors } from '~/auth/people.server'
import { LANGUAGES } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import {
	changeWeek,
	declareAbsence,
	declareClosure,
	type Rebooked,
	withdrawAbsence,
	withdrawClosure,
} from './rebooking.server'
import type { Shift } from './roster.server'

const local = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
const words = z.string().trim().min(1).max(200)
const Stretch = z.object({ from: local, to: local }).refine(({ from, to }) => from < to)
const Closure = Stretch.and(z.object({ fr: words, en: words }))
const Absence = Stretch.and(z.object({ personId: z.string().min(1) }))
const TIMES = /^([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/**
 * What a supervisor sent from the planning.
 *
 * @returns what was moved; `withdrawn`; `refused` when something is missing or ends before it begins
 */
export async function planFrom(
	form: FormData,
	by: string,
	now = new Date(),
): Promise<Rebooked | 'withdrawn' | 'refused'> {
	const values = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
	switch (form.get('intent')) {
		case 'close': {
			const { success, data } = Closure.safeParse(values)
			if (!success || !existing(data.from, data.to)) return 'refused'
			const { from, to, fr, en } = data
			return declareClosure({ from, to, reason: { fr, en }, by, now })
		}
		case 'absence': {
			const { success, data } = Absence.safeParse(values)
			const stretch = success && existing(data.from, data.to)
			if (!success || !stretch || !(await isAdvisor(data.personId))) return 'refused'
			return declareAbsence({ personId: data.personId, ...stretch, by, now })
		}
		case 'week': {
			const personId = String(form.get('personId') ?? '')
			const shifts = Array.from({ length: 7 }, (_, n) => shiftsOf(n + 1, String(form.get(`day-${n + 1}`) ?? '')))
			if (shifts.includes(null) || !(await isAdvisor(personId))) return 'refused'
			const known = settings().reasons.map(({ id }) => id)
			const reasons = [...new Set(form.getAll('reason').map(String))].filter((id) => known.includes(id))
			const spoken = form.getAll('language').map(String)
			const languages = LANGUAGES.filter((lang) => spoken.includes(lang))
			return changeWeek(personId, { shifts: shifts.flatMap((day) => day ?? []), reasons, languages }, now)
		}
		case 'open-again':
			await withdrawClosure(String(form.get('id') ?? ''), now)
			return 'withdrawn'
		case 'back':
			await withdrawAbsence(String(form.get('id') ?? ''))
			return 'withdrawn'
		default:
			return 'refused'
	}
}

/** The hours of a weekday as they are written; `null` when they cannot be read, or overlap. */
export function shiftsOf(weekday: number, text: string): Shift[] | null {
	const parts = text.split(/[,;]/).flatMap((part) => part.trim() || [])
	const shifts = parts.map((part) => {
		const [from = '', to = ''] = part.split(/\s*[-–]\s*/)
		return { weekday, from, to }
	})
	shifts.sort((a, b) => a.from.localeCompare(b.from))
	const areHours = parts.every((part) => TIMES.test(part)) && shifts.every(({ from, to }) => from < to)
	const areApart = shifts.every(({ from }, n) => n === 0 || (shifts[n - 1]?.to ?? '') <= from)
	return areHours && areApart ? shifts : null
}

async function isAdvisor(personId: string): Promise<boolean> {
	return (await listAdvisors()).some(({ id }) => id === personId)
}

/** The instants of two local times, when both exist in a calendar. */
function existing(from: string, to: string): { from: Date; to: Date } | null {
	const { timeZone } = settings()
	try {
		return { from: toZoned(parseDateTime(from), timeZone).toDate(), to: toZoned(parseDateTime(to), timeZone).toDate() }
	} catch {
		return null
	}
}
