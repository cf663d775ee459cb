import { and, asc, count, desc, eq, gt, inArray, lte, ne, or, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { promises } from '#db/schema/handoff.server'

export type PromiseKind = 'chat-wait' | 'callback' | 'answer' | 'act'
export type PromiseOutcome = 'kept' | 'late' | 'broken' | 'withdrawn' | 'moved'

interface NewPromise {
	kind: PromiseKind
	caseId: string
	objectId: string
	customerId: string | null
	/** What was said to the person, in their language. */
	text: string
	dueAt: Date
	ownerId?: string | null
	now?: Date
}

/** Records an announced time, to be compared with what happens. */
export async function makePromise({ now = new Date(), ...promise }: NewPromise): Promise<void> {
	await db.insert(promises).values({ ...promise, state: 'promised', madeAt: now })
}

/**
 * Settles the open promise of a kind about an object.
 *
 * @param outcome - leave it out to let the due time decide between kept and late
 * @param cause - why it is not kept as it was said
 */
export async function settlePromise(
	objectId: string,
	kind: PromiseKind,
	outcome?: PromiseOutcome,
	now = new Date(),
	cause: string | null = null,
): Promise<void> {
	const open = and(eq(promises.objectId, objectId), eq(promises.kind, kind), eq(promises.state, 'promised'))
	const [promise] = await db.select().from(promises).where(open)
	if (!promise) return
	const state = outcome ?? (now <= promise.dueAt ? 'kept' : 'late')
	await db.update(promises).set({ state, settledAt: now, cause }).where(open)
}

/**
 * The person no longer wants what was promised. Before its time the promise is withdrawn; after, it
 * was broken already: who waited longer than announced and then left is not counted as a change of mind.
 */
export async function withdrawPromise(objectId: string, kind: PromiseKind, now = new Date()): Promise<void> {
	const open = and(eq(promises.objectId, objectId), eq(promises.kind, kind), eq(promises.state, 'promised'))
	const [promise] = await db.select().from(promises).where(open)
	if (promise) await settlePromise(objectId, kind, now > promise.dueAt ? 'broken' : 'withdrawn', now)
}

/** Of the promises of a kind that fell due in a period, how many were kept on time; withdrawn ones do not count. */
export async function countKept(
	kind: PromiseKind,
	since: Date,
	now = new Date(),
): Promise<{ kept: number; all: number }> {
	const rows = await db
		.select({ state: promises.state, count: count() })
		.from(promises)
		.where(
			and(
				eq(promises.kind, kind),
				gt(promises.dueAt, since),
				// Kept before its time counts from then on.
				or(lte(promises.dueAt, now), inArray(promises.state, ['kept', 'late', 'broken'])),
				ne(promises.state, 'withdrawn'),
			),
		)
		.groupBy(promises.state)
	const all = rows.reduce((sum, row) => sum + row.count, 0)
	return { kept: rows.find(({ state }) => state === 'kept')?.count ?? 0, all }
}

/** The newest promise of a kind about an object. */
export async function findPromise(objectId: string, kind: PromiseKind) {
	const [promise] = await db
		.select()
		.from(promises)
		.where(and(eq(promises.objectId, objectId), eq(promises.kind, kind)))
		.orderBy(desc(promises.madeAt))
		.limit(1)
	return promise ?? null
}

/** What was promised in a case, oldest first. */
export async function listPromises(caseId: string) {
	return db.select().from(promises).where(eq(promises.caseId, caseId)).orderBy(asc(promises.madeAt))
}

/** What was promised in any of these cases, oldest first. */
export async function listPromisesOf(caseIds: readonly string[]) {
	if (caseIds.length === 0) return []
	return db
		.select()
		.from(promises)
		.where(inArray(promises.caseId, [...new Set(caseIds)]))
		.orderBy(asc(promises.madeAt))
}

const promisesTo = db
	.select()
	.from(promises)
	.where(eq(promises.customerId, sql.placeholder('customerId')))
	.orderBy(asc(promises.madeAt))
	.prepare()

/** What was promised to a customer, oldest first. */
export async function listPromisesTo(customerId: string) {
	return promisesTo.execute({ customerId })
}
