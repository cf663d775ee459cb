import { randomUUID } from 'node:crypto'
import { and, asc, desc, eq, exists, gt, inArray, isNotNull, isNull, lte, not, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackEvents, callbacks, conversationEvents, conversations } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { endUnreached, moveOn } from './callback-endings.server'
import { type Callback, recordEvent } from './callback-events.server'
import { logUnreached } from './callback-follow-up.server'
import { tellDoorOpen } from './callback-words.server'
import { findCallback } from './callbacks.server'
import { closeCase, reopenCase } from './cases.server'
import { askForChat, type Conversation, type Owner } from './conversations.server'
import { openingAt } from './hours.server'
import { presentAdvisors } from './presence.server'
import { settlePromise } from './promises.server'
import { bookAgain } from './rebooking.server'

/**
 * An appointment in writing is a callback without a number: same places, same links, same promise.
 * At its time its customer comes in by their link, and a chat takes its place in the one queue.
 * See docs/decisions/0017-appointments-in-writing.md.
 */

/** Who comes early may come in this long before. */
const OPENS_MINUTES = 10
const LOOKED_AFTER_SECONDS = 5
const BATCH = 200
const MINUTE_MS = 60_000

/** Whether the customer can come in now, or go back to the chat that has begun. */
export function doorOf(callback: Callback, now: Date): 'come-in' | 'go-back' | null {
	if (callback.channel !== 'text' || !callback.slotStart || !callback.slotEnd) return null
	if (callback.state === 'offering' || callback.state === 'connected') return 'go-back'
	const opens = callback.slotStart.getTime() - OPENS_MINUTES * MINUTE_MS
	return callback.state === 'scheduled' && now.getTime() >= opens && now < callback.slotEnd ? 'come-in' : null
}

/**
 * The customer comes to their appointment, or back to it on another device: whoever holds the link
 * reads and writes from now on. Twice is once.
 *
 * @param words - the first message
 * @returns the chat; `null` before its time, and when it is over
 */
export async function comeIn(
	callback: Callback,
	{ owner, words, now = new Date() }: { owner: Owner; words: string; now?: Date },
): Promise<{ conversationId: string } | null> {
	const { id: callbackId, slotStart, caseId, firstName, subject, reason, lang, askedFrom, trail } = callback
	const chosen = slotStart && slotStart < now ? slotStart : null
	return transaction(async () => {
		// Two devices may come in at once: the second goes to the chat of the first.
		const current = await findCallback(callbackId)
		const door = current && doorOf(current, now)
		if (!door) return null
		if (door === 'go-back') return goBack(current, owner)
		const asked = await askForChat({
			...{ ...owner, firstName, subject, reason, lang, askedFrom, trail, now },
			...{ body: words, requestKey: randomUUID(), follows: { id: null, caseId, advisorId: null } },
			// Late is not last: the place is that of the time that was chosen.
			...{ placeAt: chosen, wishedAdvisorId: callback.wishedAdvisorId },
		})
		const conversationId = asked.conversation.id
		const joined = await moveOn(current, { state: 'offering', conversationId })
		if (!joined) return null
		await recordEvent({ callbackId, kind: 'came-in', dedupeKey: `came-in:${callbackId}:${conversationId}`, now })
		return { conversationId }
	})
}

/** Looks after the appointments of now: opens doors, follows their chats, ends those that nobody came to. */
export async function followTextAppointments(now = new Date()): Promise<void> {
	await openDoors(now)
	await noteWhoIsThere(now)
	await followChats(now)
	await endMissed(now)
}

everyTick('text-appointments', LOOKED_AFTER_SECONDS, followTextAppointments)

/** The chat goes on where its link is opened: the device before it has it no longer. */
async function goBack({ conversationId }: Callback, { visitId, customerId }: Owner) {
	if (!conversationId) return null
	const [chat] = await db.select().from(conversations).where(eq(conversations.id, conversationId))
	if (!chat) return null
	const isTheirs = chat.visitId === visitId || (customerId !== null && chat.customerId === customerId)
	// Another chat of this visit goes on: one at a time, and theirs is kept.
	const busy = await db.$count(
		conversations,
		and(eq(conversations.visitId, visitId), inArray(conversations.state, ['waiting', 'active'])),
	)
	if (!isTheirs && busy === 0)
		await db.update(conversations).set({ visitId }).where(eq(conversations.id, conversationId))
	return { conversationId }
}

async function openDoors(now: Date): Promise<void> {
	const near = await db
		.select()
		.from(callbacks)
		.where(
			and(
				eq(callbacks.channel, 'text'),
				eq(callbacks.state, 'scheduled'),
				lte(callbacks.slotStart, new Date(now.getTime() + OPENS_MINUTES * MINUTE_MS)),
				gt(callbacks.slotEnd, now),
				not(noted('door-open')),
			),
		)
		.orderBy(asc(callbacks.slotStart))
		.limit(BATCH)
	for (const callback of near)
		await transaction(async () => {
			if (await note(callback, 'door-open', now)) await tellDoorOpen(callback, now)
		})
}

/** Keeps that somebody was there to answer during an appointment: at its end it says whose absence it was. */
async function noteWhoIsThere(now: Date): Promise<void> {
	if (!(await isSomebodyThere(now))) return
	const running = await db
		.select()
		.from(callbacks)
		.where(
			and(
				eq(callbacks.channel, 'text'),
				inArray(callbacks.state, ['scheduled', 'offering']),
				lte(callbacks.slotStart, now),
				gt(callbacks.slotEnd, now),
				not(noted('somebody-there')),
			),
		)
		.limit(BATCH)
	for (const callback of running) await note(callback, 'somebody-there', now)
}

