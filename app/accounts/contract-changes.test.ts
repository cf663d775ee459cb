import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import {
	formerPlans,
	nextBillLines,
	scheduledChanges,
	subscriptionOptions,
	subscriptions,
} from '#db/schema/accounts.server'
import { cases } from '#db/schema/handoff.server'
import { jobs, outbox } from '#db/schema/work.server'
import { makeCustomer } from '#db/testing/builders'
import { runDueJobs } from '~/jobs/runner.server'
import { addDays, dayOf, startOfDay } from './calendar'
import { catalogue, parseCatalogue, replaceCatalogue } from './catalogue.server'
import type { Begin } from './change-review'
import { confirmChange, findContractChange, undoChange } from './contract-changes.server'
import { contractReference } from './contract-reference'
import { openReview } from './contract-review.server'
import { useAccountsBackend } from './current-backend.server'
import { embeddedBackend } from './embedded-backend.server'
import { conflictBetween, holdingOfContract, monthlyPrice, type Wish } from './holding'
import { listScheduled, withdrawScheduled } from './scheduled-changes.server'

const NOW = new Date('2026-11-19T02:00:00Z')
const FIRST_OF_DECEMBER = new Date('2026-11-30T23:00:00Z')
const PARIS = 'Europe/Paris'
const WORLD: Wish = { kind: 'add', optionId: 'world' }
const BORDER: Wish = { kind: 'add', optionId: 'border' }
const LARGER: Wish = { kind: 'plan', planId: 'mobile-100' }

afterEach(() => {
	useAccountsBackend(undefined)
	replaceCatalogue(undefined)
})

test('the World option is replaced by the Border option at 03:00, once, with a receipt and its lines', async () => {
	const camille = await somebody()
	await camille.does(WORLD)
	const change = await camille.does(BORDER, { now: later(5) })

	expect(await camille.held()).toMatchObject({ options: [{ optionId: 'border', priceCents: 200 }] })
	expect(monthlyPrice(await camille.held())).toBe(1_499)
	expect(await findContractChange(camille.id, change, later(6))).toMatchObject({
		state: 'done',
		undoUntil: new Date(later(5).getTime() + 600_000),
	})
	const lines = await db.select().from(nextBillLines).where(eq(nextBillLines.changeKey, change))
	expect(
		lines.map(({ label, amountCents, period, taxBasisPoints }) => ({ label, amountCents, period, taxBasisPoints })),
	).toEqual([
		{
			label: 'Option Monde, jours non utilisés · 12 jours sur 30',
			amountCents: -360,
			period: '2026-12',
			taxBasisPoints: 2_000,
		},
		{ label: 'Option Frontière, début · 12 jours sur 30', amountCents: 80, period: '2026-12', taxBasisPoints: 2_000 },
	])
	const mails = await camille.mails()
	expect(mails.at(-1)?.subject).toMatch(
		/^C.est fait\s: Remplacer l.Option Monde par l.Option Frontière \(OP-[0-9A-F]{8}\)$/,
	)
	expect(mails.at(-1)?.body).toMatch(/Avant\s: 21,99\s€ par mois\nAprès\s: 14,99/)
})

test('undoing gives back exactly the rows there were, and twice is once', async () => {
	const camille = await somebody()
	await camille.does(WORLD)
	await camille.does({ kind: 'plan', planId: 'mobile-200' }, { now: later(1) })
	const before = await camille.rows()
	for (const wish of [
		BORDER,
		LARGER,
		{ kind: 'plan', planId: 'mobile-2' },
		{ kind: 'remove', optionId: 'world' },
	] as Wish[]) {
		const change = await camille.does(wish, { now: later(2) })
		expect(await camille.rows()).not.toEqual(before)
		const undo = { customerId: camille.id, changeId: change, actor: camille.actor, now: later(11) }
		expect(await Promise.all([undoChange(undo), undoChange(undo)])).toEqual(['undone', 'undone'])
		expect(await camille.rows()).toEqual(before)
	}
	expect((await camille.mails()).filter(({ subject }) => subject?.startsWith('Annulé'))).toHaveLength(4)
})

