import { beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { presences } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { listen } from '~/realtime/bus.server'
import { useSettings } from '~/settings/settings.server'
import { initialsOf } from '~/ui/initials'
import {
	beat,
	beatElsewhere,
	PRESENCE_EXPIRES_SECONDS,
	presenceOf,
	presentAdvisors,
	setPresence,
} from './presence.server'

const now = new Date('2026-11-19T10:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

beforeEach(async () => {
	await db.delete(presences)
})

test('an advisor is present until the last heartbeat is a minute old', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: ago(PRESENCE_EXPIRES_SECONDS - 1) })
	expect((await presentAdvisors(now)).map(({ id }) => id)).toEqual([advisor.id])
	expect(await presentAdvisors(new Date(now.getTime() + 1_000))).toEqual([])
	await beat(advisor.id, now)
	expect(await presentAdvisors(new Date(now.getTime() + 59_000))).toHaveLength(1)
})

test('whoever is heard of again after a silence is told of to all; one beat among others is not', async () => {
	const told: string[] = []
	const stop = listen('availability', ({ kind }) => told.push(kind))
	const advisor = await makeAdvisor({ lastSeenAt: ago(PRESENCE_EXPIRES_SECONDS) })
	await beat(advisor.id, now)
	expect(told).toEqual(['presence'])
	await beat(advisor.id, new Date(now.getTime() + 20_000))
	const colleague = await makeAdvisor({ presence: 'breathing', lastSeenAt: ago(3_600) })
	await beat(colleague.id, now)
	expect(told).toEqual(['presence'])
	stop()
})

test('who writes a conclusion, or reads another page, keeps what is theirs and is offered nothing', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: ago(50) })
	await beatElsewhere(advisor.id, now)
	expect(await presentAdvisors(now)).toEqual([])
	expect((await presenceOf(advisor.id)).state).toBe('available')
	expect(await db.select().from(presences)).toMatchObject([{ lastSeenAt: now }])
	const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
	await beatElsewhere(advisor.id, later(20))
	// A page that is closed says nothing more: between the rest and the silence they are never counted on.
	for (const seconds of [-1, 0, 1])
		expect(await presentAdvisors(later(20 + PRESENCE_EXPIRES_SECONDS + seconds))).toEqual([])
	// Back at the desk they are counted on at once, and so when they light their window.
	await beat(advisor.id, later(21))
	expect(await presentAdvisors(later(21))).toHaveLength(1)
	await beatElsewhere(advisor.id, later(22))
	await setPresence({ personId: advisor.id, state: 'available', now: later(23) })
	expect(await presentAdvisors(later(23))).toHaveLength(1)
	// The rest that the team agreed on is a least: neither makes it shorter.
	useSettings({ ...alwaysOpen(), desk: { restMinutes: 10 } })
	await db.update(presences).set({ restUntil: later(600) })
	await beatElsewhere(advisor.id, later(50))
	await beat(advisor.id, later(599))
	expect(await presentAdvisors(later(599))).toEqual([])
	expect(await presentAdvisors(later(600))).toHaveLength(1)
	useSettings(undefined)
})

test('a heartbeat keeps the state that was chosen', async () => {
	const advisor = await makeAdvisor({ presence: 'away', lastSeenAt: now })
	await beat(advisor.id, now)
	expect(await presentAdvisors(now)).toEqual([])
	expect(await presenceOf(advisor.id)).toEqual({ state: 'away', capacity: 2 })
})

test.each(['breathing', 'away'] as const)('an advisor who is %s is offered nothing', async (state) => {
	const advisor = await makeAdvisor({ lastSeenAt: now })
	await setPresence({ personId: advisor.id, state, now })
	expect(await presentAdvisors(now)).toEqual([])
	expect((await presenceOf(advisor.id)).state).toBe(state)
})

test('who is pinned takes calls without a desk open, and only calls', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: ago(3_600) })
	await db.update(presences).set({ pinned: true })
	expect(await presentAdvisors(now)).toMatchObject([{ id: advisor.id, byPhoneOnly: true }])
	await beat(advisor.id, now)
	expect(await presentAdvisors(now)).toMatchObject([{ byPhoneOnly: false }])
})

test('people are listed by name, with what customers are shown', async () => {
	await makeAdvisor({ name: 'Zoé Lemaire', lastSeenAt: now })
	await makeAdvisor({ name: 'Anne-Lise Van Damme', city: 'Clermont-Ferrand', team: 'clermont', lastSeenAt: now })
	expect(await presentAdvisors(now)).toMatchObject([
		{
			name: 'Anne-Lise Van Damme',
			firstName: 'Anne-Lise',
			initials: 'AD',
			city: 'Clermont-Ferrand',
			team: 'clermont',
			capacity: 2,
		},
		{ name: 'Zoé Lemaire', firstName: 'Zoé', initials: 'ZL' },
	])
	expect(initialsOf('Inès')).toBe('I')
})

test('a choice is told to open pages, and a new capacity is kept', async () => {
	const advisor = await makeAdvisor({ lastSeenAt: now })
	const heard: string[] = []
	const stop = ['availability', 'desk'].map((topic) => listen(topic, (event) => heard.push(event.topic)))
	await setPresence({ personId: advisor.id, state: 'available', capacity: 4, now })
	await setPresence({ personId: advisor.id, state: 'breathing', now })
	for (const end of stop) end()
	expect(heard).toEqual(['availability', 'desk', 'availability', 'desk'])
	expect(await presenceOf(advisor.id)).toEqual({ state: 'breathing', capacity: 4 })
	expect(await presenceOf('nobody')).toEqual({ state: 'away', capacity: 2 })
})
