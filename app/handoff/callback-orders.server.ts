import { createHash, randomUUID } from 'node:crypto'
import { eq, lte } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { type CallbackState, idempotencyKeys } from '#db/schema/handoff.server'
import { apiMessages } from '~/i18n/api'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { trackingLink } from './callback-links.server'
import { type RequestOutcome, requestCallback } from './callbacks.server'
import { findPromise } from './promises.server'
import { listSlots } from './slots.server'

/** A callback ordered by another program, for somebody whose number it has verified. */
export interface CallbackOrder {
	/** As it was written. */
	phone: string
	/** `null`: as soon as possible; else the start of a slot. */
	slotStart: Date | null
	reason: string
	lang: Lang
	firstName: string | null
	phoneVerified: boolean
}

export interface OrderAnswer {
	reference: string
	state: CallbackState
	trackingUrl: string
	/** ISO instant until which the call is promised. */
	promisedAt: string
}

export type OrderOutcome =
	| { ok: true; answer: OrderAnswer }
	| { ok: false; reason: 'key-reused' | 'phone-not-verified' | 'unknown-reason' }
	| { ok: false; reason: 'slot-full' | 'slot-unknown'; nextSlots: Date[] }
	| Exclude<RequestOutcome, { ok: true } | { reason: 'slot-full' }>

/** Longer than any program tries again for. */
const KEPT_MS = 48 * 3_600_000
const CLEANING_SECONDS = 3_600
const NEXT_SLOTS = 3

/**
 * Books a callback once for a key: the callback and what was answered are stored together, so the
 * same key with the same order gets the same answer, also beside itself and after a crash. What is
 * refused uses up no key.
 *
 * @param key - made by the other program; `null`: each order is a new one
 */
export async function orderCallback(
	order: CallbackOrder,
	{ key, now = new Date() }: { key: string | null; now?: Date },
): Promise<OrderOutcome> {
	const digest = createHash('sha256').update(JSON.stringify(order)).digest('hex')
	return transaction(async (): Promise<OrderOutcome> => {
		if (key !== null) {
			const [kept] = await db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key))
			if (kept && kept.digest !== digest) return { ok: false, reason: 'key-reused' }
			if (kept) return { ok: true, answer: kept.answer as unknown as OrderAnswer }
		}
		const outcome = await book(order, now)
		if (!outcome.ok && outcome.reason === 'slot-full') return whyNoSlot(order.slotStart, now)
		if (!outcome.ok) return outcome
		const { callback } = outcome
		const promise = await findPromise(callback.id, 'callback')
		const answer: OrderAnswer = {
			reference: callback.reference,
			state: callback.state,
			trackingUrl: trackingLink(callback, now),
			promisedAt: (promise?.dueAt ?? callback.dueAt).toISOString(),
		}
		if (key !== null)
			await db.insert(idempotencyKeys).values({ key, digest, callbackId: callback.id, answer: { ...answer }, at: now })
		return { ok: true, answer }
	})
}

/** Forgets keys that nobody asks with any more. */
export async function forgetOldKeys(now = new Date()): Promise<void> {
	await db.delete(idempotencyKeys).where(lte(idempotencyKeys.at, new Date(now.getTime() - KEPT_MS)))
}

everyTick('idempotency-keys', CLEANING_SECONDS, forgetOldKeys)

async function book(
	{ phoneVerified, firstName, ...order }: CallbackOrder,
	now: Date,
): Promise<RequestOutcome | { ok: false; reason: 'phone-not-verified' | 'unknown-reason' }> {
	if (!phoneVerified) return { ok: false, reason: 'phone-not-verified' }
	if (!settings().reasons.some(({ id }) => id === order.reason)) return { ok: false, reason: 'unknown-reason' }
	return requestCallback({
		...order,
		...{ requestKey: randomUUID(), firstName: firstName || messagesIn(apiMessages, order.lang).somebody },
		...{ subject: '', email: null, trail: [], askedFrom: null, visitId: null, customerId: null, now },
	})
}

/** A full slot is told apart from one that does not exist, and those that remain are named. */
async function whyNoSlot(wanted: Date | null, now: Date): Promise<OrderOutcome> {
	const slots = (await listSlots(now)).flatMap((day) => day.slots)
	const exists = slots.some(({ start }) => start.getTime() === wanted?.getTime())
	const free = slots.filter(({ start, left }) => left > 0 && (!exists || !wanted || start > wanted))
	return {
		...{ ok: false, reason: exists ? 'slot-full' : 'slot-unknown' },
		nextSlots: free.slice(0, NEXT_SLOTS).map(({ start }) => start),
	}
}
