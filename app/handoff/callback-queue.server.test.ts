import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbacks, cases, conversations, presences } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeVisit } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { hear } from './callback-calls.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { cancelCallback, findCallback } from './callbacks.server'
import { openCase } from './cases.server'
import { offerWaiting } from './chat-offers.server'
import { declareWeek } from './roster.server'
import { listSlots } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const seenAt = later(0)

let company: ReturnType<typeof fakeCompany>

beforeEach(() => {
	useSettings(alwaysOpen())
	company = fakeCompany()
	useCarrier(company)
})
afterEach(async () => {
	await db.delete(callbacks)
	await db.delete(conversations)
	await db.delete(cases)
	await db.delete(outbox)
	await db.delete(people)
	useSettings(undefined)
	useCarrier(undefined)
})

const stateOf = async (id: string) => (await findCallback(id))?.state
const stillThere = (at: Date) => db.update(presences).set({ lastSeenAt: at })
async function makeChat(askedAt: Date, reason = 'internet') {
	const visitId = (await makeVisit()).id
	const opened = await openCase({ customerId: null, visitId, reason, subject: '', lang: 'fr', now: askedAt })
	const [chat] = await db
		.insert(conversations)
		.values({
			...{ caseId: opened.id, visitId, lang: 'fr', subject: '', firstName: 'Camille', trail: [] },
			...{ state: 'waiting', askedAt, customerSeenAt: askedAt },
		})
		.returning()
	if (!chat) throw new Error('no chat')
	return chat
}
const offeredTo = async (id: string) =>
	(await db.select().from(conversations).where(eq(conversations.id, id)))[0]?.offeredTo ?? null

describe('one queue for chats and callbacks', () => {
	it('gives an advisor who is free for both to the chat that waits longer, then rings for the callback', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: seenAt })
		const chat = await makeChat(later(-120))
		const callback = await makeCallback({ now: later(-60) })
		await dispatchCallbacks(NOW)
		expect(company.placed).toEqual([])
		await offerWaiting(NOW)
		expect(await offeredTo(chat.id)).toBe(advisor.id)
		// Who is being offered a chat is not rung meanwhile.
		await dispatchCallbacks(NOW)
		expect(await stateOf(callback.id)).toBe('queued')
		const other = await makeAdvisor({ lastSeenAt: seenAt })
		await dispatchCallbacks(NOW)
		expect(company.placed).toEqual([other.phone])
	})
	it('rings for the callback that waits longer, and leaves the chat to the next', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: seenAt })
		const callback = await makeCallback({ now: later(-120) })
		const chat = await makeChat(later(-60))
		await offerWaiting(NOW)
		expect(await offeredTo(chat.id)).toBe(null)
		await dispatchCallbacks(NOW)
		expect(company.placed).toEqual([advisor.phone])
		expect(await stateOf(callback.id)).toBe('offering')
	})
	it('does not keep a callback waiting for a chat that nobody of those who are free can answer', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: later(-3_600) })
		await db.update(presences).set({ pinned: true })
		await makeChat(later(-120))
		await makeCallback({ now: later(-60) })
		await dispatchCallbacks(NOW)
		expect(company.placed).toEqual([advisor.phone])
	})
})

describe('who answers a reason', () => {
	it('is a limit, until the call is late; who answers every reason comes at once', async () => {
		const mobileOnly = await makeAdvisor({ lastSeenAt: seenAt })
		await declareWeek(mobileOnly.id, { shifts: [], reasons: ['mobile'] })
		const callback = await makeCallback({ now: NOW, reason: 'invoice' })
		await dispatchCallbacks(later(60))
		expect(await stateOf(callback.id)).toBe('queued')
		await stillThere(later(301))
		await dispatchCallbacks(later(301))
		expect(company.placed).toEqual([mobileOnly.phone])
		await makeCallback({ now: later(301), reason: 'invoice' })
		const everything = await makeAdvisor({ lastSeenAt: later(301) })
		await dispatchCallbacks(later(302))
		expect(company.placed).toEqual([mobileOnly.phone, everything.phone])
	})
	it('is no limit for who the customer wishes', async () => {
		const mobileOnly = await makeAdvisor({ lastSeenAt: seenAt })
		await declareWeek(mobileOnly.id, { shifts: [], reasons: ['mobile'] })
		await makeCallback({ now: NOW, reason: 'invoice', wishedAdvisorId: mobileOnly.id })
		await dispatchCallbacks(NOW)
		expect(company.placed).toEqual([mobileOnly.phone])
	})
})

