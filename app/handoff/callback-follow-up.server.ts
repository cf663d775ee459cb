import { and, eq } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { callbackEvents } from '#db/schema/handoff.server'
import { environment } from '~/env.server'
import { endVisit, recordFriction } from '~/friction/record.server'
import { settings } from '~/settings/settings.server'
import { blockNumber } from './blocked-numbers.server'
import { endUnreached, moveOn } from './callback-endings.server'
import { type Callback, recordEvent } from './callback-events.server'
import { type NextStep, nextStep } from './callback-policy'
import type { Consequence } from './callback-reducer'
import { ringsLeft } from './callback-refusals.server'
import { tellCustomer } from './callback-words.server'
import { promiseCall } from './callbacks.server'
import { at, dayOf, isOpenAt, openingAt } from './hours.server'
import { settlePromise } from './promises.server'

/** What a call makes of its request: the next state, what the customer is told, the promise. */

/** Local times of the business at which half-days begin, as people who are called think of them. */
const MORNING = '09:00'
const NOON = '12:00'
const AFTERNOON = '14:00'

/** Moves the request on. @returns the request when it ended without reaching the customer */
export async function followUp(
	callback: Callback,
	consequence: Consequence,
	{ attemptId, voicemail = false, now }: { attemptId: string | null; voicemail?: boolean; now: Date },
): Promise<Callback | 'moved' | null> {
	const { callback: policy } = settings()
	// A number rung in vain as often as it may be this month is not rung again, whatever the request has left.
	const maxRings = (await ringsLeft(callback.phone, now)) > 0 ? policy.maxRings : 0
	const next = nextStep(callback, consequence, { ...policy, maxRings }, environment().TELEPHONY_SPEED)
	if (!next) return null
	const dueAt = whenAgain(next, voicemail ? policy.retry.voicemailMinutes : null, now)
	const { state, offers, attempts } = next
	const changes = {
		...{ offers, attempts },
		...(dueAt === null ? {} : { dueAt }),
		...(state === 'queued' || state === 'retry-wait' ? { advisorId: null } : {}),
		...(state === 'done' || state === 'cancelled' ? { endedAt: now } : {}),
	}
	const round = `${attempts}-${attemptId ?? now.getTime()}`
	const after =
		state === 'unreached' || state === 'needs-number'
			? await endUnreached(callback, { ...changes, state }, round, now)
			: await moveOn(callback, { ...changes, state })
	if (!after) return null
	const { id: callbackId } = after
	await recordEvent({
		callbackId,
		attemptId,
		kind: voicemail ? 'voicemail' : consequence,
		detail: { advisorId: callback.advisorId },
		now,
	})
	if (next.tell === 'delayed') await recordEvent({ callbackId, kind: 'delayed', now })
	if (next.tell === 'delayed' || next.tell === 'missed') await tellCustomer(after, next.tell, round, now)
	if (next.blockNumber) {
		await blockNumber({ phone: after.phone, callbackId, advisorId: callback.advisorId, now })
		await recordEvent({ callbackId, kind: 'number-blocked', now })
	}
	await keepAccount(after, consequence, attemptId, now)
	if (after.state === 'unreached' || after.state === 'needs-number') {
		await recordEvent({ callbackId, kind: 'unreached', now })
		return after
	}
	return 'moved'
}

/** The promise was to call: it is settled when the customer was rung, or withdrawn when nobody asked. */
async function keepAccount(
	callback: Callback,
	consequence: Consequence,
	attemptId: string | null,
	now: Date,
): Promise<void> {
	if (consequence === 'not-me') await settlePromise(callback.id, 'callback', 'withdrawn', now)
	if (!['talked', 'busy', 'no-answer', 'failed'].includes(consequence)) return
	await settlePromise(callback.id, 'callback', undefined, (attemptId && (await rungAt(attemptId))) || now)
	if (callback.state === 'retry-wait') await promiseCall(callback, null, now)
	const { visitId } = callback
	if (consequence === 'talked' && visitId) afterCommit(() => void endVisit(visitId, 'somebody'))
}

/** When the customer's telephone was asked to ring. */
async function rungAt(attemptId: string): Promise<Date | null> {
	const [row] = await db
		.select({ at: callbackEvents.at })
		.from(callbackEvents)
		.where(and(eq(callbackEvents.attemptId, attemptId), eq(callbackEvents.kind, 'advisor-accepted')))
	return row?.at ?? null
}

/** Notes in the friction log that a request ended without reaching its customer. */
export async function logUnreached(callback: Callback | 'moved', now: Date): Promise<void> {
	if (callback === 'moved' || !callback.visitId) return
	const { visitId, lang, customerId, askedFrom, state, attempts } = callback
	await recordFriction({
		visitId,
		kind: 'callback-unreached',
		label: state,
		path: askedFrom,
		lang,
		customerId,
		detail: { attempts },
		now,
	})
}

/** When it is called again, inside the hours; `null` leaves the time as it is. */
function whenAgain({ state, waitMinutes, nextHalfDay }: NextStep, voicemailMinutes: number | null, now: Date) {
	const minutes = voicemailMinutes !== null && state === 'retry-wait' ? voicemailMinutes : waitMinutes
	if (minutes === null) return null
	if (nextHalfDay && voicemailMinutes === null) return withinHours(halfDayAfter(now))
	return withinHours(new Date(now.getTime() + minutes * 60_000))
}

/** Early in the afternoon for who was not there in the morning, else in the morning after. */
function halfDayAfter(now: Date): Date {
	const today = dayOf(now)
	const isMorning = now < at(today, NOON, settings())
	return isMorning ? at(today, AFTERNOON, settings()) : at(today.add({ days: 1 }), MORNING, settings())
}

/** The same instant when open, else the next opening. */
function withinHours(instant: Date): Date {
	return isOpenAt('callback', instant) ? instant : (openingAt('callback', instant).opensAt ?? instant)
}
