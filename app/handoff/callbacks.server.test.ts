import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { callbackAttempts, callbackEvents, callbacks, promises, wrapUps } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, callbackForm, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { gsm7Length, toGsm7 } from '~/telephony/gsm7'
import { recordManualOutcome } from './callback-by-hand.server'
import { hear } from './callback-calls.server'
import { claimCallback, claimNextCallback, isInCall } from './callback-claims.server'
import { dispatchCallbacks, reconcileCalls } from './callback-dispatch.server'
import { endUnreached } from './callback-endings.server'
import { opens, trackingKey } from './callback-links.server'
import { calendarFile } from './callback-words.server'
import {
	cancelCallback,
	findCallback,
	findOwnCallback,
	listDueCallbacks,
	moveCallback,
	requestCallback,
} from './callbacks.server'
import { isOpenAt } from './hours.server'
import { beat } from './presence.server'
import { listSlots, nextFreeSlot } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

let company: ReturnType<typeof fakeCompany>

beforeEach(() => {
	useSettings(alwaysOpen())
	company = fakeCompany()
	useCarrier(company)
})
afterEach(async () => {
	const { people } = await import('#db/schema/auth.server')
	await db.delete(callbacks)
	await db.delete(outbox)
	await db.delete(people)
	useSettings(undefined)
	useCarrier(undefined)
})

const attemptsOf = (callbackId: string) =>
	db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, callbackId))
const smsTo = async (phone: string) =>
	(await db.select().from(outbox).where(eq(outbox.recipient, phone))).map(({ body }) => body)
const stateOf = async (id: string) => (await findCallback(id))?.state
async function inCall(over: Parameters<typeof makeCallback>[0] = {}) {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	const callback = await makeCallback({ now: NOW, ...over })
	const claim = await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })
	if (!claim.ok) throw new Error(claim.reason)
	const [attempt] = await attemptsOf(callback.id)
	if (!attempt) throw new Error('no attempt')
	return { advisor, callback, attempt, key: attempt.key }
}
let heardCount = 0
const hears = (key: string, event: Parameters<typeof hear>[1]['event'], now = NOW) =>
	hear(key, { event, dedupeKey: `t${++heardCount}`, now })

describe('who was not there', () => {
	it.each([
		['in the morning, after the first time', NOW, 0, '2026-11-19T10:40:00Z'],
		['in the morning, twice', NOW, 1, '2026-11-19T13:00:00Z'],
		['in the afternoon, twice', new Date('2026-11-19T15:00:00Z'), 1, '2026-11-20T08:00:00Z'],
	])('%s, is called again at a time that may suit', async (_when, at, before, again) => {
		const advisor = await makeAdvisor({ lastSeenAt: at })
		const { id } = await makeCallback({ now: at })
		await db.update(callbacks).set({ attempts: before }).where(eq(callbacks.id, id))
		await claimCallback({ callbackId: id, advisorId: advisor.id, now: at })
		const [attempt] = await attemptsOf(id)
		const callSid = attempt?.advisorCallSid ?? ''
		await hears(attempt?.key ?? '', { kind: 'advisor-pressed', callSid, key: '1' }, at)
		const end = { customerCallSid: 'CAc', status: 'no-answer', bridged: false, seconds: null } as const
		await hears(attempt?.key ?? '', { kind: 'dial-ended', callSid, ...end }, at)
		expect(await findCallback(id)).toMatchObject({ state: 'retry-wait', dueAt: new Date(again) })
	})
	it('on Friday afternoon, twice, is called on Monday when weekends are closed', async () => {
		useSettings(undefined)
		const friday = new Date('2026-11-20T15:00:00Z')
		const advisor = await makeAdvisor({ lastSeenAt: friday })
		const { id } = await makeCallback({ now: friday })
		await db.update(callbacks).set({ attempts: 1 }).where(eq(callbacks.id, id))
		await claimCallback({ callbackId: id, advisorId: advisor.id, now: friday })
		const [attempt] = await attemptsOf(id)
		const callSid = attempt?.advisorCallSid ?? ''
		await hears(attempt?.key ?? '', { kind: 'advisor-pressed', callSid, key: '1' }, friday)
		await hears(attempt?.key ?? '', { kind: 'customer-leg', callSid: 'CAc', status: 'no-answer' }, friday)
		const again = (await findCallback(id))?.dueAt
		expect(again && again > friday && isOpenAt('callback', again)).toBe(true)
		expect(again?.getUTCHours()).toBeGreaterThanOrEqual(7)
		expect(again?.getUTCDate()).not.toBe(20)
	})
})