test('after ten minutes, or once the contract has changed, nothing is undone', async () => {
	const camille = await somebody()
	const first = await camille.does(WORLD)
	const undo = (changeId: string, now: Date) =>
		undoChange({ customerId: camille.id, changeId, actor: camille.actor, now })
	expect(await undo(first, new Date(NOW.getTime() + 600_001))).toBe('too-late')
	await camille.does(BORDER, { now: later(3) })
	expect(await undo(first, later(4))).toBe('changed-since')
	expect(await camille.held()).toMatchObject({ options: [{ optionId: 'border' }] })
	const sent = await camille.does({ kind: 'add', optionId: 'second-sim' }, { now: later(5) })
	expect(await undo(sent, later(6))).toBe('too-late')
	expect(await undo('nothing', NOW)).toBe('missing')
})

test('a double click, two tabs and a request that comes twice order once', async () => {
	const camille = await somebody()
	const key = randomUUID()
	const fingerprint = await camille.fingerprint(LARGER)
	const ask = (requestKey: string) => camille.confirms(LARGER, { fingerprint, requestKey })
	const [one, same, other] = await Promise.all([ask(key), ask(key), ask(randomUUID())])
	const done = [one, same, other].filter((outcome) => outcome.ok)
	const stale = [one, same, other].filter((outcome) => !outcome.ok)
	expect(new Set(done.map((outcome) => outcome.ok && outcome.changeId)).size).toBe(1)
	for (const outcome of stale)
		expect(outcome.ok ? '' : outcome.reason === 'refused' ? outcome.problem : outcome.reason).toMatch(
			/^(stale|awaits-answer)$/,
		)
	expect(await ask(key)).toEqual(one)
	expect(await db.select().from(formerPlans).where(eq(formerPlans.subscriptionId, camille.contractId))).toHaveLength(1)
	expect(
		await db.select().from(nextBillLines).where(eq(nextBillLines.subscriptionId, camille.contractId)),
	).toHaveLength(2)
	expect(await camille.mails()).toHaveLength(1)
})

test('a price that changed since the review is not confirmed', async () => {
	const camille = await somebody()
	const fingerprint = await camille.fingerprint(LARGER)
	makeLargerDearer()
	expect(await camille.confirms(LARGER, { fingerprint })).toEqual({ ok: false, reason: 'stale' })
	expect((await camille.held()).plan.planId).toBe('mobile-40')
	expect(await camille.mails()).toEqual([])
})

test('days that passed since the review change its lines, and are not confirmed either', async () => {
	const camille = await somebody()
	const fingerprint = await camille.fingerprint(LARGER)
	expect(await camille.confirms(LARGER, { fingerprint, now: later(24 * 60) })).toEqual({ ok: false, reason: 'stale' })
})

test('a change with the next bill waits, can be withdrawn until then, and lets no other one in', async () => {
	const camille = await somebody()
	const change = await camille.does(LARGER, { begin: { when: 'next-bill' } })
	expect(await listScheduled(camille.id)).toMatchObject([{ changeId: change, beginsAt: FIRST_OF_DECEMBER }])
	expect(await findContractChange(camille.id, change, NOW)).toMatchObject({ state: 'planned' })
	expect((await camille.held()).plan.planId).toBe('mobile-40')
	expect(await camille.opens(WORLD)).toMatchObject({ ok: false, problem: 'scheduled' })

	const stranger = await somebody()
	expect(await withdrawScheduled({ customerId: stranger.id, changeId: change, now: later(1) })).toBe('missing')
	const withdraw = () => withdrawScheduled({ customerId: camille.id, changeId: change, now: later(1) })
	expect(await Promise.all([withdraw(), withdraw()])).toEqual(['withdrawn', 'withdrawn'])
	await runDueJobs(FIRST_OF_DECEMBER)
	expect((await camille.held()).plan.planId).toBe('mobile-40')
	expect(await listScheduled(camille.id)).toEqual([])
	expect((await camille.mails()).map(({ subject }) => subject?.split(/\s:/)[0])).toEqual(['C’est prévu', 'Retiré'])
})

