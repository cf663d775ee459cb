import { and, eq, isNull } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { auditTrail, people } from '#db/schema/auth.server'
import { blockedNumbers, callbackAttempts, callbackEvents, callbacks, promises } from '#db/schema/handoff.server'
import { outbox, smsRefusals } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer, makePerson } from '#db/testing/builders'
import { alwaysOpen, callbackForm, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { queueSms, sendDueMessages } from '~/messages/outbox.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { isBlocked, liftBlock, listBlockedNumbers } from './blocked-numbers.server'
import { recordManualOutcome } from './callback-by-hand.server'
import { hear, pressKey } from './callback-calls.server'
import { claimCallback } from './callback-claims.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { trackingViewOf } from './callback-view.server'
import { cancelCallback, findCallback, moveCallback, requestCallback } from './callbacks.server'
import { liveBoard } from './live-board.server'
import { listSlots } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const MINUTE = 60
const DAY = 86_400
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const PHONE = '06 00 00 12 34'
const E164 = '+33600001234'
let company: ReturnType<typeof fakeCompany>
let heard = 0

beforeEach(() => {
	useSettings(alwaysOpen())
	company = fakeCompany()
	useCarrier(company)
})
afterEach(async () => {
	for (const table of [blockedNumbers, callbacks, outbox, smsRefusals, auditTrail, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

const ask = (over: Parameters<typeof callbackForm>[0] = {}) =>
	requestCallback(callbackForm({ phone: PHONE, now: NOW, ...over }))
const liveAttempt = async (callbackId: string) => {
	const [attempt] = await db
		.select()
		.from(callbackAttempts)
		.where(and(eq(callbackAttempts.callbackId, callbackId), isNull(callbackAttempts.endedAt)))
	if (!attempt) throw new Error('no attempt')
	return attempt
}
/** An advisor is rung for a new request; their telephone waits for a key. */
async function rung(at = NOW, over: Parameters<typeof callbackForm>[0] = {}) {
	const advisor = await makeAdvisor({ lastSeenAt: at })
	const callback = await makeCallback({ phone: PHONE, now: at, ...over })
	await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: at })
	const [attempt] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, callback.id))
	if (!attempt?.advisorCallSid) throw new Error('no call')
	return { advisor, callback, key: attempt.key, callSid: attempt.advisorCallSid }
}
/** The customer's telephone rings and nobody answers. */
async function unanswered(key: string, callSid: string, now: Date) {
	const event = { kind: 'dial-ended', callSid, customerCallSid: `${callSid}c`, bridged: false, seconds: null } as const
	await hear(key, { event: { kind: 'advisor-pressed', callSid, key: '1' }, dedupeKey: `k${++heard}`, now })
	await hear(key, { event: { ...event, status: 'no-answer' }, dedupeKey: `k${++heard}`, now })
}

describe('limits', () => {
	it('one open request a customer, whatever the number', async () => {
		const { customer } = await makeCustomer()
		await makeCallback({ phone: '06 00 00 99 99', customerId: customer.id, now: NOW })
		expect(await ask({ customerId: customer.id })).toMatchObject({ reason: 'already', mine: true })
	})
	it('three a day for a customer, over any numbers', async () => {
		const { customer } = await makeCustomer()
		for (const n of [1, 2, 3]) {
			const { id } = await makeCallback({ phone: `06 00 00 99 9${n}`, customerId: customer.id, now: NOW })
			await cancelCallback({ callbackId: id, now: NOW })
		}
		expect(await ask({ customerId: customer.id })).toMatchObject({ reason: 'too-many' })
		expect(await ask({ customerId: customer.id, now: later(DAY + 1) })).toMatchObject({ ok: true })
	})
	it('"now" once in fifteen minutes, a slot at any time; one cancelled before anything rang does not count', async () => {
		const first = await makeCallback({ phone: PHONE, now: NOW })
		await cancelCallback({ callbackId: first.id, now: NOW })
		const second = await makeCallback({ phone: PHONE, now: later(10) })
		await makeAdvisor({ lastSeenAt: later(10) })
		await dispatchCallbacks(later(10))
		expect(company.placed).toHaveLength(1)
		await cancelCallback({ callbackId: second.id, now: later(20) })
		expect(await ask({ now: later(15 * MINUTE) })).toMatchObject({ reason: 'too-soon' })
		const slotStart = (await listSlots(later(30)))[1]?.slots.find(({ left }) => left > 0)?.start
		expect(await ask({ now: later(30), slotStart })).toMatchObject({ ok: true })
	})
	it('after the fifteen minutes "now" is taken again', async () => {
		const { callback } = await rung()
		await cancelCallback({ callbackId: callback.id, now: NOW })
		expect(await ask({ now: later(15 * MINUTE) })).toMatchObject({ ok: true })
	})
	it('four rings in vain in thirty days: the request ends with its message, no other is taken, and moving says why', async () => {
		const { callback: first, advisor, key, callSid } = await rung()
		await unanswered(key, callSid, NOW)
		for (const _again of [2, 3]) {
			const at = (await findCallback(first.id))?.dueAt ?? NOW
			await claimCallback({ callbackId: first.id, advisorId: advisor.id, now: at })
			const attempt = await liveAttempt(first.id)
			await unanswered(attempt.key, attempt.advisorCallSid ?? '', at)
		}
		expect((await findCallback(first.id))?.state).toBe('unreached')

		// The fourth is the last of the month, though the request has two more.
		const { callback: second, ...call } = await rung(later(2 * DAY))
		await unanswered(call.key, call.callSid, later(2 * DAY))
		expect(await findCallback(second.id)).toMatchObject({ state: 'unreached', attempts: 1 })
		const told = await db.select().from(outbox).where(eq(outbox.recipient, E164))
		expect(told.filter(({ purpose }) => purpose === 'callback-unreached')).toHaveLength(2)
		expect(await ask({ now: later(3 * DAY) })).toMatchObject({ reason: 'unanswered' })
		expect(await moveCallback({ callbackId: second.id, slotStart: null, now: later(3 * DAY) })).toEqual({
			ok: false,
			reason: 'unanswered',
		})
		expect(await ask({ now: later(31 * DAY) })).toMatchObject({ ok: true })
	})
	it('a conversation is no ring in vain: who is called often and answers is called again', async () => {
		for (let day = 0; day < 6; day++) {
			const { key, callSid } = await rung(later(day * DAY))
			const event = { kind: 'dial-ended', callSid, customerCallSid: `${callSid}c`, status: 'completed' } as const
			await hear(key, {
				event: { kind: 'advisor-pressed', callSid, key: '1' },
				dedupeKey: `k${++heard}`,
				now: later(day * DAY),
			})
			await hear(key, {
				event: { ...event, bridged: true, seconds: 60 },
				dedupeKey: `k${++heard}`,
				now: later(day * DAY),
			})
		}
		expect(await ask({ now: later(7 * DAY) })).toMatchObject({ ok: true })
	})
})

describe('what calls may cost in a day', () => {
	const cheap = () => {
		const { spending } = alwaysOpen().callback
		return alwaysOpen({ spending: { ...spending, attemptCents: 20, callsPerDayCents: 30 } })
	}

	it('stops dialling, keeps the place, tells the customer once, and goes on after midnight', async () => {
		const waiting = await makeCallback({ phone: '06 00 00 99 99', now: NOW })
		const { advisor, callback } = await rung()
		useSettings(cheap())
		const before = company.placed.length
		for (const seconds of [1, 2, 3]) await dispatchCallbacks(later(seconds))
		expect(company.placed).toHaveLength(before)
		expect(await findCallback(waiting.id)).toMatchObject({ state: 'queued', dueAt: NOW })
		const told = (await db.select().from(outbox)).filter(({ purpose }) => purpose === 'callback-delayed')
		expect(told.map(({ recipient }) => recipient)).toEqual(['+33600009999'])
		await cancelCallback({ callbackId: callback.id, now: later(4) })
		expect(await claimCallback({ callbackId: waiting.id, advisorId: advisor.id, now: later(5) })).toEqual({
			ok: false,
			reason: 'capped',
		})
		expect((await liveBoard(later(6))).stopped).toEqual([{ what: 'calls', limitCents: 30 }])

		const tomorrow = new Date('2026-11-19T23:00:00Z')
		expect((await liveBoard(tomorrow)).stopped).toEqual([])
		expect(await claimCallback({ callbackId: waiting.id, advisorId: advisor.id, now: tomorrow })).toMatchObject({
			ok: true,
		})
	})
	it('refuses a new call for today, and takes one for another day', async () => {
		await rung(NOW, { phone: '06 00 00 99 99' })
		useSettings(cheap())
		expect(await ask()).toEqual({ ok: false, reason: 'capped' })
		const days = await listSlots(NOW)
		expect(await ask({ slotStart: days[0]?.slots.find(({ left }) => left > 0)?.start ?? null })).toMatchObject({
			reason: 'capped',
		})
		expect(await ask({ slotStart: days[1]?.slots.find(({ left }) => left > 0)?.start ?? null })).toMatchObject({
			ok: true,
		})
	})
	it('advisors who dial by hand cost nothing', async () => {
		useCarrier(fakeCompany({ dials: false }))
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		const callback = await makeCallback({ phone: '06 00 00 99 99', now: NOW })
		await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })
		useSettings(cheap())
		expect(await ask()).toMatchObject({ ok: true })
	})
})

