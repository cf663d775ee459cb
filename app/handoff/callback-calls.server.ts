import { randomBytes } from 'node:crypto'
import { and, eq, inArray, isNull, lte } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { callbackAttempts, callbackEvents, callbacks } from '#db/schema/handoff.server'
import { findPerson } from '~/auth/people.server'
import { environment } from '~/env.server'
import { endVisit, recordFriction } from '~/friction/record.server'
import type { Lang } from '~/i18n/language'
import { registerJob, scheduleJob } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { ADVISOR_RING_SECONDS, CALL_SECONDS } from '~/telephony/twiml'
import { type Callback, recordEvent } from './callback-events.server'
import { nextStep } from './callback-policy'
import { type AttemptState, type CallEvent, type Consequence, nextAttempt } from './callback-reducer'
import { tellCustomer, whisperWords } from './callback-words.server'
import { isBlocked, listDueCallbacks, promiseCall } from './callbacks.server'
import { isOpenAt, openingAt } from './hours.server'
import { settlePromise } from './promises.server'

export type Attempt = typeof callbackAttempts.$inferSelect

export type ClaimOutcome =
	| { ok: true; attemptId: string; byHand: boolean }
	/**
	 * `taken`: another advisor was faster, or the customer cancelled. `busy`: this advisor is in a call
	 * already. `too-early`: the customer chose a later time.
	 */
	| { ok: false; reason: 'taken' | 'too-early' | 'no-phone' | 'busy' | 'closed' }

const CLAIMABLE = ['scheduled', 'queued', 'retry-wait'] as const
const MANUAL_OUTCOMES = ['talked', 'busy', 'no-answer', 'voicemail', 'failed'] as const
export type ManualOutcome = (typeof MANUAL_OUTCOMES)[number]
/** An advisor who heard a voicemail says so within this time. */
const CORRECTION_MS = 30 * 60_000
const STATUS_RETRIES = '#rc=3&rp=ct,rt,5xx'

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
	const claimed = await transaction(async (): Promise<ClaimOutcome> => {
		const advisor = await findPerson(advisorId)
		if (!advisor || (dials && !advisor.phone)) return { ok: false, reason: 'no-phone' }
		if (await isInCall(advisorId)) return { ok: false, reason: 'busy' }
		const [callback] = await db
			.update(callbacks)
			.set({ state: dials ? 'offering' : 'dialing', advisorId })
			.where(and(eq(callbacks.id, callbackId), inArray(callbacks.state, [...CLAIMABLE]), lte(callbacks.dueAt, now)))
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

/**
 * What came of a call, said by the advisor: after dialling by hand, or to say that what answered was
 * a voicemail, which a telephone company counts as a conversation.
 *
 * @returns `false` when this callback is not theirs, or it is too late
 */
export async function recordManualOutcome({
	callbackId,
	advisorId,
	outcome,
	now = new Date(),
}: {
	callbackId: string
	advisorId: string
	outcome: ManualOutcome
	now?: Date
}): Promise<boolean> {
	const unreached = await transaction(async () => {
		const [callback] = await db
			.select()
			.from(callbacks)
			.where(and(eq(callbacks.id, callbackId), eq(callbacks.advisorId, advisorId)))
		if (!callback) return null
		const justDone = callback.state === 'done' && now.getTime() - (callback.endedAt?.getTime() ?? 0) < CORRECTION_MS
		const inCall = callback.state === 'dialing' || callback.state === 'connected'
		if (!inCall && !(justDone && outcome === 'voicemail')) return null
		const [current] = await db
			.update(callbacks)
			.set({ state: 'connected', endedAt: null })
			.where(eq(callbacks.id, callbackId))
			.returning()
		const [attempt] = await db
			.update(callbackAttempts)
			.set({
				state: 'ended',
				endedAt: now,
				customerOutcome: outcome === 'talked' ? 'connected' : outcome,
				bridged: outcome === 'talked',
			})
			.where(and(eq(callbackAttempts.callbackId, callbackId), isNull(callbackAttempts.endedAt)))
			.returning()
		await recordEvent({ callbackId, attemptId: attempt?.id, kind: 'manual', detail: { outcome, advisorId }, now })
		const voicemail = outcome === 'voicemail'
		return current
			? followUp(current, voicemail ? 'no-answer' : outcome, { voicemail, attemptId: attempt?.id ?? null, now })
			: null
	})
	if (!unreached) return false
	await logUnreached(unreached, now)
	return true
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

/**
 * Asks the company for the advisor's call, once a turn: the turn is taken by storing its key first.
 * When the answer is lost, reconciliation looks before a next turn.
 */
export async function placeCall(attemptId: string, turn: number, now = new Date()): Promise<void> {
	const placing = await transaction(async () => {
		const [attempt] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.id, attemptId))
		if (!attempt || attempt.endedAt || attempt.state !== 'placing' || attempt.advisorCallSid) return null
		const { callbackId } = attempt
		const taken = await recordEvent({
			callbackId,
			attemptId,
			kind: 'placing',
			detail: { turn },
			dedupeKey: `place:${attemptId}:${turn}`,
			now,
		})
		if (!taken) return null
		const advisor = await findPerson(attempt.advisorId)
		const mayCall = isOpenAt('callback', now) && !(await isBlocked(attempt.customerPhone))
		await db.update(callbackAttempts).set({ lastHeardAt: now }).where(eq(callbackAttempts.id, attemptId))
		return { attempt, phone: mayCall ? (advisor?.phone ?? null) : null }
	})
	if (!placing) return
	const { attempt, phone } = placing
	if (!phone) return hear(attempt.key, { event: { kind: 'not-placed' }, dedupeKey: `not-placed:${attemptId}`, now })

	const placed = await carrier().placeCall({
		to: phone,
		from: carrier().fromNumber,
		twimlUrl: webhook('advisor', attempt.key),
		statusUrl: `${webhook('status', attempt.key)}${STATUS_RETRIES}`,
		ringSeconds: ADVISOR_RING_SECONDS,
		maxSeconds: CALL_SECONDS,
	})
	if (placed.ok) return adopt(attempt, placed.sid, now)
	const { failure, code } = placed
	log.warn({ failure, code, turn }, 'a call could not be placed')
	await recordEvent({
		callbackId: attempt.callbackId,
		attemptId,
		kind: `place-${failure}`,
		detail: { code, turn },
		now,
	})
	if (failure === 'refused' || failure === 'configuration')
		await hear(attempt.key, { event: { kind: 'not-placed' }, dedupeKey: `not-placed:${attemptId}`, now })
}

/** The company's name for an attempt's call. A second one, made by mistake, is ended. */
export async function adopt(attempt: Pick<Attempt, 'id' | 'key'>, callSid: string, now: Date): Promise<void> {
	await hear(attempt.key, { event: { kind: 'placed', callSid }, dedupeKey: `placed:${attempt.id}:${callSid}`, now })
	const [after] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.id, attempt.id))
	if (after && after.advisorCallSid === callSid && !after.endedAt) return
	if (after?.advisorCallSid === callSid && after.advisorOutcome !== 'cancelled') return
	await carrier().hangUp(callSid)
}

