import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbacks, callDifferences, handsets } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { useSettings } from '~/settings/settings.server'
import type { CarrierCall } from '~/telephony/carrier'
import { useCarrier } from '~/telephony/current.server'
import { compareDay } from './call-comparison.server'
import { hear } from './callback-calls.server'
import { claimCallback } from './callback-claims.server'
import { dispatchCallbacks, reconcileCalls } from './callback-dispatch.server'
import type { CallEvent } from './callback-reducer'
import { findCallback } from './callbacks.server'
import { browserSays, chooseHandset, handsetOf, ringingAddress } from './handsets.server'

vi.hoisted(() => {
	Object.assign(process.env, {
		...{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM_NUMBER: '+33162000000' },
		...{ TWILIO_API_KEY_SID: 'SK1', TWILIO_API_KEY_SECRET: 'secret', TELEPHONY: 'twilio' },
	})
})

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
let company: ReturnType<typeof fakeCompany>

beforeAll(() => useSettings(alwaysOpen()))
afterAll(() => {
	useSettings(undefined)
	useCarrier(undefined)
})
beforeEach(() => {
	company = fakeCompany()
	useCarrier(company)
})
afterEach(async () => {
	for (const table of [callbacks, callDifferences, people]) await db.delete(table)
})

const attemptOf = async (callbackId: string) =>
	(await db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, callbackId)))[0]

/** An advisor who chose their browser, which spoke now. */
async function atBrowser(over: Parameters<typeof makeAdvisor>[0] = {}) {
	const advisor = await makeAdvisor({ lastSeenAt: NOW, ...over })
	await chooseHandset(advisor, 'browser')
	await browserSays(advisor.id, true, NOW)
	const { identity } = await handsetOf(advisor, NOW)
	return { advisor, address: `client:${identity}` }
}

describe('where an advisor is rung', () => {
	it('on their telephone until they choose otherwise', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		await browserSays(advisor.id, true, NOW)
		expect(await handsetOf(advisor, NOW)).toMatchObject({ choice: 'telephone', browserAlive: false })
		await browserSays(advisor.id, true, NOW)
		expect(await handsetOf(advisor, NOW)).toMatchObject({ choice: 'telephone', browserAlive: true })
		expect(await ringingAddress(advisor, NOW)).toBe(advisor.phone)
	})
	it('in the browser they chose while it gives signs of life, else on their telephone', async () => {
		const { advisor, address } = await atBrowser()
		expect(address).toMatch(/^client:[0-9a-f]{32}$/)
		expect(address).not.toContain(advisor.id)
		expect(await ringingAddress(advisor, later(74))).toBe(address)
		expect(await ringingAddress(advisor, later(75))).toBe(advisor.phone)
		await browserSays(advisor.id, true, later(80))
		expect(await ringingAddress(advisor, later(81))).toBe(address)
		await browserSays(advisor.id, false, later(82))
		expect(await ringingAddress(advisor, later(82))).toBe(advisor.phone)
		await browserSays(advisor.id, true, later(83))
		await chooseHandset(advisor, 'telephone')
		expect(await ringingAddress(advisor, later(84))).toBe(advisor.phone)
	})
	it('nowhere without a telephone, unless their browser is there', async () => {
		const advisor = await makeAdvisor({ phone: null, lastSeenAt: NOW })
		expect((await handsetOf(advisor, NOW)).choice).toBe('browser')
		expect(await ringingAddress(advisor, NOW)).toBeNull()
		const callback = await makeCallback({ now: NOW })
		expect(await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })).toEqual({
			...{ ok: false, reason: 'no-phone' },
		})
		await browserSays(advisor.id, true, NOW)
		expect(await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })).toMatchObject({
			ok: true,
		})
	})
	it('always under the same name, which no two share', async () => {
		const [one, other] = [await atBrowser(), await atBrowser()]
		expect(one.address).not.toBe(other.address)
		await chooseHandset(one.advisor, 'telephone')
		expect(`client:${(await handsetOf(one.advisor, NOW)).identity}`).toBe(one.address)
		expect(await db.$count(handsets)).toBe(2)
	})
})

