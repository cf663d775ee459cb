import { and, desc, eq, lte } from 'drizzle-orm'
import { db } from '#db/client.server'
import { consents, dataExports, erasures, type PersonalDetail, personalChanges } from '#db/schema/personal.server'

interface Common {
	id: string
	at: Date
}

/** What somebody did about their own data. */
export type PersonalEvent = Common &
	(
		| { kind: 'detail'; field: PersonalDetail; state: 'open' | 'done' | 'contested' }
		| { kind: 'consent'; purpose: string; state: 'agreed' | 'taken-back' }
		| { kind: 'copy'; expiresAt: Date | null; state: 'waiting' | 'ready' | 'failed' | 'over' }
		| { kind: 'erasure'; reference: string; runsAt: Date; state: 'waiting' | 'undone' | 'stopped' | 'done' }
	)

interface Part {
	until: Date
	limit: number
}

/** Copies and erasures asked for, the newest at or before an instant. */
export async function listPersonalRequests(customerId: string, { until, limit }: Part): Promise<PersonalEvent[]> {
	const [copies, erased] = await Promise.all([
		db
			.select()
			.from(dataExports)
			.where(and(eq(dataExports.customerId, customerId), lte(dataExports.askedAt, until)))
			.orderBy(desc(dataExports.askedAt))
			.limit(limit),
		db
			.select()
			.from(erasures)
			.where(and(eq(erasures.customerId, customerId), lte(erasures.askedAt, until)))
			.orderBy(desc(erasures.askedAt))
			.limit(limit),
	])
	return [
		...copies.map(
			({ id, askedAt, expiresAt, state }): PersonalEvent => ({ kind: 'copy', id, at: askedAt, expiresAt, state }),
		),
		...erased.map(
			({ id, askedAt, reference, runsAt, state }): PersonalEvent => ({
				...{ kind: 'erasure', id, at: askedAt, reference, runsAt, state },
			}),
		),
	]
}

/** Details put right, and what was agreed to or taken back, the newest at or before an instant. */
export async function listPersonalDone(customerId: string, { until, limit }: Part): Promise<PersonalEvent[]> {
	const [details, said] = await Promise.all([
		db
			.select()
			.from(personalChanges)
			.where(and(eq(personalChanges.customerId, customerId), lte(personalChanges.at, until)))
			.orderBy(desc(personalChanges.at))
			.limit(limit),
		db
			.select()
			.from(consents)
			.where(and(eq(consents.customerId, customerId), lte(consents.at, until)))
			.orderBy(desc(consents.at))
			.limit(limit),
	])
	return [
		...details.map(({ id, at, field, state }): PersonalEvent => ({ kind: 'detail', id, at, field, state })),
		...said.map(
			({ id, at, purpose, agreed }): PersonalEvent => ({
				...{ kind: 'consent', id, at, purpose, state: agreed ? 'agreed' : 'taken-back' },
			}),
		),
	]
}
