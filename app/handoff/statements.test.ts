import { isNull, notInArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { callbackEvents, callbacks, cases } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { statementsOf } from '#db/testing/statements'
import { readQueue } from '~/desk/queue.server'
import { useSettings } from '~/settings/settings.server'
import { trackingViewOf } from './callback-view.server'
import { findCallback } from './callbacks.server'
import { listExchangesOf } from './chat-list.server'
import { offerWaiting } from './chat-offers.server'
import { listWaiting, takeConversation, takeNext } from './conversations.server'
import { setPresence } from './presence.server'
import { tellPlaces } from './queue-board.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

beforeAll(() => useSettings(alwaysOpen()))
afterAll(() => useSettings(undefined))
beforeEach(async () => {
	await db.delete(cases)
})

const PART = { until: later(3_600), limit: 50, caseReference: null }

/** How many statements `read` runs before and after `more` rows are there. */
async function growth(read: () => Promise<unknown>, more: () => Promise<unknown>): Promise<[number, number]> {
	const before = (await statementsOf(read)).length
	await more()
	return [before, (await statementsOf(read)).length]
}

test('the list of exchanges asks as much for ten calls as for one, each with its own advisor', async () => {
	const visitId = crypto.randomUUID()
	const owner = { visitId, customerId: null }
	const callWith = async (name: string) => {
		const advisor = await makeAdvisor({ name })
		await makeCallback({ visitId, now: NOW })
		await db.update(callbacks).set({ advisorId: advisor.id, state: 'done' }).where(isNull(callbacks.advisorId))
	}
	await callWith('Nadia Roux')
	const [one, ten] = await growth(
		() => listExchangesOf(owner, PART),
		async () => {
			for (const name of ['Karim B', 'Lou C', 'Ali D', 'Zoé E', 'Max F', 'Eva G', 'Tom H', 'Lin I', 'Ana J'])
				await callWith(name)
		},
	)
	expect(ten).toBe(one)
	const names = (await listExchangesOf(owner, PART)).map(({ advisor }) => advisor)
	expect(names.sort()).toEqual(['Ali', 'Ana', 'Eva', 'Karim', 'Lin', 'Lou', 'Max', 'Nadia', 'Tom', 'Zoé'])
})

test('a queue of forty asks as much as a queue of two: to tell the places, to offer, to take the next', async () => {
	const advisor = await makeAdvisor({ name: 'Nadia Roux', lastSeenAt: NOW })
	await setPresence({ personId: advisor.id, state: 'available', capacity: 3, now: NOW })
	const waits = async (many: number) => {
		for (let n = 0; n < many; n++) await makeConversation({ now: later(n) })
	}
	await waits(2)
	const [placesOfTwo, placesOfForty] = await growth(
		() => tellPlaces(later(60)),
		() => waits(38),
	)
	expect(placesOfForty).toBe(placesOfTwo)
	const taking = (now: Date) => statementsOf(() => takeNext({ advisorId: advisor.id, now }))
	const ofForty = await taking(later(61))
	await db.delete(cases).where(
		notInArray(
			cases.id,
			(await listWaiting()).slice(0, 2).map(({ caseId }) => caseId),
		),
	)
	const ofTwo = await taking(later(62))
	expect(ofForty.length).toBe(ofTwo.length)
	// What is read of the whole queue, however often, are places: nothing that somebody wrote.
	await waits(5)
	const read = await statementsOf(async () => {
		await tellPlaces(later(63))
		await offerWaiting(later(63))
	})
	const queries = read.filter((statement) => statement.startsWith('select') && statement.includes('"conversations"'))
	expect(queries.length).toBeGreaterThan(0)
	for (const query of queries.filter((one) => !one.includes('"conversations"."id" = ')))
		expect(query.split(' from ')[0]).not.toMatch(/"trail"|"subject"/)
})

test('a followed callback asks as much after six advisors as after one, and names each', async () => {
	const { id } = await makeCallback({ now: NOW })
	const claimedBy = async (name: string) => {
		const advisor = await makeAdvisor({ name })
		await db.insert(callbackEvents).values({
			...{ callbackId: id, dedupeKey: name, kind: 'claimed', detail: { advisorId: advisor.id } },
			at: later(60),
		})
	}
	await claimedBy('Nadia Roux')
	const view = async () => {
		const callback = await findCallback(id)
		if (!callback) throw new Error('the callback is gone')
		return trackingViewOf(callback, 'fr', later(120))
	}
	const names = ['Karim B', 'Lou C', 'Ali D', 'Zoé E', 'Max F']
	const [one, six] = await growth(view, async () => {
		for (const name of names) await claimedBy(name)
	})
	expect(six).toBe(one)
	const told = (await view()).steps.map(({ label }) => label).join(' ')
	for (const name of ['Nadia Roux', ...names]) expect(told).toContain(name.split(' ')[0])
})

test("the desk's queue asks as much when many wait as when one does", async () => {
	const advisor = await makeAdvisor({ lastSeenAt: NOW })
	const someOfEach = async () => {
		const { id } = await makeConversation({ now: NOW })
		await takeConversation({ conversationId: id, advisorId: advisor.id, now: NOW })
		await makeConversation({ now: NOW })
		await makeCallback({ now: NOW })
	}
	await someOfEach()
	const [few, many] = await growth(
		() => readQueue({ advisorId: advisor.id, lang: 'fr', now: later(1) }),
		async () => {
			for (let n = 0; n < 4; n++) await someOfEach()
		},
	)
	expect(many).toBe(few)
})