describe('asking', () => {
	it('now: queued, promised, confirmed by an SMS that fits in one', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const callback = await makeCallback({ now: NOW, email: 'camille@exemple.fr' })
		expect(callback).toMatchObject({ state: 'queued', dueAt: NOW, slotStart: null })
		expect(callback.password).toMatch(/^[a-z]+ [a-z]+$/)
		const [sms] = await smsTo(callback.phone)
		expect(sms).toContain(callback.password)
		expect(sms).toContain('03 53 01 20 20')
		expect(gsm7Length(sms ?? '')).toBeLessThanOrEqual(160)
		expect(toGsm7(sms ?? '')).toBe(sms)
		const [mail] = await smsTo('camille@exemple.fr')
		expect(mail).toContain(`/rappel/${callback.reference}?cle=`)
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, callback.id))
		expect(promise).toMatchObject({ kind: 'callback', state: 'promised' })
	})
	it('the same form sent twice makes one request', async () => {
		const form = callbackForm({ now: NOW })
		const [first, second] = await Promise.all([requestCallback(form), requestCallback(form)])
		expect(first.ok && second.ok && first.callback.id === second.callback.id).toBe(true)
		expect(await db.$count(callbacks)).toBe(1)
	})
	it('one active request a number: the owner may move it, a stranger learns nothing', async () => {
		const mine = await makeCallback({ now: NOW })
		const again = await requestCallback(callbackForm({ phone: mine.phone, visitId: mine.visitId ?? '', now: NOW }))
		expect(again).toMatchObject({ ok: false, reason: 'already', mine: true })
		const stranger = await requestCallback(callbackForm({ phone: mine.phone, now: NOW }))
		expect(stranger).toMatchObject({ ok: false, reason: 'already', mine: false })
		expect((await smsTo(mine.phone)).some((body) => body.includes('déjà prévu'))).toBe(true)
	})
	it('three a day and a number, then writing is offered', async () => {
		const phone = '02 61 91 88 88'
		for (let n = 0; n < 3; n++)
			await cancelCallback({ callbackId: (await makeCallback({ phone, now: NOW })).id, now: NOW })
		expect(await requestCallback(callbackForm({ phone, now: NOW }))).toMatchObject({ ok: false, reason: 'too-many' })
	})
	it('an advisor’s number is refused', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		expect(await requestCallback(callbackForm({ phone: advisor.phone ?? '', now: NOW }))).toMatchObject({
			ok: false,
			number: { reason: 'advisor' },
		})
	})
	it('fifty people want the last places of one slot: each place is given once', async () => {
		for (let n = 0; n < 7; n++) await makeAdvisor({ lastSeenAt: NOW })
		const slotStart = await nextFreeSlot(NOW)
		const outcomes = await Promise.all(
			Array.from({ length: 50 }, () => requestCallback(callbackForm({ slotStart, now: NOW }))),
		)
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(7)
		expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'slot-full')).toHaveLength(43)
		const slot = (await listSlots(NOW))
			.flatMap(({ slots }) => slots)
			.find(({ start }) => start.getTime() === slotStart?.getTime())
		expect(slot?.left).toBe(0)
	})
	it('outside hours it waits for the opening', async () => {
		useSettings({
			...alwaysOpen(),
			hours: { ...alwaysOpen().hours, callback: { ...alwaysOpen().hours.callback, thursday: [['14:00', '20:00']] } },
		})
		expect(await makeCallback({ now: NOW })).toMatchObject({
			state: 'scheduled',
			dueAt: new Date('2026-11-19T13:00:00Z'),
		})
	})
})

