import { toZoned } from '@internationalized/date'
import { gte, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbackAttempts, codeSends } from '#db/schema/handoff.server'
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

/** Calls of callbacks, since midnight. Advisors who dial by hand cost nothing here. */
export async function callsToday(now: Date): Promise<Breaker> {
	const { attemptCents, callsPerDayCents } = settings().callback.spending
	const midnight = toZoned(dayOf(now), settings().timeZone).toDate()
	const tries = carrier().dials ? await db.$count(callbackAttempts, gte(callbackAttempts.startedAt, midnight)) : 0
	return breaker(tries * attemptCents, callsPerDayCents, attemptCents)
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

function breaker(spentCents: number, limitCents: number, nextCents: number): Breaker {
	return { spentCents, limitCents, tripped: spentCents + nextCents > limitCents }
}