describe('somebody who never asked', () => {
	it('9 on the whisper ends the request, blocks the number, and the page says so', async () => {
		const { callback, key, callSid, advisor } = await rung()
		expect(await pressKey({ key, callSid, digits: '9', now: later(5) })).toMatchObject({ next: 'blocked' })
		const after = await findCallback(callback.id)
		expect(after).toMatchObject({ state: 'cancelled' })
		expect(await isBlocked(E164)).toBe(true)
		expect(await db.select().from(blockedNumbers)).toMatchObject([
			{ phone: E164, reason: 'not-me', callbackId: callback.id, blockedBy: advisor.id, blockedAt: later(5) },
		])
		if (!after) throw new Error('gone')
		expect(await trackingViewOf(after, 'fr', later(6))).toMatchObject({ ending: 'not-asked', movable: false })
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, callback.id))
		expect(promise?.state).toBe('withdrawn')
	})
	it('said after the conversation, on the desk', async () => {
		const { callback, key, callSid, advisor } = await rung()
		const event = { kind: 'dial-ended', callSid, customerCallSid: 'CAc', status: 'completed', bridged: true } as const
		await pressKey({ key, callSid, digits: '1', now: NOW })
		await hear(key, { event: { ...event, seconds: 12 }, dedupeKey: `k${++heard}`, now: later(12) })
		expect((await findCallback(callback.id))?.state).toBe('done')
		const said = { callbackId: callback.id, advisorId: advisor.id, outcome: 'not-me' as const }
		expect(await recordManualOutcome({ ...said, now: later(60) })).toBe(true)
		expect((await findCallback(callback.id))?.state).toBe('cancelled')
		expect(await isBlocked(E164)).toBe(true)
	})
	it('said when somebody has asked for the same number again: that request ends too', async () => {
		useSettings(alwaysOpen({ nowEveryMinutes: 0 }))
		const { callback, key, callSid, advisor } = await rung()
		const event = { kind: 'dial-ended', callSid, customerCallSid: 'CAc', status: 'completed', bridged: true } as const
		await pressKey({ key, callSid, digits: '1', now: NOW })
		await hear(key, { event: { ...event, seconds: 12 }, dedupeKey: `k${++heard}`, now: later(12) })
		const again = await makeCallback({ phone: PHONE, now: later(30) })
		const said = { callbackId: callback.id, advisorId: advisor.id, outcome: 'not-me' as const, now: later(60) }
		expect(await recordManualOutcome(said)).toBe(true)
		await dispatchCallbacks(later(61))
		expect((await findCallback(again.id))?.state).toBe('cancelled')
		expect(company.placed).toHaveLength(1)
	})
	it('a block is looked at when asked, before the call is placed, and before the customer is dialled', async () => {
		const block = () => db.insert(blockedNumbers).values({ phone: E164, reason: 'not-me', blockedAt: NOW })
		const { callback, key, callSid } = await rung()
		await block()
		expect(await pressKey({ key, callSid, digits: '1', now: later(5) })).toMatchObject({ next: 'gone' })
		expect(await db.$count(callbackEvents, eq(callbackEvents.kind, 'advisor-accepted'))).toBe(0)
		const placed = company.placed.length
		const texts = await db.$count(outbox)
		await makeAdvisor({ lastSeenAt: later(120) })
		await dispatchCallbacks(later(120))
		expect(company.placed).toHaveLength(placed)
		expect((await findCallback(callback.id))?.state).toBe('cancelled')
		expect(await db.$count(outbox)).toBe(texts)
		expect(await ask({ now: later(2 * DAY) })).toMatchObject({ reason: 'blocked' })
	})
	it('a supervisor lifts a block once, and who did it is kept; the number can be blocked again', async () => {
		const { key, callSid } = await rung()
		await pressKey({ key, callSid, digits: '9', now: NOW })
		const claire = await makePerson({ name: 'Claire Petit', role: 'supervisor' })
		const [{ id = '' } = {}] = await listBlockedNumbers()
		const lifts = await Promise.all([1, 2, 3].map(() => liftBlock({ id, personId: claire.id, now: later(60) })))
		expect(lifts.filter(Boolean)).toHaveLength(1)
		expect(await listBlockedNumbers()).toMatchObject([{ phone: E164, liftedBy: 'Claire Petit', liftedAt: later(60) }])
		expect(await db.select().from(auditTrail)).toMatchObject([
			{ actorId: claire.id, action: 'block.lifted', objectId: id },
		])
		expect(await isBlocked(E164)).toBe(false)
		const again = await rung(later(DAY))
		await pressKey({ key: again.key, callSid: again.callSid, digits: '9', now: later(DAY) })
		expect((await listBlockedNumbers()).map(({ liftedAt }) => liftedAt)).toEqual([null, later(60)])
	})
})

