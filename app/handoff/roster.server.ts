import type { CalendarDate } from '@internationalized/date'
import { asc, eq, gt } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { absences, rosterLanguages, rosterReasons, rosterShifts } from '#db/schema/handoff.server'
import { listAdvisorIds, listAdvisors } from '~/auth/people.server'
import type { Lang } from '~/i18n/language'
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
	const [advisors, languages, presenceFor] = await Promise.all([
		listAdvisors(),
		db.select().from(rosterLanguages),
		readPresence(now),
	])
	const languagesOf = grouped(languages)
	return advisors.map(({ id, name, team }) => ({
		...{ id, name, team },
		...presenceFor(id),
		languages: asSet(languagesOf.get(id)?.map(({ lang }) => lang)),
	}))
}

/** The reasons and languages that one advisor declared; `null`: every one. */
export async function skillsOf(personId: string): Promise<Pick<PlannedAdvisor, 'reasons' | 'languages'>> {
	const [reasons, languages] = await Promise.all([
		db.select().from(rosterReasons).where(eq(rosterReasons.personId, personId)),
		db.select().from(rosterLanguages).where(eq(rosterLanguages.personId, personId)),
	])
	return {
		reasons: reasons.length > 0 ? new Set(reasons.map(({ reason }) => reason)) : null,
		languages: languages.length > 0 ? new Set(languages.map(({ lang }) => lang)) : null,
	}
}

/** Advisors who are planned alike: capacity is worked out once for all of them. */
export interface Crew extends Pick<PlannedAdvisor, 'shifts' | 'reasons' | 'absences'> {
	advisors: number
}

/** Everybody who is planned, by those who are planned alike. */
export async function readCrews(now: Date): Promise<Crew[]> {
	const [ids, presenceFor] = await Promise.all([listAdvisorIds(), readPresence(now)])
	const crews = new Map<string, Crew>()
	for (const id of ids) {
		const planned = presenceFor(id)
		const { shifts, reasons, absences: away } = planned
		const key = JSON.stringify([shifts, reasons && [...reasons].sort(), away])
		const crew = crews.get(key)
		if (crew) crew.advisors++
		else crews.set(key, { ...planned, advisors: 1 })
	}
	return [...crews.values()]
}

/** What was declared of everybody's presence, to be asked for each. The tables hold those who work here, and nobody else. */
async function readPresence(
	now: Date,
): Promise<(personId: string) => Pick<PlannedAdvisor, 'shifts' | 'reasons' | 'absences'>> {
	const [shifts, reasons, away] = await Promise.all([
		db.select().from(rosterShifts).orderBy(asc(rosterShifts.from)),
		db.select().from(rosterReasons),
		db.select().from(absences).where(gt(absences.to, now)).orderBy(asc(absences.from)),
	])
	const shiftsOf = grouped(shifts)
	const reasonsOf = grouped(reasons)
	const awayOf = grouped(away)
	return (personId) => ({
		shifts: shiftsOf.get(personId)?.map(({ weekday, from, to }) => ({ weekday, from, to })) ?? null,
		reasons: asSet(reasonsOf.get(personId)?.map(({ reason }) => reason)),
		absences: awayOf.get(personId)?.map(({ id, from, to }) => ({ id, from, to })) ?? [],
	})
}

function grouped<T extends { personId: string }>(rows: readonly T[]): Map<string, T[]> {
	const groups = new Map<string, T[]>()
	for (const row of rows) {
		const group = groups.get(row.personId)
		if (group) group.push(row)
		else groups.set(row.personId, [row])
	}
	return groups
}

function asSet(values: string[] | undefined): ReadonlySet<string> | null {
	return values ? new Set(values) : null
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
export async function declareWeek(
	personId: string,
	week: { shifts: Shift[]; reasons: string[]; languages?: Lang[] },
): Promise<void> {
	await transaction(async () => {
		await db.delete(rosterShifts).where(eq(rosterShifts.personId, personId))
		await db.delete(rosterReasons).where(eq(rosterReasons.personId, personId))
		if (week.shifts.length > 0)
			await db.insert(rosterShifts).values(week.shifts.map((shift) => ({ personId, ...shift })))
		if (week.reasons.length > 0)
			await db.insert(rosterReasons).values(week.reasons.map((reason) => ({ personId, reason })))
		if (!week.languages) return
		await db.delete(rosterLanguages).where(eq(rosterLanguages.personId, personId))
		if (week.languages.length > 0)
			await db.insert(rosterLanguages).values(week.languages.map((lang) => ({ personId, lang })))
	})
}

function common(a: Interval, b: Interval): Interval[] {
	const from = Math.max(a.from.getTime(), b.from.getTime())
	const to = Math.min(a.to.getTime(), b.to.getTime())
	return from < to ? [{ from: new Date(from), to: new Date(to) }] : []
}