test('what is planned is done once on its day, at the price promised, whatever runs twice', async () => {
	const camille = await somebody()
	const change = await camille.does(LARGER, { begin: { when: 'next-bill' } })
	await runDueJobs(new Date(FIRST_OF_DECEMBER.getTime() - 1))
	expect((await camille.held()).plan.planId).toBe('mobile-40')

	makeLargerDearer()
	// The server was off at midnight, and comes back at nine.
	const morning = new Date('2026-12-01T08:00:00Z')
	await Promise.all([runDueJobs(morning), runDueJobs(morning)])
	await db.update(jobs).set({ state: 'pending' }).where(eq(jobs.kind, 'accounts.apply-change'))
	await runDueJobs(morning)
	expect(await camille.held()).toMatchObject({
		plan: { planId: 'mobile-100', priceCents: 1_599, takenAt: FIRST_OF_DECEMBER },
	})
	expect(await db.select().from(formerPlans).where(eq(formerPlans.endedBy, change))).toHaveLength(1)
	expect((await camille.mails()).map(({ subject }) => subject?.split(/\s:/)[0])).toEqual(['C’est prévu', 'C’est fait'])
	expect(await withdrawScheduled({ customerId: camille.id, changeId: change, now: morning })).toBe('too-late')
})

test('a server killed after the contract changed and before that was written goes on where it was', async () => {
	const camille = await somebody()
	const change = await camille.does(LARGER, { begin: { when: 'next-bill' } })
	useAccountsBackend({
		...embeddedBackend,
		async changeHolding(asked) {
			await embeddedBackend.changeHolding(asked)
			throw new Error('killed')
		},
	})
	await runDueJobs(FIRST_OF_DECEMBER).catch(() => undefined)
	expect(await db.select().from(scheduledChanges).where(eq(scheduledChanges.changeId, change))).toMatchObject([
		{ state: 'applying' },
	])
	useAccountsBackend(undefined)
	await runDueJobs(new Date(FIRST_OF_DECEMBER.getTime() + 120_000))
	expect(await db.select().from(scheduledChanges).where(eq(scheduledChanges.changeId, change))).toMatchObject([
		{ state: 'applied' },
	])
	expect(await db.select().from(formerPlans).where(eq(formerPlans.endedBy, change))).toHaveLength(1)
})

test('a clock put back does nothing early, and the day still comes', async () => {
	const camille = await somebody()
	await camille.does(LARGER, { begin: { when: 'date', day: '2026-11-25' } })
	const day = startOfDay('2026-11-25', PARIS)
	await db.update(jobs).set({ runAt: NOW }).where(eq(jobs.state, 'pending'))
	await runDueJobs(new Date(day.getTime() - 3_600_000))
	expect((await camille.held()).plan.planId).toBe('mobile-40')
	await runDueJobs(day)
	expect(await camille.held()).toMatchObject({ plan: { planId: 'mobile-100', takenAt: day } })
	const [credit, charge] = await db
		.select()
		.from(nextBillLines)
		.where(eq(nextBillLines.subscriptionId, camille.contractId))
	// 25 to 30 November: six days of thirty.
	expect([credit?.amountCents, charge?.amountCents]).toEqual([-260, 320])
})

test('a planned change whose contract is no longer as it was is not made, and the customer is told', async () => {
	const camille = await somebody()
	await camille.does(LARGER, { begin: { when: 'next-bill' } })
	await db
		.update(subscriptions)
		.set({ endsAt: later(60) })
		.where(eq(subscriptions.id, camille.contractId))
	await runDueJobs(FIRST_OF_DECEMBER)
	expect((await camille.mails()).at(-1)?.subject).toMatch(/^Pas fait/)
	expect(await listScheduled(camille.id)).toEqual([])
})

