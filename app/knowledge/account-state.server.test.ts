import { expect, test } from 'vitest'
import { makeForwarding, makeInvoice } from '#db/testing/accounts'
import { makeCustomer } from '#db/testing/builders'
import { accountState } from './account-state.server'

test('the state of forwarding is that of the customer who asks, and of nobody else', async () => {
	const mine = await makeCustomer()
	const other = await makeCustomer()
	await makeForwarding(mine.line.id, { target: '+33199004321' })
	const [said = ''] = await accountState('forwarding', mine.customer.id, 'fr')
	expect(said).toContain('appels renvoyés vers le 01')
	const [theirs = ''] = await accountState('forwarding', other.customer.id, 'fr')
	expect(theirs).toContain('aucun renvoi actif')
})

test('the last bill is said with its amount and whether it is paid', async () => {
	const { customer } = await makeCustomer()
	await makeInvoice(customer.id, '2026-10', [{ kind: 'plan', label: 'Fibre', amountCents: 3_199 }], { state: 'due' })
	const [said = ''] = await accountState('invoices', customer.id, 'en')
	expect(said).toContain('€31.99')
	expect(said).toContain('to pay')
	expect(await accountState('cancel', customer.id, 'fr')).toEqual([])
})
