import { toZoned } from '@internationalized/date'
import { gte, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbackAttempts, codeSends } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { dayOf } from './hours.server'

/**
 * What the telephone costs, estimated from what was asked of the company and the prices of the
 * settings. Two breakers stop it: calls by day, codes by month, in the business's time zone.
 */

export interface Breaker {
	spentCents: number
	limitCents: number
	tripped: boolean
}

/** What the company said last of a day. Each process asks by itself. */
let told: { day: string; cents: number } | null = null
let asked = { at: Date.now(), answers: true }

/**
 * Asks the company what was spent today, at the pace of the settings. Not asked: just after a start,
 * while nothing was dialled, and a company that keeps no such account.
 */
export async function readUsage(now = new Date()): Promise<void> {
	const { usageMinutes } = settings().callback.spending
	const company = carrier()
	if (!company.spentToday || !asked.answers || usageMinutes === 0) return
	if (now.getTime() - asked.at < usageMinutes * 60_000 || (await triesSinceMidnight(now)) === 0) return
	asked.at = now.getTime()
	try {
		const spent = await company.spentToday()
		asked.answers = spent !== null
		told = spent && { day: utcDay(now), cents: spent.cents }
	} catch (error) {
		log.warn({ error: String(error) }, 'the phone company did not say what was spent today')
	}
}

everyTick('phone-usage', 60, readUsage)

/** Begins anew, as a process does that starts at `startedAt`. */
export function forgetUsage(startedAt = new Date()): void {
	told = null
	asked = { at: startedAt.getTime(), answers: true }
}

/**
 * Calls of callbacks, since midnight: our own count of tries at the price of the settings, or what the
 * company says that the whole account cost, whichever is more. Advisors who dial by hand cost nothing here.
 */
export async function callsToday(now: Date): Promise<Breaker> {
	const { attemptCents, callsPerDayCents } = settings().callback.spending
	const midnight = toZoned(dayOf(now), settings().timeZone).toDate()
	const company = told?.day === utcDay(now) ? told.cents : 0
	const tries = carrier().dials ? await db.$count(callbackAttempts, gte(callbackAttempts.startedAt, midnight)) : 0
	return breaker(Math.max(tries * attemptCents, carrier().dials ? company : 0), callsPerDayCents, attemptCents)
}

/**
 * Codes, since the first of the month.
 *
 * @param nextCents - what the next one costs
 */
export async function codesThisMonth(now: Date, nextCents: number): Promise<Breaker> {
	const first = toZoned(dayOf(now).set({ day: 1 }), settings().timeZone).toDate()
	const [spent] = await db
		.select({ cents: sql<number>`coalesce(sum(${codeSends.costCents}), 0)` })
		.from(codeSends)
		.where(gte(codeSends.at, first))
	return breaker(Number(spent?.cents ?? 0), settings().callback.spending.codesPerMonthCents, nextCents)
}

/** Both, for the supervisor. */
export async function callbackSpending(now: Date): Promise<{ calls: Breaker; codes: Breaker }> {
	const { smsCents, codeCallCents } = settings().callback.spending
	const [calls, codes] = await Promise.all([callsToday(now), codesThisMonth(now, Math.min(smsCents, codeCallCents))])
	return { calls, codes }
}

function triesSinceMidnight(now: Date): Promise<number> {
	const midnight = toZoned(dayOf(now), settings().timeZone).toDate()
	return db.$count(callbackAttempts, gte(callbackAttempts.startedAt, midnight))
}

function utcDay(now: Date): string {
	return now.toISOString().slice(0, 10)
}

function breaker(spentCents: number, limitCents: number, nextCents: number): Breaker {
	return { spentCents, limitCents, tripped: spentCents + nextCents > limitCents }
}
