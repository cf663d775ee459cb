import { randomBytes } from 'node:crypto'
import { and, eq, inArray, isNull, lte, ne } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackAttempts, callbacks } from '#db/schema/handoff.server'
import { findPerson } from '~/auth/people.server'
import { scheduleJob } from '~/jobs/runner.server'
import { carrier } from '~/telephony/current.server'
import { BY_HAND } from './callback-by-hand.server'
import { type Attempt, placeCall } from './callback-calls.server'
import { type Callback, recordEvent } from './callback-events.server'
import { isCapped } from './callback-refusals.server'
import { listDueCallbacks } from './callbacks.server'
import { ringingAddress } from './handsets.server'
import { isOpenAt } from './hours.server'

export type ClaimOutcome =
	| { ok: true; attemptId: string; byHand: boolean }
	/**
	 * `taken`: another advisor was faster, or the customer cancelled. `busy`: this advisor is in a call
	 * already. `too-early`: the customer chose a later time. `capped`: what calls may cost today is spent.
	 */
	| { ok: false; reason: 'taken' | 'too-early' | 'no-phone' | 'busy' | 'closed' | 'capped' }

const CLAIMABLE = ['scheduled', 'queued', 'retry-wait'] as const

/**
 * An advisor takes a callback: their telephone rings at once, then the customer's. Where nobody
 * dials for them they see the number, call, and record the outcome.
 *
 * Two advisors may press in the same second: the claim is one update that still requires the
 * request to be unclaimed. The attempt and the job that places the call exist together.
 */
export async function claimCallback({
	callbackId,
	advisorId,
	now = new Date(),
}: {
	callbackId: string
	advisorId: string
	now?: Date
}): Promise<ClaimOutcome> {
	if (!isOpenAt('callback', now)) return { ok: false, reason: 'closed' }
	const { dials } = carrier()
	if (await isCapped(now)) return { ok: false, reason: 'capped' }
	const claimed = await transaction(async (): Promise<ClaimOutcome> => {
		const advisor = await findPerson(advisorId)
		if (!advisor || (dials && !(await ringingAddress(advisor, now)))) return { ok: false, reason: 'no-phone' }
		if (await isInCall(advisorId)) return { ok: false, reason: 'busy' }
		const [callback] = await db
			.update(callbacks)
			.set({ state: dials ? 'offering' : 'dialing', advisorId })
			.where(
				and(
					eq(callbacks.id, callbackId),
					inArray(callbacks.state, [...CLAIMABLE]),
					lte(callbacks.dueAt, now),
					// Nobody dials an appointment in writing.
					ne(callbacks.channel, 'text'),
				),
			)
			.returning()
		if (!callback) return { ok: false, reason: (await isComing(callbackId)) ? 'too-early' : 'taken' }
		const attempt = await startAttempt(callback, advisorId, dials, now)
		await recordEvent({ callbackId, attemptId: attempt.id, kind: 'claimed', detail: { advisorId }, now })
		return { ok: true, attemptId: attempt.id, byHand: !dials }
	})
	if (claimed.ok && dials) await placeCall(claimed.attemptId, 1, now)
	return claimed
}

/** Takes the callback that has been due longest; `null` when nothing is due. */
export async function claimNextCallback({
	advisorId,
	now = new Date(),
}: {
	advisorId: string
	now?: Date
}): Promise<(ClaimOutcome & { callbackId: string }) | null> {
	for (const { id } of await listDueCallbacks(now)) {
		const outcome = await claimCallback({ callbackId: id, advisorId, now })
		if (outcome.ok || outcome.reason !== 'taken') return { ...outcome, callbackId: id }
	}
	return null
}

/** Whether an advisor has a call going on: one at a time. */
export async function isInCall(advisorId: string): Promise<boolean> {
	return (
		(await db.$count(
			callbackAttempts,
			and(eq(callbackAttempts.advisorId, advisorId), isNull(callbackAttempts.endedAt)),
		)) > 0
	)
}

async function isComing(callbackId: string): Promise<boolean> {
	return (await db.$count(callbacks, and(eq(callbacks.id, callbackId), inArray(callbacks.state, [...CLAIMABLE])))) > 0
}

async function startAttempt(callback: Callback, advisorId: string, dials: boolean, now: Date): Promise<Attempt> {
	const [attempt] = await db
		.insert(callbackAttempts)
		.values({
			callbackId: callback.id,
			key: randomBytes(16).toString('base64url'),
			advisorId,
			customerPhone: callback.phone,
			state: dials ? 'placing' : 'ringing-customer',
			...(dials ? {} : { advisorOutcome: BY_HAND }),
			startedAt: now,
			lastHeardAt: now,
		})
		.returning()
	if (!attempt) throw new Error('the attempt was not stored')
	if (dials)
		await scheduleJob('callback-place', { attemptId: attempt.id }, { runAt: now, dedupeKey: `place:${attempt.id}` })
	else
		await db
			.update(callbacks)
			.set({ attempts: callback.attempts + 1 })
			.where(eq(callbacks.id, callback.id))
	return attempt
}
