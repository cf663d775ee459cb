import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import {
	accountChanges,
	cancellations,
	customers,
	delegations,
	invoiceDisputes,
	invoices,
} from '#db/schema/accounts.server'
import { cases, leftMessages, promises } from '#db/schema/handoff.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { statementsOf } from '#db/testing/statements'
import { makeWholePerson } from '#db/testing/whole-person'
import { timelineOf } from './timeline.server'
import { timelineRow } from './timeline-row.server'

const NOW = new Date('2026-11-23T03:00:00Z')
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const wanted = { only: null, caseReference: null, after: null, now: NOW }

async function known(customerId: string) {
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	if (!customer) throw new Error('nobody')
	return { owner: { visitId: randomUUID(), customerId }, customer }
}

async function wholePerson(mark: string) {
	const advisor = await makeAdvisor({ name: 'Olga Conseil' })
	const traces = {
		...{ words: `Zéphyrine${mark}`, lastName: `Quatremère${mark}`, email: `z${mark}@exemple.fr` },
		...{ phone: `+3363998${mark}`, address: `7 impasse du Cormoran ${mark}, 59800 Lille` },
	}
	return makeWholePerson(traces, { advisorId: advisor.id, endedAt: new Date('2026-01-15T10:00:00Z') })
}

async function change(customerId: string, at: Date, over: Partial<typeof accountChanges.$inferInsert> = {}) {
	await db.insert(accountChanges).values({
		...{ customerId, requestKey: randomUUID(), operation: 'forwarding', objectId: randomUUID() },
		...{ actorId: randomUUID(), outcome: 'done' as const, at, ...over },
	})
}

