import { and, count, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { frictions, visits } from '#db/schema/friction.server'
import { type Filter, inPeriod } from './insight-filter.server'
import type { Ending } from './record.server'

/** The times a cause was met, one by one: what people wrote, and in which visits. */

const MOST_WORDS = 200
const MOST_THREADS = 200

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
