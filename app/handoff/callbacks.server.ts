import { randomInt } from 'node:crypto'
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { callbackAttempts, callbackEvents, callbacks, type TrailItem } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { recordFriction } from '~/friction/record.server'
import { callbackMessages } from '~/i18n/callback'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { log } from '~/log.server'
import { carrier } from '~/telephony/current.server'
import { expectedCallWaitSeconds } from './availability.server'
import { isBlocked } from './blocked-numbers.server'
import { type Callback, recordEvent } from './callback-events.server'
import { opens, whetherOpens } from './callback-links.server'
import { anotherIsActive, type Refusal, refusalOf, ringsLeft } from './callback-refusals.server'
import { confirmInWriting, tellCancelled, whenInWords } from './callback-words.server'
import { closeCase, openCase } from './cases.server'
import { keptFromChat } from './chat-to-callback.server'
import { becomeCallback } from './conversations.server'
import { openingAt } from './hours.server'
import { type CheckedNumber, callableNumber } from './numbers.server'
import { makePromise, withdrawPromise } from './promises.server'
import { findFreeSlot, localTimeOf } from './slots.server'

export type { Callback }

export interface CallbackRequest {
	/** Made by the form: asking twice with the same key makes one request. */
	requestKey: string
	/** As the customer wrote it; empty in writing. */
	phone: string
	/** `null`: as soon as possible; else the start of a slot. */
	slotStart: Date | null
	firstName: string
	reason: string
	subject: string
	email: string | null
	lang: Lang
	/** What the customer left of their path. */
	trail: TrailItem[]
	askedFrom: string | null
	/** `null`: another program asks, for somebody whose number it has verified. */
	visitId: string | null
	customerId: string | null
	/** Conversations that their link opened in this browser: the one that goes on is what the call takes up. */
	heldChats?: readonly string[]
	/** Who the customer would like to be called by; anybody else when they are not there. */
	wishedAdvisorId?: string | null
	/** `relay`: through the operator for people who are deaf or hard of hearing. `text`: in writing, to an e-mail address, at a time. */
	channel?: Callback['channel']
	/** How the number was proved, kept with the request; left out when whoever calls answers for it. */
	provedBy?: ProvedBy
	now?: Date
}

/** `by-hand`: nothing can send a code, and an advisor dials. */
export type ProvedBy = 'account' | 'sms' | 'voice' | 'by-hand'

export type RequestOutcome =
	| { ok: true; callback: Callback }
	| { ok: false; reason: 'number'; number: Extract<CheckedNumber, { ok: false }> }
	| { ok: false; reason: 'slot-full' }
	| Refusal

/** Every change of an appointment makes its calendar file newer. */
export const nextInCalendar = { calendarSequence: sql`${callbacks.calendarSequence} + 1` }
/** Until it rings at the customer's, a request can be changed. */
export const CANCELLABLE = ['scheduled', 'queued', 'retry-wait', 'offering'] as const
/** Who was not reached may choose another time by the same link. */
export const MOVABLE = ['scheduled', 'queued', 'retry-wait', 'unreached', 'expired'] as const
/** A call promised "as soon as possible" is promised within this when the rhythm is unknown. */
const PROMISED_WAIT_SECONDS = 900
const PROMISED_MARGIN_SECONDS = 300
/** An appointment in writing has none. */
const NO_NUMBER = { ok: true, number: '' } as const

/**
 * Somebody asks to be called at a number that is known to be theirs; `askForCallback` is for numbers
 * that may have to be proved. One transaction checks the number's other requests and the slot's
 * last place, and books: of two people who want the last place, one gets it.
 */