export interface Heard {
	event: CallEvent
	/** The same key is stored, and acted upon, once. */
	dedupeKey: string
	/** What the company said, kept as it came. */
	detail?: Record<string, unknown>
	now: Date
}

/**
 * Something was heard of an attempt: it is stored once, the attempt and the request move on, and
 * the customer is told, all in one transaction. A repeat, or news of an attempt that has ended,
 * changes nothing.
 */
export async function hear(attemptKey: string, { event, dedupeKey, detail, now }: Heard): Promise<void> {
	const unreached = await transaction(async () => {
		const [attempt] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.key, attemptKey))
		if (!attempt) return null
		const { id: attemptId, callbackId } = attempt
		if (
			!(await recordEvent({
				callbackId,
				attemptId,
				kind: event.kind,
				detail: { ...detail, ...told(event) },
				dedupeKey,
				now,
			}))
		)
			return null
		const { attempt: after, consequence } = nextAttempt(attempt, event)
		await db
			.update(callbackAttempts)
			.set({ ...changed(after), lastHeardAt: now, endedAt: after.state === 'ended' ? (attempt.endedAt ?? now) : null })
			.where(eq(callbackAttempts.id, attemptId))
		if (!consequence) return null
		const [callback] = await db.select().from(callbacks).where(eq(callbacks.id, callbackId))
		return callback ? followUp(callback, consequence, { attemptId, now }) : null
	})
	if (unreached) await logUnreached(unreached, now)
}

export async function findAttempt(key: string): Promise<{ attempt: Attempt; callback: Callback; lang: Lang } | null> {
	const [row] = await db
		.select({ attempt: callbackAttempts, callback: callbacks })
		.from(callbackAttempts)
		.innerJoin(callbacks, eq(callbacks.id, callbackAttempts.callbackId))
		.where(eq(callbackAttempts.key, key))
	if (!row) return null
	const advisor = await findPerson(row.attempt.advisorId)
	return { ...row, lang: advisor?.lang ?? 'fr' }
}

