import { and, count, countDistinct, desc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { frictions, visits } from '#db/schema/friction.server'
import type { Lang } from '~/i18n/language'
import { type CauseState, type HandlingRow, handlingsOf, stateOf } from './handling.server'
import { between, type Filter, inPeriod, kindOf } from './insight-filter.server'
import { type FrictionKind, weightOf } from './kinds'
import type { Period } from './period'
import { type Comparison, expectedOf, type Trend, trendOf } from './trend'

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

async function countVisits({ from, to }: { from: Date; to: Date }, lang?: Lang): Promise<number> {
	return db.$count(
		visits,
		and(gte(visits.lastAt, from), lt(visits.lastAt, to), lang ? eq(visits.lang, lang) : undefined),
	)
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
