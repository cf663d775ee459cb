import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { db, transaction } from '#db/client.server'
import { jobs } from '#db/schema/work.server'
import { cancelJob, everyTick, registerJob, runDueJobs, scheduleJob, startRunner, stopRunner } from './runner.server'

const now = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number, from = now) => new Date(from.getTime() + seconds * 1_000)
const row = async (kind: string) => (await db.select().from(jobs).where(eq(jobs.kind, kind)))[0]

afterEach(async () => {
	await stopRunner()
	await db.delete(jobs)
})

test('twenty runners at once do each job once', async () => {
	const done: unknown[] = []
	registerJob('once', async ({ n }) => {
		// Lets the other runners in while this job is under way.
		await new Promise(setImmediate)
		done.push(n)
	})
	for (let n = 0; n < 15; n++) await scheduleJob('once', { n }, { runAt: now })
	const ran = await Promise.all(Array.from({ length: 20 }, () => runDueJobs(now)))
	expect(ran.reduce((sum, count) => sum + count, 0)).toBe(15)
	expect([...done].sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 15 }, (_, n) => n))
})

test('jobs wait for their time and are done oldest first', async () => {
	const done: unknown[] = []
	registerJob('in-order', async ({ n }) => void done.push(n))
	await scheduleJob('in-order', { n: 2 }, { runAt: later(20) })
	await scheduleJob('in-order', { n: 1 }, { runAt: later(10) })
	expect(await runDueJobs(now)).toBe(0)
	await runDueJobs(later(20))
	expect(done).toEqual([1, 2])
	expect(await runDueJobs(later(3_600))).toBe(0)
})

test('a job whose process died is done by another once its lease runs out', async () => {
	let starts = 0
	let die = () => {}
	const dead = new Promise<void>((_, reject) => {
		die = () => reject(new Error('the process is gone'))
	})
	registerJob('crashing', async () => {
		if (++starts === 1) await dead
	})
	await scheduleJob('crashing', {}, { runAt: now })
	const first = runDueJobs(now)
	await expect.poll(async () => (await row('crashing'))?.state).toBe('running')
	expect(await runDueJobs(later(59))).toBe(0)
	expect(await runDueJobs(later(62))).toBe(1)
	expect(await row('crashing')).toMatchObject({ state: 'done' })
	die()
	await first
	expect(await row('crashing')).toMatchObject({ state: 'done' })
	expect(starts).toBe(2)
})

test('a failing job is tried again later and later, then is dead with its error', async () => {
	const tries: number[] = []
	registerJob('failing', async (_payload, context) => {
		tries.push(context.now.getTime())
		throw new Error('no answer')
	})
	await scheduleJob('failing', {}, { runAt: now })
	let clock = now
	const waits: number[] = []
	for (let turn = 0; turn < 20; turn++) {
		await runDueJobs(clock)
		const job = await row('failing')
		if (job?.state !== 'pending') break
		expect(await runDueJobs(later(-1, job.runAt))).toBe(0)
		waits.push((job.runAt.getTime() - clock.getTime()) / 1_000)
		clock = job.runAt
	}
	expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128])
	expect(tries).toHaveLength(8)
	expect(await row('failing')).toMatchObject({ state: 'dead', tries: 8, lastError: 'Error: no answer' })
	expect(await runDueJobs(later(86_400))).toBe(0)
})

test('a job that fails once and then succeeds is done', async () => {
	let tries = 0
	registerJob('recovering', async () => {
		if (++tries === 1) throw new Error('not yet')
	})
	await scheduleJob('recovering', {}, { runAt: now })
	await runDueJobs(now)
	await runDueJobs(later(2))
	expect(await row('recovering')).toMatchObject({ state: 'done', tries: 1 })
})

test('the same key moves the waiting job instead of making a second', async () => {
	const done: unknown[] = []
	registerJob('moved', async ({ n }) => void done.push(n))
	await scheduleJob('moved', { n: 1 }, { runAt: later(10), dedupeKey: 'moved' })
	await scheduleJob('moved', { n: 2 }, { runAt: later(60), dedupeKey: 'moved' })
	expect(await db.$count(jobs, eq(jobs.kind, 'moved'))).toBe(1)
	expect(await runDueJobs(later(10))).toBe(0)
	expect(await runDueJobs(later(60))).toBe(1)
	expect(done).toEqual([2])
	await scheduleJob('moved', { n: 3 }, { runAt: now, dedupeKey: 'moved' })
	await runDueJobs(now)
	expect(done).toEqual([2, 3])
})

test.each([false, true])(
	'a job that asks for its own next time gets it, also when it then fails: %s',
	async (fails) => {
		registerJob('again', async () => {
			await scheduleJob('again', {}, { runAt: later(600), dedupeKey: 'again' })
			if (fails) throw new Error('after asking')
		})
		await scheduleJob('again', {}, { runAt: now, dedupeKey: 'again' })
		await runDueJobs(now)
		expect(await row('again')).toMatchObject({ state: 'pending', runAt: later(600) })
	},
)

test('a cancelled job is not done', async () => {
	let done = false
	registerJob('cancelled', async () => void (done = true))
	await scheduleJob('cancelled', {}, { runAt: now, dedupeKey: 'cancelled' })
	await cancelJob('cancelled')
	await runDueJobs(now)
	expect(done).toBe(false)
})

test('work decided in a transaction that fails does not exist', async () => {
	registerJob('undecided', async () => {})
	const undecided = transaction(async () => {
		await scheduleJob('undecided', {}, { runAt: now })
		throw new Error('on purpose')
	})
	await expect(undecided).rejects.toThrow('on purpose')
	expect(await row('undecided')).toBeUndefined()
})

test('a kind that nobody registered waits for a process that knows it', async () => {
	await scheduleJob('unknown-here', {}, { runAt: now })
	expect(await runDueJobs(now)).toBe(0)
	expect(await row('unknown-here')).toMatchObject({ state: 'pending' })
})

test('recurring work goes on when the clock on the wall is put back by an hour', async () => {
	let ran = 0
	everyTick('clocked', 0, async () => void ran++)
	vi.useFakeTimers({ toFake: ['Date'], now })
	try {
		startRunner()
		await expect.poll(() => ran, { timeout: 5_000 }).toBeGreaterThan(0)
		vi.setSystemTime(new Date(now.getTime() - 3_600_000))
		const before = ran
		await expect.poll(() => ran, { timeout: 5_000 }).toBeGreaterThan(before)
	} finally {
		vi.useRealTimers()
		await stopRunner()
	}
})

test('a recurring work that hangs holds neither jobs nor other recurring work, and never runs twice at once', async () => {
	let release = () => {}
	let slowStarts = 0
	let quick = 0
	everyTick('slow', 0, () => {
		slowStarts++
		return new Promise<void>((resolve) => {
			release = resolve
		})
	})
	everyTick('quick', 0, async () => void quick++)
	registerJob('beside', async () => {})
	await scheduleJob('beside', {}, { runAt: now })
	startRunner()
	await expect.poll(async () => (await row('beside'))?.state, { timeout: 5_000 }).toBe('done')
	await expect.poll(() => quick, { timeout: 5_000 }).toBeGreaterThan(1)
	expect(slowStarts).toBe(1)
	let stopped = false
	const stopping = stopRunner().then(() => {
		stopped = true
	})
	await new Promise((resolve) => setImmediate(resolve))
	expect(stopped).toBe(false)
	release()
	await stopping
})
