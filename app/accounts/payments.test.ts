import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { invoices, testPayments } from '#db/schema/accounts.server'
import { makeInvoice } from '#db/testing/accounts'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { trailOf } from '~/friction/record.server'
import { listSentMessages } from '~/messages/outbox.server'
import { useAccountsBackend } from './current-backend.server'
import { payThrough } from './current-provider.server'
import { embeddedBackend } from './embedded-backend.server'
import { findPayment, listPayments, payInvoice, readEndedAgain, resolveWaiting } from './payments.server'
import { findRefund } from './refunds.server'
import { decideTestPayment, testProvider } from './test-provider.server'

const LINE = { kind: 'plan', label: 'Mobile 40 Go', subscriptionId: null, amountCents: 1_299 } as const

afterEach(() => {
	useAccountsBackend(undefined)
	payThrough(undefined)
})

async function lateInvoice() {
	payThrough(testProvider)
	const { customer } = await makeCustomer()
	const { id: visitId } = await makeVisit()
	const invoice = await makeInvoice(customer.id, '2026-10', [LINE], { state: 'late' })
	const actor = { personId: 'p', visitId, lang: 'fr' as const }
	const pay = (requestKey: string = randomUUID()) =>
		payInvoice({ customerId: customer.id, number: invoice.number, requestKey, actor })
	const state = async () => (await db.select().from(invoices).where(eq(invoices.id, invoice.id)))[0]?.state
	return { customer, invoice, visitId, pay, state }
}

async function begun(pay: () => ReturnType<typeof payInvoice>, customerId: string) {
	const paying = await pay()
	if (!paying.ok) throw new Error(paying.reason)
	const payment = await findPayment(customerId, paying.paymentId)
	return { id: paying.paymentId, reference: payment?.providerReference ?? '' }
}

test('paying from two tabs at once, and again with the same key, is one payment', async () => {
	const { customer, pay, state } = await lateInvoice()
	const key = randomUUID()
	const tries = await Promise.all([pay(key), pay(), pay(), pay(key)])
	expect(new Set(tries.map((one) => one.ok && one.paymentId)).size).toBe(1)
	const { reference, id } = await begun(pay, customer.id)
	await decideTestPayment(reference, 'pay')
	expect(await findPayment(customer.id, id)).toMatchObject({ state: 'paid', booked: true, amountCents: 1_299 })
	expect(await state()).toBe('paid')
	expect(await pay()).toEqual({ ok: true, paymentId: id })
	expect(await listPayments(customer.id)).toHaveLength(1)
	const receipts = (await listSentMessages()).filter(({ recipient }) => recipient === customer.email)
	expect(receipts.map(({ subject }) => subject?.replaceAll('\u00a0', ' '))).toEqual([expect.stringContaining('Reçu')])
})

test('a refusal says why, stays in the visit, and leaves the invoice to pay again', async () => {
	const { customer, pay, state, visitId } = await lateInvoice()
	const { reference, id } = await begun(pay, customer.id)
	await decideTestPayment(reference, 'refuse')
	await Promise.all([findPayment(customer.id, id), findPayment(customer.id, id), resolveWaiting()])
	expect(await findPayment(customer.id, id)).toMatchObject({ state: 'refused', reason: 'insufficient-funds' })
	const failed = (await trailOf(visitId)).filter((step) => step.failed)
	expect(failed).toHaveLength(1)
	expect(failed[0]).toMatchObject({ href: `/compte/paiements/${id}` })
	expect(await state()).toBe('late')
	const again = await begun(pay, customer.id)
	expect(again.id).not.toBe(id)
})