describe('changing one’s mind', () => {
	it('moving frees the place at once and makes a new promise', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const [first, second] = (await listSlots(NOW)).flatMap(({ slots }) => slots)
		if (!first || !second) throw new Error('no slots')
		const callback = await makeCallback({ slotStart: first.start, now: NOW })
		expect(await nextFreeSlot(NOW)).toEqual(second.start)
		expect(await moveCallback({ callbackId: callback.id, slotStart: second.start, now: NOW })).toMatchObject({
			ok: true,
		})
		expect(await nextFreeSlot(NOW)).toEqual(first.start)
		const made = await db.select().from(promises).where(eq(promises.objectId, callback.id))
		expect(made.map(({ state }) => state).sort()).toEqual(['promised', 'withdrawn'])
	})
	it('cancelling while the advisor’s telephone rings stops it; twice is once', async () => {
		const { callback, key } = await inCall()
		expect(await cancelCallback({ callbackId: callback.id, now: NOW })).toEqual({ ok: true })
		expect(await cancelCallback({ callbackId: callback.id, now: NOW })).toEqual({ ok: true })
		expect(company.hungUp).toEqual(['CA1'])
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' })
		expect(await stateOf(callback.id)).toBe('cancelled')
	})
	it('once the customer’s telephone rings it is too late', async () => {
		const { callback, key } = await inCall()
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' })
		expect(await cancelCallback({ callbackId: callback.id, now: NOW })).toEqual({ ok: false })
	})
	it('the link opens its own callback, expires, and can be revoked', async () => {
		const callback = await makeCallback({ now: NOW })
		const key = trackingKey(callback, NOW)
		const stranger = { reference: callback.reference, visitId: randomUUID(), customerId: null, now: NOW }
		expect(await findOwnCallback({ ...stranger, key })).toMatchObject({ id: callback.id })
		expect(await findOwnCallback({ ...stranger, key: null })).toBeNull()
		expect(await findOwnCallback({ ...stranger, key: `${key}x` })).toBeNull()
		expect(await findOwnCallback({ ...stranger, key: null, visitId: callback.visitId ?? '' })).not.toBeNull()
		expect(opens(key, callback, later(31 * 86_400))).toBe(false)
		expect(opens(key, { ...callback, linkVersion: 2 }, NOW)).toBe(false)
	})
	it('the calendar file says when, who and from which number', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const callback = await makeCallback({ slotStart: await nextFreeSlot(NOW), now: NOW })
		const file = calendarFile(callback, NOW)
		expect(file?.content).toContain('DTSTART:20261119T103000Z')
		expect(file?.content.replace(/\r\n[ \t]/g, '')).toContain(callback.password)
	})
})

describe('giving it to an advisor', () => {
	it('of two advisors one takes it', async () => {
		const [a, b] = [await makeAdvisor({ lastSeenAt: NOW }), await makeAdvisor({ lastSeenAt: NOW })]
		const callback = await makeCallback({ now: NOW })
		const claims = await Promise.all(
			[a, b].map(({ id }) => claimCallback({ callbackId: callback.id, advisorId: id, now: NOW })),
		)
		expect(claims.map((claim) => (claim.ok ? 'ok' : claim.reason)).sort()).toEqual(['ok', 'taken'])
		expect(company.placed).toHaveLength(1)
	})
	it('the longest due comes first, and one call at a time', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		const second = await makeCallback({ now: later(5) })
		const first = await makeCallback({ now: NOW })
		expect((await listDueCallbacks(later(10))).map(({ id }) => id)).toEqual([first.id, second.id])
		expect(await claimNextCallback({ advisorId: advisor.id, now: later(10) })).toMatchObject({
			ok: true,
			callbackId: first.id,
		})
		expect(await claimNextCallback({ advisorId: advisor.id, now: later(10) })).toMatchObject({
			ok: false,
			reason: 'busy',
		})
	})
	it('a slot is not called before its time', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		const callback = await makeCallback({ slotStart: await nextFreeSlot(NOW), now: NOW })
		expect(await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })).toEqual({
			ok: false,
			reason: 'too-early',
		})
	})
	it('the dispatcher rings who is present, and the next one when the first passes', async () => {
		const callback = await makeCallback({ now: NOW })
		await dispatchCallbacks(NOW)
		expect(await stateOf(callback.id)).toBe('queued')
		await makeAdvisor({ lastSeenAt: later(5) })
		await makeAdvisor({ lastSeenAt: later(5) })
		await dispatchCallbacks(later(5))
		expect(await stateOf(callback.id)).toBe('offering')
		const [attempt] = await attemptsOf(callback.id)
		await hears(attempt?.key ?? '', { kind: 'advisor-leg', callSid: 'CA1', status: 'no-answer' }, later(30))
		expect(await findCallback(callback.id)).toMatchObject({ state: 'queued', offers: 1, attempts: 0, advisorId: null })
		await dispatchCallbacks(later(31))
		expect(new Set(company.placed).size).toBe(2)
	})
	it('when the hours are over it is put off, told, and the promise is counted as broken', async () => {
		const callback = await makeCallback({ now: NOW })
		useSettings({
			...alwaysOpen(),
			hours: { ...alwaysOpen().hours, callback: { ...alwaysOpen().hours.callback, thursday: [['08:00', '11:11']] } },
		})
		await dispatchCallbacks(later(120))
		expect(await findCallback(callback.id)).toMatchObject({
			state: 'scheduled',
			dueAt: new Date('2026-11-19T23:00:00Z'),
		})
		expect((await smsTo(callback.phone)).some((body) => body.includes('pardon'))).toBe(true)
		const made = await db.select().from(promises).where(eq(promises.objectId, callback.id))
		expect(made.map(({ state }) => state).sort()).toEqual(['broken', 'promised'])
	})
})

