import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { addressMoves } from '#db/schema/accounts.server'
import { leftMessages, promises } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeSubscription } from '#db/testing/accounts'
import { makeCustomer } from '#db/testing/builders'
import { answerLeftMessage } from '~/handoff/left-messages.server'
import { embeddedBackend } from './embedded-backend.server'
import { askMove, findMove, moveDays, obstacleToMoving, withdrawMove } from './moves.server'
import { moveErrors } from './moving-input'

const NOW = new Date('2026-11-19T02:00:00Z')
const THERE = { street: '3 place Bernard Lecache', postcode: '63000', city: 'Clermont-Ferrand', day: '2026-12-10' }

let account: Awaited<ReturnType<typeof somebody>>
beforeEach(async () => {
	account = await somebody()
})

test('a move that is asked at night is a case with its day, a letter, and one request however often it is sent', async () => {
	const requestKey = randomUUID()
	const [first, second] = await Promise.all([account.ask({ requestKey }), account.ask({ requestKey })])
	if (!first.ok || !second.ok) throw new Error('not asked')
	expect(first.move.id).toBe(second.move.id)
	expect(first.move).toMatchObject({
		state: 'asked',
		reference: expect.stringMatching(/^RC-/),
		toAddress: '3 place Bernard Lecache, 63000 Clermont-Ferrand',
	})
	const [work] = await db.select().from(leftMessages).where(eq(leftMessages.customerId, account.id))
	expect(work).toMatchObject({ state: 'waiting', contact: account.email })
	expect(work?.body).toContain('3 place Bernard Lecache')
	expect(await db.$count(promises, eq(promises.objectId, work?.id ?? ''))).toBe(1)
	const mails = await db.select().from(outbox).where(eq(outbox.recipient, account.email))
	expect(mails.map(({ subject }) => subject)).toEqual([`Votre demande de déménagement (${first.move.reference})`])
})

test('while one is asked another one is not: it is given back as it is', async () => {
	const first = await account.ask()
	const second = await account.ask({ values: { ...THERE, city: 'Riom', postcode: '63200' } })
	expect(second).toMatchObject({ ok: true, existing: true, move: { id: first.ok && first.move.id } })
	expect(await db.$count(addressMoves, eq(addressMoves.customerId, account.id))).toBe(1)
})

test('it is withdrawn while nobody has answered, once, and the desk has it no more', async () => {
	await account.ask()
	expect([await account.withdraw(), await account.withdraw()]).toEqual(['withdrawn', 'withdrawn'])
	expect(await account.find()).toMatchObject({ state: 'withdrawn' })
	const [work] = await db.select().from(leftMessages).where(eq(leftMessages.customerId, account.id))
	expect(work?.state).toBe('withdrawn')
	const answer = { id: work?.id ?? '', advisorId: randomUUID(), advisorName: 'Nadia Roux', answer: 'Oui' }
	expect(await answerLeftMessage(answer)).toBeNull()
	expect(await account.ask()).toMatchObject({ ok: true, existing: false })
})

test('once somebody has answered it is not withdrawn, and another one may be asked', async () => {
	await account.ask()
	const [work] = await db.select().from(leftMessages).where(eq(leftMessages.customerId, account.id))
	await answerLeftMessage({ id: work?.id ?? '', advisorId: randomUUID(), advisorName: 'Nadia Roux', answer: 'Le 12.' })
	expect(await account.withdraw()).toBe('too-late')
	expect(await account.find()).toMatchObject({ state: 'over' })
	expect(await account.ask()).toMatchObject({ ok: true, existing: false })
})

test("another customer's contract is neither asked, found nor withdrawn", async () => {
	const other = await somebody()
	await account.ask()
	expect(await findMove(other.id, account.contract.id)).toBeNull()
	expect(await withdrawMove(other.id, account.contract.id, NOW)).toBe('missing')
	expect(await account.find()).toMatchObject({ state: 'asked' })
})

test('a contract that depends on no address, or that ends, does not move', () => {
	expect(obstacleToMoving(account.contract)).toBeNull()
	expect(obstacleToMoving({ ...account.contract, endsAt: NOW })).toBe('ending')
	expect(obstacleToMoving({ ...account.contract, service: 'mobile' })).toBe('not-here')
})

test.each([
	[{ street: '' }, { street: 'street' }],
	[{ street: '12 RUE DES ARTS', city: 'Lille', postcode: '59000' }, { street: 'same' }],
	[{ postcode: '5900' }, { postcode: 'postcode' }],
	[{ postcode: '00100' }, { postcode: 'postcode' }],
	[{ city: '59' }, { city: 'city' }],
	[{ day: '2026-11-28' }, { day: 'day' }],
	[{ day: '2027-12-01' }, { day: 'day' }],
	[{ day: 'demain' }, { day: 'day' }],
	[{ postcode: '97400', city: 'Saint-Denis' }, {}],
	[{ postcode: '20000', city: 'Ajaccio', day: '2026-11-29' }, {}],
])('%o is answered %o', (over, errors) => {
	const days = moveDays(NOW)
	expect(moveErrors({ ...THERE, ...over }, { from: '12 rue des Arts, Lille', days })).toEqual(errors)
})

async function somebody() {
	const { customer } = await makeCustomer()
	const made = await makeSubscription(customer.id, { service: 'fibre', label: '12 rue des Arts, Lille' })
	const contracts = await embeddedBackend.contracts(customer.id)
	const contract = contracts.ok && contracts.value.find(({ id }) => id === made.id)
	if (!contract) throw new Error('the contract is not there')
	const asking = { customerId: customer.id, contract, values: THERE, lang: 'fr' as const, now: NOW }
	return {
		...{ id: customer.id, email: customer.email, contract },
		ask: (over: { requestKey?: string; values?: typeof THERE } = {}) =>
			askMove({ ...asking, requestKey: randomUUID(), ...over }),
		withdraw: () => withdrawMove(customer.id, contract.id, NOW),
		find: () => findMove(customer.id, contract.id),
	}
}
