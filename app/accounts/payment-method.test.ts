import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { paymentMethods } from '#db/schema/accounts.server'
import { frictions } from '#db/schema/friction.server'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { trailOf } from '~/friction/record.server'
import { listSentMessages } from '~/messages/outbox.server'
import { readBankAccount } from './bank-account'
import { payThrough } from './current-provider.server'
import { changePaymentMethod, findPaymentMethod, undoPaymentMethod } from './payment-method.server'
import { testProvider } from './test-provider.server'

const FIRST = 'FR7630006000011234567890189'
const SECOND = 'DE89370400440532013000'
const MINUTE_MS = 60_000
const NOW = new Date('2026-11-22T03:00:00Z')

afterEach(() => payThrough(undefined))

async function customer() {
	payThrough(testProvider)
	const made = await makeCustomer()
	const { id: visitId } = await makeVisit()
	const change = (iban: string, requestKey: string = randomUUID(), now = NOW) => {
		const account = readBankAccount(iban)
		if (!account.ok) throw new Error(account.problem)
		const actor = { personId: 'p', visitId, lang: 'fr' as const }
		return changePaymentMethod({
			...{ customerId: made.customer.id, account, holder: 'Camille Vasseur', requestKey, actor, now },
		})
	}
	const rows = () => db.select().from(paymentMethods).where(eq(paymentMethods.customerId, made.customer.id))
	const mails = async () =>
		(await listSentMessages())
			.filter(({ recipient }) => recipient === made.customer.email)
			.map(({ subject }) => subject)
	return { ...made, visitId, change, rows, mails }
}

test('an account is kept by its last four signs, the one before ends, and one e-mail says so', async () => {
	const { customer: who, change, rows, mails } = await customer()
	await change(FIRST)
	const kept = await change(SECOND)
	expect(kept).toMatchObject({ ok: true, method: { country: 'DE', last4: '3000', holder: 'Camille Vasseur' } })
	expect(await findPaymentMethod(who.id, NOW)).toMatchObject({ last4: '3000', mandate: expect.stringMatching(/^MD/) })
	expect((await rows()).map(({ endedAt }) => endedAt === null).sort()).toEqual([false, true])
	expect(await mails()).toHaveLength(2)
})

test('no file of the database holds the full number', async () => {
	const { change } = await customer()
	await change(SECOND)
	const file = process.env.DATABASE_URL?.replace(/^file:/, '') ?? ''
	const bytes = [file, `${file}-wal`].map((path) => readFileSync(path).toString('latin1')).join()
	expect(bytes).toContain('Camille Vasseur')
	expect(bytes).not.toContain(SECOND)
	expect(bytes).not.toContain(SECOND.slice(4))
})

test('the same form sent twice at once, or again, signs one mandate', async () => {
	const { change, rows, mails } = await customer()
	await change(FIRST)
	const key = randomUUID()
	const sent = [...(await Promise.all([change(SECOND, key), change(SECOND, key)])), await change(SECOND, key)]
	expect(new Set(sent.map((one) => one.ok && one.method.mandate)).size).toBe(1)
	expect(await rows()).toHaveLength(2)
	expect(await mails()).toHaveLength(2)
})

test('two tabs that give two accounts leave one in use', async () => {
	const { change, rows } = await customer()
	await Promise.all([change(FIRST), change(SECOND)])
	expect((await rows()).filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
})

test('within ten minutes the account before is put back with its mandate; not later, and not by another customer', async () => {
	const { customer: who, change, mails } = await customer()
	const first = await change(FIRST)
	const second = await change(SECOND)
	if (!first.ok || !second.ok) throw new Error('not kept')
	const { id } = second.method
	const { customer: other } = await makeCustomer()
	const within = new Date(NOW.getTime() + 9 * MINUTE_MS)
	expect(await undoPaymentMethod({ customerId: other.id, id, now: within })).toBe('too-late')
	expect(await undoPaymentMethod({ customerId: who.id, id: first.method.id, now: within })).toBe('too-late')
	expect(await undoPaymentMethod({ customerId: who.id, id, now: within })).toBe('undone')
	expect(await undoPaymentMethod({ customerId: who.id, id, now: within })).toBe('undone')
	expect(await findPaymentMethod(who.id, within)).toMatchObject({ mandate: first.method.mandate, undoUntil: null })
	expect(await mails()).toHaveLength(3)
	const third = await change(SECOND)
	if (!third.ok) throw new Error('not kept')
	const after = new Date(NOW.getTime() + 10 * MINUTE_MS)
	expect(await undoPaymentMethod({ customerId: who.id, id: third.method.id, now: after })).toBe('too-late')
	expect(await findPaymentMethod(who.id, after)).toMatchObject({ last4: '3000', undoUntil: null })
})

test('an account that is refused, or a company that does not answer, changes nothing and stays in the visit', async () => {
	const { customer: who, change, visitId, rows } = await customer()
	await change(FIRST)
	// The test company refuses accounts that end so.
	expect(await change('FR7620041010050500010260000')).toEqual({ ok: false, reason: 'account-closed' })
	payThrough({ ...testProvider, keepAccount: async () => ({ outcome: 'unavailable' }) })
	expect(await change(SECOND)).toEqual({ ok: false, reason: 'unavailable' })
	expect(await findPaymentMethod(who.id, NOW)).toMatchObject({ last4: '0189' })
	expect(await rows()).toHaveLength(1)
	const known = await db.select().from(frictions).where(eq(frictions.visitId, visitId))
	expect(known.map(({ causeKey }) => causeKey)).toEqual(['payment-method:account-closed', 'payment-method:unavailable'])
	expect((await trailOf(visitId)).at(-1)).toMatchObject({ failed: true, href: '/compte/paiement' })
})