describe('no silent end', () => {
	it('three rings without answer end in a message with choices, written with the end', async () => {
		const { callback, advisor, key: firstKey } = await inCall({ email: 'camille@exemple.fr' })
		let key = firstKey
		let now = NOW
		for (let ring = 1; ring <= 3; ring++) {
			const callSid = `CA${ring}`
			await hears(key, { kind: 'advisor-pressed', callSid, key: '1' }, now)
			await hears(
				key,
				{
					kind: 'dial-ended',
					callSid,
					customerCallSid: `CAc${ring}`,
					status: 'no-answer',
					bridged: false,
					seconds: null,
				},
				now,
			)
			if (ring === 3) break
			const again = await findCallback(callback.id)
			expect(again).toMatchObject({ state: 'retry-wait', attempts: ring })
			now = again?.dueAt ?? now
			expect(await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now })).toMatchObject({ ok: true })
			key = (await attemptsOf(callback.id)).find(({ endedAt }) => !endedAt)?.key ?? ''
		}
		expect(await stateOf(callback.id)).toBe('unreached')
		const texts = await smsTo(callback.phone)
		expect(texts).toHaveLength(4)
		expect(texts.some((body) => body.includes('autre moment'))).toBe(true)
		expect((await smsTo('camille@exemple.fr')).some((body) => body.includes('/ecrire'))).toBe(true)
		for (const body of texts) expect(gsm7Length(body)).toBeLessThanOrEqual(160)
		expect(await moveCallback({ callbackId: callback.id, slotStart: null, now })).toMatchObject({ ok: true })
	})
	it('9 on the advisor’s telephone blocks the number for callbacks', async () => {
		const { callback, key } = await inCall()
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '9' })
		expect(await stateOf(callback.id)).toBe('cancelled')
		expect(await requestCallback(callbackForm({ phone: callback.phone, now: NOW }))).toMatchObject({
			ok: false,
			reason: 'blocked',
		})
	})
	it('a call on time keeps the promise', async () => {
		const { callback, key } = await inCall()
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' }, later(20))
		await hears(key, { kind: 'customer-leg', callSid: 'CA2', status: 'in-progress' }, later(30))
		expect(await stateOf(callback.id)).toBe('connected')
		await hears(
			key,
			{ kind: 'dial-ended', callSid: 'CA1', customerCallSid: 'CA2', status: 'completed', bridged: true, seconds: 200 },
			later(230),
		)
		expect(await stateOf(callback.id)).toBe('done')
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, callback.id))
		expect(promise).toMatchObject({ state: 'kept', settledAt: later(20) })
	})
	it('what the advisor knows to be a voicemail is tried again two hours later', async () => {
		const { callback, advisor, key } = await inCall()
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' })
		await hears(key, {
			kind: 'dial-ended',
			callSid: 'CA1',
			customerCallSid: 'CA2',
			status: 'completed',
			bridged: true,
			seconds: 9,
		})
		expect(
			await recordManualOutcome({
				callbackId: callback.id,
				advisorId: advisor.id,
				outcome: 'voicemail',
				now: later(60),
			}),
		).toBe(true)
		expect(await findCallback(callback.id)).toMatchObject({ state: 'retry-wait', dueAt: later(7_260) })
	})
})

