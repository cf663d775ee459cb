import { getTableName, isTable } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import * as accountTables from '#db/schema/accounts.server'
import { people } from '#db/schema/auth.server'
import { callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'
import { makeSubscription } from '#db/testing/accounts'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { statementsOf } from '#db/testing/statements'
import { listOffersTo, offerWaiting } from '~/handoff/chat-offers.server'
import { declareWeek } from '~/handoff/roster.server'
import { useSettings } from '~/settings/settings.server'
import { readQueue } from './queue.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

let advisorId: string
beforeEach(async () => {
	useSettings(alwaysOpen())
	advisorId = (await makeAdvisor({ lastSeenAt: NOW })).id
})
afterEach(async () => {
	for (const table of [callbacks, conversations, leftMessages, cases, people]) await db.delete(table)
	useSettings(undefined)
})

const read = () => readQueue({ advisorId, lang: 'fr', now: later(600) })
const wait = (firstName: string, at: number, over: Parameters<typeof makeConversation>[0] = {}) =>
	makeConversation({ firstName, now: later(at), ...over })

it('of five hundred who wait it reads the first twenty, and as many statements as for one', async () => {
	await wait('0', 0)
	const forOne = (await statementsOf(read)).length
	for (let n = 1; n < 500; n++) await wait(String(n), n, { reason: n % 4 === 0 ? 'invoice' : 'internet' })
	expect((await statementsOf(read)).length).toBe(forOne)
	const queue = await read()
	expect(queue.waiting.map(({ firstName }) => firstName)).toEqual(Array.from({ length: 20 }, (_, n) => String(n)))
	expect(queue).toMatchObject({
		waitingTotal: 500,
		waitingByReason: [
			{ reason: 'internet', count: 376 },
			{ reason: 'invoice', count: 124 },
		],
	})
}, 60_000)

it('whom the advisor answers and speaks with come first, each in the order of arrival; nobody is hidden', async () => {
	await declareWeek(advisorId, { shifts: [], reasons: ['invoice'], languages: ['en'] })
	await wait('a', 0)
	await wait('b', 1, { reason: 'invoice' })
	await wait('c', 2, { reason: 'invoice', lang: 'en' })
	await wait('d', 3, { reason: 'invoice', lang: 'en' })
	expect((await read()).waiting.map(({ firstName }) => firstName)).toEqual(['c', 'd', 'a', 'b'])
})

it('what a customer owns or pays is no part of the order, in the queue or in what is offered', async () => {
	const { customer } = await makeCustomer()
	for (let n = 0; n < 5; n++) await makeSubscription(customer.id, { priceCents: 90_000 })
	await wait('visitor', 0)
	const richer = await wait('customer of many contracts', 1, { customerId: customer.id })
	await wait('another visitor', 2)
	const read = async () => (await readQueue({ advisorId, lang: 'fr', now: later(20) })).waiting
	const order = ['visitor', 'customer of many contracts', 'another visitor']
	expect((await read()).map(({ firstName }) => firstName)).toEqual(order)
	const offered: string[] = []
	const asked = await statementsOf(async () => {
		await offerWaiting(later(20))
		offered.push(...(await listOffersTo(advisorId)).map(({ firstName }) => firstName))
		await read()
	})
	expect(offered[0]).toBe('visitor')
	expect(offered).not.toContain('another visitor')
	expect(richer.customerId).toBe(customer.id)
	// No statement behind either even reads what somebody owns, pays or owes.
	const accounts = Object.values(accountTables).flatMap((one) => (isTable(one) ? [getTableName(one)] : []))
	expect(accounts).toContain('subscriptions')
	expect(asked.length).toBeGreaterThan(10)
	for (const table of accounts) for (const sql of asked) expect(sql).not.toContain(`"${table}"`)
})
