import { and, count, eq, exists, gt, gte, inArray, isNull, ne, not, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { ACTIVE_CALLBACK_STATES, callbackAttempts, callbacks } from '#db/schema/handoff.server'
import { settings } from '~/settings/settings.server'
import { isBlocked } from './blocked-numbers.server'
import type { Callback } from './callback-events.server'
import { callsToday } from './callback-spending.server'
import { tellCustomer } from './callback-words.server'
import { dayOf, openingAt } from './hours.server'

export type Refusal =
	/**
	 * `too-soon`: asked for "now" a moment ago. `unanswered`: rung in vain too often this month.
	 * `capped`: what calls may cost today is spent.
	 */
	| { ok: false; reason: 'blocked' | 'too-many' | 'too-soon' | 'unanswered' | 'capped' }
	/**
	 * One active request a number and a customer: `mine` when this visit or customer made it, and may move
	 * it. In writing it always is: an address that nobody proved stands in no one's way.
	 */
	| { ok: false; reason: 'already'; mine: boolean; callback: Callback }

interface Asked {
	/** E.164 */
	phone: string
	/** `null`: another program asks, which answers for how often it does. */
	visitId: string | null
	customerId: string | null
	slotStart: Date | null
	channel?: Callback['channel']
	email?: string | null
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const ACTIVE = [...ACTIVE_CALLBACK_STATES]
const UNANSWERED = ['busy', 'no-answer', 'voicemail']

/** Why a request for a number that may be called is not taken now; `null` when it is. */
export async function refusalOf(asked: Asked, now: Date): Promise<Refusal | null> {
	return (await activeRequest(asked, now)) ?? (await limitReached(asked, now))
}

/** Whether another request of the same number, or in writing of the same person, goes on: one at a time. */
export async function anotherIsActive({ id, ...asked }: Callback): Promise<boolean> {
	return (
		(await db.$count(callbacks, and(sameCaller(asked), ne(callbacks.id, id), inArray(callbacks.state, ACTIVE)))) > 0
	)
}

/** How often a number may still be rung: rings that nobody answered in the last 30 days count. */
export async function ringsLeft(phone: string, now: Date): Promise<number> {
	const inVain = await db.$count(
		callbackAttempts,
		and(
			eq(callbackAttempts.customerPhone, phone),
			gt(callbackAttempts.startedAt, new Date(now.getTime() - 30 * DAY_MS)),
			inArray(callbackAttempts.customerOutcome, UNANSWERED),
		),
	)
	return Math.max(0, settings().callback.unansweredPer30Days - inVain)
}

/** Whether the calls of today cost what they may. */
export async function isCapped(now: Date): Promise<boolean> {
	return (await callsToday(now)).tripped
}

async function activeRequest(asked: Asked, now: Date): Promise<Refusal | null> {
	const { phone, visitId, customerId } = asked
	const active = await db
		.select()
		.from(callbacks)
		.where(and(sameCallerOrCustomer(asked), inArray(callbacks.state, ACTIVE)))
	const callback = active.find((one) => one.phone === phone) ?? active[0]
	if (!callback) return null
	const mine =
		visitId === null || callback.visitId === visitId || (customerId !== null && callback.customerId === customerId)
	if (!mine) await tellCustomer(callback, 'already', now.toISOString().slice(0, 10), now)
	return { ok: false, reason: 'already', mine, callback }
}

async function limitReached(asked: Asked, now: Date): Promise<Refusal | null> {
	const { phone, slotStart } = asked
	const refused = (reason: Exclude<Refusal['reason'], 'already'>): Refusal => ({ ok: false, reason })
	if (await isBlocked(phone)) return refused('blocked')
	const { perNumberAndDay, nowEveryMinutes } = settings().callback
	const [today] = await db
		.select({ asked: count() })
		.from(callbacks)
		.where(
			and(
				or(sameCallerOrCustomer(asked), sameLetters(asked)),
				gte(callbacks.createdAt, new Date(now.getTime() - DAY_MS)),
			),
		)
	if ((today?.asked ?? 0) >= perNumberAndDay) return refused('too-many')
	if (asked.channel === 'text') return null
	if (
		asked.visitId !== null &&
		!slotStart &&
		(await askedForNow(asked, new Date(now.getTime() - nowEveryMinutes * MINUTE_MS)))
	)
		return refused('too-soon')
	if ((await ringsLeft(phone, now)) === 0) return refused('unanswered')
	if (await isCappedFor(slotStart, now)) return refused('capped')
	return null
}

/** Whether nobody who asks to be called as soon as possible can be called today any more. */
export async function isNowCapped(now = new Date()): Promise<boolean> {
	return isCappedFor(null, now)
}

async function isCappedFor(slotStart: Date | null, now: Date): Promise<boolean> {
	const due = slotStart ?? openingAt('callback', now).opensAt ?? now
	return dayOf(due).compare(dayOf(now)) === 0 && (await isCapped(now))
}

/** One that was cancelled before any telephone rang disturbed nobody, and does not count. */
async function askedForNow(asked: Asked, since: Date): Promise<boolean> {
	const rang = exists(db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, callbacks.id)))
	return (
		(await db.$count(
			callbacks,
			and(
				sameCallerOrCustomer(asked),
				isNull(callbacks.slotStart),
				gt(callbacks.createdAt, since),
				not(and(eq(callbacks.state, 'cancelled'), not(rang)) ?? rang),
			),
		)) > 0
	)
}

/** Who is reached: whose number it is; in writing, the customer or the visit that asks. */
function sameCaller({
	phone,
	channel,
	visitId,
	customerId,
}: Pick<Asked, 'phone' | 'channel' | 'visitId' | 'customerId'>) {
	if (channel !== 'text') return eq(callbacks.phone, phone)
	const asker =
		customerId === null
			? and(isNull(callbacks.customerId), eq(callbacks.visitId, visitId ?? ''))
			: eq(callbacks.customerId, customerId)
	return and(eq(callbacks.channel, 'text'), asker)
}

function sameCallerOrCustomer(asked: Asked) {
	const { customerId } = asked
	return customerId === null ? sameCaller(asked) : or(sameCaller(asked), eq(callbacks.customerId, customerId))
}

/** What strangers ask with one address sends letters to it, whoever they are; a customer is counted by their account. */
function sameLetters({ channel, email, customerId }: Asked) {
	if (channel !== 'text' || customerId !== null || !email) return undefined
	return and(eq(callbacks.channel, 'text'), isNull(callbacks.customerId), eq(callbacks.email, email))
}
