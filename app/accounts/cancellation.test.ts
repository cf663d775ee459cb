import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { cancellations, subscriptions } from '#db/schema/accounts.server'
import { frictions } from '#db/schema/friction.server'
import { leftMessages } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { answerLeftMessage, findLeftMessage } from '~/handoff/left-messages.server'
import { runDueJobs } from '~/jobs/runner.server'
import type { AccountsBackend } from './backend'
import {
	commitmentLeft,
	findNotice,
	isWithdrawalOpen,
	listRunningCancellations,
	notify,
	plannedEnd,
	undoCancellation,
} from './cancellation.server'
import { contractReference } from './contract-reference'
import { useAccountsBackend } from './current-backend.server'
import { embeddedBackend } from './embedded-backend.server'

const NOW = new Date('2026-11-19T14:30:00Z')
const TENTH_DAY_ENDS = new Date('2026-11-29T22:59:59Z')

afterEach(() => useAccountsBackend(undefined))

const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

/** The accounts, which do not answer what is named here. */
function mute(call: 'identify' | 'setEnd'): AccountsBackend {
	return call === 'identify'
		? { ...embeddedBackend, identify: async () => ({ ok: false, reason: 'unavailable' }) }
		: { ...embeddedBackend, setEnd: async () => ({ outcome: 'unavailable' }) }
}

type Over = Partial<Parameters<typeof notify>[0]>

function ask(over: Over = {}) {
	return notify({
		kind: 'cancellation',
		lastName: 'Personne',
		contract: '01 99 00 99 99',
		email: `moi-${randomUUID()}@exemple.fr`,
		wishedEnd: null,
		requestKey: randomUUID(),
		lang: 'fr',
		visitId: null,
		now: NOW,
		...over,
	})
}

async function endOf(subscriptionId: string) {
	const [row] = await db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
	return row?.endsAt ?? null
}

test('a contract ends ten days after the request at the latest, or on the day that is wished', () => {
	expect(plannedEnd(null, NOW)).toEqual(TENTH_DAY_ENDS)
	expect(plannedEnd('2026-12-24', NOW)).toEqual(new Date('2026-12-24T22:59:59Z'))
	expect(plannedEnd('2026-11-21', NOW)).toEqual(new Date('2026-11-21T22:59:59Z'))
	expect(plannedEnd('2026-11-01', NOW)).toEqual(new Date('2026-11-19T22:59:59Z'))
	// Late in the evening in UTC it is already the next day in Paris, which is the day that counts.
	expect(plannedEnd(null, new Date('2026-11-19T23:30:00Z'))).toEqual(new Date('2026-11-30T22:59:59Z'))
})

test('the ten days hold through a change of clocks', () => {
	expect(plannedEnd(null, new Date('2026-10-20T12:00:00Z'))).toEqual(new Date('2026-10-30T22:59:59Z'))
	expect(plannedEnd(null, new Date('2026-03-25T12:00:00Z'))).toEqual(new Date('2026-04-04T21:59:59Z'))
})

test('a name and a line number are enough: the contract gets its end and the acknowledgement says all', async () => {
	const { customer, line, mobile } = await makeCustomer()
	const { reference } = await ask({
		lastName: customer.lastName.toUpperCase(),
		contract: line.number,
		email: customer.email,
	})

	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)
	const mails = await db.select().from(outbox).where(eq(outbox.recipient, customer.email))
	expect(mails).toHaveLength(1)
	for (const words of [
		reference,
		'19\u00a0novembre',
		'15\u00a0h\u00a030',
		customer.lastName.toUpperCase(),
		'29\u00a0novembre',
	])
		expect(mails[0]?.body).toContain(words)
})

test('a contract reference and a customer number of one contract work too', async () => {
	const { customer, fibre, mobile } = await makeCustomer()
	await ask({ lastName: customer.lastName, contract: contractReference(fibre.id) })
	expect(await endOf(fibre.id)).toEqual(TENTH_DAY_ENDS)
	expect(await endOf(mobile.id)).toBeNull()

	// The number of a customer with two contracts does not say which: a person asks.
	const { reference } = await ask({ lastName: customer.lastName, contract: customer.number })
	expect((await findNotice(reference))?.state).toBe('unmatched')
	expect(await endOf(mobile.id)).toBeNull()
})