test('every contact, request and change is there with its state and the way back to it, in both languages', async () => {
	const { customerId } = await wholePerson('7101')
	const { entries } = await timelineOf({ ...wanted, ...(await known(customerId)), now: new Date() })
	expect([...new Set(entries.map(({ kind }) => kind))].sort()).toEqual([
		...['account-debited', 'callback', 'cancellation', 'chat', 'consent', 'copy', 'detail', 'lines-given', 'message'],
		...['operation', 'payment'],
	])
	for (const lang of ['fr', 'en'] as const)
		for (const row of entries.map((entry) => timelineRow(entry, lang, NOW))) {
			expect(row).toMatchObject({ title: expect.stringMatching(/./), state: expect.stringMatching(/./) })
			expect(row.href).toMatch(lang === 'en' ? /^\/en\// : /^\/(?!en\/)/)
			expect(row.case !== null || row.talkHref !== null).toBe(true)
			expect(JSON.stringify(row)).not.toContain('undefined')
		}

	const stranger = await makeCustomer()
	expect((await timelineOf({ ...wanted, ...(await known(stranger.customer.id)) })).entries).toEqual([])
})

test('it is read a page at a time, each entry once, whatever happened at the same instant', async () => {
	const { customer } = await makeCustomer()
	for (let n = 0; n < 45; n++) await change(customer.id, ago(Math.floor(n / 4)))
	const who = await known(customer.id)
	const seen: string[] = []
	const sizes: number[] = []
	let after: string | null = null
	do {
		const page = await timelineOf({ ...wanted, ...who, after })
		seen.push(...page.entries.map(({ id }) => id))
		sizes.push(page.entries.length)
		after = page.next
	} while (after)
	expect(sizes).toEqual([20, 20, 5])
	expect(new Set(seen).size).toBe(45)
	expect((await timelineOf({ ...wanted, ...who, after: 'nonsense' })).entries).toHaveLength(20)
})

test('it asks as much for twelve of each as for one', async () => {
	const { customer } = await makeCustomer()
	const who = await known(customer.id)
	const add = async (n: number) => {
		await change(customer.id, ago(n))
		const [opened] = await db
			.insert(cases)
			.values({
				reference: `RC-${randomUUID().slice(0, 6)}`,
				reason: 'other',
				subject: 'x',
				lang: 'fr',
				openedAt: ago(n),
			})
			.returning()
		await db.insert(leftMessages).values({
			...{ caseId: opened?.id ?? '', requestKey: randomUUID(), customerId: customer.id, firstName: 'C', trail: [] },
			...{ contact: 'c@exemple.fr', body: 'x', lang: 'fr' as const, state: 'waiting' as const, at: ago(n) },
		})
	}
	await add(1)
	const read = () => timelineOf({ ...wanted, ...who })
	const one = (await statementsOf(read)).length
	for (let n = 2; n <= 12; n++) await add(n)
	expect((await statementsOf(read)).length).toBe(one)
})

test('a case is one number for all its exchanges, with what was promised, and an invoice contested in it', async () => {
	const { customer } = await makeCustomer()
	const who = await known(customer.id)
	const [opened] = await db
		.insert(cases)
		.values({
			reference: 'RC-7K42PQ',
			customerId: customer.id,
			reason: 'invoice',
			subject: 'x',
			lang: 'fr',
			openedAt: NOW,
		})
		.returning()
	const caseId = opened?.id ?? ''
	const [left] = await db
		.insert(leftMessages)
		.values({
			...{
				caseId,
				requestKey: randomUUID(),
				customerId: customer.id,
				firstName: 'C',
				contact: 'c@exemple.fr',
				trail: [],
			},
			...{ body: 'Ligne contestée', lang: 'fr', state: 'waiting', at: ago(5) },
		})
		.returning()
	await db.insert(promises).values({
		...{ kind: 'answer', caseId, objectId: left?.id ?? '', customerId: customer.id, text: 'Une réponse écrite' },
		...{ dueAt: ago(1), state: 'promised', madeAt: ago(5) },
	})
	await change(customer.id, ago(2))
	await db.insert(invoiceDisputes).values({
		...{ customerId: customer.id, invoiceId: await anInvoice(), position: 2, requestKey: randomUUID() },
		...{ caseReference: 'RC-7K42PQ', dueAt: NOW, at: ago(5) },
	})
	const { entries } = await timelineOf({ ...wanted, ...who, caseReference: 'RC-7K42PQ' })
	expect(entries).toHaveLength(1)
	const [row] = entries.map((entry) => timelineRow(entry, 'fr', NOW))
	expect(row).toMatchObject({
		title: 'Ligne contestée',
		case: { reference: 'RC-7K42PQ', href: '/echanges?dossier=RC-7K42PQ' },
		promises: [{ text: 'Une réponse écrite', isBroken: true }],
		about: expect.stringContaining('Ligne de facture contestée'),
		invoice: { href: expect.stringMatching(/^\/compte\/factures\/./) },
	})
	const stranger = await makeCustomer()
	const theirs = await timelineOf({ ...wanted, ...(await known(stranger.customer.id)), caseReference: 'RC-7K42PQ' })
	expect(theirs.entries).toEqual([])

	async function anInvoice() {
		const { customerId } = await wholePerson('7102')
		const [found] = await db.select().from(invoices).where(eq(invoices.customerId, customerId))
		if (!found) throw new Error('no invoice')
		return found.id
	}
})

test("who did it is named, lines taken back are over, and a notice sent with one's address tells nothing of a contract", async () => {
	const { customer } = await makeCustomer()
	const advisor = await makeAdvisor({ name: 'Sonia Martin' })
	await change(customer.id, ago(3), {
		actorId: advisor.id,
		actorKind: 'advisor',
		actorName: 'Sonia',
		actorCase: 'RC-1',
	})
	await db.insert(delegations).values({
		...{ ownerId: customer.id, email: 'proche@exemple.fr', level: 'see', requestKey: randomUUID(), invitedAt: ago(9) },
		...{ endsAt: new Date('2027-01-01T00:00:00Z'), endedAt: ago(4), endedBy: 'owner' },
	})
	for (const state of ['notified', 'unmatched'] as const)
		await db.insert(cancellations).values({
			...{ id: randomUUID(), reference: randomUUID(), kind: 'cancellation', lastName: 'X', contractReference: 'CT-1' },
			...{ email: customer.email.toUpperCase(), endsAt: new Date('2026-12-03T22:59:59Z'), state, at: ago(1) },
		})
	const { entries } = await timelineOf({ ...wanted, ...(await known(customer.id)) })
	const rows = entries.map((entry) => timelineRow(entry, 'fr', NOW))
	expect(rows.map(({ title }) => title)).toEqual([
		...['Résiliation du contrat CT-1', 'Résiliation du contrat CT-1'],
		...['Renvoi d’appel changé', 'Lignes confiées à proche@exemple.fr'],
	])
	expect(rows[0]?.state).toBe(rows[1]?.state)
	expect(rows[2]?.about).toContain('fait par Sonia')
	expect(rows[3]?.state).toBe('Terminé')
	const only = async (group: 'contacts' | 'requests' | 'changes') =>
		(await timelineOf({ ...wanted, ...(await known(customer.id)), only: group })).entries.length
	expect([await only('contacts'), await only('requests'), await only('changes')]).toEqual([0, 2, 2])
})