export async function requestCallback(request: CallbackRequest): Promise<RequestOutcome> {
	const { requestKey, now = new Date() } = request
	const checked = request.channel === 'text' ? NO_NUMBER : await callableNumber(request.phone)
	if (!checked.ok) return { ok: false, reason: 'number', number: checked }
	if (request.channel === 'text' && !(request.slotStart && request.email)) return { ok: false, reason: 'slot-full' }
	const waitSeconds = request.slotStart ? null : await expectedCallWaitSeconds(now)

	const outcome = await transaction(async (): Promise<RequestOutcome> => {
		const [before] = await db.select().from(callbacks).where(eq(callbacks.requestKey, requestKey))
		if (before) return { ok: true, callback: before }
		const refusal = await refusalOf({ ...request, phone: checked.number }, now)
		if (refusal) return refusal
		const time = await timeFor(request, now)
		if (!time) return { ok: false, reason: 'slot-full' }

		const { customerId, visitId, reason, subject, lang } = request
		const kept = await keptFromChat(request)
		const { id: caseId, reference } =
			kept?.case ?? (await openCase({ customerId, visitId, reason, subject, lang, now }))
		const [callback] = await db
			.insert(callbacks)
			.values({
				...{ requestKey, caseId, reference, customerId, visitId, reason, subject, lang },
				...{ firstName: request.firstName, email: request.email, askedFrom: request.askedFrom, trail: request.trail },
				...time,
				...(kept && time.state === 'queued' ? { dueAt: kept.dueAt } : {}),
				...{ wishedAdvisorId: request.wishedAdvisorId ?? kept?.advisorId ?? null, channel: request.channel ?? 'voice' },
				phone: checked.number,
				password: twoWords(lang),
				createdAt: now,
			})
			.returning()
		if (!callback) throw new Error('the callback was not stored')
		const detail = { provedBy: request.provedBy ?? null }
		await recordEvent({ callbackId: callback.id, kind: 'asked', detail, now })
		await promiseCall(callback, waitSeconds, now)
		await confirmInWriting(callback, 'first', now)
		if (kept) await becomeCallback(kept.chat.id, callback.id, now)
		return { ok: true, callback }
	})
	const { visitId, lang, customerId } = request
	if (outcome.ok && visitId)
		await recordFriction({
			visitId,
			kind: 'handoff-asked',
			label: 'callback',
			path: request.askedFrom,
			lang,
			customerId,
			now,
		})
	return outcome
}

/**
 * Gives a request another time; its old place is free at once. A number whose owner said that they
 * never asked gets no other time.
 *
 * @param slotStart - `null`: as soon as possible
 */
export async function moveCallback({
	callbackId,
	slotStart,
	now = new Date(),
}: {
	callbackId: string
	slotStart: Date | null
	now?: Date
}): Promise<{ ok: true; callback: Callback } | { ok: false; reason: 'slot-full' | 'too-late' | 'unanswered' }> {
	const waitSeconds = slotStart ? null : await expectedCallWaitSeconds(now)
	return transaction(async () => {
		const before = await findCallback(callbackId)
		if (!before) return { ok: false, reason: 'too-late' }
		// The same place again is no move: a second click finds it done.
		if (before.state === 'scheduled' && slotStart && before.slotStart?.getTime() === slotStart.getTime())
			return { ok: true, callback: before }
		if ((await anotherIsActive(before)) || (await isBlocked(before.phone))) return { ok: false, reason: 'too-late' }
		if (before.channel === 'text' && !slotStart) return { ok: false, reason: 'slot-full' }
		if ((await ringsLeft(before.phone, now)) === 0) return { ok: false, reason: 'unanswered' }
		const time = await timeFor({ slotStart, reason: before.reason }, now)
		if (!time) return { ok: false, reason: 'slot-full' }
		const startsAgain = before.endedAt !== null
		const [moved] = await db
			.update(callbacks)
			.set({
				...{ ...time, ...nextInCalendar, advisorId: null, conversationId: null, offers: 0, endedAt: null },
				...(startsAgain ? { attempts: 0 } : {}),
			})
			.where(and(eq(callbacks.id, callbackId), inArray(callbacks.state, [...MOVABLE])))
			.returning()
		if (!moved) return { ok: false, reason: 'too-late' }
		const moves = await db.$count(
			callbackEvents,
			and(eq(callbackEvents.callbackId, callbackId), eq(callbackEvents.kind, 'moved')),
		)
		await recordEvent({ callbackId, kind: 'moved', detail: { from: placeOf(before) }, now })
		await withdrawPromise(callbackId, 'callback', now)
		await promiseCall(moved, waitSeconds, now)
		await confirmInWriting(moved, `move-${moves + 1}`, now, before)
		return { ok: true, callback: moved }
	})
}

