import { afterEach, expect, test } from 'vitest'
import { makeInvoice, makeUsage } from '#db/testing/accounts'
import { makeCustomer } from '#db/testing/builders'
import { useAccountsBackend } from './current-backend.server'
import { embeddedBackend } from './embedded-backend.server'
import { explainInvoice, listInvoices } from './invoices.server'
import { accountOverview } from './overview.server'
import { glanceFor } from './summary.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const PLAN = { kind: 'plan', label: 'Mobile 40 Go', subscriptionId: null, amountCents: 1_299 } as const

afterEach(() => useAccountsBackend(undefined))

test('an invoice is compared with the one before it, the first one with none', async () => {
	const { customer } = await makeCustomer()
	const first = await makeInvoice(customer.id, '2026-10', [PLAN])
	const second = await makeInvoice(customer.id, '2026-11', [
		PLAN,
		{ kind: 'option', label: 'Option Frontière', subscriptionId: null, amountCents: 200 },
	])
	expect(await explainInvoice(customer.id, first.number)).toMatchObject({ previous: null, comparison: null })
	expect(await explainInvoice(customer.id, second.number)).toMatchObject({
		previous: { number: first.number },
		comparison: { changeCents: 200 },
	})
})

test("another customer's invoice is missing, and so is one of nobody", async () => {
	const [mine, theirs] = [await makeCustomer(), await makeCustomer()]
	const invoice = await makeInvoice(theirs.customer.id, '2026-11', [PLAN])
	expect(await explainInvoice(mine.customer.id, invoice.number)).toBe('missing')
	expect(await listInvoices(mine.customer.id)).toEqual([])
	expect(await explainInvoice(mine.customer.id, 'F202611-99999')).toBe('missing')
})

test('what was used last month is not shown as this month', async () => {
	const { customer, line } = await makeCustomer()
	await makeUsage(line.id, '2026-10', { dataMb: 39_000 })
	expect((await glanceFor(customer.id, NOW))?.mobile).toBeNull()
	await makeUsage(line.id, '2026-11', { dataMb: 1_200 })
	expect((await glanceFor(customer.id, NOW))?.mobile).toMatchObject({ usedMb: 1_200 })
	// Paris is in December an hour before UTC is.
	expect((await glanceFor(customer.id, new Date('2026-11-30T23:30:00Z')))?.mobile).toBeNull()
})

test('accounts that cannot be read now are said to be so, not empty', async () => {
	const { customer } = await makeCustomer()
	useAccountsBackend({ ...embeddedBackend, invoices: async () => ({ ok: false, reason: 'unavailable' }) })
	expect(await accountOverview(customer.id, NOW)).toBeNull()
	expect(await listInvoices(customer.id)).toBeNull()
	expect(await explainInvoice(customer.id, 'F202611-00001')).toBe('unavailable')
	expect(await glanceFor(customer.id, NOW)).toBeNull()
})