test('when no answer came it is not known, nothing can be paid twice, and reading again tells', async () => {
	const { customer, pay, state } = await lateInvoice()
	let isDown = true
	payThrough({
		...testProvider,
		// It takes the order, and its answer is lost.
		begin: async (order) => {
			const answer = await testProvider.begin.call(testProvider, order)
			return isDown ? { outcome: 'unknown' } : answer
		},
		read: async (key) => {
			const known = await testProvider.read(key)
			return isDown && known.outcome !== 'missing' ? { outcome: 'unknown' } : known
		},
	})
	const first = await begun(pay, customer.id)
	expect(await findPayment(customer.id, first.id)).toMatchObject({ state: 'unknown' })
	expect(await pay()).toEqual({ ok: true, paymentId: first.id })
	isDown = false
	await resolveWaiting()
	const open = await findPayment(customer.id, first.id)
	expect(open).toMatchObject({ state: 'open' })
	await decideTestPayment(open?.providerReference ?? '', 'pay')
	await resolveWaiting()
	expect(await findPayment(customer.id, first.id)).toMatchObject({ state: 'paid' })
	expect(await state()).toBe('paid')
	expect(await listPayments(customer.id)).toHaveLength(1)
})

test('what is paid is booked as soon as who holds the invoices can be reached again', async () => {
	const { customer, pay, state } = await lateInvoice()
	const { reference, id } = await begun(pay, customer.id)
	await decideTestPayment(reference, 'pay')
	useAccountsBackend({ ...embeddedBackend, recordPayment: async () => ({ outcome: 'unavailable' }) })
	expect(await findPayment(customer.id, id)).toMatchObject({ state: 'paid', booked: false })
	expect(await state()).toBe('late')
	expect(await pay()).toEqual({ ok: true, paymentId: id })
	useAccountsBackend(undefined)
	await resolveWaiting()
	expect(await state()).toBe('paid')
})

test("somebody else's invoice and payment do not exist; without a payment company nothing begins", async () => {
	const { customer, pay, invoice } = await lateInvoice()
	const { id } = await begun(pay, customer.id)
	const other = await makeCustomer()
	const actor = { personId: 'p', visitId: null, lang: 'fr' as const }
	const asked = { customerId: other.customer.id, number: invoice.number, requestKey: randomUUID(), actor }
	expect(await payInvoice(asked)).toEqual({ ok: false, reason: 'missing' })
	expect(await findPayment(other.customer.id, id)).toBeNull()
})

test('a bill that was debited in the meantime is paid once too often: a refund opens, once, and is said', async () => {
	const { customer, invoice, pay } = await lateInvoice()
	const { reference, id } = await begun(pay, customer.id)
	await db
		.update(invoices)
		.set({ state: 'paid', paidAt: new Date(Date.now() - 3_600_000) })
		.where(eq(invoices.id, invoice.id))
	await decideTestPayment(reference, 'pay')
	await Promise.all([findPayment(customer.id, id), resolveWaiting(), resolveWaiting()])
	expect(await findPayment(customer.id, id)).toMatchObject({ state: 'paid', booked: true })
	expect(await findRefund(id)).toMatch(/^RC-/)
	const mails = (await listSentMessages()).filter(
		({ recipient, purpose }) => recipient === customer.email && purpose === 'refund',
	)
	expect(mails).toHaveLength(1)
})

test('money that arrives after a payment was left pays the bill, or goes back when another one has', async () => {
	const { customer, pay, state } = await lateInvoice()
	const leave = async () => {
		const one = await begun(pay, customer.id)
		await decideTestPayment(one.reference, 'leave')
		expect(await findPayment(customer.id, one.id)).toMatchObject({ state: 'left' })
		return one
	}
	const arrives = ({ reference }: { reference: string }) =>
		db.update(testPayments).set({ state: 'paid', reason: null }).where(eq(testPayments.id, reference))
	const [first, second] = [await leave(), await leave()]
	await readEndedAgain()
	expect(await state()).toBe('late')

	await arrives(first)
	await readEndedAgain()
	expect(await findPayment(customer.id, first.id)).toMatchObject({ state: 'paid', booked: true })
	expect(await state()).toBe('paid')
	expect(await findRefund(first.id)).toBeNull()

	await arrives(second)
	await readEndedAgain()
	await readEndedAgain()
	expect(await findPayment(customer.id, second.id)).toMatchObject({ state: 'left' })
	expect(await findRefund(second.id)).toMatch(/^RC-/)
	expect(await findRefund(first.id)).toBeNull()
})
