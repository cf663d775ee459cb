import { and, count, gt, inArray, lte, ne, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { promises } from '#db/schema/handoff.server'
import type { PromiseKind } from './promises.server'
import { FEWEST, type Proportion, proportionOf } from './proportion'

const KINDS: readonly PromiseKind[] = ['callback', 'chat-wait', 'answer', 'act']

/** How promises of a kind were kept, with how many there were. */
export interface PromiseRate extends Proportion {
	/** Done, but after the time that was said; `null` when there are too few for a share. */
	late: number | null
	/** Not done, or moved by us, or past their time and still open; `null` likewise. */
	broken: number | null
}

/**
 * Of the promises that fell due in a period, how many were kept on time: in all and by kind. What
 * the person themselves no longer wanted does not count; what we moved counts as not kept. Under 30
 * promises there is no share.
 */
export async function promiseRates(
	since: Date,
	now = new Date(),
): Promise<{ all: PromiseRate; kinds: (PromiseRate & { kind: PromiseKind })[] }> {
	const rows = await db
		.select({ kind: promises.kind, state: promises.state, count: count() })
		.from(promises)
		.where(
			and(
				gt(promises.dueAt, since),
				// Kept before its time counts from then on.
				or(lte(promises.dueAt, now), inArray(promises.state, ['kept', 'late', 'broken'])),
				ne(promises.state, 'withdrawn'),
			),
		)
		.groupBy(promises.kind, promises.state)
	return {
		all: rateOf(rows),
		kinds: KINDS.map((kind) => ({ kind, ...rateOf(rows.filter((row) => row.kind === kind)) })),
	}
}

function rateOf(rows: readonly { state: string; count: number }[]): PromiseRate {
	const of = (state: string) => rows.reduce((sum, row) => sum + (row.state === state ? row.count : 0), 0)
	const n = rows.reduce((sum, row) => sum + row.count, 0)
	const enough = n >= FEWEST
	const [kept, late] = [of('kept'), of('late')]
	return { ...proportionOf(kept, n), late: enough ? late : null, broken: enough ? n - kept - late : null }
}
