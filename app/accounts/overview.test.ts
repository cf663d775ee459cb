import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { customers, invoices, lines, networkIncidents, subscriptions } from '#db/schema/accounts.server'
import { type SeededCustomer, seedAccounts } from '#db/seed/accounts.server'
import { makePerson } from '#db/testing/builders'
import { networkState } from './incidents.server'
import { explainInvoice, listInvoices } from './invoices.server'
import { accountOverview } from './overview.server'
import { readPhone } from './phone.server'
import { accountSummaryFor, glanceFor } from './summary.server'

const NOW = new Date('2026-11-22T17:00:00Z')
let seeded: SeededCustomer[]

beforeAll(async () => {
	const person = await makePerson({ name: 'Camille Vasseur', email: 'camille@exemple.fr' })
	seeded = await seedAccounts({
		count: 300,
		now: NOW,
		random: generator(7),
		demoPersonId: person.id,
		personIds: [(await makePerson({ name: 'Aïcha Mansouri' })).id],
	})
})

test('the demo has 300 customers, each with a contract and a line of its own', async () => {
	expect(seeded).toHaveLength(300)
	const all = await db.select().from(lines)
	expect(new Set(all.map((line) => line.number)).size).toBe(all.length)
	for (const { number } of all) expect(readPhone(number, 'FR')).toEqual({ ok: true, e164: number })
	const held = await db.select().from(subscriptions)
	expect(new Set(held.map((subscription) => subscription.customerId)).size).toBe(300)
})

test('the same seed makes the same customers', async () => {
	const [first] = await db.select().from(customers).where(eq(customers.number, 'LC-300037'))
	expect(first?.id).toBe(seeded[1]?.id)
	expect(seeded[0]).toMatchObject({
		firstName: 'Camille',
		lastName: 'Vasseur',
		city: 'Lille',
		email: 'camille@exemple.fr',
	})
	expect(seeded[1]).toMatchObject({ firstName: 'Aïcha', lastName: 'Mansouri' })
})

test("Camille's account is the one of the design, to the cent", async () => {
	const camille = seeded[0]?.id ?? ''
	const overview = await accountOverview(camille, NOW)

	expect(overview?.contracts.map(({ planName, priceCents }) => [planName, priceCents])).toEqual([
		['Fibre 1 Gb/s', 2_999],
		['Mobile 40 Go', 1_299],
	])
	expect(overview?.contracts[1]?.usage[0]).toMatchObject({ dataMb: 28_400, dataAllowanceMb: 40_000 })
	expect(overview?.latest?.invoice).toMatchObject({ totalCents: 4_748, period: '2026-11', state: 'due' })
	expect(overview?.latest?.comparison).toMatchObject({ beforeTotalCents: 4_298, changeCents: 450 })
	expect(overview?.bills.map((bill) => bill.totalCents)).toEqual([4_298, 4_298, 4_518, 3_298, 4_298, 4_748])
	expect(overview?.nextPayment).toEqual({ amountCents: 4_748, on: new Date('2026-12-05T07:00:00Z'), estimated: false })
	expect(await listInvoices(camille)).toHaveLength(14)
})

test('before the invoice of the month is made, the next payment is estimated', async () => {
	const camille = seeded[0]?.id ?? ''
	await db.update(invoices).set({ state: 'paid' }).where(eq(invoices.customerId, camille))
	const overview = await accountOverview(camille, new Date('2026-12-07T10:00:00Z'))
	expect(overview?.nextPayment).toEqual({ amountCents: 4_298, on: new Date('2027-01-04T23:00:00Z'), estimated: true })
	await db.update(invoices).set({ state: 'due' }).where(eq(invoices.number, 'F202611-00001'))
})

test('over every generated history, the differences add up to the cent', async () => {
	let compared = 0
	for (const { id } of seeded) {
		for (const { number, totalCents, lines: charged } of (await listInvoices(id)) ?? []) {
			expect(charged.reduce((sum, line) => sum + line.amountCents, 0)).toBe(totalCents)
			const explained = await explainInvoice(id, number)
			if (typeof explained === 'string') throw new Error(explained)
			if (!explained.comparison) continue
			const { rows, changeCents } = explained.comparison
			expect(rows.reduce((sum, row) => sum + row.changeCents, 0)).toBe(changeCents)
			expect(rows.some((row) => row.cause === 'unexplained')).toBe(false)
			compared++
		}
	}
	expect(compared).toBeGreaterThan(3_000)
}, 60_000)

test("another customer's invoice is missing", async () => {
	const [mine, other] = [seeded[0]?.id ?? '', seeded[1]?.id ?? '']
	const number = (await listInvoices(other))?.[0]?.number ?? ''
	expect(await explainInvoice(other, number)).toMatchObject({ invoice: { number } })
	expect(await explainInvoice(mine, number)).toBe('missing')
})

test('the desk sees who it is and what they hold, the home page three lines', async () => {
	const camille = seeded[0]?.id ?? ''
	const summary = await accountSummaryFor(camille, NOW)
	expect(summary).toMatchObject({
		customer: { number: 'LC-204417', firstName: 'Camille', city: 'Lille' },
		subscriptions: [
			{ label: '12 rue des Arts, Lille', lineNumber: '+33353014418', state: 'active' },
			{ lineNumber: '+33199001234', priceCents: 1_299 },
		],
	})
	expect(await accountSummaryFor('nobody')).toBeNull()
	expect(await glanceFor(camille, NOW)).toMatchObject({
		home: { state: 'normal' },
		mobile: { usedMb: 28_400, allowanceMb: 40_000 },
		nextPayment: { amountCents: 4_748 },
	})
})

test('an incident shows where it is, and nowhere else', async () => {
	const started = new Date(NOW.getTime() - 3_600_000)
	const expectedEndAt = new Date(NOW.getTime() + 3_600_000)
	await db.insert(networkIncidents).values([
		{ service: 'internet', area: 'Lille', state: 'slowed', startedAt: started, expectedEndAt },
		{ service: 'mobile', area: 'Riom', state: 'down', startedAt: started, endedAt: NOW },
	])
	const states = await networkState(NOW)
	expect(states.map(({ service, state }) => [service, state])).toEqual([
		['internet', 'slowed'],
		['tv', 'normal'],
		['landline', 'normal'],
		['mobile', 'normal'],
	])
	expect((await glanceFor(seeded[0]?.id ?? '', NOW))?.home).toMatchObject({ state: 'slowed', expectedEndAt })
})

function generator(seed: number): () => number {
	let state = seed
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
		return state / 4_294_967_296
	}
}