/** The customer no longer wants the call: possible until their telephone rings. Twice is once. */
export async function cancelCallback({
	callbackId,
	now = new Date(),
}: {
	callbackId: string
	now?: Date
}): Promise<{ ok: boolean }> {
	return transaction(async () => {
		const before = await findCallback(callbackId)
		const [cancelled] = await db
			.update(callbacks)
			.set({ ...nextInCalendar, state: 'cancelled', endedAt: now })
			.where(
				and(
					eq(callbacks.id, callbackId),
					inArray(callbacks.state, [...CANCELLABLE]),
					// Who has come to write leaves the chat there.
					or(ne(callbacks.channel, 'text'), eq(callbacks.state, 'scheduled')),
				),
			)
			.returning()
		if (!before || !cancelled) return { ok: before?.state === 'cancelled' }
		const stopped = await db
			.update(callbackAttempts)
			.set({ state: 'ended', endedAt: now, advisorOutcome: 'cancelled' })
			.where(and(eq(callbackAttempts.callbackId, callbackId), isNull(callbackAttempts.endedAt)))
			.returning()
		await recordEvent({ callbackId, kind: 'cancelled', detail: { from: placeOf(before) }, now })
		await withdrawPromise(callbackId, 'callback', now)
		await closeCase(cancelled.caseId, now)
		await tellCancelled(cancelled, now)
		for (const { advisorCallSid } of stopped) if (advisorCallSid) afterCommit(() => stopRinging(advisorCallSid))
		return { ok: true }
	})
}

export async function findCallback(id: string): Promise<Callback | null> {
	const [row] = await db.select().from(callbacks).where(eq(callbacks.id, id))
	return row ?? null
}

/**
 * The callback of a reference, for who may see it: by the key of its link, or by the visit or the
 * customer that asked. `null` alike when it does not exist and when it is another's.
 */
export async function findOwnCallback(owner: {
	reference: string
	key: string | null
	visitId: string
	customerId: string | null
	now?: Date
}): Promise<Callback | null> {
	const [row] = await db.select().from(callbacks).where(eq(callbacks.reference, owner.reference))
	if (!row) return null
	if (owner.key && opens(owner.key, row, owner.now)) return row
	const own = row.visitId === owner.visitId || (owner.customerId !== null && row.customerId === owner.customerId)
	return own ? row : null
}

/** The callback of a reference whose key opened it once, and opens nothing any more; else `null`. */
export async function callbackOfOldLink(
	reference: string,
	key: string | null,
	now = new Date(),
): Promise<Callback | null> {
	const callback = key ? await findCallbackByReference(reference) : null
	return callback && key && whetherOpens(key, callback, now) === 'over' ? callback : null
}

/** The callback of a reference, for who may see every one. */
export async function findCallbackByReference(reference: string): Promise<Callback | null> {
	const [row] = await db.select().from(callbacks).where(eq(callbacks.reference, reference))
	return row ?? null
}

/** The callbacks asked for last, newest first. */
export async function listLatestCallbacks(limit: number): Promise<Callback[]> {
	return db.select().from(callbacks).orderBy(desc(callbacks.createdAt)).limit(limit)
}

/** Calls to make now, the longest due first. */
export async function listDueCallbacks(now = new Date()): Promise<Callback[]> {
	return db.select().from(callbacks).where(isDue(now)).orderBy(asc(callbacks.dueAt))
}

/** The first calls to make now, the longest due first, and how many there are in all. */
export async function callbacksToMake(now: Date, limit: number): Promise<{ calls: Callback[]; total: number }> {
	const [calls, total] = await Promise.all([
		db.select().from(callbacks).where(isDue(now)).orderBy(asc(callbacks.dueAt)).limit(limit),
		db.$count(callbacks, isDue(now)),
	])
	return { calls, total }
}

function isDue(now: Date) {
	return and(
		lte(callbacks.dueAt, now),
		inArray(callbacks.state, ['scheduled', 'queued', 'retry-wait']),
		ne(callbacks.channel, 'text'),
	)
}

/** Callbacks to make later, the soonest first. */
export async function listUpcomingCallbacks(now = new Date(), limit = 50): Promise<Callback[]> {
	return db
		.select()
		.from(callbacks)
		.where(and(gte(callbacks.dueAt, now), inArray(callbacks.state, ['scheduled', 'queued', 'retry-wait'])))
		.orderBy(asc(callbacks.dueAt))
		.limit(limit)
}

/** Callbacks an advisor is being rung for or is in. */
export async function listCallbacksInHand(advisorId: string): Promise<Callback[]> {
	return db
		.select()
		.from(callbacks)
		.where(and(eq(callbacks.advisorId, advisorId), inArray(callbacks.state, ['offering', 'dialing', 'connected'])))
		.orderBy(asc(callbacks.dueAt))
}

