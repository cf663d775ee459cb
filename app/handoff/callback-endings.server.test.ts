import { randomUUID } from 'node:crypto'
import { and, eq, like } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbacks, closures } from '#db/schema/handoff.server'
import { outbox, smsRefusals } from '#db/schema/work.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { listFailedMessages, sendDueMessages } from '~/messages/outbox.server'
import { useSettings as replaceSettings } from '~/settings/settings.server'
import type { Carrier } from '~/telephony/carrier'
import { useCarrier as replaceCarrier } from '~/telephony/current.server'
import { type ManualOutcome, recordManualOutcome } from './callback-by-hand.server'
import { hear } from './callback-calls.server'
import { claimCallback } from './callback-claims.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { endUnreached } from './callback-endings.server'
import { trackingViewOf } from './callback-view.server'
import { findCallback, moveCallback } from './callbacks.server'
import { readClosures } from './declared-closures.server'
import { declareClosure } from './rebooking.server'
import { nextFreeSlot } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const UNREACHED = ['unreached', 'needs-number', 'expired'] as const

function company(dials: boolean): Carrier {
	let placed = 0
	return {
		...{ dials, fromNumber: '+33353012020' },
		placeCall: async () => ({ ok: true, sid: `CA${++placed}-${randomUUID()}` }),
		fetchCall: async () => null,
		listCalls: async () => [],
		listCallsBetween: async () => [],
		hangUp: async () => {},
		sendSms: async () => ({ ok: true, sid: 'SM1' }),
		findSms: async () => null,
	}
}

beforeEach(() => {
	replaceSettings(alwaysOpen({ maxRings: 1 }))
	replaceCarrier(company(true))
})
afterEach(async () => {
	asked = async () => {}
	for (const table of [callbacks, outbox, people]) await db.delete(table)
	replaceSettings(undefined)
	replaceCarrier(undefined)
})

/** The database's own words, which the client wraps. */
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: Error) => String(error.cause))
const messagesOf = (id: string, purpose: string) =>
	db
		.select()
		.from(outbox)
		.where(and(like(outbox.dedupeKey, `callback:${id}:%`), eq(outbox.purpose, purpose)))

/** What happens to a number once its callback was asked for. */
let asked: (phone: string) => Promise<unknown> = async () => {}

async function claimed(lang: 'fr' | 'en' = 'fr', email: string | null = null) {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	const callback = await makeCallback({ lang, email, now: NOW })
	await asked(callback.phone)
	const claim = await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })
	if (!claim.ok) throw new Error(claim.reason)
	const [attempt] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.id, claim.attemptId))
	if (!attempt) throw new Error('no attempt')
	return { advisor, callback, attempt }
}

async function rung(status: 'busy' | 'no-answer' | 'failed') {
	const { callback, attempt } = await claimed()
	const callSid = attempt.advisorCallSid ?? ''
	await hear(attempt.key, { event: { kind: 'advisor-pressed', callSid, key: '1' }, dedupeKey: randomUUID(), now: NOW })
	const end = { callSid, customerCallSid: 'CB', status, bridged: false, seconds: null }
	await hear(attempt.key, { event: { kind: 'dial-ended', ...end }, dedupeKey: randomUUID(), now: later(30) })
	return callback.id
}

async function byHand(outcome: ManualOutcome) {
	replaceCarrier(company(false))
	const { advisor, callback } = await claimed()
	await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome, now: later(30) })
	return callback.id
}

async function talkedToVoicemail() {
	const { advisor, callback, attempt } = await claimed()
	const callSid = attempt.advisorCallSid ?? ''
	await hear(attempt.key, { event: { kind: 'advisor-pressed', callSid, key: '1' }, dedupeKey: randomUUID(), now: NOW })
	const end = { callSid, customerCallSid: 'CB', status: 'completed', bridged: true, seconds: 9 } as const
	await hear(attempt.key, { event: { kind: 'dial-ended', ...end }, dedupeKey: randomUUID(), now: later(30) })
	await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome: 'voicemail', now: later(60) })
	return callback.id
}

