import { randomUUID } from 'node:crypto'
import { db } from '../client.server'
import { frictions, visitSteps, visits } from '../schema/friction.server'

const YEAR_MS = 395 * 86_400_000

/** A visit that was lived at `at`: its steps and failures one minute apart, ended as given. */
export async function makeLivedVisit(lived: {
	at: Date
	customerId?: string | null
	lang?: 'fr' | 'en'
	ending?: 'alone' | 'somebody' | 'nothing' | null
	steps?: Partial<typeof visitSteps.$inferInsert>[]
	frictions?: (Partial<typeof frictions.$inferInsert> & { kind: string })[]
}): Promise<string> {
	const { at, customerId = null, lang = 'fr', ending = null, steps = [], frictions: failures = [] } = lived
	const id = randomUUID()
	const minute = (n: number) => new Date(at.getTime() + n * 60_000)
	await db
		.insert(visits)
		.values({ id, customerId, lang, startedAt: at, lastAt: minute(Math.max(0, steps.length - 1)), ending })
	if (steps.length > 0)
		await db
			.insert(visitSteps)
			.values(
				steps.map((step, n) => ({ visitId: id, kind: 'page' as const, label: `Page ${n}`, at: minute(n), ...step })),
			)
	if (failures.length > 0)
		await db.insert(frictions).values(
			failures.map((failure, n) => ({
				...{ visitId: id, customerId, lang, causeKey: `${failure.kind}:x`, label: 'x', at: minute(n) },
				...{ keepUntil: new Date(at.getTime() + YEAR_MS), ...failure },
			})),
		)
	return id
}