/** What the advisor hears; `null` when this call is not, or no longer, the one of the attempt. */
export async function whisperFor(key: string, callSid: string): Promise<{ words: string; lang: Lang } | null> {
	const found = await findAttempt(key)
	if (!found || found.attempt.endedAt || found.attempt.advisorCallSid !== callSid) return null
	return { words: whisperWords(found.callback, found.lang), lang: found.lang }
}

/**
 * The advisor pressed a key. Before the customer's telephone rings, hours and block are checked
 * again; the same call asking again gets the same answer.
 *
 * @returns what to do with the call
 */
export async function pressKey({
	key,
	callSid,
	digits,
	now = new Date(),
}: {
	key: string
	callSid: string
	digits: string
	now?: Date
}): Promise<{ next: 'dial'; number: string } | { next: 'gone' | 'declined' | 'blocked'; lang: Lang }> {
	const before = await findAttempt(key)
	if (!before) return { next: 'gone', lang: 'fr' }
	const { lang, callback } = before
	const mayDial =
		digits !== '1' ||
		before.attempt.state === 'advisor-accepted' ||
		(isOpenAt('callback', now) && !(await isBlocked(callback.phone)))
	const event: CallEvent = mayDial
		? { kind: 'advisor-pressed', callSid, key: digits }
		: { kind: 'over-without-dial', status: 'completed' }
	await hear(key, { event, dedupeKey: `pressed:${callSid}`, now })
	const after = await findAttempt(key)
	if (!after || after.attempt.advisorCallSid !== callSid) return { next: 'gone', lang }
	if (['advisor-accepted', 'ringing-customer', 'bridged'].includes(after.attempt.state))
		return { next: 'dial', number: callback.phone }
	if (after.attempt.advisorOutcome === 'rejected') return { next: 'blocked', lang }
	return { next: after.attempt.advisorOutcome === 'declined' ? 'declined' : 'gone', lang }
}

/** The address of a webhook of an attempt: its random key, and nothing about anybody. */
export function webhook(name: 'advisor' | 'key' | 'ended' | 'status' | 'customer', attemptKey: string): string {
	return `${environment().publicUrl}/webhooks/telephony/${name}?a=${attemptKey}`
}

/** Safety net: when the process dies between the claim and the call, the job places it. */
registerJob('callback-place', async ({ attemptId }, { now }) => placeCall(String(attemptId), 1, now))

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
			...(dials ? {} : { advisorOutcome: 'by-hand' }),
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

/** Moves the request on. @returns the request when it ended without reaching the customer */
async function followUp(
	callback: Callback,
	consequence: Consequence,
	{ attemptId, voicemail = false, now }: { attemptId: string | null; voicemail?: boolean; now: Date },
): Promise<Callback | 'moved' | null> {
	const { callback: policy } = settings()
	const next = nextStep(callback, consequence, policy)
	if (!next) return null
	const waitMinutes = voicemail && next.state === 'retry-wait' ? policy.retry.voicemailMinutes : next.waitMinutes
	const over = ['done', 'unreached', 'needs-number', 'cancelled'].includes(next.state)
	const [after] = await db
		.update(callbacks)
		.set({
			state: next.state,
			offers: next.offers,
			attempts: next.attempts,
			...(waitMinutes === null ? {} : { dueAt: withinHours(new Date(now.getTime() + waitMinutes * 60_000)) }),
			...(next.state === 'queued' || next.state === 'retry-wait' ? { advisorId: null } : {}),
			...(over ? { endedAt: now } : {}),
		})
		.where(and(eq(callbacks.id, callback.id), eq(callbacks.state, callback.state)))
		.returning()
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
	if (next.tell) await tellCustomer(after, next.tell, `${after.attempts}-${attemptId ?? now.getTime()}`, now)
	if (next.blockNumber) await recordEvent({ callbackId, kind: 'number-blocked', now })
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

async function logUnreached(callback: Callback | 'moved', now: Date): Promise<void> {
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

/** The same instant when open, else the next opening. */
function withinHours(at: Date): Date {
	return isOpenAt('callback', at) ? at : (openingAt('callback', at).opensAt ?? at)
}

function changed({ state, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome, bridged }: AttemptState) {
	return { state, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome, bridged }
}

function told(event: CallEvent): Record<string, unknown> {
	const { kind: _, ...rest } = event
	return rest
}
