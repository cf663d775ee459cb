import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Contract, FormerPlan, PendingLine } from './backend'
import { addDays, addMonths, dayOf, startOfDay } from './calendar'
import { loadCatalogue } from './catalogue.server'
import { reviewChange } from './change-review'
import { combine, holdingOfContract, type Wish } from './holding'
import { heldAt } from './holding-history'
import { costOfPeriod, type PricedFrom } from './proration'
import { billMonthOf } from './shown-review'
import { billOf } from './upcoming-bill'

const PARIS = 'Europe/Paris'
const catalogue = loadCatalogue('content')
const FIRST_MONTH = '2026-09'
const MONTHS = 4

test('what is held is asked for any instant: a change counts from its own instant on', () => {
	const contract = newContract()
	const at = new Date('2026-09-10T12:00:00Z')
	const { former } = changeAt(contract, [], { kind: 'plan', planId: 'mobile-100' }, at)
	changeAt(contract, former, { kind: 'add', optionId: 'world' }, new Date('2026-09-20T12:00:00Z'))
	expect(heldAt(contract, former, new Date(at.getTime() - 1))?.plan.planId).toBe('mobile-40')
	expect(heldAt(contract, former, at)).toMatchObject({ plan: { planId: 'mobile-100' }, options: [] })
	expect(heldAt(contract, former, new Date('2026-10-01T00:00:00Z'))?.options).toMatchObject([{ optionId: 'world' }])
	expect(heldAt(contract, former, new Date(contract.startedAt.getTime() - 1))).toBeNull()
})

test('the month a contract began in is charged from its first day', () => {
	const contract = {
		...newContract(),
		startedAt: new Date('2026-09-16T12:00:00Z'),
		planSince: new Date('2026-09-16T12:00:00Z'),
	}
	const bill = billOf({ contracts: [contract], pending: [], period: '2026-09', catalogue, timeZone: PARIS })
	expect(bill.totalCents).toBe(1_299 - 650)
	expect(billOf({ contracts: [contract], pending: [], period: '2026-08', catalogue, timeZone: PARIS }).lines).toEqual(
		[],
	)
})

test('over any changes in any months, invoices add up to what each day cost, to the cent', () => {
	const wish: fc.Arbitrary<Wish> = fc.oneof(
		fc.record({
			kind: fc.constant('plan' as const),
			planId: fc.constantFrom('mobile-2', 'mobile-40', 'mobile-100', 'mobile-200'),
		}),
		fc.record({
			kind: fc.constantFrom('add' as const, 'remove' as const),
			optionId: fc.constantFrom('border', 'world', 'second-sim'),
		}),
	)
	const when = fc.record({ day: fc.nat({ max: 119 }), minute: fc.nat({ max: 24 * 60 - 1 }) })
	let changes = 0
	fc.assert(
		fc.property(fc.array(fc.record({ wish, when }), { maxLength: 15 }), (asked) => {
			const contract = newContract()
			let former: FormerPlan[] = []
			const pending: PendingLine[] = []
			const inOrder = asked
				.map(({ wish, when: { day, minute } }) => {
					const start = startOfDay(addDays(`${FIRST_MONTH}-01`, day), PARIS)
					return { wish, at: new Date(start.getTime() + minute * 60_000) }
				})
				.sort((one, other) => one.at.getTime() - other.at.getTime())
			for (const { wish, at } of inOrder) {
				const change = changeAt(contract, former, wish, at)
				former = change.former
				pending.push(...change.lines)
				changes += change.lines.length
			}
			const months = Array.from({ length: MONTHS + 1 }, (_, index) => addMonths(FIRST_MONTH, index))
			let billed = 0
			let left = pending
			for (const period of months) {
				billed += billOf({
					contracts: [contract],
					former: new Map([[contract.id, former]]),
					pending: left,
					period,
					catalogue,
					timeZone: PARIS,
				}).totalCents
				left = left.filter((line) => line.period > period)
			}
			expect(left).toEqual([])
			const cost = months.reduce((sum, month) => sum + daysCost(contract, former, month), 0)
			expect(billed).toBe(cost)
		}),
		// At the very instant a month begins.
		{ examples: [[[{ wish: { kind: 'plan', planId: 'mobile-2' }, when: { day: 0, minute: 0 } }]]] },
	)
	expect(changes).toBeGreaterThan(200)
})

/** What each day of a month cost, item by item, from the history alone. */
function daysCost(contract: Contract, former: FormerPlan[], month: string): number {
	const period = { from: `${month}-01`, until: `${addMonths(month, 1)}-01` }
	const plans: PricedFrom[] = [
		...former.map(({ since, priceCents }) => ({ day: dayOf(since, PARIS), monthlyCents: priceCents })),
		{ day: dayOf(contract.planSince, PARIS), monthlyCents: contract.priceCents },
	]
	return contract.options.reduce(
		(sum, { since, until, priceCents }) =>
			sum +
			costOfPeriod(
				[
					{ day: dayOf(since, PARIS), monthlyCents: priceCents },
					...(until ? [{ day: dayOf(until, PARIS), monthlyCents: 0 }] : []),
				],
				period,
			),
		costOfPeriod(plans, period),
	)
}

/** Changes the contract as its backend would, and gives the lines that leaves for the bill. */
function changeAt(contract: Contract, former: FormerPlan[], wish: Wish, at: Date) {
	const holding = holdingOfContract(contract)
	const wished = combine(holding, wish, catalogue)
	if (!wished.ok) return { former, lines: [] }
	const review = reviewChange(holding, wished.change, {
		begin: { when: 'now' },
		at,
		catalogue,
		now: at,
		timeZone: PARIS,
	})
	const { planId, planName, priceCents, planSince: since } = contract
	const history = wished.change.planId ? [...former, { planId, planName, priceCents, since, until: at }] : former
	if (wished.change.planId) {
		contract.planId = review.after.plan.planId
		contract.planName = review.after.plan.name
		contract.priceCents = review.after.plan.priceCents
		contract.planSince = at
	}
	for (const option of contract.options)
		if (!option.until && wished.change.removes.includes(option.optionId)) option.until = at
	for (const { optionId, name, priceCents, takenAt } of review.after.options)
		if (wished.change.adds.includes(optionId))
			contract.options.push({
				id: `${optionId} ${at.getTime()}`,
				optionId,
				name,
				priceCents,
				since: takenAt,
				until: null,
			})
	const period = billMonthOf(at, catalogue.billing.issueDay, PARIS)
	const lines = review.lines.map(({ name, amountCents }) => ({
		subscriptionId: contract.id,
		period,
		label: name,
		amountCents,
		taxBasisPoints: 2_000,
	}))
	return { former: history, lines }
}

function newContract(): Contract {
	const startedAt = new Date('2024-03-04T10:00:00Z')
	return {
		id: 'contract',
		customerId: 'camille',
		planId: 'mobile-40',
		planName: 'Mobile 40 Go',
		service: 'mobile',
		label: 'Mobile',
		priceCents: 1_299,
		state: 'active',
		startedAt,
		planSince: startedAt,
		committedUntil: null,
		endsAt: null,
		lines: [],
		options: [],
	}
}