test('what is not answered is kept as not known and settled by reading again, never ordered twice', async () => {
	const camille = await somebody()
	let asked = 0
	let reads = 0
	useAccountsBackend({
		...embeddedBackend,
		async changeHolding(change) {
			asked++
			await embeddedBackend.changeHolding(change)
			return { outcome: 'unknown' }
		},
		async contracts(customerId) {
			reads++
			return reads > 2 ? { ok: false, reason: 'unavailable' } : embeddedBackend.contracts(customerId)
		},
	})
	const key = randomUUID()
	const fingerprint = await camille.fingerprint(LARGER)
	const outcome = await camille.confirms(LARGER, { fingerprint, requestKey: key })
	if (!outcome.ok) throw new Error(outcome.reason)
	expect(await findContractChange(camille.id, outcome.changeId, later(1))).toMatchObject({ state: 'unknown' })
	expect(await camille.confirms(LARGER, { fingerprint, requestKey: key })).toEqual(outcome)
	expect(asked).toBe(1)
	expect(await camille.mails()).toEqual([])
	await runDueJobs(later(3))
	expect(await camille.mails()).toEqual([])
	useAccountsBackend(undefined)
	await runDueJobs(later(6))
	expect(await camille.mails()).toHaveLength(1)
	expect(await findContractChange(camille.id, outcome.changeId, later(6))).toMatchObject({ state: 'done' })
})

test('what was asked and never arrived is not known at first, then said not to be done', async () => {
	const camille = await somebody()
	useAccountsBackend({ ...embeddedBackend, changeHolding: async () => ({ outcome: 'unknown' }) })
	const change = await camille.does(LARGER)
	expect(await findContractChange(camille.id, change, later(1))).toMatchObject({ state: 'unknown' })
	expect(await camille.opens(LARGER, { now: later(1) })).toMatchObject({ ok: false, problem: 'awaits-answer' })
	expect(await camille.opens(LARGER, { now: later(16) })).toMatchObject({ ok: true })
	expect(await findContractChange(camille.id, change, later(16))).toMatchObject({ state: 'unavailable' })
})

test('a planned change waits for contracts that cannot be reached, and counts from its day', async () => {
	const camille = await somebody()
	await camille.does(LARGER, { begin: { when: 'next-bill' } })
	useAccountsBackend({ ...embeddedBackend, changeHolding: async () => ({ outcome: 'unavailable' }) })
	for (let minutes = 0; minutes < 120; minutes += 5)
		await runDueJobs(new Date(FIRST_OF_DECEMBER.getTime() + minutes * 60_000))
	expect((await camille.held()).plan.planId).toBe('mobile-40')
	useAccountsBackend(undefined)
	await runDueJobs(new Date(FIRST_OF_DECEMBER.getTime() + 125 * 60_000))
	expect((await camille.held()).plan).toMatchObject({ planId: 'mobile-100', takenAt: FIRST_OF_DECEMBER })
})

test("another customer's operation is as if it did not exist", async () => {
	const [camille, other] = [await somebody(), await somebody()]
	const change = await camille.does(LARGER)
	const theirs = { customerId: other.id, changeId: change, actor: other.actor, now: NOW }
	expect(await findContractChange(other.id, change, NOW)).toBeNull()
	expect(await undoChange(theirs)).toBe('missing')
	expect(
		await confirmChange({
			...theirs,
			reference: camille.reference,
			wish: WORLD,
			begin: NOW_BEGIN,
			fingerprint: await camille.fingerprint(WORLD),
			requestKey: randomUUID(),
		}),
	).toEqual({ ok: false, reason: 'missing' })
	expect((await camille.held()).options).toEqual([])
})