describe('a number that takes no text message', () => {
	it.each([21610, 21614])(
		'the error %s is remembered: nothing is tried again, and no other message is queued',
		async (code) => {
			company = fakeCompany({ sendSms: async () => ({ ok: false, failure: 'refused', code }) })
			useCarrier(company)
			const message = { to: E164, body: 'Bonjour', purpose: 'test', now: NOW }
			await queueSms(message)
			for (const seconds of [1, 60, 3_600]) await sendDueMessages(later(seconds))
			expect(company.texted).toEqual([E164])
			expect(await db.select().from(outbox)).toMatchObject([{ state: 'failed', tries: 1 }])
			await queueSms({ ...message, now: later(DAY) })
			expect(await db.$count(outbox)).toBe(1)
		},
	)
	it('another refusal is final for that message, and says nothing of the next', async () => {
		useCarrier(fakeCompany({ sendSms: async () => ({ ok: false, failure: 'refused', code: 21408 }) }))
		await queueSms({ to: E164, body: 'Bonjour', purpose: 'test', now: NOW })
		await sendDueMessages(later(1))
		await queueSms({ to: E164, body: 'Bonsoir', purpose: 'test', now: later(2) })
		expect((await db.select().from(outbox)).map(({ state }) => state).sort()).toEqual(['failed', 'pending'])
	})
})