/** A callback with its attempts and the advisor who has it, for the desk. */
export async function findCallbackForAdvisor(id: string) {
	const callback = await findCallback(id)
	if (!callback) return null
	const attempts = await db
		.select()
		.from(callbackAttempts)
		.where(eq(callbackAttempts.callbackId, id))
		.orderBy(asc(callbackAttempts.startedAt))
	return {
		...callback,
		attemptRows: attempts,
		advisorName: (await advisorNames([callback.advisorId])).get(callback.advisorId) ?? null,
		dialsByHand: !carrier().dials,
	}
}

/** How many requests for "now" are before this one. */
export async function countAhead(callback: Pick<Callback, 'dueAt'>): Promise<number> {
	return db.$count(callbacks, and(eq(callbacks.state, 'queued'), lt(callbacks.dueAt, callback.dueAt)))
}

/** First names of advisors, as customers read them, by identifier: read at once. */
export async function advisorNames(ids: readonly (string | null)[]): Promise<Map<string | null, string>> {
	const advisors = await findPeople([...new Set(ids.flatMap((id) => id ?? []))])
	return new Map(advisors.map(({ id, name }) => [id, name.split(' ')[0] ?? name]))
}

/** Who called this customer last, and talked to them; `null` without an account or a call. */
export async function lastAdvisorOf(customerId: string | null): Promise<{ id: string; firstName: string } | null> {
	if (!customerId) return null
	const [last] = await db
		.select({ id: callbacks.advisorId })
		.from(callbacks)
		.where(and(eq(callbacks.customerId, customerId), eq(callbacks.state, 'done'), isNotNull(callbacks.advisorId)))
		.orderBy(desc(callbacks.endedAt))
		.limit(1)
	const firstName = last?.id ? (await advisorNames([last.id])).get(last.id) : undefined
	return last?.id && firstName ? { id: last.id, firstName } : null
}

/**
 * Records what was announced: the end of the slot, or the expected wait (fifteen minutes when the
 * rhythm is unknown) with a margin of five minutes that the words do not say.
 */
export async function promiseCall(callback: Callback, waitSeconds: number | null, now: Date): Promise<void> {
	const { id: objectId, caseId, customerId, lang, slotEnd, dueAt } = callback
	const waitMs = ((waitSeconds ?? PROMISED_WAIT_SECONDS) + PROMISED_MARGIN_SECONDS) * 1_000
	const promisedAt = callback.state !== 'retry-wait' && slotEnd ? slotEnd : new Date(dueAt.getTime() + waitMs)
	const words = messagesIn(callbackMessages, lang)
	const when = whenInWords(callback, now, { dated: true })
	const text = callback.channel === 'text' ? words.text.promise(when) : words.promise(when)
	await makePromise({ kind: 'callback', caseId, objectId, customerId, text, dueAt: promisedAt, now })
}

/** Where a request stands in time; `null` when the slot has no place left. */
async function timeFor(
	{ slotStart, reason }: { slotStart: Date | null; reason: string },
	now: Date,
): Promise<Pick<Callback, 'state' | 'slotStart' | 'slotEnd' | 'slotLocal' | 'slotZone' | 'dueAt'> | null> {
	if (slotStart) {
		const slot = await findFreeSlot(slotStart, { now, reason })
		return slot && { state: 'scheduled', ...slotColumns(slot), dueAt: slot.start }
	}
	const opening = openingAt('callback', now)
	const { state, dueAt } = opening.open
		? ({ state: 'queued', dueAt: now } as const)
		: ({ state: 'scheduled', dueAt: opening.opensAt ?? now } as const)
	return { state, dueAt, slotStart: null, slotEnd: null, slotLocal: null, slotZone: null }
}

/** A slot as a request keeps it: the instants, and the local time that was said. */
export function slotColumns({ start, end }: { start: Date; end: Date }) {
	return { slotStart: start, slotEnd: end, ...localTimeOf(start) }
}

/** Where a request stood, kept with each change for whoever takes it back. */
function placeOf({ state, slotStart, slotEnd, dueAt }: Callback) {
	const iso = (at: Date | null) => at?.toISOString() ?? null
	return { state, slotStart: iso(slotStart), slotEnd: iso(slotEnd), dueAt: dueAt.toISOString() }
}

function twoWords(lang: Lang): string {
	const words = callbackMessages[lang].passwordWords
	const pick = () => words[randomInt(words.length)] ?? ''
	const first = pick()
	let second = pick()
	while (second === first) second = pick()
	return `${first} ${second}`
}

function stopRinging(callSid: string): void {
	carrier()
		.hangUp(callSid)
		.catch((error: unknown) => log.warn({ error: String(error) }, 'a cancelled call could not be hung up'))
}