test('a contract that is otherwise than asked opens a case; one that was not touched says so', async () => {
	const camille = await somebody()
	useAccountsBackend({
		...embeddedBackend,
		changeHolding: (change) =>
			embeddedBackend.changeHolding({
				...change,
				after: { ...change.after, plan: { ...change.after.plan, priceCents: 1_650 } },
			}),
	})
	const change = await camille.does(LARGER)
	expect(await findContractChange(camille.id, change, NOW)).toMatchObject({ state: 'differs' })
	expect(await db.select().from(cases).where(eq(cases.customerId, camille.id))).toMatchObject([{ reason: 'contract' }])

	const other = await somebody()
	useAccountsBackend({ ...embeddedBackend, changeHolding: async () => ({ outcome: 'unavailable' }) })
	expect(await findContractChange(other.id, await other.does(LARGER), NOW)).toMatchObject({ state: 'unavailable' })
	expect(await db.select().from(cases).where(eq(cases.customerId, other.id))).toEqual([])
})

test('a contract that ends, is suspended or is of somebody else does not change', async () => {
	const [camille, other] = [await somebody(), await somebody()]
	expect(
		await openReview({ customerId: other.id, reference: camille.reference, wish: LARGER, begin: null, now: NOW }),
	).toEqual({
		ok: false,
		reason: 'missing',
	})
	await db.update(subscriptions).set({ state: 'suspended' }).where(eq(subscriptions.id, camille.contractId))
	expect(await camille.opens(LARGER)).toMatchObject({ problem: 'suspended' })
	await db
		.update(subscriptions)
		.set({ state: 'active', endsAt: later(60) })
		.where(eq(subscriptions.id, camille.contractId))
	expect(await camille.opens(LARGER)).toMatchObject({ problem: 'ending' })
})

test('changes, plans for later, withdrawals and undoing in any order leave one history without gap or overlap', async () => {
	const step = fc.record({
		wish: fc.oneof(
			fc.record({
				kind: fc.constant('plan' as const),
				planId: fc.constantFrom('mobile-2', 'mobile-40', 'mobile-100', 'mobile-200'),
			}),
			fc.record({
				kind: fc.constantFrom('add' as const, 'add' as const, 'remove' as const),
				optionId: fc.constantFrom('border', 'world', 'second-sim'),
			}),
		),
		when: fc.constantFrom('now' as const, 'now' as const, 'next-bill' as const, 'date' as const),
		next: fc.constantFrom('go on' as const, 'go on' as const, 'undo' as const, 'withdraw' as const),
		minutes: fc.integer({ min: 1, max: 15 * 24 * 60 }),
	})
	let done = 0
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
			const camille = await somebody()
			let now = NOW
			for (const { wish, when, next, minutes } of steps) {
				const begin: Begin = when === 'date' ? { when, day: addDays(dayOf(now, PARIS), 3) } : { when }
				const opened = await camille.opens(wish, { begin, now })
				if (opened.ok && !opened.beginProblem) {
					const before = await camille.rows()
					const outcome = await camille.confirms(wish, { begin, now, fingerprint: opened.fingerprint })
					if (!outcome.ok) throw new Error(outcome.reason)
					done++
					const undo = { customerId: camille.id, changeId: outcome.changeId, actor: camille.actor, now }
					if (next === 'undo' && (await undoChange(undo)) === 'undone') expect(await camille.rows()).toEqual(before)
					if (next === 'withdraw' && (await withdrawScheduled(undo)) === 'withdrawn')
						expect(await camille.rows()).toEqual(before)
				}
				now = new Date(now.getTime() + minutes * 60_000)
				await runDueJobs(now)
				await expectWhole(camille)
			}
		}),
		{ numRuns: 25 },
	)
	expect(done).toBeGreaterThan(25)
}, 60_000)

