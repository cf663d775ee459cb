import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges, scheduledChanges } from '#db/schema/accounts.server'
import { cancelJob, registerJob, scheduleJob } from '~/jobs/runner.server'
import { contractOperation } from './contract-operation.server'
import { monthlyPrice } from './holding'
import { carryOut, sendNews } from './operations.server'
import type { ShownPlannedChange } from './planned-change'
import { type PromisedChange, readPromise } from './promised-change'

const APPLY_JOB = 'accounts.apply-change'
const APPLY_AGAIN_MS = 5 * 60_000

export interface ScheduledChange {
	id: string
	changeId: string
	customerId: string
	subscriptionId: string
	beginsAt: Date
	promise: PromisedChange
}

const scheduledOf = db
	.select({ scheduled: scheduledChanges, promise: accountChanges.before })
	.from(scheduledChanges)
	.innerJoin(accountChanges, eq(accountChanges.id, scheduledChanges.changeId))
	.where(
		and(
			eq(scheduledChanges.customerId, sql.placeholder('customerId')),
			inArray(scheduledChanges.state, ['scheduled', 'applying']),
		),
	)
	.orderBy(asc(scheduledChanges.beginsAt))
	.prepare()

/** Changes of a customer that wait for their day, next first. */
export async function listScheduled(customerId: string): Promise<ScheduledChange[]> {
	const rows = await scheduledOf.execute({ customerId })
	return rows.map(({ scheduled, promise }) => ({ ...scheduled, promise: readPromise(promise) }))
}

/** A waiting change as its contract's pages show it. */
export function showScheduled({ changeId, beginsAt, promise }: ScheduledChange): ShownPlannedChange {
	return { changeId, beginsAt, title: promise.title, afterCents: monthlyPrice(promise.after) }
}

/** Whether a change waits on a contract. */
export async function isChangePlanned(subscriptionId: string): Promise<boolean> {
	const [row] = await db
		.select({ id: scheduledChanges.id })
		.from(scheduledChanges)
		.where(
			and(
				eq(scheduledChanges.subscriptionId, subscriptionId),
				inArray(scheduledChanges.state, ['scheduled', 'applying']),
			),
		)
	return row !== undefined
}

/**
 * Lets a promised change wait for its day; inside the transaction that records it.
 *
 * @returns `false` when another one waits on this contract already
 */
export async function schedulePromise(change: {
	changeId: string
	customerId: string
	subscriptionId: string
	beginsAt: Date
}): Promise<boolean> {
	const [row] = await db
		.insert(scheduledChanges)
		.values({ ...change, state: 'scheduled' })
		.onConflictDoNothing()
		.returning({ id: scheduledChanges.id })
	if (!row) return false
	await scheduleJob(APPLY_JOB, { scheduledId: row.id }, { runAt: change.beginsAt, dedupeKey: `${APPLY_JOB}:${row.id}` })
	return true
}

/**
 * Takes a change back that has not begun.
 *
 * @returns `too-late` once it has; `missing` when this customer has none of that identifier. Taking
 *   back twice is taking back once.
 */
export async function withdrawScheduled({
	customerId,
	changeId,
	now = new Date(),
}: {
	customerId: string
	changeId: string
	now?: Date
}): Promise<'withdrawn' | 'too-late' | 'missing'> {
	const withdrawn = await transaction(async () => {
		const [row] = await db
			.update(scheduledChanges)
			.set({ state: 'withdrawn', endedAt: now })
			.where(
				and(
					eq(scheduledChanges.changeId, changeId),
					eq(scheduledChanges.customerId, customerId),
					eq(scheduledChanges.state, 'scheduled'),
					gt(scheduledChanges.beginsAt, now),
				),
			)
			.returning()
		if (!row) return false
		await db.update(accountChanges).set({ undoneAt: now }).where(eq(accountChanges.id, changeId))
		await cancelJob(`${APPLY_JOB}:${row.id}`)
		await sendNews(contractOperation, changeId, 'withdrawn', now)
		return true
	})
	if (withdrawn) return 'withdrawn'
	const [row] = await db
		.select({ state: scheduledChanges.state })
		.from(scheduledChanges)
		.where(and(eq(scheduledChanges.changeId, changeId), eq(scheduledChanges.customerId, customerId)))
	if (!row) return 'missing'
	return row.state === 'withdrawn' ? 'withdrawn' : 'too-late'
}

registerJob(APPLY_JOB, async ({ scheduledId }, { now }) => applyScheduled(String(scheduledId), now))

/**
 * Does what was promised for this instant. May run twice, after a crash or beside another process:
 * the backend does a key once, and what was done is written here once.
 */
async function applyScheduled(scheduledId: string, now: Date): Promise<void> {
	const [row] = await db.select().from(scheduledChanges).where(eq(scheduledChanges.id, scheduledId))
	if (row?.state !== 'scheduled' && row?.state !== 'applying') return
	// A clock that was put back: it is not the day yet.
	if (row.beginsAt > now) {
		await scheduleJob(APPLY_JOB, { scheduledId }, { runAt: row.beginsAt, dedupeKey: `${APPLY_JOB}:${scheduledId}` })
		return
	}
	const [claimed] = await db
		.update(scheduledChanges)
		.set({ state: 'applying' })
		.where(and(eq(scheduledChanges.id, scheduledId), inArray(scheduledChanges.state, ['scheduled', 'applying'])))
		.returning()
	if (!claimed) return
	const applied = await carryOut(contractOperation, claimed.changeId, now)
	if (applied === 'unavailable' || applied === 'unknown') {
		// However long the contracts cannot be reached: what was promised counts from its day.
		const runAt = new Date(now.getTime() + APPLY_AGAIN_MS)
		await scheduleJob(APPLY_JOB, { scheduledId }, { runAt, dedupeKey: `${APPLY_JOB}:${scheduledId}` })
		return
	}
	await transaction(async () => {
		await db
			.update(scheduledChanges)
			.set({ state: applied === 'done' ? 'applied' : 'failed', endedAt: now })
			.where(and(eq(scheduledChanges.id, scheduledId), eq(scheduledChanges.state, 'applying')))
		if (applied === 'refused' || applied === 'changed-since')
			await sendNews(contractOperation, claimed.changeId, 'not-done', now)
	})
}
