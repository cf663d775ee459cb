import type { CalendarDate } from '@internationalized/date'
import { asc, eq, gt, inArray } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { absences, rosterLanguages, rosterReasons, rosterShifts } from '#db/schema/handoff.server'
import { listAdvisors } from '~/auth/people.server'
import type { Settings } from '~/settings/settings.server'
import { at, type Interval, without } from './hours.server'

/** A stretch of a weekday: 1 for Monday to 7 for Sunday, local times of day. */
export interface Shift {
	weekday: number
	from: string
	to: string
}

export interface PlannedAdvisor {
	id: string
	name: string
	team: string | null
	/** `null`: none was declared, counted on whenever it is open. */
	shifts: Shift[] | null
	/** `null`: answers every reason. */
	reasons: ReadonlySet<string> | null
	/** `null`: writes in every language. */
	languages: ReadonlySet<string> | null
	absences: (Interval & { id: string })[]
}

/** Every advisor with what was declared of their presence; absences that are over are left out. */
export async function plannedAdvisors(now: Date): Promise<PlannedAdvisor[]> {
	const advisors = await listAdvisors()
	const ids = advisors.map(({ id }) => id)
	const [shifts, reasons, languages, away] = await Promise.all([
		db.select().from(rosterShifts).where(inArray(rosterShifts.personId, ids)).orderBy(asc(rosterShifts.from)),
		db.select().from(rosterReasons).where(inArray(rosterReasons.personId, ids)),
		db.select().from(rosterLanguages).where(inArray(rosterLanguages.personId, ids)),
		db.select().from(absences).where(gt(absences.to, now)).orderBy(asc(absences.from)),
	])
	return advisors.map(({ id, name, team }) => {
		const own = shifts.filter(({ personId }) => personId === id)
		const answers = reasons.flatMap(({ personId, reason }) => (personId === id ? [reason] : []))
		const writes = languages.flatMap(({ personId, lang }) => (personId === id ? [lang] : []))
		return {
			...{ id, name, team },
			shifts: own.length > 0 ? own.map(({ weekday, from, to }) => ({ weekday, from, to })) : null,
			reasons: answers.length > 0 ? new Set(answers) : null,
			languages: writes.length > 0 ? new Set(writes) : null,
			absences: away.flatMap((row) => (row.personId === id ? [{ id: row.id, from: row.from, to: row.to }] : [])),
		}
	})
}

/** Advisors who answer a reason: it is among theirs, or they declared none. */
export async function whoAnswers(reason: string): Promise<Set<string>> {
	const advisors = await plannedAdvisors(new Date())
	return new Set(advisors.filter(({ reasons }) => reasons?.has(reason) ?? true).map(({ id }) => id))
}

/** When an advisor plans to be there on a day, within the openings of that day. */
export function plannedIntervals(
	{ shifts, absences: away }: Pick<PlannedAdvisor, 'shifts' | 'absences'>,
	{ day, openings, config }: { day: CalendarDate; openings: Interval[]; config: Settings },
): Interval[] {
	const weekday = new Date(`${day.toString()}T12:00:00Z`).getUTCDay() || 7
	const there =
		shifts === null
			? openings
			: shifts
					.filter((shift) => shift.weekday === weekday)
					.map(({ from, to }) => ({ from: at(day, from, config), to: at(day, to, config) }))
					.flatMap((shift) => openings.flatMap((opening) => common(shift, opening)))
	return away.reduce((left, absence) => left.flatMap((one) => without(one, absence)), there)
}

/** Replaces what was declared of an advisor's weeks; no shift at all: counted on whenever it is open. */
export async function declareWeek(personId: string, week: { shifts: Shift[]; reasons: string[] }): Promise<void> {
	await transaction(async () => {
		await db.delete(rosterShifts).where(eq(rosterShifts.personId, personId))
		await db.delete(rosterReasons).where(eq(rosterReasons.personId, personId))
		if (week.shifts.length > 0)
			await db.insert(rosterShifts).values(week.shifts.map((shift) => ({ personId, ...shift })))
		if (week.reasons.length > 0)
			await db.insert(rosterReasons).values(week.reasons.map((reason) => ({ personId, reason })))
	})
}

function common(a: Interval, b: Interval): Interval[] {
	const from = Math.max(a.from.getTime(), b.from.getTime())
	const to = Math.min(a.to.getTime(), b.to.getTime())
	return from < to ? [{ from: new Date(from), to: new Date(to) }] : []
}