async function expectWhole(camille: Awaited<ReturnType<typeof somebody>>) {
	const held = await camille.held()
	const ids = held.options.map(({ optionId }) => optionId)
	for (const one of ids) for (const other of ids) expect(conflictBetween(one, other, catalogue())).toBeNull()
	expect(monthlyPrice(held)).toBe(held.options.reduce((sum, { priceCents }) => sum + priceCents, held.plan.priceCents))

	const { subscription, former, options } = await camille.rows()
	let since = subscription.startedAt
	for (const plan of former) {
		expect(plan.since).toEqual(since)
		expect(plan.until.getTime()).toBeGreaterThan(plan.since.getTime())
		since = plan.until
	}
	expect(subscription.planSince ?? subscription.startedAt).toEqual(since)
	for (const one of options)
		for (const other of options)
			if (one.id !== other.id && one.optionId === other.optionId) {
				const [earlier, next] = one.since <= other.since ? [one, other] : [other, one]
				expect(earlier.until && earlier.until <= next.since).toBe(true)
			}
}

async function somebody() {
	const { customer, mobile } = await makeCustomer()
	const reference = contractReference(mobile.id)
	const actor = { personId: customer.personId ?? customer.id, visitId: null, lang: 'fr' as const }
	const opens = (wish: Wish, { begin = NOW_BEGIN, now = NOW }: { begin?: Begin; now?: Date } = {}) =>
		openReview({ customerId: customer.id, reference, wish, begin, now })
	const fingerprint = async (wish: Wish, when: { begin?: Begin; now?: Date } = {}) => {
		const opened = await opens(wish, when)
		if (!opened.ok) throw new Error(opened.reason === 'refused' ? opened.problem : opened.reason)
		return opened.fingerprint
	}
	const confirms = (
		wish: Wish,
		{
			begin = NOW_BEGIN,
			now = NOW,
			requestKey = randomUUID(),
			...asked
		}: { begin?: Begin; now?: Date; requestKey?: string; fingerprint: string },
	) => confirmChange({ customerId: customer.id, reference, wish, begin, now, requestKey, actor, ...asked })
	return {
		id: customer.id,
		contractId: mobile.id,
		reference,
		actor,
		opens,
		fingerprint,
		confirms,
		async does(wish: Wish, when: { begin?: Begin; now?: Date } = {}) {
			const outcome = await confirms(wish, { ...when, fingerprint: await fingerprint(wish, when) })
			if (!outcome.ok) throw new Error(outcome.reason)
			return outcome.changeId
		},
		async held() {
			const contracts = await embeddedBackend.contracts(customer.id)
			const contract = contracts.ok ? contracts.value.find(({ id }) => id === mobile.id) : undefined
			if (!contract) throw new Error('the contract is gone')
			return holdingOfContract(contract)
		},
		/** Everything that is stored of the contract's history. */
		async rows() {
			const [subscription] = await db.select().from(subscriptions).where(eq(subscriptions.id, mobile.id))
			if (!subscription) throw new Error('the contract is gone')
			return {
				subscription,
				former: await db
					.select()
					.from(formerPlans)
					.where(eq(formerPlans.subscriptionId, mobile.id))
					.orderBy(asc(formerPlans.until)),
				options: await db
					.select()
					.from(subscriptionOptions)
					.where(eq(subscriptionOptions.subscriptionId, mobile.id))
					.orderBy(asc(subscriptionOptions.since), asc(subscriptionOptions.id)),
				lines: await db
					.select()
					.from(nextBillLines)
					.where(eq(nextBillLines.subscriptionId, mobile.id))
					.orderBy(asc(nextBillLines.id)),
			}
		},
		mails: () => db.select().from(outbox).where(eq(outbox.recipient, customer.email)).orderBy(asc(outbox.createdAt)),
	}
}

function makeLargerDearer(): void {
	const dearer = readFileSync('content/catalogue.yaml', 'utf8').replace('priceCents: 1599', 'priceCents: 1699')
	replaceCatalogue(parseCatalogue(dearer, 'catalogue.yaml'))
}

const NOW_BEGIN: Begin = { when: 'now' }

function later(minutes: number): Date {
	return new Date(NOW.getTime() + minutes * 60_000)
}
