import { afterEach, beforeEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbacks, presences } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { useSettings } from '~/settings/settings.server'
import type { CallStatus } from '~/telephony/carrier'
import { useCarrier } from '~/telephony/current.server'
import { hear } from './callback-calls.server'
import { dispatchCallbacks, reconcileCalls } from './callback-dispatch.server'
import { findCallback } from './callbacks.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const HOUR = 3_600
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

let company: ReturnType<typeof fakeCompany>
/** How the calls stand at the company, which has a clock of its own. */
let status: CallStatus

beforeEach(() => {
	status = 'ringing'
	useSettings(alwaysOpen())
	company = fakeCompany({
		fetchCall: async (sid) => ({
			...{ sid, parentSid: null, to: '+33353014101', from: '+33353012020', status },
			...{ createdAt: NOW, durationSeconds: null },
		}),
	})
	useCarrier(company)
})
afterEach(async () => {
	for (const table of [callbacks, outbox, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

const stateOf = async (id: string) => (await findCallback(id))?.state

/** A turn of the machinery at what the clock says, with everybody still there. */
async function turn(at: Date): Promise<void> {
	await db.update(presences).set({ lastSeenAt: at })
	await dispatchCallbacks(at)
	await reconcileCalls(at)
}

it('a clock that goes back an hour, then ahead, while an advisor’s telephone rings: nobody is rung twice', async () => {
	await makeAdvisor({ lastSeenAt: NOW })
	await makeAdvisor({ lastSeenAt: NOW })
	const callback = await makeCallback({ now: NOW })
	for (const seconds of [0, 2, -HOUR, 2 - HOUR, HOUR, HOUR + 2, HOUR + 40]) await turn(later(seconds))
	expect(company.placed).toHaveLength(1)
	expect(await stateOf(callback.id)).toBe('offering')
})

it('a call that ended while the clock jumped is found, and its customer rung again as the rules say, once', async () => {
	await makeAdvisor({ lastSeenAt: NOW })
	const callback = await makeCallback({ now: NOW })
	await turn(NOW)
	const [attempt] = await db.select().from(callbackAttempts)
	const pressed = { kind: 'advisor-pressed', callSid: 'CA1', key: '1' } as const
	await hear(attempt?.key ?? '', { event: pressed, dedupeKey: 'pressed', now: later(5) })
	status = 'completed'
	await turn(later(-HOUR))
	expect(await stateOf(callback.id)).toBe('dialing')
	await turn(later(HOUR))
	expect(await stateOf(callback.id)).toBe('retry-wait')
	await turn(later(HOUR + 1))
	expect(company.placed).toHaveLength(1)
	await turn(later(HOUR + 6 * 60))
	expect(company.placed).toHaveLength(2)
})

it('slots that a jump leaps over are called late, in their order, and those it brings back are not called again', async () => {
	await makeAdvisor({ lastSeenAt: NOW })
	await makeAdvisor({ lastSeenAt: NOW })
	const slot = (minutes: number) => new Date(Date.parse('2026-11-19T11:00:00Z') + minutes * 60_000)
	const first = await makeCallback({ now: NOW, slotStart: slot(0) })
	const second = await makeCallback({ now: NOW, slotStart: slot(30) })
	const third = await makeCallback({ now: NOW, slotStart: slot(240) })
	await turn(later(3 * HOUR))
	const rung = (await db.select().from(callbackAttempts)).map(({ callbackId }) => callbackId)
	expect(rung.sort()).toEqual([first.id, second.id].sort())
	await turn(later(0))
	await turn(later(3 * HOUR))
	expect(company.placed).toHaveLength(2)
	expect(await stateOf(third.id)).toBe('scheduled')
})