async function neverCalled() {
	const { id, phone } = await makeCallback({ now: NOW })
	await asked(phone)
	const closed = alwaysOpen()
	const nothing = Object.fromEntries(Object.keys(closed.hours.callback).map((day) => [day, []]))
	replaceSettings({
		...closed,
		hours: { ...closed.hours, callback: nothing as unknown as typeof closed.hours.callback },
	})
	await dispatchCallbacks(later(4 * 86_400))
	return id
}

describe('every path to a callback that did not reach its customer leaves a message', () => {
	test.each([
		['nobody answers', () => rung('no-answer'), 'unreached'],
		['the line is busy', () => rung('busy'), 'unreached'],
		['the number does not work', () => rung('failed'), 'needs-number'],
		['by hand, nobody answers', () => byHand('no-answer'), 'unreached'],
		['by hand, busy', () => byHand('busy'), 'unreached'],
		['by hand, a voicemail', () => byHand('voicemail'), 'unreached'],
		['by hand, the number does not work', () => byHand('failed'), 'needs-number'],
		['a conversation that was a voicemail', talkedToVoicemail, 'unreached'],
		['closed until it is too old', neverCalled, 'expired'],
	] as const)('%s', async (_, walk, state) => {
		const id = await walk()
		const callback = await findCallback(id)
		expect(callback?.state).toBe(state)
		const [message, ...others] = await messagesOf(id, `callback-${state}`)
		expect(others).toEqual([])
		expect(message).toMatchObject({ channel: 'sms', recipient: callback?.phone, createdAt: callback?.endedAt })
		expect(message?.body).toMatch(/autre moment/i)
		expect(message?.body).toMatch(/écrire/i)
		expect(message?.body).toMatch(/clore/i)
		expect(message?.body).toContain(`/rappel/${callback?.reference}`)
		if (!callback) throw new Error('no callback')
		expect(await trackingViewOf(callback, 'fr', NOW)).toMatchObject({ ending: state, live: false })
	})

	test('in English too, and by e-mail with an address for each choice', async () => {
		const { callback } = await claimed('en', 'camille@exemple.fr')
		await endUnreached({ ...callback, state: 'offering' }, { state: 'unreached' }, 'once', NOW)
		const messages = await messagesOf(callback.id, 'callback-unreached')
		expect(messages.map(({ channel }) => channel).sort()).toEqual(['email', 'sms'])
		expect(messages.find(({ channel }) => channel === 'sms')?.body).toMatch(/another time.*write.*close/i)
		const mail = messages.find(({ channel }) => channel === 'email')?.body
		expect(mail).toContain(`/en/rappel/${callback.reference}`)
		expect(mail).toContain('/en/ecrire')
	})
})

