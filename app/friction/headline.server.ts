import { and, count, eq, gte, isNotNull, lt } from 'drizzle-orm'
import { db } from '#db/client.server'
import { visits } from '#db/schema/friction.server'
import type { Lang } from '~/i18n/language'
import type { Filter } from './insight-filter.server'
import type { Ending } from './record.server'

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

/** What the visits of a period ended with, in total and by column of the chart. */
export async function headline({ period, lang }: Filter): Promise<Headline> {
	const columns = await Promise.all(
		period.buckets.map(async ({ from, to, day }) => ({ day, ...(await endingsBetween(from, to, lang)) })),
	)
	const total = (ending: Ending) => columns.reduce((sum, column) => sum + column[ending], 0)
	const [alone, somebody, nothing] = [total('alone'), total('somebody'), total('nothing')]
	return { visits: alone + somebody + nothing, alone, somebody, nothing, columns }
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
