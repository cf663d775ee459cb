import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { auditTrail, people } from '#db/schema/auth.server'
import { callbacks, cases, presences } from '#db/schema/handoff.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { listen } from '~/realtime/bus.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { availability } from './availability.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { beat, presenceOf, presentAdvisors, setPresence } from './presence.server'
import { setPresenceByProgram } from './presence-by-program.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const PHONE = '+33353014199'

let rung: string[]
beforeEach(() => {
	rung = []
	useSettings(alwaysOpen())
	useCarrier({
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
	})
})
afterEach(async () => {
	for (const table of [cases, auditTrail, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

/** An advisor who has never opened a desk. */
const absent = (over: Parameters<typeof makePerson>[0] = {}) => makePerson({ role: 'advisor', phone: null, ...over })
const say = (email: string, available: boolean, phone: string | null = null, now = NOW) =>
	setPresenceByProgram({ email, available, phone, now })

test('who is said to be there is rung hours later, at the number said, without a desk open', async () => {
	const advisor = await absent()
	expect(await say(advisor.email.toUpperCase(), true, '03 53 01 41 99')).toEqual({ ok: true, phone: PHONE })
	const now = later(6 * 3_600)
	expect(await presentAdvisors(now)).toMatchObject([{ id: advisor.id, byPhoneOnly: true }])
	const callback = await makeCallback({ now })
	await dispatchCallbacks(now)
	expect(rung).toEqual([PHONE])
	expect((await db.select().from(callbacks))[0]).toMatchObject({ id: callback.id, state: 'offering' })
	expect(await db.select().from(auditTrail)).toMatchObject([
		{ actorId: null, action: 'phone.changed', objectId: advisor.id, detail: null },
	])
})

test('they are there for calls, not for chats, from the first second', async () => {
	const advisor = await absent()
	await say(advisor.email, true, PHONE)
	expect((await availability(later(1))).chat.advisors).toBe(0)
	await beat(advisor.id, later(2))
	expect((await availability(later(3))).chat.advisors).toBe(1)
})

test('who is said to have left is rung no more, even with a desk open, until they say otherwise there', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	await say(advisor.email, true)
	await say(advisor.email, false)
	await beat(advisor.id, NOW)
	expect(await presentAdvisors(NOW)).toEqual([])
	await setPresence({ personId: advisor.id, state: 'available', now: NOW })
	expect(await presentAdvisors(NOW)).toMatchObject([{ id: advisor.id, byPhoneOnly: false }])
	expect(await presentAdvisors(later(61))).toEqual([])
})

test('a break taken at the desk counts, and its end is theirs to say', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	await say(advisor.email, true)
	await setPresence({ personId: advisor.id, state: 'breathing', now: NOW })
	expect(await presentAdvisors(later(1))).toEqual([])
	await say(advisor.email, true, null, later(2))
	expect(await presenceOf(advisor.id)).toEqual({ state: 'available', capacity: 2 })
	expect(await presentAdvisors(later(3_600))).toHaveLength(1)
})

test('who has just talked and is said to be there again needs no two minutes to conclude', async () => {
	const advisor = await absent({ phone: PHONE })
	await say(advisor.email, true)
	const talked = await makeCallback({ now: NOW })
	await db
		.update(callbacks)
		.set({ state: 'done', advisorId: advisor.id, endedAt: later(60) })
		.where(eq(callbacks.id, talked.id))
	await makeCallback({ now: later(61) })
	await dispatchCallbacks(later(62))
	expect(rung).toEqual([])
	await say(advisor.email, true, null, later(63))
	await dispatchCallbacks(later(64))
	expect(rung).toEqual([PHONE])
})

test('without a number nobody is said to be there; who leaves needs none', async () => {
	const advisor = await absent()
	expect(await say(advisor.email, true)).toEqual({ ok: false, reason: 'phone-missing' })
	expect(await db.$count(presences)).toBe(0)
	expect(await say(advisor.email, false)).toEqual({ ok: true, phone: null })
})

test('only advisors are told of', async () => {
	const [customer, editor] = [await makePerson(), await makePerson({ role: 'editor' })]
	for (const email of [customer.email, editor.email, 'nobody@exemple.fr', ''])
		expect(await say(email, true, PHONE)).toEqual({ ok: false, reason: 'unknown-advisor' })
})

test.each([
	['15', 'short-number'],
	['08 99 12 34 56', 'premium'],
	['+33 3 53 01 20 20', 'ours'],
	['nonsense', 'invalid'],
	['', 'empty'],
])('the number %s is refused and nothing changes', async (phone, reason) => {
	const advisor = await absent({ phone: PHONE })
	expect(await say(advisor.email, true, phone)).toMatchObject({ ok: false, reason: 'number', number: { reason } })
	expect(await presenceOf(advisor.id)).toMatchObject({ state: 'away' })
})

test('a colleague’s number is refused, one’s own is not a change', async () => {
	const colleague = await makeAdvisor({ phone: PHONE })
	const advisor = await absent()
	expect(await say(advisor.email, true, PHONE)).toMatchObject({ reason: 'number', number: { reason: 'advisor' } })
	expect(await say(colleague.email, true, PHONE)).toEqual({ ok: true, phone: PHONE })
	expect(await db.$count(auditTrail)).toBe(0)
})

test('open pages hear of it once it is stored', async () => {
	const advisor = await absent()
	const seen: Promise<unknown>[] = []
	const stop = listen('availability', () => seen.push(presentAdvisors(NOW)))
	await say(advisor.email, true, PHONE)
	stop()
	expect(await Promise.all(seen)).toMatchObject([[{ id: advisor.id }]])
})
