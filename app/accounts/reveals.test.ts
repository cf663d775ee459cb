import { expect, test } from 'vitest'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { findMaskedCustomer, listReveals, maskPhone, revealDetail } from './reveals.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const contact = { kind: 'conversations', id: 'c-1', caseReference: 'RC-7K42PQ' } as const

test('a customer is shown with what tells them from others, and nothing that reaches them', async () => {
	const { customer, line } = await makeCustomer({ firstName: 'Camille', phone: '+33353015512' })
	const masked = await findMaskedCustomer(customer.id)
	expect(masked).toMatchObject({ firstName: 'Camille', number: customer.number, city: 'Lille' })
	expect(masked?.details.map(({ field }) => field)).toEqual(['phone', 'email', 'lines', 'address'])
	expect(masked?.details[0]?.masked).toBe('•• 55 12')
	const bytes = JSON.stringify(masked)
	for (const secret of [customer.phone, customer.email, customer.address, line.number, '12 rue'])
		expect(bytes).not.toContain(secret)
})

test('nothing is offered to show of what a customer never gave, and nobody is nobody', async () => {
	const { customer } = await makeCustomer({ phone: null })
	expect((await findMaskedCustomer(customer.id))?.details.map(({ field }) => field)).not.toContain('phone')
	const person = await makeAdvisor()
	expect(await revealDetail({ customerId: customer.id, field: 'phone', person, contact })).toBeNull()
	expect(await revealDetail({ customerId: 'nobody', field: 'email', person, contact })).toBeNull()
	expect(await findMaskedCustomer('nobody')).toBeNull()
	expect(await listReveals(customer.id)).toEqual([])
})

test('what is shown in full is recorded: who, when, which detail, for which contact', async () => {
	const { customer, line } = await makeCustomer()
	const person = await makeAdvisor({ name: 'Nadia Roux' })
	const look = { customerId: customer.id, person, contact }
	expect(await revealDetail({ ...look, field: 'address', now: NOW })).toEqual([customer.address])
	const later = new Date(NOW.getTime() + 1_000)
	expect(await revealDetail({ ...look, field: 'lines', now: later })).toEqual([line.number])
	const told = { personId: person.id, personName: 'Nadia Roux', caseReference: 'RC-7K42PQ', contactId: 'c-1' }
	expect(await listReveals(customer.id)).toMatchObject([
		{ ...told, field: 'lines', at: later, customerNumber: customer.number },
		{ ...told, field: 'address', at: NOW },
	])
	const other = await makeCustomer()
	expect(await listReveals(other.customer.id)).toEqual([])
	expect((await listReveals()).length).toBe(2)
})

test('a masked number keeps its last four digits', () => {
	expect(maskPhone('+33639981234')).toBe('•• 12 34')
})
