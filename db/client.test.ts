import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { afterCommit, databasePath, db, transaction } from './client.server'
import { openDatabase } from './connection.server'
import { jobs } from './schema/work.server'

const later = () => new Promise((done) => setImmediate(done))

test('50 concurrent transactions with a deferred step: none lost, none mixed, the failing ones leave nothing', async () => {
	const runs = Array.from({ length: 50 }, (_, n) =>
		transaction(async () => {
			await db.insert(jobs).values({ id: `a${n}`, kind: 'test', payload: { n }, state: 'pending', runAt: new Date() })
			await later()
			const [seen] = await db
				.select()
				.from(jobs)
				.where(eq(jobs.id, `a${n}`))
			expect(seen?.payload).toEqual({ n })
			if (n % 5 === 0) throw new Error('on purpose')
			await db.insert(jobs).values({ id: `b${n}`, kind: 'test', payload: { n }, state: 'pending', runAt: new Date() })
		}),
	)
	const outcomes = await Promise.allSettled(runs)
	expect(outcomes.filter((o) => o.status === 'rejected')).toHaveLength(10)
	const rows = await db.select().from(jobs)
	expect(rows).toHaveLength(80)
	const byRun = new Map<unknown, number>()
	for (const row of rows) byRun.set(row.payload.n, (byRun.get(row.payload.n) ?? 0) + 1)
	expect([...byRun.values()].every((count) => count === 2)).toBe(true)
})

test('a write outside waits for the open transaction, a read outside sees the state before', async () => {
	const order: string[] = []
	let countDuring = -1
	const before = (await db.select().from(jobs)).length
	const slow = transaction(async () => {
		await db.insert(jobs).values({ id: 'slow', kind: 'test', payload: {}, state: 'pending', runAt: new Date() })
		await later()
		order.push('inside')
	})
	const read = db
		.select()
		.from(jobs)
		.then((rows) => {
			countDuring = rows.length
		})
	const outside = db
		.insert(jobs)
		.values({ id: 'outside', kind: 'test', payload: {}, state: 'pending', runAt: new Date() })
		.then(() => order.push('outside'))
	await Promise.all([slow, outside, read])
	expect(order).toEqual(['inside', 'outside'])
	expect(countDuring).toBe(before)
})

test('an inner transaction that fails and is caught undoes only itself; effects run after the commit', async () => {
	const effects: string[] = []
	await transaction(async () => {
		await db.insert(jobs).values({ id: 'outer', kind: 'test', payload: {}, state: 'pending', runAt: new Date() })
		await transaction(async () => {
			await db.insert(jobs).values({ id: 'inner', kind: 'test', payload: {}, state: 'pending', runAt: new Date() })
			afterCommit(() => effects.push('inner'))
			throw new Error('on purpose')
		}).catch(() => undefined)
		afterCommit(() => effects.push('outer'))
		expect(effects).toEqual([])
	})
	expect(await db.select().from(jobs).where(eq(jobs.id, 'outer'))).toHaveLength(1)
	expect(await db.select().from(jobs).where(eq(jobs.id, 'inner'))).toHaveLength(0)
	expect(effects).toEqual(['outer'])
})

test('while another process writes, reads go on at once, and writes are stored once it is done', async () => {
	const other = openDatabase(databasePath())
	other.exec('BEGIN IMMEDIATE')
	const order: string[] = []
	const job = (id: string) => ({ id, kind: 'test', payload: {}, state: 'pending' as const, runAt: new Date() })
	const writes = Promise.all([
		transaction(async () => db.insert(jobs).values(job('held-up'))).then(() => order.push('transaction')),
		db
			.insert(jobs)
			.values(job('held-up-alone'))
			.then(() => order.push('alone')),
	])
	await db.select().from(jobs)
	order.push('read')
	// A process that is held up itself has no turns: what came due meanwhile comes at once, as one.
	let turns = 0
	const clock = setInterval(() => turns++, 10)
	await new Promise((done) => setTimeout(done, 300))
	clearInterval(clock)
	expect(turns).toBeGreaterThan(4)
	expect(order).toEqual(['read'])
	other.exec('COMMIT')
	other.close()
	await writes
	expect(order).toEqual(['read', 'transaction', 'alone'])
	const stored = await db.select({ id: jobs.id }).from(jobs)
	expect(stored.filter(({ id }) => id.startsWith('held-up'))).toHaveLength(2)
})