describe('who speaks a language', () => {
	it('is rung first, and alone until the call is late', async () => {
		const french = await makeAdvisor({ lastSeenAt: seenAt })
		const both = await makeAdvisor({ lastSeenAt: seenAt })
		await declareWeek(french.id, { shifts: [], reasons: [], languages: ['fr'] })
		await declareWeek(both.id, { shifts: [], reasons: [], languages: ['fr', 'en'] })
		await makeCallback({ now: NOW, lang: 'en' })
		const second = await makeCallback({ now: later(1), lang: 'en' })
		await dispatchCallbacks(later(2))
		expect(company.placed).toEqual([both.phone])
		expect(await stateOf(second.id)).toBe('queued')
		await stillThere(later(303))
		await dispatchCallbacks(later(303))
		expect(company.placed).toEqual([both.phone, french.phone])
	})
	it('is everybody when nobody declared it', async () => {
		const french = await makeAdvisor({ lastSeenAt: seenAt })
		await declareWeek(french.id, { shifts: [], reasons: [], languages: ['fr'] })
		await makeCallback({ now: NOW, lang: 'en' })
		await dispatchCallbacks(NOW)
		expect(company.placed).toEqual([french.phone])
	})
})

describe('nobody is starved', () => {
	it('many that nobody can take now keep nobody behind them waiting', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: seenAt })
		await declareWeek(advisor.id, { shifts: [], reasons: ['mobile'] })
		for (let n = 0; n < 25; n++) await makeCallback({ now: later(-60 + n), reason: 'invoice' })
		const behind = await makeCallback({ now: NOW, reason: 'mobile' })
		await dispatchCallbacks(later(1))
		expect(await stateOf(behind.id)).toBe('offering')
	})
	it('of sixty due at once each starts as somebody is free, the longest due first', async () => {
		for (let n = 0; n < 15; n++) await makeAdvisor({ lastSeenAt: seenAt })
		const all: string[] = []
		for (let n = 0; n < 60; n++) all.push((await makeCallback({ now: later(-60 + n) })).id)
		const order: string[] = []
		for (let turn = 0; turn < 6; turn++) {
			const now = later(1 + turn)
			await dispatchCallbacks(now)
			const live = await db.select().from(callbackAttempts).where(eq(callbackAttempts.startedAt, now))
			order.push(...live.map(({ callbackId }) => callbackId))
			for (const { key, advisorCallSid, endedAt } of live) {
				const callSid = advisorCallSid ?? ''
				if (endedAt) continue
				const said = { dedupeKey: randomUUID(), now }
				await hear(key, { event: { kind: 'advisor-pressed', callSid, key: '1' }, ...said })
				const dial = { kind: 'dial-ended', callSid, customerCallSid: `${callSid}c`, status: 'completed' } as const
				await hear(key, { event: { ...dial, bridged: true, seconds: 9 }, ...said, dedupeKey: randomUUID() })
			}
			await db.update(presences).set({ chosenAt: later(2 + turn), lastSeenAt: now })
		}
		expect(new Set(order).size).toBe(60)
		expect(order.slice(0, 15).sort()).toEqual(all.slice(0, 15).sort())
		expect(order.slice(45).sort()).toEqual(all.slice(45).sort())
	})
	it('everybody who waits hears of a spent day, not only the first', async () => {
		await makeAdvisor({ lastSeenAt: seenAt })
		const all: string[] = []
		for (let n = 0; n < 25; n++) all.push((await makeCallback({ now: later(-60 + n) })).id)
		useSettings(spent())
		await dispatchCallbacks(NOW)
		await dispatchCallbacks(later(1))
		expect(await db.$count(outbox, eq(outbox.channel, 'sms'))).toBe(2 * all.length)
		await dispatchCallbacks(later(2))
		expect(await db.$count(outbox, eq(outbox.channel, 'sms'))).toBe(2 * all.length)
	})
})

describe('a day whose money is spent', () => {
	it('has no place to offer and gives none; the days after it do', async () => {
		await makeAdvisor({ lastSeenAt: seenAt })
		const today = (await listSlots(NOW))[0]?.slots[0]
		useSettings(spent())
		const [first, second] = await listSlots(NOW)
		expect(first?.capped).toBe(true)
		expect(first?.slots.every(({ left }) => left === 0)).toBe(true)
		expect(second?.capped).toBe(false)
		expect(second?.slots.some(({ left }) => left > 0)).toBe(true)
		await expect(makeCallback({ now: NOW, slotStart: today?.start ?? null })).rejects.toThrow('capped')
		const tomorrow = await makeCallback({ now: NOW, slotStart: second?.slots[0]?.start ?? null })
		expect(tomorrow.state).toBe('scheduled')
		await cancelCallback({ callbackId: tomorrow.id, now: NOW })
	})
})

function spent() {
	const open = alwaysOpen()
	return { ...open, callback: { ...open.callback, spending: { ...open.callback.spending, callsPerDayCents: 0 } } }
}
