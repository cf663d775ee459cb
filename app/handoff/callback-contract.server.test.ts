import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { ATTEMPT_STATES, callbackAttempts, cases } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { useSettings } from '~/settings/settings.server'
import { CALL_STATUSES, type Carrier } from '~/telephony/carrier'
import { useCarrier } from '~/telephony/current.server'
import { recordManualOutcome } from './callback-by-hand.server'
import { hear } from './callback-calls.server'
import { claimCallback } from './callback-claims.server'
import { advisorOutcome, CONTRACT_OUTCOMES, contractOf, customerOutcome } from './callback-contract.server'
import { type AttemptState, type CallEvent, nextAttempt } from './callback-reducer'
import { cancelCallback, findCallback } from './callbacks.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const company: Carrier = {
	dials: true,
	fromNumber: '+33353012020',
	placeCall: async () => ({ ok: true, sid: 'CA1' }),
	fetchCall: async () => null,
	listCalls: async () => [],
	listCallsBetween: async () => [],
	findSms: async () => null,
	hangUp: async () => {},
	sendSms: async () => ({ ok: true, sid: 'SM1' }),
}

beforeEach(() => {
	useSettings(alwaysOpen())
	useCarrier(company)
})
afterEach(async () => {
	for (const table of [cases, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

async function ringing() {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	const { id } = await makeCallback({ now: NOW })
	await claimCallback({ callbackId: id, advisorId: advisor.id, now: NOW })
	const [attempt] = await db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, id))
	let heard = 0
	return {
		id,
		advisor,
		hears: (event: CallEvent, seconds = 1) =>
			hear(attempt?.key ?? '', { event, dedupeKey: `${id} ${heard++}`, now: later(seconds) }),
	}
}
const read = async (id: string) => {
	const callback = await findCallback(id)
	if (!callback) throw new Error('no callback')
	return contractOf(callback)
}
const pressed = (key: string) => ({ kind: 'advisor-pressed', callSid: 'CA1', key }) as const
const ended = (over: Partial<Extract<CallEvent, { kind: 'dial-ended' }>> = {}): CallEvent => ({
	...{ kind: 'dial-ended', callSid: 'CA1', customerCallSid: 'CB1', status: 'completed', bridged: true, seconds: 42 },
	...over,
})

it('before anything rang: no attempt, and what was promised', async () => {
	const { id, reference } = await makeCallback({ now: NOW })
	expect(await read(id)).toEqual({
		reference,
		state: 'queued',
		attempts: [],
		promise: { promisedAt: expect.stringMatching(/^2026-11-19T10:\d\d:00\.000Z$/), state: 'promised', settledAt: null },
	})
})

it('a callback from the first ring to the end of the conversation', async () => {
	const { id, hears } = await ringing()
	const attempt = async () => (await read(id)).attempts[0]
	const live = { startedAt: NOW.toISOString(), endedAt: null, bridgedSeconds: null }
	expect(await read(id)).toMatchObject({ state: 'offering' })
	expect(await attempt()).toEqual({ ...live, advisorOutcome: 'pending', customerOutcome: 'pending' })
	await hears(pressed('1'), 10)
	expect(await read(id)).toMatchObject({ state: 'dialing', attempts: [{ advisorOutcome: 'connected' }] })
	await hears({ kind: 'customer-leg', callSid: 'CB1', status: 'ringing' }, 12)
	expect(await attempt()).toEqual({ ...live, advisorOutcome: 'connected', customerOutcome: 'pending' })
	await hears({ kind: 'customer-leg', callSid: 'CB1', status: 'in-progress' }, 15)
	expect(await attempt()).toEqual({ ...live, advisorOutcome: 'connected', customerOutcome: 'connected' })
	await hears(ended(), 57)
	expect(await read(id)).toMatchObject({
		state: 'done',
		attempts: [
			{
				...{ startedAt: NOW.toISOString(), endedAt: later(57).toISOString() },
				...{ advisorOutcome: 'connected', customerOutcome: 'connected', bridgedSeconds: 42 },
			},
		],
		promise: { state: 'kept', settledAt: later(10).toISOString() },
	})
})

it('a conversation whose length the company does not say lasts from the answer to the end', async () => {
	const { id, hears } = await ringing()
	await hears(pressed('1'), 10)
	await hears({ kind: 'customer-leg', callSid: 'CB1', status: 'in-progress' }, 15)
	await hears(ended({ seconds: null }), 45)
	expect((await read(id)).attempts).toMatchObject([{ customerOutcome: 'connected', bridgedSeconds: 30 }])
})

describe('how each call ends', () => {
	const leg = (status: 'busy' | 'no-answer' | 'failed' | 'canceled' | 'completed') =>
		({ kind: 'advisor-leg', callSid: 'CA1', status }) as const
	const unanswered = (status: 'busy' | 'no-answer' | 'failed' | 'canceled' | 'completed') =>
		ended({ status, bridged: false, seconds: null })
	it.each([
		['the advisor is busy', [leg('busy')], 'busy', 'advisor-unreachable'],
		['the advisor does not answer', [leg('no-answer')], 'no-answer', 'advisor-unreachable'],
		['the advisor’s number fails', [leg('failed')], 'failed', 'advisor-unreachable'],
		['the advisor hangs up during the words', [leg('completed')], 'no-answer', 'advisor-unreachable'],
		['a voicemail answers for the advisor', [pressed('')], 'voicemail', 'advisor-unreachable'],
		['the advisor presses 2', [pressed('2')], 'declined', 'advisor-declined'],
		['the advisor presses 9', [pressed('9')], 'rejected', 'rejected'],
		['the customer is busy', [pressed('1'), unanswered('busy')], 'connected', 'busy'],
		['the customer does not answer', [pressed('1'), unanswered('no-answer')], 'connected', 'no-answer'],
		['the customer’s number fails', [pressed('1'), unanswered('failed')], 'connected', 'failed'],
		['the advisor leaves while it rings', [pressed('1'), unanswered('canceled')], 'connected', 'canceled'],
		[
			'the advisor leaves before it rings',
			[pressed('1'), { kind: 'over-without-dial', status: 'completed' }],
			'connected',
			'canceled',
		],
		['a voicemail that refuses the call', [pressed('1'), unanswered('completed')], 'connected', 'no-answer'],
	] as [string, CallEvent[], string, string][])('%s', async (_, events, advisor, customer) => {
		const { id, hears } = await ringing()
		for (const event of events) await hears(event)
		expect((await read(id)).attempts).toEqual([
			{
				...{ startedAt: NOW.toISOString(), endedAt: later(1).toISOString() },
				...{ advisorOutcome: advisor, customerOutcome: customer, bridgedSeconds: null },
			},
		])
	})

	it('the company will not place it', async () => {
		useCarrier({ ...company, placeCall: async () => ({ ok: false, failure: 'refused', code: 21211 }) })
		const { id } = await ringing()
		expect((await read(id)).attempts).toMatchObject([
			{ advisorOutcome: 'failed', customerOutcome: 'advisor-unreachable' },
		])
	})
	it('the customer cancels while the advisor’s telephone rings', async () => {
		const { id } = await ringing()
		await cancelCallback({ callbackId: id, now: later(5) })
		expect(await read(id)).toMatchObject({
			state: 'cancelled',
			attempts: [{ endedAt: later(5).toISOString(), advisorOutcome: 'canceled', customerOutcome: 'canceled' }],
			promise: { state: 'withdrawn' },
		})
	})
	it('the advisor says afterwards that it was a voicemail', async () => {
		const { id, advisor, hears } = await ringing()
		await hears(pressed('1'))
		await hears(ended())
		await recordManualOutcome({ callbackId: id, advisorId: advisor.id, outcome: 'voicemail', now: later(60) })
		expect(await read(id)).toMatchObject({
			state: 'retry-wait',
			attempts: [{ advisorOutcome: 'connected', customerOutcome: 'voicemail', bridgedSeconds: null }],
		})
	})
	it('dialled by hand', async () => {
		useCarrier({ ...company, dials: false })
		const { id, advisor } = await ringing()
		expect((await read(id)).attempts).toMatchObject([
			{ endedAt: null, advisorOutcome: 'connected', customerOutcome: 'pending' },
		])
		await recordManualOutcome({ callbackId: id, advisorId: advisor.id, outcome: 'talked', now: later(60) })
		expect((await read(id)).attempts).toMatchObject([{ customerOutcome: 'connected', bridgedSeconds: null }])
	})
	it('every try is told, the first first', async () => {
		const { id, advisor, hears } = await ringing()
		await hears(pressed('1'))
		await hears(unanswered('busy'))
		await claimCallback({ callbackId: id, advisorId: advisor.id, now: later(400) })
		const { attempts } = await read(id)
		expect(attempts.map(({ customerOutcome: one }) => one)).toEqual(['busy', 'pending'])
	})
})

it('whatever happens to a call, its outcomes are among those promised, and none is pending once it is over', () => {
	const sids = { callSid: 'CA1', customerCallSid: 'CB1' }
	const events: CallEvent[] = [
		{ kind: 'placed', callSid: 'CA1' },
		{ kind: 'not-placed' },
		...['', '1', '2', '5', '9'].map((key) => pressed(key)),
		...CALL_STATUSES.flatMap((status): CallEvent[] => [
			{ kind: 'advisor-leg', callSid: 'CA1', status },
			{ kind: 'customer-leg', callSid: 'CB1', status },
			{ kind: 'over-without-dial', status },
			...[true, false, null].map(
				(bridged): CallEvent => ({ kind: 'dial-ended', ...sids, status, bridged, seconds: null }),
			),
		]),
	]
	const start: AttemptState = {
		...{ state: 'placing', advisorCallSid: null, customerCallSid: null },
		...{ advisorOutcome: null, customerOutcome: null, bridged: false },
	}
	const seen = new Map([[JSON.stringify(start), start]])
	for (const attempt of seen.values())
		for (const event of events) {
			const after = nextAttempt(attempt, event).attempt
			seen.set(JSON.stringify(after), after)
		}
	expect(new Set([...seen.values()].map(({ state }) => state))).toEqual(new Set(ATTEMPT_STATES))
	for (const attempt of seen.values()) {
		const outcomes = [advisorOutcome(attempt), customerOutcome(attempt)]
		for (const outcome of outcomes) expect(CONTRACT_OUTCOMES).toContain(outcome)
		if (attempt.state === 'ended') expect(outcomes, JSON.stringify(attempt)).not.toContain('pending')
		if (attempt.bridged) expect(outcomes).toEqual(['connected', 'connected'])
	}
	expect(seen.size).toBeGreaterThan(20)
})
