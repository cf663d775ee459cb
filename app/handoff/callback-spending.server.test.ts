import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbacks, codeSends } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { findSpoken, queueCall, sendDueMessages } from '~/messages/outbox.server'
import { useSettings } from '~/settings/settings.server'
import type { CarrierCall } from '~/telephony/carrier'
import { useCarrier } from '~/telephony/current.server'
import { compareDay } from './call-comparison.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { callsToday, forgetUsage, readUsage } from './callback-spending.server'
import { forgetCodes } from './phone-codes.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

beforeEach(() => {
	useSettings(alwaysOpen())
	forgetUsage(NOW)
})
afterEach(async () => {
	await db.delete(callbacks)
	await db.delete(codeSends)
	await db.delete(outbox)
	await db.delete(people)
	useSettings(undefined)
	useCarrier(undefined)
	forgetUsage()
})

async function oneTry(): Promise<void> {
	await makeAdvisor({ lastSeenAt: NOW })
	await makeCallback({ now: NOW })
	await dispatchCallbacks(NOW)
}

test('the larger of our count and of what the company says is what the day cost', async () => {
	let says = 1
	let asked = 0
	const spentToday = async () => {
		asked++
		return { cents: says }
	}
	useCarrier(fakeCompany({ spentToday }))
	await readUsage(later(400))
	expect(asked).toBe(0)
	await oneTry()
	const ours = (await callsToday(NOW)).spentCents
	expect(ours).toBe(20)
	await readUsage(later(299))
	expect(asked).toBe(0)
	await readUsage(later(300))
	expect((await callsToday(later(300))).spentCents).toBe(ours)
	says = 199_990
	await readUsage(later(360))
	expect(asked).toBe(1)
	await readUsage(later(600))
	expect(await callsToday(later(600))).toMatchObject({ spentCents: 199_990, tripped: true })
	// What was said of a day says nothing of the next one.
	expect(await callsToday(later(86_400))).toMatchObject({ spentCents: 0, tripped: false })
})

test('a company that keeps no account of usage is asked once, and one that fails leaves what was known', async () => {
	let asked = 0
	const answers: (() => Promise<{ cents: number } | null>)[] = [
		async () => ({ cents: 500 }),
		() => Promise.reject(new Error('away')),
		async () => null,
	]
	const spentToday = () => answers[asked++]?.() ?? Promise.resolve({ cents: 1 })
	useCarrier(fakeCompany({ spentToday }))
	await oneTry()
	await readUsage(later(300))
	await readUsage(later(600))
	expect((await callsToday(later(600))).spentCents).toBe(500)
	await readUsage(later(900))
	expect((await callsToday(later(900))).spentCents).toBe(20)
	await readUsage(later(1_200))
	expect(asked).toBe(3)
})

test('a call that read a code aloud is known to the comparison, also once the code is forgotten', async () => {
	let answers = true
	useCarrier(
		fakeCompany({
			placeCall: async ({ to }) =>
				answers ? { ok: true, sid: `CA${to.slice(-4)}` } : { ok: false, failure: 'unknown', code: null },
		}),
	)
	const spoken = { lang: 'fr', purpose: 'phone-code', body: 'Votre code\n1 2 3 4 5 6', now: NOW } as const
	await queueCall({ ...spoken, to: '+33261910001', dedupeKey: 'code:1' })
	await sendDueMessages(NOW)
	// The answer to the second was lost: its call is known once somebody picks up.
	answers = false
	await queueCall({ ...spoken, to: '+33261910002', dedupeKey: 'code:2' })
	await sendDueMessages(NOW)
	const second = (await db.select().from(outbox)).find(({ recipient }) => recipient === '+33261910002')
	expect((await findSpoken(second?.id ?? '', 'CAlost'))?.lines).toHaveLength(2)
	await forgetCodes(later(3_600))
	expect(await findSpoken(second?.id ?? '', 'CAlost')).toBe(null)
	expect((await db.select().from(outbox)).map(({ recipient, body }) => recipient + body)).toEqual(['', ''])

	const call = (sid: string): CarrierCall => ({
		...{ sid, parentSid: null, to: '+33', from: '+33', status: 'completed', createdAt: NOW, durationSeconds: 9 },
	})
	const listCallsBetween = async () => ['CA0001', 'CAlost', 'CAalien'].map(call)
	useCarrier(fakeCompany({ listCallsBetween }))
	expect(await compareDay('2026-11-19', later(7_200))).toEqual({ calls: 3, differences: 1 })
})
