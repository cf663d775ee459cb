import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { frictionDays, frictions, visits } from '#db/schema/friction.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { reopenReturned } from './handling.server'
import { dayIn } from './period'
import { sweepVisits } from './sweep.server'

const DAY_MS = 86_400_000
const BATCH = 500
const SWEEP_SECONDS = 60
const RETENTION_SECONDS = 86_400

// The recurring work of the friction log, registered when app/jobs/all.server.ts imports this file.
everyTick('friction-retention', RETENTION_SECONDS, (now) => applyRetention(now))
everyTick('friction-sweep', SWEEP_SECONDS, async (now) => {
	await sweepVisits(now)
	await reopenReturned(now)
})

/**
 * Erases what the settings' retention says is old: failures by the date written on each row, visits
 * with their path by their last sign of life. What visits ended with stays as a count by day, which
 * names nobody.
 *
 * @returns how many rows were erased
 */
export async function applyRetention(now = new Date()): Promise<{ frictions: number; visits: number }> {
	const erased = await db.delete(frictions).where(lte(frictions.keepUntil, now)).returning({ id: frictions.id })
	const before = new Date(now.getTime() - settings().retention.visits * DAY_MS)
	let erasedVisits = 0
	for (;;) {
		const count = await eraseVisits(before)
		erasedVisits += count
		if (count < BATCH) return { frictions: erased.length, visits: erasedVisits }
	}
}

async function eraseVisits(before: Date): Promise<number> {
	return transaction(async () => {
		const old = await db
			.select()
			.from(visits)
			.where(lte(visits.lastAt, before))
			.orderBy(asc(visits.lastAt))
			.limit(BATCH)
		if (old.length === 0) return 0
		for (const count of endingsByDay(old))
			await db
				.insert(frictionDays)
				.values(count)
				.onConflictDoUpdate({
					target: [frictionDays.day, frictionDays.ending],
					set: { visits: sql`${frictionDays.visits} + ${count.visits}` },
				})
		const ids = old.map(({ id }) => id)
		await db.delete(visits).where(inArray(visits.id, ids))
		return old.length
	})
}

function endingsByDay(old: (typeof visits.$inferSelect)[]) {
	const counts = new Map<string, typeof frictionDays.$inferInsert>()
	for (const { ending, lastAt } of old) {
		if (!ending) continue
		const day = dayIn(settings().timeZone, lastAt)
		const known = counts.get(`${day} ${ending}`)
		counts.set(`${day} ${ending}`, { day, ending, visits: (known?.visits ?? 0) + 1 })
	}
	return counts.values()
}

/**
 * Takes a customer out of the log: who they were and their words go, the counts stay.
 * For erasure asked by the customer.
 */
export async function forgetCustomer(customerId: string): Promise<void> {
	await transaction(async () => {
		const own = await db.select({ id: visits.id }).from(visits).where(eq(visits.customerId, customerId))
		const ids = own.map(({ id }) => id)
		await db
			.update(frictions)
			.set({ customerId: null, words: null, detail: null })
			.where(eq(frictions.customerId, customerId))
		if (ids.length === 0) return
		await db
			.update(frictions)
			.set({ words: null, detail: null })
			.where(and(inArray(frictions.visitId, ids), isNotNull(frictions.words)))
		await db.delete(visits).where(inArray(visits.id, ids))
	})
}
