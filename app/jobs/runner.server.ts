import { and, asc, desc, eq, inArray, lte, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { jobs } from '#db/schema/work.server'
import { log } from '~/log.server'

type Payload = Record<string, unknown>
/** Makes a wait shorter or longer. */
type Pace = (ms: number) => number
type Handler = (payload: Payload, context: { now: Date }) => Promise<void>

const LEASE_MS = 60_000
const MAX_TRIES = 8
export const POLL_MS = 500
const BATCH = 20

const handlers = new Map<string, { handler: Handler; pace: Pace }>()
const ticks = new Map<
	string,
	{ everyMs: number; work: (now: Date) => Promise<unknown>; nextAt: number; running?: Promise<void> }
>()
let timer: NodeJS.Timeout | undefined
let running: Promise<void> | undefined

/**
 * Says how jobs of a kind are done. A handler may run twice for one job: it looks before it acts.
 *
 * @param pace - what the waits between tries become for this kind
 */
export function registerJob(kind: string, handler: Handler, pace: Pace = (ms) => ms): void {
	handlers.set(kind, { handler, pace })
}

/** Runs `work` about every `seconds` while the runner is started. */
export function everyTick(name: string, seconds: number, work: (now: Date) => Promise<unknown>): void {
	ticks.set(name, { everyMs: seconds * 1_000, work, nextAt: 0 })
}

/**
 * Stores work to be done at `runAt`; inside a transaction it exists only if that commits.
 * With a `dedupeKey` already waiting, the waiting job is moved to the new time instead.
 */
export async function scheduleJob(
	kind: string,
	payload: Payload,
	when: { runAt: Date; dedupeKey?: string },
): Promise<void> {
	await db
		.insert(jobs)
		.values({ kind, payload, runAt: when.runAt, dedupeKey: when.dedupeKey, state: 'pending' })
		.onConflictDoUpdate({
			target: jobs.dedupeKey,
			set: { payload, runAt: when.runAt, state: 'pending', tries: 0, leaseUntil: null },
		})
}

/** Removes a waiting job; one that runs already goes on. */
export async function cancelJob(dedupeKey: string): Promise<void> {
	await db.delete(jobs).where(and(eq(jobs.dedupeKey, dedupeKey), eq(jobs.state, 'pending')))
}

/** Jobs that were given up, newest first, for who decides whether they are tried after all. */
export async function listDeadJobs(limit = 50) {
	return db.select().from(jobs).where(eq(jobs.state, 'dead')).orderBy(desc(jobs.endedAt)).limit(limit)
}

/** Tries once more what was given up. @returns `false` when it is not, or no longer, given up */
export async function retryJob(id: string, now = new Date()): Promise<boolean> {
	const revived = await db
		.update(jobs)
		.set({ state: 'pending', tries: 0, runAt: now, leaseUntil: null, endedAt: null })
		.where(and(eq(jobs.id, id), eq(jobs.state, 'dead')))
		.returning({ id: jobs.id })
	return revived.length > 0
}

/**
 * Does all that is due, oldest first. A job is claimed by a guarded update and leased: when the
 * process dies the lease runs out and another takes it. A job that keeps failing ends as `dead`.
 *
 * @returns how many jobs ran
 */
export async function runDueJobs(now = new Date()): Promise<number> {
	const claimable = or(
		and(eq(jobs.state, 'pending'), lte(jobs.runAt, now)),
		and(eq(jobs.state, 'running'), lte(jobs.leaseUntil, now)),
	)
	const due = await db
		.select({ id: jobs.id })
		.from(jobs)
		.where(and(claimable, inArray(jobs.kind, [...handlers.keys()])))
		.orderBy(asc(jobs.runAt))
		.limit(BATCH)
	const startedAt = Date.now()
	let ran = 0
	for (const { id } of due) {
		const [job] = await db
			.update(jobs)
			.set({ state: 'running', leaseUntil: new Date(now.getTime() + Date.now() - startedAt + LEASE_MS) })
			.where(and(eq(jobs.id, id), claimable))
			.returning()
		if (!job) continue
		await runOne(job, now)
		ran++
	}
	return ran
}

/** Starts doing due work, looked for every `pollMs`; `stopRunner` waits for the work in hand. */
export function startRunner(pollMs = POLL_MS): void {
	timer ??= setInterval(() => {
		running ??= turn().finally(() => {
			running = undefined
		})
	}, pollMs)
}

export async function stopRunner(): Promise<void> {
	clearInterval(timer)
	timer = undefined
	await Promise.all([running, ...[...ticks.values()].map((tick) => tick.running)])
}

/** Jobs and each recurring work go side by side: a slow one, such as a mute mail server, holds no other. */
async function turn(): Promise<void> {
	const now = new Date()
	// The clock on the wall may be put back: what recurs goes on all the same.
	const elapsed = performance.now()
	for (const [name, tick] of ticks) {
		if (tick.running || tick.nextAt > elapsed) continue
		tick.nextAt = elapsed + tick.everyMs
		tick.running = tick
			.work(now)
			.catch((error: unknown) => log.error({ error: String(error), tick: name }, 'a recurring work failed'))
			.then(() => {
				tick.running = undefined
			})
	}
	try {
		await runDueJobs(now)
	} catch (error) {
		log.error({ error: String(error) }, 'the job runner could not read its work')
	}
}

async function runOne(job: typeof jobs.$inferSelect, now: Date): Promise<void> {
	const known = handlers.get(job.kind)
	try {
		await known?.handler(job.payload, { now })
		await db
			.update(jobs)
			.set({ state: 'done', endedAt: now, dedupeKey: null })
			.where(and(eq(jobs.id, job.id), eq(jobs.state, 'running')))
	} catch (error) {
		const tries = job.tries + 1
		const waitMs = Math.min(2 ** tries * 1_000, 300_000)
		const backOffMs = known?.pace(waitMs) ?? waitMs
		log.error({ error: String(error), kind: job.kind, tries }, 'a job failed')
		await db
			.update(jobs)
			.set(
				tries >= MAX_TRIES
					? { state: 'dead', tries, lastError: String(error), endedAt: now }
					: { state: 'pending', tries, lastError: String(error), runAt: new Date(now.getTime() + backOffMs) },
			)
			.where(and(eq(jobs.id, job.id), eq(jobs.state, 'running')))
	}
}