describe('a number that takes no text message, without an e-mail address', () => {
	const refuseSms = (phone: string) => db.insert(smsRefusals).values({ phone, code: 21610, at: NOW })
	afterEach(() => db.delete(smsRefusals))

	test('STOP was sent after a try that was put off by half a day: what was promised goes on, nothing is sent, and the end is told on its page', async () => {
		replaceSettings(alwaysOpen({ maxRings: 3 }))
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		const { id } = await makeCallback({ now: NOW })
		const texted: string[] = []
		replaceCarrier({
			...company(true),
			sendSms: async ({ to }) => {
				texted.push(to)
				return texted.length > 2
					? { ok: false, failure: 'refused', code: 21610 }
					: { ok: true, sid: `SM${texted.length}` }
			},
		})
		const dues: Date[] = []
		let now = NOW
		for (let ring = 1; ring <= 3; ring++) {
			const claim = await claimCallback({ callbackId: id, advisorId: advisor.id, now })
			if (!claim.ok) throw new Error(claim.reason)
			const [attempt] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.id, claim.attemptId))
			if (!attempt) throw new Error('no attempt')
			const callSid = attempt.advisorCallSid ?? ''
			const pressed = { kind: 'advisor-pressed', callSid, key: '1' } as const
			await hear(attempt.key, { event: pressed, dedupeKey: randomUUID(), now })
			const end = { callSid, customerCallSid: `CB${ring}`, status: 'no-answer', bridged: false, seconds: null } as const
			await hear(attempt.key, { event: { kind: 'dial-ended', ...end }, dedupeKey: randomUUID(), now })
			await sendDueMessages(now)
			const after = await findCallback(id)
			dues.push(after?.dueAt ?? NOW)
			now = after?.state === 'retry-wait' ? after.dueAt : now
		}
		// 11:10 in Paris; the second time in vain, the afternoon.
		expect(dues.slice(0, 2)).toEqual([later(1_800), new Date('2026-11-19T13:00:00Z')])
		expect(texted).toHaveLength(3)
		const callback = await findCallback(id)
		expect(callback?.state).toBe('unreached')
		const [kept, ...others] = await messagesOf(id, 'callback-unreached')
		expect(others).toEqual([])
		expect(kept).toMatchObject({ state: 'failed', tries: 0, lastError: expect.stringContaining('no text message') })
		expect((await listFailedMessages()).map(({ id }) => id)).toContain(kept?.id)
		if (!callback) throw new Error('no callback')
		expect(await trackingViewOf(callback, 'fr', now)).toMatchObject({ ending: 'unreached' })
	})

	test.each([
		['nobody answers', () => rung('no-answer'), 'unreached'],
		['the number does not work', () => rung('failed'), 'needs-number'],
		['closed until it is too old', neverCalled, 'expired'],
	] as const)('%s: it ends', async (_, walk, state) => {
		asked = refuseSms
		const id = await walk()
		expect((await findCallback(id))?.state).toBe(state)
		expect(await messagesOf(id, `callback-${state}`)).toMatchObject([{ state: 'failed' }])
	})

	test('a closure that leaves no place is declared all the same', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const slotStart = await nextFreeSlot(NOW)
		const callback = await makeCallback({ slotStart, now: NOW })
		await refuseSms(callback.phone)
		const supervisor = await makePerson({ role: 'supervisor' })
		const closed = { from: '2026-11-01', to: '2027-03-31', reason: { fr: 'Grève', en: 'Strike' }, by: supervisor.id }
		try {
			expect(await declareClosure({ ...closed, now: NOW })).toEqual({ moved: 0, withoutPlace: 1 })
		} finally {
			await db.delete(closures)
			await readClosures()
		}
		expect((await findCallback(callback.id))?.state).toBe('expired')
	})

	test('with an address, the e-mail alone tells', async () => {
		const { callback } = await claimed('fr', 'camille@exemple.fr')
		await refuseSms(callback.phone)
		await endUnreached({ ...callback, state: 'offering' }, { state: 'unreached' }, 'once', NOW)
		expect(await messagesOf(callback.id, 'callback-unreached')).toMatchObject([{ channel: 'email', state: 'pending' }])
	})
})

describe('the database refuses a silent end', () => {
	test.each(UNREACHED)('%s without its message', async (state) => {
		const { id } = await makeCallback({ now: NOW })
		const end = () => db.update(callbacks).set({ state, endedAt: NOW }).where(eq(callbacks.id, id))
		expect(await refusal(end())).toContain('only beside the message')
		expect((await findCallback(id))?.state).toBe('queued')
	})

	test.each(UNREACHED)('a request that is %s from the start', async (state) => {
		const { id, ...rest } = await makeCallback({ now: NOW })
		await db.delete(callbacks)
		expect(await refusal(db.insert(callbacks).values({ ...rest, state }))).toContain('does not begin')
	})

	test('the message of an earlier end is not that of the next', async () => {
		const callback = await makeCallback({ now: NOW })
		await endUnreached(callback, { state: 'unreached' }, 'first', NOW)
		expect(await moveCallback({ callbackId: callback.id, slotStart: null, now: later(60) })).toMatchObject({ ok: true })
		const end = db
			.update(callbacks)
			.set({ state: 'unreached', endedAt: later(90) })
			.where(eq(callbacks.id, callback.id))
		expect(await refusal(end)).toContain('only beside the message')
	})

	test('a request that has moved meanwhile does not end, and its customer is told nothing', async () => {
		const callback = await makeCallback({ now: NOW })
		const stale = { ...callback, state: 'dialing' as const }
		expect(await endUnreached(stale, { state: 'unreached' }, 'late', NOW)).toBeNull()
		expect(await messagesOf(callback.id, 'callback-unreached')).toEqual([])
	})
})