test('the answer never tells whether the contract exists', async () => {
	const { customer, line, mobile } = await makeCustomer()
	const visit = await makeVisit()
	const email = (n: number) => `inconnue-${n}-${randomUUID()}@exemple.fr`
	const addresses = [email(1), email(2), email(3)] as const
	const answers = [
		await ask({ lastName: customer.lastName, contract: line.number, email: addresses[0] }),
		await ask({ lastName: 'Quelqu’un d’autre', contract: line.number, email: addresses[1], visitId: visit.id }),
		await ask({ lastName: customer.lastName, contract: '01 99 00 00 01', email: addresses[2], visitId: visit.id }),
	]

	expect(new Set(answers.map((answer) => Object.keys(answer).join()))).toEqual(new Set(['reference']))
	const mails = await Promise.all(addresses.map((to) => db.select().from(outbox).where(eq(outbox.recipient, to))))
	const shape = (index: number) =>
		mails[index]?.map(({ body }) =>
			body
				.replaceAll(answers[index]?.reference ?? '', 'REF')
				.replace(/^(Nom|Contrat ou ligne|Adresse e-mail).*$/gm, '$1'),
		)
	expect(shape(1)).toEqual(shape(0))
	expect(shape(2)).toEqual(shape(0))
	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)
	expect(await db.select().from(frictions).where(eq(frictions.visitId, visit.id))).not.toHaveLength(0)
})

test('a holder whose address was not given is told, with the way to undo it', async () => {
	const { customer, line, mobile } = await makeCustomer()
	const { reference } = await ask({ lastName: customer.lastName, contract: line.number })
	const [warning] = await db.select().from(outbox).where(eq(outbox.recipient, customer.email))
	expect(warning?.body).toContain(`/resilier/accuse/${reference}`)

	expect(await undoCancellation({ reference, lang: 'fr', now: NOW })).toBe('undone')
	expect(await endOf(mobile.id)).toBeNull()
	expect(await undoCancellation({ reference, lang: 'fr', now: NOW })).toBe('undone')
	expect(await listRunningCancellations(customer.id, NOW)).toHaveLength(0)
})

test('a cancellation cannot be undone once the contract has ended', async () => {
	const { reference } = await ask()
	const after = new Date(TENTH_DAY_ENDS.getTime() + 2_000)
	expect(await undoCancellation({ reference, lang: 'fr', now: after })).toBe('too-late')
	expect(await undoCancellation({ reference: 'ABCD-EFGH-JKMN', lang: 'fr', now: NOW })).toBe('missing')
})

test('a form sent twice notifies once', async () => {
	const requestKey = randomUUID()
	const email = `deux-fois-${randomUUID()}@exemple.fr`
	const [first, second] = await Promise.all([ask({ requestKey, email }), ask({ requestKey, email })])
	expect(second).toEqual(first)
	expect(await db.select().from(cancellations).where(eq(cancellations.id, requestKey))).toHaveLength(1)
	expect(await db.select().from(outbox).where(eq(outbox.recipient, email))).toHaveLength(1)
})

test('a server that dies after the acknowledgement still ends the contract', async () => {
	const { customer, line, mobile } = await makeCustomer()
	await ask({ lastName: customer.lastName, contract: line.number })
	await db.update(subscriptions).set({ endsAt: null }).where(eq(subscriptions.id, mobile.id))
	await runDueJobs(new Date(NOW.getTime() + 61_000))
	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)
})

test('a contract can be withdrawn from for fourteen days, and on until Monday after a weekend', () => {
	const started = new Date('2026-11-05T10:00:00Z')
	expect(isWithdrawalOpen(started, new Date('2026-11-19T22:00:00Z'))).toBe(true)
	expect(isWithdrawalOpen(started, new Date('2026-11-19T23:30:00Z'))).toBe(false)
	// 14 days after 7 November is Saturday 21: the last day is Monday 23.
	expect(isWithdrawalOpen(new Date('2026-11-07T10:00:00Z'), new Date('2026-11-23T12:00:00Z'))).toBe(true)
})

test('a withdrawal ends a young contract at once; an old one goes to a person', async () => {
	const { customer, line, mobile } = await makeCustomer()
	const old = await ask({ kind: 'withdrawal', lastName: customer.lastName, contract: line.number })
	expect((await findNotice(old.reference))?.state).toBe('unmatched')
	expect(await endOf(mobile.id)).toBeNull()

	await db
		.update(subscriptions)
		.set({ startedAt: new Date('2026-11-10T10:00:00Z') })
		.where(eq(subscriptions.id, mobile.id))
	await ask({ kind: 'withdrawal', lastName: customer.lastName, contract: line.number })
	expect(await endOf(mobile.id)).toEqual(NOW)
})

