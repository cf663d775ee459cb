import { parseDate, toZoned } from '@internationalized/date'
import { and, desc, eq, gte, inArray, isNull, lt, or } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackAttempts, callbackEvents, callComparisons, callDifferences } from '#db/schema/handoff.server'
import { everyTick, registerJob, scheduleJob } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { spokenCalls } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import type { CarrierCall } from '~/telephony/carrier'
import { carrier } from '~/telephony/current.server'
import { compareCalls, type OurCall } from './call-comparison'
import { BY_HAND } from './callback-by-hand.server'
import { dayOf } from './hours.server'

const PLANNING_SECONDS = 3_600
/** Nobody is called at this hour, and the company's account of the day before is complete. */
const COMPARING_HOUR = 3
const NAMES_A_STATEMENT = 500

/**
 * Compares the phone company's calls of a day with ours and keeps the differences for the supervisor.
 * Doing it again adds what is new, and nothing twice.
 *
 * @param day - `2026-11-19`, in the business's time zone
 * @throws when the company does not answer; the job is tried again
 */
export async function compareDay(day: string, now = new Date()): Promise<{ calls: number; differences: number }> {
	const { timeZone } = settings()
	const start = toZoned(parseDate(day), timeZone).toDate()
	const end = toZoned(parseDate(day).add({ days: 1 }), timeZone).toDate()
	const told = await carrier().listCallsBetween(start, end)
	const codes = await codeCalls(told)
	const calls = told.filter(({ sid }) => !codes.has(sid))
	const attempts = await attemptsOf(start, end, calls)
	const ours = await withConversations(attempts)
	const expected = attempts
		.filter(({ startedAt, advisorOutcome }) => startedAt >= start && startedAt < end && advisorOutcome !== BY_HAND)
		.flatMap(({ advisorCallSid, customerCallSid }) => [advisorCallSid, customerCallSid])
		.filter((sid) => sid !== null)
	// A call at the edge of the day is dated on the other side of it by the company.
	const atTheEdge = await Promise.all(
		expected.filter((sid) => !calls.some((call) => call.sid === sid)).map((sid) => carrier().fetchCall(sid)),
	)
	const all = [...calls, ...atTheEdge.filter((call) => call !== null)]
	const found = compareCalls(all, ours, expected)
	const counted = { calls: told.length, attempts: attempts.length, at: now }
	const added = await transaction(async () => {
		await db
			.insert(callComparisons)
			.values({ day, ...counted })
			.onConflictDoUpdate({ target: callComparisons.day, set: counted })
		const added: { id: string }[] = []
		for (let from = 0; from < found.length; from += NAMES_A_STATEMENT) {
			const rows = found.slice(from, from + NAMES_A_STATEMENT).map((one) => ({ ...one, day, at: now }))
			const { id } = callDifferences
			added.push(...(await db.insert(callDifferences).values(rows).onConflictDoNothing().returning({ id })))
		}
		return added
	})
	if (added.length > 0) log.warn({ day, differences: added.length }, 'the calls of a day are not those of the company')
	return { calls: told.length, differences: found.length }
}

/** Plans the comparison of the day that goes on, for the night after it. Planning it again changes nothing. */
export async function planComparison(now = new Date()): Promise<void> {
	if (!carrier().dials) return
	const today = dayOf(now)
	const runAt = toZoned(today.add({ days: 1 }), settings().timeZone)
		.add({ hours: COMPARING_HOUR })
		.toDate()
	const day = today.toString()
	await scheduleJob('compare-calls', { day }, { runAt, dedupeKey: `compare-calls:${day}` })
}

/** Differences that nobody has looked at, newest first, and the last comparison. */
export async function listCallDifferences(limit = 50) {
	const [open, [last]] = await Promise.all([
		db
			.select()
			.from(callDifferences)
			.where(isNull(callDifferences.seenAt))
			.orderBy(desc(callDifferences.at))
			.limit(limit),
		db.select().from(callComparisons).orderBy(desc(callComparisons.day)).limit(1),
	])
	return { open, last: last ?? null }
}

/** Somebody has looked into a difference. @returns `false` when somebody had before */
export async function markDifferenceSeen(id: string, personId: string, now = new Date()): Promise<boolean> {
	const seen = await db
		.update(callDifferences)
		.set({ seenAt: now, seenBy: personId })
		.where(and(eq(callDifferences.id, id), isNull(callDifferences.seenAt)))
		.returning({ id: callDifferences.id })
	return seen.length > 0
}

registerJob('compare-calls', async ({ day }, { now }) => void (await compareDay(String(day), now)))
everyTick('compare-calls', PLANNING_SECONDS, planComparison)

/** Calls that read a code aloud: ours, and no try of a callback. */
async function codeCalls(calls: readonly CarrierCall[]): Promise<Set<string>> {
	const found = new Set<string>()
	for (let from = 0; from < calls.length; from += NAMES_A_STATEMENT) {
		const sids = calls.slice(from, from + NAMES_A_STATEMENT).map(({ sid }) => sid)
		for (const sid of await spokenCalls(sids)) found.add(sid)
	}
	return found
}

/** Those that began on the day, and those that the company names, whenever they began. */
async function attemptsOf(start: Date, end: Date, calls: readonly CarrierCall[]) {
	const isOfDay = and(gte(callbackAttempts.startedAt, start), lt(callbackAttempts.startedAt, end))
	const found = await db.select().from(callbackAttempts).where(isOfDay)
	const sids = calls.flatMap(({ sid, parentSid }) => (parentSid ? [sid, parentSid] : [sid]))
	for (let from = 0; from < sids.length; from += NAMES_A_STATEMENT) {
		const some = sids.slice(from, from + NAMES_A_STATEMENT)
		const isNamed = or(inArray(callbackAttempts.advisorCallSid, some), inArray(callbackAttempts.customerCallSid, some))
		found.push(...(await db.select().from(callbackAttempts).where(isNamed)))
	}
	return [...new Map(found.map((attempt) => [attempt.id, attempt])).values()]
}

async function withConversations(attempts: (typeof callbackAttempts.$inferSelect)[]): Promise<OurCall[]> {
	const ends: { attemptId: string | null; detail: Record<string, unknown> | null }[] = []
	for (let from = 0; from < attempts.length; from += NAMES_A_STATEMENT) {
		const ids = attempts.slice(from, from + NAMES_A_STATEMENT).map(({ id }) => id)
		const isEnd = and(inArray(callbackEvents.attemptId, ids), eq(callbackEvents.kind, 'dial-ended'))
		const { attemptId, detail } = callbackEvents
		ends.push(...(await db.select({ attemptId, detail }).from(callbackEvents).where(isEnd)))
	}
	return attempts.map((attempt) => {
		const told = ends.find(({ attemptId }) => attemptId === attempt.id)?.detail
		const { id: attemptId, callbackId, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome } = attempt
		return {
			...{ attemptId, callbackId, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome },
			ended: attempt.endedAt !== null,
			bridged: typeof told?.bridged === 'boolean' ? told.bridged : null,
			seconds: typeof told?.seconds === 'number' ? told.seconds : null,
		}
	})
}