describe('without a phone company', () => {
	it('the advisor takes it, dials by hand, and records the outcome', async () => {
		useCarrier(fakeCompany({ dials: false }))
		const advisor = await makeAdvisor({ phone: null, lastSeenAt: NOW })
		const callback = await makeCallback({ now: NOW })
		await dispatchCallbacks(NOW)
		expect(await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })).toMatchObject({
			ok: true,
			byHand: true,
		})
		expect(await findCallback(callback.id)).toMatchObject({ state: 'dialing', attempts: 1 })
		expect(
			await recordManualOutcome({ callbackId: callback.id, advisorId: 'somebody-else', outcome: 'talked', now: NOW }),
		).toBe(false)
		expect(
			await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome: 'busy', now: NOW }),
		).toBe(true)
		expect(await findCallback(callback.id)).toMatchObject({ state: 'retry-wait', dueAt: later(300) })
		expect(await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: later(300) })).toMatchObject({
			ok: true,
		})
		expect(
			await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome: 'talked', now: later(400) }),
		).toBe(true)
		expect(await stateOf(callback.id)).toBe('done')
	})
})

describe('what nobody must be left with', () => {
	const talked = async (over: Parameters<typeof inCall>[0] = {}) => {
		const call = await inCall(over)
		await hears(call.key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' })
		await hears(call.key, {
			...{ kind: 'dial-ended', callSid: 'CA1', customerCallSid: 'CB1', status: 'completed', bridged: true, seconds: 9 },
		})
		return call
	}

	it('a call dialled by hand that nobody reports goes back to the queue, and its advisor is free', async () => {
		useCarrier(fakeCompany({ dials: false }))
		const advisor = await makeAdvisor({ phone: null, lastSeenAt: NOW })
		const { id } = await makeCallback({ now: NOW })
		await claimCallback({ callbackId: id, advisorId: advisor.id, now: NOW })
		await reconcileCalls(later(4_799))
		expect(await findCallback(id)).toMatchObject({ state: 'dialing', attempts: 1 })
		await reconcileCalls(later(4_801))
		await reconcileCalls(later(4_802))
		expect(await findCallback(id)).toMatchObject({ state: 'retry-wait', attempts: 0, offers: 1, advisorId: null })
		await dispatchCallbacks(later(4_880))
		expect(await stateOf(id)).toBe('queued')
		expect(await isInCall(advisor.id)).toBe(false)
		expect(await claimCallback({ callbackId: id, advisorId: advisor.id, now: later(4_900) })).toMatchObject({
			ok: true,
		})
	})

	it('a call dialled by hand stays so when a phone company is set up meanwhile', async () => {
		useCarrier(fakeCompany({ dials: false }))
		const advisor = await makeAdvisor({ phone: null, lastSeenAt: NOW })
		const { id } = await makeCallback({ now: NOW })
		await claimCallback({ callbackId: id, advisorId: advisor.id, now: NOW })
		useCarrier(company)
		await reconcileCalls(later(60))
		expect(await stateOf(id)).toBe('dialing')
	})

	it('a voicemail said after the customer asked again: the new request stands, alone', async () => {
		useSettings(alwaysOpen({ nowEveryMinutes: 0 }))
		const { advisor, callback } = await talked()
		const again = await makeCallback({ phone: callback.phone, visitId: callback.visitId ?? '', now: later(30) })
		const said = { callbackId: callback.id, advisorId: advisor.id, outcome: 'voicemail' as const, now: later(60) }
		expect(await recordManualOutcome(said)).toBe(true)
		expect([await stateOf(callback.id), await stateOf(again.id)]).toEqual(['done', 'queued'])
	})

	it('a number whose owner never asked is not rung again by the link of an older request', async () => {
		useSettings(alwaysOpen({ nowEveryMinutes: 0 }))
		const { callback, key } = await inCall()
		await endUnreached({ ...callback, state: 'offering' }, { state: 'expired' }, 'first', NOW)
		await hears(key, { kind: 'advisor-leg', callSid: 'CA1', status: 'no-answer' })
		const other = await inCall({ phone: callback.phone })
		await hears(other.key, { kind: 'advisor-pressed', callSid: 'CA2', key: '9' })
		expect(await stateOf(other.callback.id)).toBe('cancelled')
		expect(await moveCallback({ callbackId: callback.id, slotStart: null, now: later(20) })).toEqual({
			...{ ok: false, reason: 'too-late' },
		})
		expect(await stateOf(callback.id)).toBe('expired')
	})

	it('who has just talked is not rung before they have concluded, or two minutes have passed', async () => {
		const { advisor, callback } = await talked()
		const next = await makeCallback({ now: NOW })
		for (const seconds of [1, 50, 119]) {
			await beat(advisor.id, later(seconds))
			await dispatchCallbacks(later(seconds))
		}
		expect(await stateOf(next.id)).toBe('queued')
		await db.insert(wrapUps).values({
			...{ caseId: callback.caseId, channel: 'callback', objectId: callback.id, advisorId: advisor.id },
			...{ reason: 'internet', outcome: 'solved', summary: '', draft: '', at: later(60) },
		})
		await dispatchCallbacks(later(119))
		expect(await findCallback(next.id)).toMatchObject({ state: 'offering', advisorId: advisor.id })
	})

	it('who does not conclude is rung again after two minutes', async () => {
		const { advisor } = await talked()
		const next = await makeCallback({ now: NOW })
		await beat(advisor.id, later(121))
		await dispatchCallbacks(later(121))
		expect(await stateOf(next.id)).toBe('offering')
	})

	it.each([
		['before', -1, 'withdrawn'],
		['after', 1, 'broken'],
	] as const)(
		'cancelled or moved %s the announced time is over: the promise is what it was',
		async (_when, seconds, state) => {
			await makeAdvisor({ lastSeenAt: NOW })
			const [cancelled, moved] = [await makeCallback({ now: NOW }), await makeCallback({ now: NOW })]
			const firstOf = async (id: string) =>
				(await db.select().from(promises).where(eq(promises.objectId, id)).orderBy(asc(promises.madeAt)))[0]
			const at = async (id: string) => new Date(((await firstOf(id))?.dueAt.getTime() ?? 0) + seconds * 1_000)
			await cancelCallback({ callbackId: cancelled.id, now: await at(cancelled.id) })
			await moveCallback({ callbackId: moved.id, slotStart: null, now: await at(moved.id) })
			expect([(await firstOf(cancelled.id))?.state, (await firstOf(moved.id))?.state]).toEqual([state, state])
		},
	)
})

describe('what the network and a killed process do', () => {
	it('a webhook that comes twice acts once', async () => {
		const { callback, key } = await inCall()
		const news = {
			event: { kind: 'advisor-leg', callSid: 'CA1', status: 'no-answer' },
			dedupeKey: 'CA1:3:no-answer',
			now: NOW,
		} as const
		await hear(key, news)
		await hear(key, news)
		expect(await findCallback(callback.id)).toMatchObject({ state: 'queued', offers: 1 })
	})
	it('an unknown answer is looked up, and the call that exists is adopted', async () => {
		const created = {
			sid: 'CAlost',
			parentSid: null,
			to: 'x',
			from: 'y',
			status: 'ringing' as const,
			createdAt: NOW,
			durationSeconds: null,
		}
		company = fakeCompany({
			placeCall: async () => ({ ok: false, failure: 'unknown', code: null }),
			listCalls: async ({ parentSid }) => (parentSid ? [] : [created]),
		})
		useCarrier(company)
		const { attempt } = await inCall()
		expect(attempt).toMatchObject({ state: 'placing', advisorCallSid: null })
		await reconcileCalls(later(2))
		expect((await attemptsOf(attempt.callbackId))[0]?.advisorCallSid).toBeNull()
		await reconcileCalls(later(5))
		expect((await attemptsOf(attempt.callbackId))[0]).toMatchObject({
			state: 'ringing-advisor',
			advisorCallSid: 'CAlost',
		})
	})
	it('a call that does not exist is placed again only after two looks and thirty seconds', async () => {
		let asked = 0
		company = fakeCompany({
			placeCall: async () =>
				++asked === 1 ? { ok: false, failure: 'unknown', code: null } : { ok: true, sid: 'CA2nd' },
		})
		useCarrier(company)
		const { callback } = await inCall()
		for (const seconds of [5, 10, 15, 20, 25]) await reconcileCalls(later(seconds))
		expect(asked).toBe(1)
		for (const seconds of [30, 35]) await reconcileCalls(later(seconds))
		expect(asked).toBe(2)
		expect((await attemptsOf(callback.id))[0]?.advisorCallSid).toBe('CA2nd')
	})
	it('a refusal that was never processed is asked again at once', async () => {
		let asked = 0
		useCarrier(
			fakeCompany({
				placeCall: async () =>
					++asked === 1 ? { ok: false, failure: 'not-processed', code: 20429 } : { ok: true, sid: 'CA2nd' },
			}),
		)
		await inCall()
		await reconcileCalls(later(5))
		expect(asked).toBe(2)
	})
	it('killed before the call was asked for: it is asked for once', async () => {
		const { attempt } = await inCall()
		await db.delete(callbackEvents).where(eq(callbackEvents.attemptId, attempt.id))
		await db
			.update(callbackAttempts)
			.set({ state: 'placing', advisorCallSid: null, lastHeardAt: NOW })
			.where(eq(callbackAttempts.id, attempt.id))
		await reconcileCalls(later(5))
		await reconcileCalls(later(10))
		expect(company.placed).toHaveLength(2)
	})
	it('two calls placed by mistake: the second is hung up and never reaches the customer', async () => {
		company = fakeCompany({ placeCall: async () => ({ ok: false, failure: 'unknown', code: null }) })
		useCarrier(company)
		const { attempt, key } = await inCall()
		await hears(key, { kind: 'advisor-leg', callSid: 'CAfirst', status: 'ringing' })
		const { adopt } = await import('./callback-calls.server')
		await adopt(attempt, 'CAsecond', NOW)
		expect(company.hungUp).toEqual(['CAsecond'])
	})
	it('the end of a conversation whose webhooks were lost is found out', async () => {
		const { callback, key } = await inCall()
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' })
		const leg = (sid: string, parentSid: string | null, durationSeconds: number) => ({
			sid,
			parentSid,
			to: '',
			from: '',
			status: 'completed' as const,
			createdAt: NOW,
			durationSeconds,
		})
		useCarrier(
			fakeCompany({ fetchCall: async () => leg('CA1', null, 90), listCalls: async () => [leg('CA2', 'CA1', 60)] }),
		)
		await reconcileCalls(later(14))
		expect(await stateOf(callback.id)).toBe('dialing')
		await reconcileCalls(later(16))
		expect(await stateOf(callback.id)).toBe('done')
	})
	it.each([
		['heard to answer', true, 'done'],
		['never heard to answer', false, 'retry-wait'],
	] as const)('the end was lost, a length of zero, a customer %s', async (_, answers, state) => {
		const leg = (sid: string, parentSid: string | null) => ({
			...{ sid, parentSid, to: '', from: '', status: 'completed' as const, createdAt: NOW, durationSeconds: 0 },
		})
		useCarrier(fakeCompany({ fetchCall: async () => leg('CA1', null), listCalls: async () => [leg('CA2', 'CA1')] }))
		const { callback, key } = await inCall()
		await hears(key, { kind: 'advisor-pressed', callSid: 'CA1', key: '1' })
		if (answers) await hears(key, { kind: 'customer-leg', callSid: 'CA2', status: 'in-progress' })
		await reconcileCalls(later(16))
		expect(await stateOf(callback.id)).toBe(state)
	})
	it('the database allows one live attempt a number', async () => {
		const { callback, attempt } = await inCall()
		await expect(
			db.insert(callbackAttempts).values({ ...attempt, id: randomUUID(), key: randomUUID() }),
		).rejects.toThrow()
		expect(await attemptsOf(callback.id)).toHaveLength(1)
	})
})