test('what is left of a commitment is said in months and at most in cents', () => {
	const committedUntil = new Date('2027-06-10T21:59:59Z')
	const contract = { planSince: new Date('2026-06-10T10:00:00Z'), committedUntil, priceCents: 3_999 }
	expect(commitmentLeft(contract, TENTH_DAY_ENDS)).toEqual({
		until: new Date('2027-06-10T21:59:59Z'),
		months: 7,
		atMostCents: 27_993,
	})
	expect(commitmentLeft({ ...contract, committedUntil: null }, TENTH_DAY_ENDS)).toBeNull()
})

test('what the accounts did not answer is asked again until they do: the end, its undoing, and whose contract it is', async () => {
	const { customer, line, mobile } = await makeCustomer()
	useAccountsBackend(mute('setEnd'))
	const { reference } = await ask({ lastName: customer.lastName, contract: line.number })
	await runDueJobs(inMinutes(2))
	expect(await endOf(mobile.id)).toBeNull()
	useAccountsBackend(undefined)
	await runDueJobs(inMinutes(4))
	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)

	useAccountsBackend(mute('setEnd'))
	expect(await undoCancellation({ reference, lang: 'fr', now: inMinutes(5) })).toBe('undone')
	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)
	useAccountsBackend(undefined)
	await runDueJobs(inMinutes(7))
	expect(await endOf(mobile.id)).toBeNull()

	useAccountsBackend(mute('identify'))
	const blind = await ask({ lastName: customer.lastName, contract: line.number })
	expect((await findNotice(blind.reference))?.state).toBe('unmatched')
	await runDueJobs(inMinutes(2))
	useAccountsBackend(undefined)
	await runDueJobs(inMinutes(4))
	expect(await findNotice(blind.reference)).toMatchObject({ state: 'notified', customerId: customer.id })
	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)
})

test('of two cancellations of a contract the last one counts, and taking it back leaves the first', async () => {
	const { customer, line, mobile } = await makeCustomer()
	const sent = { lastName: customer.lastName, contract: line.number }
	await ask(sent)
	const later = await ask({ ...sent, wishedEnd: '2026-12-24', now: inMinutes(0.5) })
	await runDueJobs(inMinutes(2))
	expect(await endOf(mobile.id)).toEqual(new Date('2026-12-24T22:59:59Z'))
	await undoCancellation({ reference: later.reference, lang: 'fr', now: inMinutes(3) })
	expect(await endOf(mobile.id)).toEqual(TENTH_DAY_ENDS)
})

test('what was not found waits for a person at the desk, and whoever sent it finds no trace of that', async () => {
	const email = `perdue-${randomUUID()}@exemple.fr`
	const { reference } = await ask({ email, visitId: (await makeVisit()).id })
	const [work] = await db.select().from(leftMessages).where(eq(leftMessages.contact, email))
	expect(work).toMatchObject({ state: 'waiting', customerId: null, visitId: null })
	expect(work?.body).toContain(reference)
	expect(await db.$count(outbox, eq(outbox.recipient, email))).toBe(1)
	expect(await findLeftMessage(work?.id ?? '')).toMatchObject({ isOurs: true })
	const advisor = { advisorId: randomUUID(), advisorName: 'Nadia Roux' }
	await answerLeftMessage({ id: work?.id ?? '', ...advisor, answer: 'Quel contrat ?' })
	const mails = await db.select().from(outbox).where(eq(outbox.recipient, email))
	expect(mails.map(({ subject }) => subject)).toContainEqual(expect.stringContaining('Nadia vous écrit'))
})

test('after a withdrawal the refund has a case, with its last day', async () => {
	const { customer, line, mobile } = await makeCustomer()
	await db
		.update(subscriptions)
		.set({ startedAt: new Date('2026-11-10T10:00:00Z') })
		.where(eq(subscriptions.id, mobile.id))
	const requestKey = randomUUID()
	for (let twice = 0; twice < 2; twice++)
		await ask({ kind: 'withdrawal', lastName: customer.lastName, contract: line.number, requestKey })
	const work = await db.select().from(leftMessages).where(eq(leftMessages.customerId, customer.id))
	expect(work).toMatchObject([{ state: 'waiting', contact: customer.email }])
	expect(work[0]?.body).toContain('3\u00a0décembre')
})
