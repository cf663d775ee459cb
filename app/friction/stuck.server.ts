import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { frictions, visitSteps } from '#db/schema/friction.server'
import type { FrictionKind } from './kinds'

/** What failed longer ago no longer tells what somebody is at. */
const WITHIN_MS = 30 * 60_000
/** A « no » is said after reading, and a form is logged when it goes back the second time: each says enough alone. */
const SIGNALS = { 'search-empty': 1, 'article-no': 2, 'form-refused': 2 } as const satisfies Partial<
	Record<FrictionKind, number>
>
const ENOUGH = 2

// Asked at many pages: built once.
const lateFailures = db
	.select({ kind: frictions.kind, causeKey: frictions.causeKey, at: frictions.at })
	.from(frictions)
	.where(
		and(
			eq(frictions.visitId, sql.placeholder('visitId')),
			gt(frictions.at, sql.param(sql.placeholder('since'), frictions.at)),
			inArray(frictions.kind, Object.keys(SIGNALS)),
		),
	)
	.prepare()

/**
 * Whether self-care has failed somebody more than once: two searches without an answer, a « no » on
 * an article, a form refused twice. What they settled since counts for them: only later failures do.
 */
export async function isStuck(visitId: string, now = new Date()): Promise<boolean> {
	const failures = await lateFailures.execute({ visitId, since: new Date(now.getTime() - WITHIN_MS) })
	if (weigh(failures) < ENOUGH) return false
	const [settled] = await db
		.select({ at: visitSteps.at })
		.from(visitSteps)
		.where(
			and(
				eq(visitSteps.visitId, visitId),
				eq(visitSteps.failed, false),
				inArray(visitSteps.kind, ['answer', 'action']),
			),
		)
		.orderBy(desc(visitSteps.at))
		.limit(1)
	return !settled || weigh(failures.filter(({ at }) => at > settled.at)) >= ENOUGH
}

/** The same cause twice is one: a page reloaded, or words added to a « no ». */
function weigh(failures: { kind: string; causeKey: string }[]): number {
	const causes = new Map(failures.map(({ kind, causeKey }) => [causeKey, SIGNALS[kind as keyof typeof SIGNALS]]))
	return [...causes.values()].reduce((sum, weight) => sum + weight, 0)
}