/** What is written once for each time that an appointment is given. */
type Noted = 'door-open' | 'somebody-there'

function note({ id: callbackId, slotStart }: Callback, kind: Noted, now: Date): Promise<boolean> {
	return recordEvent({ callbackId, kind, dedupeKey: `${kind}:${callbackId}:${slotStart?.getTime()}`, now })
}

function noted(kind: Noted) {
	const key = sql`${`${kind}:`} || ${callbacks.id} || ':' || ${callbacks.slotStart}`
	return exists(db.select().from(callbackEvents).where(eq(callbackEvents.dedupeKey, key)))
}

async function followChats(now: Date): Promise<void> {
	const begun = await db
		.select({ callback: callbacks, chat: conversations })
		.from(callbacks)
		.innerJoin(conversations, eq(conversations.id, callbacks.conversationId))
		.where(and(eq(callbacks.channel, 'text'), inArray(callbacks.state, ['offering', 'connected'])))
		.limit(BATCH)
	for (const { callback, chat } of begun) await transaction(() => follow(callback, chat, now))
}

async function follow(callback: Callback, chat: Conversation, now: Date): Promise<void> {
	const { id: callbackId } = callback
	const takenAt = await whenTaken(chat.id)
	if (callback.state === 'offering' && takenAt) {
		if (!(await moveOn(callback, { state: 'connected' }))) return
		await recordEvent({ callbackId, kind: 'connected', detail: { advisorId: chat.advisorId }, now })
		await settlePromise(callbackId, 'callback', undefined, takenAt)
		return
	}
	const isLate = callback.slotEnd !== null && now >= callback.slotEnd
	if (chat.state !== 'ended' && chat.state !== 'abandoned') {
		// They wait there still: the chat goes on to be answered, the promise was not kept.
		if (callback.state === 'offering' && isLate) await settlePromise(callbackId, 'callback', 'broken', now)
		return
	}
	if (callback.state === 'connected') {
		if (await moveOn(callback, { state: 'done', endedAt: now }))
			await recordEvent({ callbackId, kind: 'talked', detail: { advisorId: chat.advisorId }, now })
		return
	}
	if (callback.slotStart && now < callback.slotStart) {
		// They came early and left: their time is still to come.
		await moveOn(callback, { state: 'scheduled', conversationId: null })
		return reopenCase(callback.caseId)
	}
	// They came, and left before anybody answered; when nobody was there to answer, they have not changed their mind.
	const excused = !isLate && (await wasSomebodyThere(callback))
	if (!excused && (await bookAgain(callback, now))) {
		await reopenCase(callback.caseId)
		return logUnreached(callback, now)
	}
	const ended = await endUnreached(callback, { state: 'unreached' }, `left:${chat.id}`, now)
	if (!ended) return
	await recordEvent({ callbackId, kind: 'unreached', now })
	await settlePromise(callbackId, 'callback', excused ? 'withdrawn' : 'broken', now)
	await logUnreached(ended, now)
}

/** Nobody came in before the time was over. Whether we were there to answer says whose absence it was. */
async function endMissed(now: Date): Promise<void> {
	const over = await db
		.select()
		.from(callbacks)
		.where(
			and(
				eq(callbacks.channel, 'text'),
				eq(callbacks.state, 'scheduled'),
				isNull(callbacks.conversationId),
				isNotNull(callbacks.slotEnd),
				lte(callbacks.slotEnd, now),
			),
		)
		.orderBy(asc(callbacks.slotEnd))
		.limit(BATCH)
	for (const callback of over) {
		const { id: callbackId, slotEnd } = callback
		const ended = await transaction(async () => {
			const someone = await wasSomebodyThere(callback)
			if (!someone && (await bookAgain(callback, now))) return callback
			const state = someone ? ('unreached' as const) : ('expired' as const)
			const after = await endUnreached(callback, { state }, `missed:${slotEnd?.getTime()}`, now)
			if (!after) return null
			await recordEvent({ callbackId, kind: state, now })
			await settlePromise(callbackId, 'callback', someone ? 'withdrawn' : 'broken', now)
			await closeCase(after.caseId, now)
			return after
		})
		if (ended) await logUnreached(ended, now)
	}
}

/** Whether somebody can answer in writing now. */
async function isSomebodyThere(now: Date): Promise<boolean> {
	return openingAt('chat', now).open && (await presentAdvisors(now)).some(({ byPhoneOnly }) => !byPhoneOnly)
}

/** Whether somebody was there to answer at any moment of the time that was given. */
async function wasSomebodyThere({ id }: Callback): Promise<boolean> {
	return (await db.$count(callbacks, and(eq(callbacks.id, id), noted('somebody-there')))) > 0
}

/** When an advisor took the chat first; `null` while nobody has. */
async function whenTaken(conversationId: string): Promise<Date | null> {
	const [event] = await db
		.select({ at: conversationEvents.at })
		.from(conversationEvents)
		.where(and(eq(conversationEvents.conversationId, conversationId), eq(conversationEvents.kind, 'taken')))
		.orderBy(desc(conversationEvents.at))
		.limit(1)
	return event?.at ?? null
}
