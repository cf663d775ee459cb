import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db, transaction } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbacks, cases, idempotencyKeys, promises } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { useSettings } from '~/settings/settings.server'
import { type CallbackOrder, forgetOldKeys, orderCallback } from './callback-orders.server'
import { whisperWords } from './callback-words.server'
import { listSlots } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

let ordered = 0
const order = (over: Partial<CallbackOrder> = {}): CallbackOrder => ({
	phone: `02 61 91 50 ${String(10 + ordered++)}`,
	slotStart: null,
	reason: 'internet',
	lang: 'fr',
	firstName: 'Camille',
	phoneVerified: true,
	...over,
})
const accepted = async (...asked: Parameters<typeof orderCallback>) => {
	const outcome = await orderCallback(...asked)
	if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
	return outcome.answer
}
const stored = async (reference: string) =>
	(await db.select().from(callbacks).where(eq(callbacks.reference, reference)))[0]

beforeEach(() => useSettings(alwaysOpen()))
afterEach(async () => {
	for (const table of [cases, outbox, people]) await db.delete(table)
	useSettings(undefined)
})

describe('what is answered', () => {
	it('reference, state, a link that opens it, and until when the call is promised', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const answer = await accepted(order(), { key: null, now: NOW })
		const callback = await stored(answer.reference)
		expect(answer).toEqual({
			reference: callback?.reference,
			state: 'queued',
			trackingUrl: expect.stringMatching(/^http:\/\/localhost:3000\/rappel\/RC-\w{6}\?cle=\w+\.[\w-]+$/),
			promisedAt: expect.any(String),
		})
		const [promise] = await db.select().from(promises)
		expect(answer.promisedAt).toBe(promise?.dueAt.toISOString())
		expect(callback).toMatchObject({ visitId: null, customerId: null, firstName: 'Camille', lang: 'fr' })
	})

	it('a slot is promised until its end', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const slot = (await listSlots(NOW))[0]?.slots[0]
		const answer = await accepted(order({ slotStart: slot?.start ?? null }), { key: null, now: NOW })
		expect(answer).toMatchObject({ state: 'scheduled', promisedAt: slot?.end.toISOString() })
	})

	it.each([
		['fr', 'Quelqu’un', 'Rappel pour Quelqu’un.'],
		['en', 'Somebody', 'Callback for Somebody.'],
	] as const)('nobody named is called somebody (%s)', async (lang, name, heard) => {
		const { reference } = await accepted(order({ firstName: null, lang }), { key: null, now: NOW })
		const callback = await stored(reference)
		expect(callback?.firstName).toBe(name)
		expect(callback && whisperWords(callback, lang)).toContain(heard)
		expect(callback && whisperWords(callback, 'fr')).toContain('Rappel pour Quelqu’un.')
	})
})

describe('what is refused', () => {
	it('a number that was not verified, before anything is looked up', async () => {
		expect(await orderCallback(order({ phoneVerified: false, phone: '3' }), { key: null, now: NOW })).toEqual({
			ok: false,
			reason: 'phone-not-verified',
		})
	})
	it('a reason that nobody knows, a number that is not called', async () => {
		expect(await orderCallback(order({ reason: 'x' }), { key: null, now: NOW })).toMatchObject({
			reason: 'unknown-reason',
		})
		expect(await orderCallback(order({ phone: '08 99 12 34 56' }), { key: null, now: NOW })).toMatchObject({
			reason: 'number',
			number: { reason: 'premium' },
		})
	})
	it('a full slot, with those that follow; one that does not exist is told apart', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const [first, second, third, fourth] = (await listSlots(NOW)).flatMap(({ slots }) =>
			slots.map(({ start }) => start),
		)
		const slotStart = first ?? null
		await accepted(order({ slotStart }), { key: null, now: NOW })
		expect(await orderCallback(order({ slotStart }), { key: null, now: NOW })).toEqual({
			...{ ok: false, reason: 'slot-full', nextSlots: [second, third, fourth] },
		})
		const unknown = await orderCallback(order({ slotStart: later(777) }), { key: null, now: NOW })
		expect(unknown).toEqual({ ok: false, reason: 'slot-unknown', nextSlots: [second, third, fourth] })
	})
	it('a second active request of a number, whose owner is not written to', async () => {
		const first = await accepted(order({ phone: '02 61 91 99 10' }), { key: null, now: NOW })
		const letters = await db.$count(outbox)
		const second = await orderCallback(order({ phone: '+33 261919910' }), { key: null, now: later(1) })
		expect(second).toMatchObject({ ok: false, reason: 'already', mine: true, callback: { reference: first.reference } })
		expect(await db.$count(outbox)).toBe(letters)
	})
})

describe('the same key', () => {
	it('twenty at once: one callback, one SMS, twenty times the same answer', async () => {
		const once = order()
		const answers = await Promise.all(Array.from({ length: 20 }, () => accepted(once, { key: 'k1', now: NOW })))
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
		expect(await db.$count(callbacks)).toBe(1)
		expect(await db.$count(outbox)).toBe(1)
	})
	it('later, when the callback has gone on: what was answered then', async () => {
		const once = order()
		const first = await accepted(once, { key: 'k2', now: NOW })
		await db.update(callbacks).set({ state: 'done', endedAt: later(60) })
		expect(await accepted(once, { key: 'k2', now: later(86_000) })).toEqual(first)
	})
	it('with another order: refused, and nothing is booked', async () => {
		const once = order()
		await accepted(once, { key: 'k3', now: NOW })
		for (const other of [{ ...once, lang: 'en' as const }, { ...once, phoneVerified: false }, order()])
			expect(await orderCallback(other, { key: 'k3', now: NOW })).toEqual({ ok: false, reason: 'key-reused' })
		expect(await db.$count(callbacks)).toBe(1)
	})
	it('a refusal uses up no key', async () => {
		expect(await orderCallback(order({ phone: '15' }), { key: 'k4', now: NOW })).toMatchObject({ ok: false })
		expect(await accepted(order(), { key: 'k4', now: NOW })).toBeTruthy()
	})
	it('callback and key are stored together, or neither is', async () => {
		const once = order()
		const cut = transaction(async () => {
			await accepted(once, { key: 'k5', now: NOW })
			throw new Error('the power is cut')
		})
		await expect(cut).rejects.toThrow('the power is cut')
		expect([await db.$count(callbacks), await db.$count(idempotencyKeys)]).toEqual([0, 0])
		await accepted(once, { key: 'k5', now: NOW })
	})
	it('is kept for two days', async () => {
		await accepted(order(), { key: 'k6', now: NOW })
		await forgetOldKeys(later(47 * 3_600))
		expect(await db.$count(idempotencyKeys)).toBe(1)
		await forgetOldKeys(later(48 * 3_600))
		expect(await db.$count(idempotencyKeys)).toBe(0)
	})
	it('another key is another order: the same number is active already', async () => {
		const once = order()
		await accepted(once, { key: 'k7', now: NOW })
		expect(await orderCallback(once, { key: 'k8', now: NOW })).toMatchObject({ reason: 'already' })
	})
})