describe('a call in the browser', () => {
	it('is offered like one by telephone', async () => {
		const { advisor, address } = await atBrowser({ phone: null })
		const callback = await makeCallback({ now: NOW })
		await dispatchCallbacks(later(1))
		expect(company.placed).toEqual([address])
		expect(await findCallback(callback.id)).toMatchObject({ state: 'offering', advisorId: advisor.id })
		expect(await attemptOf(callback.id)).toMatchObject({ advisorAddress: address, state: 'ringing-advisor' })
	})
	it('is not offered to a browser gone quiet: the telephone rings, or nobody’s', async () => {
		const { advisor } = await atBrowser({ lastSeenAt: later(80) })
		await atBrowser({ phone: null, lastSeenAt: later(80) })
		await makeCallback({ now: NOW })
		await makeCallback({ now: NOW })
		await dispatchCallbacks(later(80))
		expect(company.placed).toEqual([advisor.phone])
	})
	it('is looked for where it rang, whatever was chosen since', async () => {
		const asked: (string | undefined)[] = []
		const { advisor, address } = await atBrowser()
		const found: CarrierCall = {
			...{ sid: 'CAlost', parentSid: null, to: address, from: '+33353012020' },
			...{ status: 'ringing', createdAt: NOW, durationSeconds: null },
		}
		useCarrier(
			fakeCompany({
				placeCall: async () => ({ ok: false, failure: 'unknown', code: null }),
				listCalls: async ({ to, parentSid }) => {
					if (!parentSid) asked.push(to)
					return to === address ? [found] : []
				},
			}),
		)
		const callback = await makeCallback({ now: NOW })
		await dispatchCallbacks(NOW)
		await chooseHandset(advisor, 'telephone')
		await reconcileCalls(later(5))
		expect(asked).toEqual([address])
		expect(await attemptOf(callback.id)).toMatchObject({ advisorCallSid: 'CAlost', state: 'ringing-advisor' })
	})
	it('that fails leaves the request to the next advisor', async () => {
		const { address } = await atBrowser()
		const callback = await makeCallback({ now: NOW })
		await dispatchCallbacks(NOW)
		const attempt = await attemptOf(callback.id)
		await hear(attempt?.key ?? '', {
			event: { kind: 'advisor-leg', callSid: 'CA1', status: 'no-answer' },
			...{ dedupeKey: 'quiet', detail: { To: address, Called: address }, now: later(2) },
		})
		const next = await makeAdvisor({ lastSeenAt: later(3) })
		await dispatchCallbacks(later(3))
		expect(company.placed).toEqual([address, next.phone])
	})
	it('is the same call in the company’s account of the day', async () => {
		const { address } = await atBrowser()
		const callback = await makeCallback({ now: NOW })
		await dispatchCallbacks(NOW)
		const { key } = (await attemptOf(callback.id)) ?? { key: '' }
		const news: CallEvent[] = [
			{ kind: 'advisor-leg', callSid: 'CA1', status: 'in-progress' },
			{ kind: 'advisor-pressed', callSid: 'CA1', key: '1' },
			{ kind: 'customer-leg', callSid: 'CA2', status: 'in-progress' },
			{
				...{ kind: 'dial-ended', callSid: 'CA1', customerCallSid: 'CA2' },
				...{ status: 'completed', bridged: true, seconds: 60 },
			},
		]
		for (const [index, event] of news.entries())
			await hear(key, { event, dedupeKey: `day${index}`, detail: { To: address }, now: later(index) })
		const leg = { from: '+33353012020', status: 'completed', createdAt: NOW } as const
		const calls: CarrierCall[] = [
			{ ...leg, sid: 'CA1', parentSid: null, to: address, durationSeconds: 70 },
			{ ...leg, sid: 'CA2', parentSid: 'CA1', from: address, to: callback.phone, durationSeconds: 60 },
		]
		useCarrier(fakeCompany({ listCallsBetween: async () => calls }))
		expect(await compareDay('2026-11-19', later(60))).toEqual({ calls: 2, differences: 0 })
		useCarrier(fakeCompany({ listCallsBetween: async () => [...calls, { ...calls[0], sid: 'CA9' } as CarrierCall] }))
		expect(await compareDay('2026-11-19', later(90))).toEqual({ calls: 3, differences: 1 })
	})
})
