import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { customers, invoices, subscriptions } from '#db/schema/accounts.server'
import { people, sessions } from '#db/schema/auth.server'
import { erasures, keptRecords } from '#db/schema/personal.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { makeWholePerson } from '#db/testing/whole-person'
import { erasureObstacle } from '~/accounts/kept-by-law.server'
import { keepFile, readKept } from '~/handoff/file-store.server'
import { runDueJobs } from '~/jobs/runner.server'
import { askErasure, forgetKept, latestErasure, undoErasure, whatIsKept } from './erasure.server'

const NOW = new Date('2026-11-23T03:00:00Z')
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const ask = (customerId: string, at = NOW) => askErasure(customerId, { requestKey: randomUUID(), lang: 'fr', now: at })

async function whoHasLeft(mark: string) {
	const advisor = await makeAdvisor({ name: 'Olga Conseil' })
	const traces = {
		...{ words: `Zéphyrine${mark}`, lastName: `Quatremère${mark}`, email: `z${mark}@exemple.fr` },
		...{ phone: `+3363998${mark}`, address: `7 impasse du Cormoran ${mark}, 59800 Lille` },
	}
	const made = await makeWholePerson(traces, { advisorId: advisor.id, endedAt: new Date('2026-01-15T10:00:00Z') })
	await db.update(customers).set({ personId: made.personId }).where(eq(customers.id, made.customerId))
	return { ...made, traces }
}

test('nothing happens for a week, then all goes but what the law keeps, each with its reason and date', async () => {
	const { customerId, personId, attachmentId, traces } = await whoHasLeft('5501')
	await keepFile(attachmentId, Buffer.from('image'))
	const kept = await whatIsKept(customerId, NOW)
	expect(kept?.map(({ kind, count, until }) => [kind, count, until.toISOString().slice(0, 10)])).toEqual([
		['invoice', 1, '2037-01-01'],
		['identity', 1, '2031-01-15'],
		['mandate', 1, '2027-02-15'],
		['notice', 1, expect.stringMatching(/^20/)],
		['consent', 1, '2031-01-15'],
	])
	expect(await ask(customerId)).toBe('asked')
	await runDueJobs(inDays(6.9))
	expect(await db.$count(customers, eq(customers.id, customerId))).toBe(1)
	await runDueJobs(inDays(7.1))
	expect(await db.$count(customers, eq(customers.id, customerId))).toBe(0)
	expect(await db.$count(people, eq(people.id, personId))).toBe(0)
	expect(await db.$count(sessions, eq(sessions.userId, personId))).toBe(0)
	expect(await readKept(attachmentId)).toBeNull()

	const records = await db.select().from(keptRecords)
	const of = (kind: string) => JSON.stringify(records.find((record) => record.kind === kind)?.content)
	expect(of('invoice')).toContain(traces.address)
	for (const unneeded of [traces.email, traces.phone]) expect(of('invoice')).not.toContain(unneeded)
	expect(of('identity')).toContain(traces.phone)
	const [done] = await db.select().from(erasures).where(eq(erasures.state, 'done'))
	expect(done).toMatchObject({
		customerId: null,
		kept: expect.arrayContaining([expect.objectContaining({ kind: 'invoice' })]),
	})
	expect(JSON.stringify(done)).not.toMatch(/Zéphyrine|Quatremère|@/)

	const last = await db.select().from(outbox).where(eq(outbox.recipient, traces.email))
	expect(last.map(({ purpose }) => purpose)).toEqual(['erasure-done'])
	await forgetKept(inDays(8.2))
	expect(await db.$count(outbox, eq(outbox.recipient, traces.email))).toBe(0)
	// Each record goes on its own day.
	await forgetKept(new Date('2032-06-01T00:00:00Z'))
	expect((await db.select().from(keptRecords)).map(({ kind }) => kind)).toEqual(['invoice'])
	await forgetKept(new Date('2037-01-02T00:00:00Z'))
	expect(await db.$count(keptRecords)).toBe(0)
})

test('it is taken back until the day, and not asked twice', async () => {
	const { customerId } = await whoHasLeft('5502')
	await ask(customerId)
	await ask(customerId)
	expect(await db.$count(erasures, eq(erasures.customerId, customerId))).toBe(1)
	expect([await undoErasure(customerId, inDays(6)), await undoErasure(customerId, inDays(6))]).toEqual([true, false])
	await runDueJobs(inDays(8))
	expect(await db.$count(customers, eq(customers.id, customerId))).toBe(1)
	expect(await latestErasure(customerId)).toMatchObject({ state: 'undone' })
})

test('a running contract, or an unpaid invoice, comes first', async () => {
	const running = await makeCustomer()
	expect(await erasureObstacle(running.customer.id, NOW)).toMatchObject({ reason: 'contract', contracts: [{}, {}] })
	expect(await ask(running.customer.id)).toBe('obstacle')
	const { customerId } = await whoHasLeft('5503')
	await db.update(invoices).set({ state: 'late' }).where(eq(invoices.customerId, customerId))
	expect(await erasureObstacle(customerId, NOW)).toEqual({ reason: 'unpaid' })
	expect(await ask(customerId)).toBe('obstacle')
	expect(await latestErasure(customerId)).toBeNull()
})

test('a contract taken in the meantime stops it, and the customer is told', async () => {
	const { customerId, traces } = await whoHasLeft('5504')
	await ask(customerId)
	await db.update(subscriptions).set({ state: 'active', endsAt: null }).where(eq(subscriptions.customerId, customerId))
	await runDueJobs(inDays(7.1))
	expect(await latestErasure(customerId)).toMatchObject({ state: 'stopped' })
	const stopped = await latestErasure(customerId)
	expect(await db.$count(keptRecords, eq(keptRecords.erasureId, stopped?.id ?? ''))).toBe(0)
	const told = await db.select().from(outbox).where(eq(outbox.recipient, traces.email))
	expect(told.map(({ purpose }) => purpose)).toContain('erasure-stopped')
})
