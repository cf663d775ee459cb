import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbacks } from '#db/schema/handoff.server'
import { jobs, outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { registerJob, runDueJobs, scheduleJob } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { queueSms, sendDueMessages } from '~/messages/outbox.server'
import { useSettings } from '~/settings/settings.server'
import type { Carrier, NewCall } from '~/telephony/carrier'
import { useCarrier } from '~/telephony/current.server'
import { paced } from '~/telephony/speed.server'
import { hear } from './callback-calls.server'
import { claimCallback } from './callback-claims.server'
import { dispatchCallbacks, reconcileCalls } from './callback-dispatch.server'
import { advisorAnswered, advisorPressed } from './callback-webhooks.server'
import { beat } from './presence.server'

vi.hoisted(() => {
	process.env.TELEPHONY = 'simulator'
	process.env.TELEPHONY_SPEED = '10'
})

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

let asked: NewCall[]
let place: Carrier['placeCall']
beforeEach(() => {
	log.level = 'silent'
	useSettings(alwaysOpen())
	asked = []
	place = async () => ({ ok: true, sid: `CA${asked.length}` })
	useCarrier({
		dials: true,
		fromNumber: '+33353012020',
		placeCall: (call) => {
			asked.push(call)
			return place(call)
		},
		fetchCall: async () => null,
		listCalls: async () => [],
		listCallsBetween: async () => [],
		findSms: async () => null,
		hangUp: async () => {},
		sendSms: async () => ({ ok: false, failure: 'not-processed', code: 20429 }),
	})
})
afterEach(async () => {
	for (const table of [callbacks, outbox, jobs, people]) await db.delete(table)
})

const stateOf = async (id: string) => (await db.select().from(callbacks).where(eq(callbacks.id, id)))[0]
const attemptOf = async (id: string) =>
	(await db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, id))).at(-1)

async function inCall() {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	const callback = await makeCallback({ now: NOW })
	const claim = claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })
	return { advisor, callback, claim }
}

test('ten times faster: what the company is asked stays in whole seconds', async () => {
	const { callback, claim } = await inCall()
	await claim
	expect(asked).toMatchObject([{ ringSeconds: 2, maxSeconds: 390 }])
	const key = (await attemptOf(callback.id))?.key ?? ''
	expect(await advisorAnswered(key, { CallSid: 'CA1' }, NOW)).toContain('timeout="1"')
	expect(await advisorPressed(key, { CallSid: 'CA1', Digits: '1' }, NOW)).toMatch(/timeout="2" timeLimit="360"/)
})

test('ten times faster: a call that does not exist is placed again after three seconds', async () => {
	place = async () => (asked.length === 1 ? { ok: false, failure: 'unknown', code: null } : { ok: true, sid: 'CA2' })
	const { claim } = await inCall()
	await claim
	for (const seconds of [0.5, 1, 1.5, 2, 2.5]) await reconcileCalls(later(seconds))
	expect(asked).toHaveLength(1)
	for (const seconds of [3, 3.5]) await reconcileCalls(later(seconds))
	expect(asked).toHaveLength(2)
})

test('at any speed no second call is asked for while the first request may still be carried out', async () => {
	let answer = (_: Awaited<ReturnType<Carrier['placeCall']>>) => {}
	place = () => new Promise((resolve) => (answer = resolve))
	const { claim } = await inCall()
	await expect.poll(() => asked.length).toBe(1)
	for (let seconds = 0.5; seconds < 11.5; seconds += 0.5) await reconcileCalls(later(seconds))
	expect(asked).toHaveLength(1)
	answer({ ok: true, sid: 'CA1' })
	await claim
	await reconcileCalls(later(13))
	expect(asked).toHaveLength(1)
})

test('ten times faster: a silent call is asked about after a second and a half', async () => {
	const { callback, claim } = await inCall()
	await claim
	await reconcileCalls(later(1.4))
	expect((await attemptOf(callback.id))?.endedAt).toBeNull()
	await reconcileCalls(later(1.6))
	expect((await attemptOf(callback.id))?.endedAt).not.toBeNull()
})

test('ten times faster: who let an offer pass is asked again after half a minute', async () => {
	const { advisor, callback, claim } = await inCall()
	await claim
	const key = (await attemptOf(callback.id))?.key ?? ''
	const missed = { kind: 'advisor-leg', callSid: 'CA1', status: 'no-answer' } as const
	await hear(key, { event: missed, dedupeKey: 'missed', now: later(2) })
	for (const seconds of [3, 31]) {
		await beat(advisor.id, later(seconds))
		await dispatchCallbacks(later(seconds))
		expect((await stateOf(callback.id))?.state, `after ${seconds} s`).toBe('queued')
	}
	await dispatchCallbacks(later(33))
	expect((await stateOf(callback.id))?.state).toBe('offering')
})

test('the wait before a busy customer is rung again is the settings’, at any speed', async () => {
	const { callback, claim } = await inCall()
	await claim
	const key = (await attemptOf(callback.id))?.key ?? ''
	const pressed = { kind: 'advisor-pressed', callSid: 'CA1', key: '1' } as const
	await hear(key, { event: pressed, dedupeKey: 'pressed', now: NOW })
	const busy = { customerCallSid: 'CA9', status: 'busy', bridged: false, seconds: null } as const
	await hear(key, { event: { kind: 'dial-ended', callSid: 'CA1', ...busy }, dedupeKey: 'ended', now: NOW })
	expect(await stateOf(callback.id)).toMatchObject({ state: 'retry-wait', dueAt: later(300) })
})

test('ten times faster: an SMS that was not accepted leaves again after a second', async () => {
	await queueSms({ to: '+33261910101', body: 'x', purpose: 'test', now: NOW })
	await sendDueMessages(NOW)
	expect(await db.select().from(outbox)).toMatchObject([{ state: 'pending', notBefore: later(1) }])
})

test('ten times faster: the jobs of telephony are tried again sooner, the others are not', async () => {
	const fails = async () => Promise.reject(new Error('no answer'))
	registerJob('of-telephony', fails, paced)
	registerJob('of-something-else', fails)
	for (const kind of ['of-telephony', 'of-something-else']) await scheduleJob(kind, {}, { runAt: NOW })
	await runDueJobs(NOW)
	const waits = Object.fromEntries((await db.select().from(jobs)).map(({ kind, runAt }) => [kind, runAt]))
	expect(waits).toMatchObject({ 'of-telephony': later(0.2), 'of-something-else': later(2) })
})
