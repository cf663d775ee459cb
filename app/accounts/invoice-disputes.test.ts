import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeInvoice } from '#db/testing/accounts'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { listLeftMessagesOf } from '~/handoff/left-messages.server'
import { listPromisesTo } from '~/handoff/promises.server'
import { disputeLine, listDisputes } from './invoice-disputes.server'

const NOW = new Date('2026-11-24T02:00:00Z')

async function contested() {
	const { customer } = await makeCustomer()
	const { id: visitId } = await makeVisit()
	const invoice = await makeInvoice(customer.id, '2026-11', [
		{ kind: 'plan', label: 'Mobile 40 Go', subscriptionId: null, amountCents: 1_299 },
		{ kind: 'usage', label: 'Appels vers la Belgique · 3 appels', subscriptionId: null, amountCents: 450 },
	])
	const actor = { personId: 'p', visitId, lang: 'fr' as const }
	const dispute = (over: Partial<Parameters<typeof disputeLine>[0]> = {}) =>
		disputeLine({
			...{ customerId: customer.id, number: invoice.number, position: 2, words: 'Je n’ai pas appelé.' },
			...{ requestKey: randomUUID(), actor, trail: [], now: NOW },
			...over,
		})
	return { customer, invoice, dispute }
}

test('a contested line opens one case with the line in it, and an answer is promised for a day', async () => {
	const { customer, invoice, dispute } = await contested()
	const [first, second] = await Promise.all([dispute(), dispute()])
	expect(second).toEqual(first)
	expect(await dispute()).toEqual(first)
	if (!first.ok) throw new Error(first.reason)
	const waiting = await listLeftMessagesOf({ visitId: 'none', customerId: customer.id })
	const atTheDesk = waiting.filter(({ state }) => state === 'waiting')
	expect(atTheDesk).toHaveLength(1)
	const [message] = atTheDesk
	expect(message?.reference).toBe(first.dispute.caseReference)
	expect(message?.body).toMatch(/Appels vers la Belgique \(3 appels\).*4,50.*\n\nJe n’ai pas appelé\./s)
	expect(message?.trail.at(-1)).toMatchObject({ failed: true, href: `/compte/factures/${invoice.number}` })
	const [promise] = await listPromisesTo(customer.id)
	expect(promise).toMatchObject({ kind: 'answer', state: 'promised', dueAt: first.dispute.dueAt })
	expect(first.dispute.dueAt.getTime()).toBeGreaterThan(NOW.getTime())
	expect((await listDisputes(customer.id, invoice.id)).map(({ position }) => position)).toEqual([2])
})

test("a line that does not exist and somebody else's invoice open nothing", async () => {
	const { customer, invoice, dispute } = await contested()
	const other = await makeCustomer()
	expect(await dispute({ position: 3 })).toEqual({ ok: false, reason: 'missing' })
	expect(await dispute({ customerId: other.customer.id })).toEqual({ ok: false, reason: 'missing' })
	expect(await listDisputes(customer.id, invoice.id)).toEqual([])
	await dispute()
	expect(await listDisputes(other.customer.id, invoice.id)).toEqual([])
})
