import { and, asc, count, countDistinct, desc, eq, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { frictions, visitSteps, visits } from '#db/schema/friction.server'
import { handoffsOfVisit, type VisitHandoff } from '~/handoff/of-visit.server'
import type { Lang } from '~/i18n/language'
import { type CauseState, type HandlingRow, handlingsOf, stateOf } from './handling.server'
import { type FrictionKind, isFrictionKind, weightOf } from './kinds'
import type { Period } from './period'
import { type Ending, frictionsOf, sameEvent } from './record.server'
import { type Comparison, expectedOf, type Trend, trendOf } from './trend'

export interface Filter {
	period: Period
	kind?: FrictionKind
	lang?: Lang
}

/** What visits ended with. Those still going on are counted by nobody. */
interface Endings {
	alone: number
	somebody: number
	nothing: number
}

export interface Headline extends Endings {
	visits: number
	/** By day, or by week for a long period. */
	columns: (Endings & { day: string })[]
}

export interface Cause {
	causeKey: string
	label: string
	kind: FrictionKind
	/** Distinct customers, and distinct visits of people who are not known. */
	people: number
	/** Among them, who also reached a person, and who left with nothing. */
	reachedSomebody: number
	leftWithNothing: number
	times: number
	/** How many different ways of saying it. */
	wordings: number
	rank: number
	quote: string | null
	/** Visits met by day or week of the period. */
	buckets: number[]
	trend: Trend
	/** Visits met in the period, and what the four weeks before would have given. */
	met: number
	expected: number | null
	/** Address of an article the cause is about. */
	articleSlug: string | null
	path: string | null
	state: CauseState
	handlings: HandlingRow[]
}

const PEOPLE = sql<number>`count(distinct coalesce(${frictions.customerId}, ${frictions.visitId}))`
const SHORTEST_QUOTE = 12
const MOST_WORDS = 200
const MOST_THREADS = 200

/** What the visits of a period ended with, in total and by column of the chart. */
export async function headline({ period, lang }: Filter): Promise<Headline> {
	const columns = await Promise.all(
		period.buckets.map(async ({ from, to, day }) => ({ day, ...(await endingsBetween(from, to, lang)) })),
	)
	const total = (ending: Ending) => columns.reduce((sum, column) => sum + column[ending], 0)
	const [alone, somebody, nothing] = [total('alone'), total('somebody'), total('nothing')]
	return { visits: alone + somebody + nothing, alone, somebody, nothing, columns }
}

/**
 * The causes of a period, ranked by people affected times the weight of their kind; among equals the
 * one met last comes first. A cause met under several kinds carries the heaviest.
 */
export async function rankedCauses(filter: Filter, limit = 20): Promise<{ causes: Cause[]; total: number }> {
	const all = await causeTotals(filter)
	const shown = all.slice(0, limit)
	return { causes: await withDetails(shown, filter), total: all.length }
}

/** One cause over a period, whatever its rank; `null` when nobody ever met it. */
export async function findCause(causeKey: string, { period, lang }: Filter): Promise<Cause | null> {
	const [total] = await causeTotals({ period, lang }, causeKey)
	if (total) return (await withDetails([total], { period, lang }))[0] ?? null
	const [known] = await db
		.select()
		.from(frictions)
		.where(eq(frictions.causeKey, causeKey))
		.orderBy(desc(frictions.at))
		.limit(1)
	if (!known) return null
	const nobody: Totals = {
		causeKey,
		kind: kindOf(known.kind),
		people: 0,
		reachedSomebody: 0,
		leftWithNothing: 0,
		times: 0,
		lastAt: 0,
	}
	return (await withDetails([nobody], { period, lang }))[0] ?? null
}

/** The words of a cause one by one, newest first, each with its visit. */
export async function wordsOf(causeKey: string, { period, lang }: Filter) {
	return db
		.select({
			id: frictions.id,
			visitId: frictions.visitId,
			words: frictions.words,
			label: frictions.label,
			at: frictions.at,
		})
		.from(frictions)
		.where(and(inPeriod(period, lang), eq(frictions.causeKey, causeKey), isNotNull(frictions.words)))
		.orderBy(desc(frictions.at))
		.limit(MOST_WORDS)
}

/** How many words each cause has in a period. */
export async function countWords(causeKeys: string[], { period, lang }: Filter): Promise<Map<string, number>> {
	if (causeKeys.length === 0) return new Map()
	const rows = await db
		.select({ causeKey: frictions.causeKey, words: count() })
		.from(frictions)
		.where(and(inPeriod(period, lang), inArray(frictions.causeKey, causeKeys), isNotNull(frictions.words)))
		.groupBy(frictions.causeKey)
	return new Map(rows.map(({ causeKey, words }) => [causeKey, words]))
}

/** The visits that met a cause, newest first, with what each ended with. */
export async function threadsOf(causeKey: string, { period, lang }: Filter) {
	const rows = await db
		.select({
			visitId: frictions.visitId,
			label: frictions.label,
			at: frictions.at,
			ending: visits.ending,
			startedAt: visits.startedAt,
		})
		.from(frictions)
		.leftJoin(visits, eq(visits.id, frictions.visitId))
		.where(and(inPeriod(period, lang), eq(frictions.causeKey, causeKey)))
		.orderBy(desc(frictions.at))
		.limit(MOST_THREADS)
	const byVisit = new Map<
		string,
		{ visitId: string; label: string; at: Date; times: number; ending: Ending | null; kept: boolean }
	>()
	for (const { startedAt, ...row } of rows) {
		const known = byVisit.get(row.visitId)
		if (known) known.times++
		else byVisit.set(row.visitId, { ...row, times: 1, kept: startedAt !== null })
	}
	return [...byVisit.values()]
}

export type ThreadEntry =
	| { what: 'step'; id: string; kind: string; label: string; failed: boolean; href: string | null; at: Date }
	| {
			what: 'friction'
			id: string
			kind: FrictionKind
			causeKey: string
			label: string
			words: string | null
			at: Date
	  }
	| ({ what: 'handoff'; at: Date } & Omit<VisitHandoff, 'askedAt'>)

export interface Thread {
	visitId: string
	startedAt: Date
	ending: Ending | null
	lang: Lang
	/** Whether the person is a known customer; who they are is not told here. */
	isCustomer: boolean
	entries: ThreadEntry[]
}

/** A visit as one path (le fil): what was done, where it failed, who was asked; `null` when it is gone. */
export async function threadOf(visitId: string): Promise<Thread | null> {
	const [visit] = await db.select().from(visits).where(eq(visits.id, visitId))
	if (!visit) return null
	const [steps, failures, handoffs] = await Promise.all([
		db.select().from(visitSteps).where(eq(visitSteps.visitId, visitId)).orderBy(asc(visitSteps.at)),
		frictionsOf(visitId),
		handoffsOfVisit(visitId),
	])
	// A step that failed and the failure logged with it are one line of the path: the failure.
	const told = steps.filter((step) => !step.failed || !failures.some((failure) => sameEvent(step, failure)))
	const entries: ThreadEntry[] = [
		...told.map(({ id, kind, label, failed, href, at }) => ({
			what: 'step' as const,
			id,
			kind,
			label,
			failed,
			href,
			at,
		})),
		...failures.map(({ id, kind, causeKey, label, words, at }) => ({
			...{ what: 'friction' as const, id, kind: kindOf(kind), causeKey, label, words, at },
		})),
		...handoffs.map(({ askedAt, ...handoff }) => ({ what: 'handoff' as const, ...handoff, at: askedAt })),
	]
	const { startedAt, ending, lang, customerId } = visit
	entries.sort((a, b) => a.at.getTime() - b.at.getTime())
	return { visitId, startedAt, ending, lang, isCustomer: customerId !== null, entries }
}

interface Totals {
	causeKey: string
	kind: FrictionKind
	people: number
	reachedSomebody: number
	leftWithNothing: number
	times: number
	lastAt: number
}

async function causeTotals({ period, kind, lang }: Filter, causeKey?: string): Promise<Totals[]> {
	const chosen = and(
		inPeriod(period, lang),
		kind ? eq(frictions.kind, kind) : undefined,
		causeKey === undefined ? undefined : eq(frictions.causeKey, causeKey),
	)
	const person = sql`coalesce(${frictions.customerId}, ${frictions.visitId})`
	const [totals, kinds] = await Promise.all([
		db
			.select({
				causeKey: frictions.causeKey,
				people: PEOPLE,
				reachedSomebody: sql<number>`count(distinct case when ${visits.ending} = 'somebody' then ${person} end)`,
				leftWithNothing: sql<number>`count(distinct case when ${visits.ending} = 'nothing' then ${person} end)`,
				times: count(),
				lastAt: sql<number>`max(${frictions.at})`,
			})
			.from(frictions)
			.leftJoin(visits, eq(visits.id, frictions.visitId))
			.where(chosen)
			.groupBy(frictions.causeKey),
		db.selectDistinct({ causeKey: frictions.causeKey, kind: frictions.kind }).from(frictions).where(chosen),
	])
	const heaviest = new Map<string, FrictionKind>()
	for (const { causeKey: key, kind: one } of kinds) {
		const known = heaviest.get(key)
		if (!known || weightOf(one) > weightOf(known)) heaviest.set(key, kindOf(one))
	}
	return totals
		.map((row) => ({
			...row,
			people: Number(row.people),
			reachedSomebody: Number(row.reachedSomebody),
			leftWithNothing: Number(row.leftWithNothing),
			lastAt: Number(row.lastAt),
			kind: heaviest.get(row.causeKey) ?? 'page-error',
		}))
		.sort((a, b) => b.people * weightOf(b.kind) - a.people * weightOf(a.kind) || b.lastAt - a.lastAt)
}

async function withDetails(totals: Totals[], { period, kind, lang }: Filter): Promise<Cause[]> {
	const keys = totals.map(({ causeKey }) => causeKey)
	if (keys.length === 0) return []
	const theirs = and(inArray(frictions.causeKey, keys), kind ? eq(frictions.kind, kind) : undefined)
	const [rows, earlier, latestKnown, visitsNow, visitsBefore, handlings] = await Promise.all([
		db
			.select()
			.from(frictions)
			.where(and(inPeriod(period, lang), theirs))
			.orderBy(desc(frictions.at)),
		db
			.select({ causeKey: frictions.causeKey, met: countDistinct(frictions.visitId) })
			.from(frictions)
			.where(and(between(period.before, lang), theirs))
			.groupBy(frictions.causeKey),
		latestOf(keys),
		countVisits(period, lang),
		countVisits(period.before, lang),
		handlingsOf(keys),
	])
	return totals.map((total, index) => {
		const own = rows.filter(({ causeKey }) => causeKey === total.causeKey)
		const shown = own.length > 0 ? own : latestKnown.filter(({ causeKey }) => causeKey === total.causeKey)
		const met = new Set(own.map(({ visitId }) => visitId)).size
		const before = Number(earlier.find(({ causeKey }) => causeKey === total.causeKey)?.met ?? 0)
		const comparison: Comparison = {
			now: { met, visits: Math.max(visitsNow, met) },
			before: { met: before, visits: Math.max(visitsBefore, before) },
			buckets: bucketsOf(own, period),
		}
		const acts = handlings.get(total.causeKey) ?? []
		const { lastAt: _, ...numbers } = total
		return {
			...numbers,
			rank: index + 1,
			label: mostFrequent(shown.map(({ label }) => label)) ?? total.causeKey,
			wordings: new Set(own.map(({ label }) => label.toLowerCase())).size,
			quote: own.find(({ words, label }) => words && words.length >= SHORTEST_QUOTE && words !== label)?.words ?? null,
			buckets: comparison.buckets,
			trend: trendOf(comparison).trend,
			met,
			expected: expectedOf(comparison),
			articleSlug: articleSlugOf(shown.map(({ path }) => path)),
			path: mostFrequent(shown.flatMap(({ path }) => (path ? [path] : []))),
			state: stateOf(acts),
			handlings: acts,
		}
	})
}

/** The last row of causes nobody met in the period: their words are still theirs. */
async function latestOf(keys: string[]) {
	const last = await db
		.select({ causeKey: frictions.causeKey, at: sql<number>`max(${frictions.at})`.mapWith(frictions.at) })
		.from(frictions)
		.where(inArray(frictions.causeKey, keys))
		.groupBy(frictions.causeKey)
	if (last.length === 0) return []
	const rows = await db
		.select()
		.from(frictions)
		.where(or(...last.map(({ causeKey, at }) => and(eq(frictions.causeKey, causeKey), eq(frictions.at, at)))))
	return [...new Map(rows.map((row) => [row.causeKey, row])).values()]
}

/** Distinct visits by column; a visit counts once in each it met the cause in. */
function bucketsOf(rows: { visitId: string; at: Date }[], period: Period): number[] {
	return period.buckets.map(
		({ from, to }) => new Set(rows.filter(({ at }) => at >= from && at < to).map(({ visitId }) => visitId)).size,
	)
}

/** Decided visits by their last sign of life. */
async function endingsBetween(from: Date, to: Date, lang?: Lang): Promise<Endings> {
	const rows = await db
		.select({ ending: visits.ending, visits: count() })
		.from(visits)
		.where(
			and(
				gte(visits.lastAt, from),
				lt(visits.lastAt, to),
				isNotNull(visits.ending),
				lang ? eq(visits.lang, lang) : undefined,
			),
		)
		.groupBy(visits.ending)
	const of = (ending: Ending) => rows.find((row) => row.ending === ending)?.visits ?? 0
	return { alone: of('alone'), somebody: of('somebody'), nothing: of('nothing') }
}

async function countVisits({ from, to }: { from: Date; to: Date }, lang?: Lang): Promise<number> {
	return db.$count(
		visits,
		and(gte(visits.lastAt, from), lt(visits.lastAt, to), lang ? eq(visits.lang, lang) : undefined),
	)
}

function inPeriod(period: Period, lang?: Lang) {
	return between({ from: period.from, to: new Date(period.to.getTime() + 1) }, lang)
}

function between({ from, to }: { from: Date; to: Date }, lang?: Lang) {
	return and(gte(frictions.at, from), lt(frictions.at, to), lang ? eq(frictions.lang, lang) : undefined)
}

function kindOf(kind: string): FrictionKind {
	return isFrictionKind(kind) ? kind : 'page-error'
}

/** The first among equals: the latest, as rows come newest first. */
function mostFrequent(values: string[]): string | null {
	const counts = new Map<string, number>()
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
	let best: string | null = null
	for (const [value, times] of counts) if (best === null || times > (counts.get(best) ?? 0)) best = value
	return best
}

function articleSlugOf(paths: (string | null)[]): string | null {
	for (const path of paths) {
		const slug = path?.match(/^(?:\/en)?\/articles\/([a-z0-9-]+)/)?.[1]
		if (slug) return slug
	}
	return null
}
