import { eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackAttempts, callbacks } from '#db/schema/handoff.server'
import { findPerson } from '~/auth/people.server'
import { environment } from '~/env.server'
import type { Lang } from '~/i18n/language'
import { registerJob } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { carrier } from '~/telephony/current.server'
import { noteRefusedAccount } from '~/telephony/refused-account.server'
import { callTimes, paced } from '~/telephony/speed.server'
import { isBlocked } from './blocked-numbers.server'
import { type Callback, noteEvent, recordEvent } from './callback-events.server'
import { followUp, logUnreached } from './callback-follow-up.server'
import { type AttemptState, type CallEvent, nextAttempt } from './callback-reducer'
import { whisperWords } from './callback-words.server'
import { ringingAddress } from './handsets.server'
import { isOpenAt } from './hours.server'

export type Attempt = typeof callbackAttempts.$inferSelect

const STATUS_RETRIES = '#rc=3&rp=ct,rt,5xx'

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
		const advisorAddress = mayCall ? await ringingAddress(advisor, now) : null
		await db
			.update(callbackAttempts)
			.set({ lastHeardAt: now, advisorAddress })
			.where(eq(callbackAttempts.id, attemptId))
		return { attempt, advisorAddress }
	})
	if (!placing) return
	const { attempt, advisorAddress } = placing
	if (!advisorAddress)
		return hear(attempt.key, { event: { kind: 'not-placed' }, dedupeKey: `not-placed:${attemptId}`, now })

	const { advisorRingSeconds, callSeconds } = callTimes()
	const placed = await carrier().placeCall({
		to: advisorAddress,
		from: carrier().fromNumber,
		twimlUrl: webhook('advisor', attempt.key),
		statusUrl: `${webhook('status', attempt.key)}${STATUS_RETRIES}`,
		ringSeconds: advisorRingSeconds,
		maxSeconds: callSeconds,
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
	if (failure === 'account') {
		noteRefusedAccount(now)
		await hear(attempt.key, { event: { kind: 'account-refused' }, dedupeKey: `account-refused:${attemptId}`, now })
	}
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
	/** What the company is answered, whatever it said. */
	answer?: string
	now: Date
}

/**
 * Something was heard of an attempt: it is stored once, the attempt and the request move on, and
 * the customer is told, all in one transaction. A repeat, or news of an attempt that has ended,
 * changes nothing.
 */
export async function hear(attemptKey: string, { event, dedupeKey, detail, answer, now }: Heard): Promise<void> {
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
				...{ dedupeKey, answer, now },
			}))
		)
			return null
		const { attempt: after, consequence } = nextAttempt(attempt, event)
		await noteEvent(dedupeKey, { effect: consequence ? 'moved' : after === attempt ? 'ignored' : 'noted' })
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
	detail,
	now = new Date(),
}: {
	key: string
	callSid: string
	digits: string
	/** What the company said, kept as it came. */
	detail?: Record<string, unknown>
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
	await hear(key, { event, dedupeKey: pressedKey(callSid), detail, now })
	const after = await findAttempt(key)
	if (!after || after.attempt.advisorCallSid !== callSid) return { next: 'gone', lang }
	if (['advisor-accepted', 'ringing-customer', 'bridged'].includes(after.attempt.state))
		return { next: 'dial', number: callback.phone }
	if (after.attempt.advisorOutcome === 'rejected') return { next: 'blocked', lang }
	return { next: after.attempt.advisorOutcome === 'declined' ? 'declined' : 'gone', lang }
}

/** Under which a key pressed during a call is stored: the first counts. */
export function pressedKey(callSid: string): string {
	return `pressed:${callSid}`
}

/** The address of a webhook of an attempt: its random key, and nothing about anybody. */
export function webhook(name: 'advisor' | 'key' | 'ended' | 'status' | 'customer', attemptKey: string): string {
	return `${environment().publicUrl}/webhooks/telephony/${name}?a=${attemptKey}`
}

/** Safety net: when the process dies between the claim and the call, the job places it. */
registerJob('callback-place', async ({ attemptId }, { now }) => placeCall(String(attemptId), 1, now), paced)

function changed({ state, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome, bridged }: AttemptState) {
	return { state, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome, bridged }
}

function told(event: CallEvent): Record<string, unknown> {
	const { kind: _, ...rest } = event
	return rest
}
