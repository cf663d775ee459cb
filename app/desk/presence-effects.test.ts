import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { cases, presences } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { availability } from '~/handoff/availability.server'
import { dispatchCallbacks } from '~/handoff/callback-dispatch.server'
import { findCallback } from '~/handoff/callbacks.server'
import { queuePlace } from '~/handoff/conversations.server'
import { setPresence } from '~/handoff/presence.server'
import { useSettings } from '~/settings/settings.server'
import type { Carrier } from '~/telephony/carrier'
import { useCarrier } from '~/telephony/current.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
let rung: string[] = []
const company: Carrier = {
	dials: true,
	fromNumber: '+33353012020',
	placeCall: async ({ to }) => {
		rung.push(to)
		return { ok: true, sid: `CA${rung.length}` }
	},
	fetchCall: async () => null,
	listCalls: async () => [],
	listCallsBetween: async () => [],
	findSms: async () => null,
	hangUp: async () => {},
	sendSms: async () => ({ ok: true, sid: 'SM1' }),
}

beforeAll(() => {
	useSettings(alwaysOpen())
	useCarrier(company)
})
afterAll(() => {
	useSettings(undefined)
	useCarrier(undefined)
})
beforeEach(async () => {
	rung = []
	await db.delete(cases)
	await db.delete(presences)
})

test('who is available is counted, announced and rung', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	const { id } = await makeCallback({ now: NOW })
	expect(await availability(NOW)).toMatchObject({ open: true, reason: 'open', chat: { advisors: 1 } })
	expect((await queuePlace(await makeConversation({ now: NOW }), NOW)).expectedWaitSeconds).toBeGreaterThan(0)
	await dispatchCallbacks(later(1))
	expect(rung).toEqual([advisor.phone])
	expect((await findCallback(id))?.advisorId).toBe(advisor.id)
})

test.each(['breathing', 'away'] as const)(
	'who is %s is neither counted, announced nor rung, until they choose',
	async (state) => {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		await setPresence({ personId: advisor.id, state, now: NOW })
		const { id } = await makeCallback({ now: NOW })
		expect(await availability(NOW)).toMatchObject({
			...{ open: false, reason: 'nobody-present', people: [], chat: { advisors: 0, expectedWaitSeconds: null } },
		})
		expect((await queuePlace(await makeConversation({ now: NOW }), NOW)).expectedWaitSeconds).toBeNull()
		for (const seconds of [1, 30, 59]) await dispatchCallbacks(later(seconds))
		expect(rung).toEqual([])
		expect(await findCallback(id)).toMatchObject({ state: 'queued', advisorId: null })

		await setPresence({ personId: advisor.id, state: 'available', now: later(59) })
		expect((await availability(later(59))).open).toBe(true)
		await dispatchCallbacks(later(60))
		expect(rung).toEqual([advisor.phone])
	},
)

test('a desk without a sign of life for a minute takes nothing', async () => {
	await makeAdvisor({ lastSeenAt: NOW })
	await makeCallback({ now: NOW })
	expect((await availability(later(60))).reason).toBe('nobody-present')
	await dispatchCallbacks(later(60))
	expect(rung).toEqual([])
})

test('while one breathes the other is rung, and one alone is announced', async () => {
	const [breathes, works] = [await makeAdvisor({ lastSeenAt: NOW }), await makeAdvisor({ lastSeenAt: NOW })]
	await setPresence({ personId: breathes.id, state: 'breathing', now: NOW })
	await makeCallback({ now: NOW })
	await makeCallback({ now: NOW })
	expect((await availability(NOW)).people.map(({ id }) => id)).toEqual([works.id])
	await dispatchCallbacks(later(1))
	expect(rung).toEqual([works.phone])
})
