import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Catalogue, CatalogueError, loadCatalogue, parseCatalogue } from './catalogue.server'
import { beginChoices, beginInstant, reviewChange } from './change-review'
import { combine, conflictBetween, existsOn, type Holding, monthlyPrice, type Wish } from './holding'

const PARIS = 'Europe/Paris'
const NOW = new Date('2026-11-19T02:00:00Z')
const shipped = loadCatalogue('content')

test('the World option replaces the Border option, in one change with its reason', () => {
	const holding = held('mobile-40', ['world', 'second-sim'])
	const wished = combine(holding, { kind: 'add', optionId: 'border' }, shipped)
	expect(wished).toEqual({
		ok: true,
		change: {
			planId: null,
			adds: ['border'],
			removes: ['world'],
			consequences: [
				{
					kind: 'conflict',
					removes: 'world',
					keeps: 'border',
					why: expect.objectContaining({ en: expect.any(String) }),
				},
			],
		},
	})
	const review = reviewed(holding, { kind: 'add', optionId: 'border' })
	expect(review.monthlyAfterCents - review.monthlyBeforeCents).toBe(-700)
})

test('film channels bring the family channels they need, and leave with them', () => {
	const empty = held('fibre-1000', [])
	expect(combine(empty, { kind: 'add', optionId: 'tv-cinema' }, shipped)).toMatchObject({
		change: { adds: ['tv-cinema', 'tv-family'], consequences: [{ kind: 'needed', adds: 'tv-family' }] },
	})
	const both = held('fibre-1000', ['tv-family', 'tv-cinema'])
	expect(combine(both, { kind: 'remove', optionId: 'tv-family' }, shipped)).toMatchObject({
		change: { removes: ['tv-family', 'tv-cinema'], consequences: [{ kind: 'orphaned', removes: 'tv-cinema' }] },
	})
})

test('a plan without television takes its options away, and says which services stop', () => {
	const holding = held('fibre-1000', ['tv-family', 'wifi-repeater'])
	const review = reviewed(holding, { kind: 'plan', planId: 'fibre-500' })
	expect(review.stops).toEqual({ options: ['tv-family'], services: ['tv'], allowanceMb: null })
	expect(review.after.options.map(({ optionId }) => optionId)).toEqual(['wifi-repeater'])
})

test('an earlier version of a plan can be changed for the one that is sold', () => {
	const holding = held('mobile-100', [])
	expect(combine(holding, { kind: 'plan', planId: 'mobile-100' }, shipped)).toEqual({
		ok: false,
		problem: 'held-already',
	})
	holding.plan = { ...holding.plan, name: 'Mobile 80 Go', priceCents: 1_499 }
	expect(reviewed(holding, { kind: 'plan', planId: 'mobile-100' })).toMatchObject({ monthlyAfterCents: 1_599 })
})

test.each([
	[{ kind: 'plan', planId: 'fibre-500' }, 'other-kind'],
	[{ kind: 'plan', planId: 'mobile-40' }, 'held-already'],
	[{ kind: 'plan', planId: 'moon' }, 'unknown'],
	[{ kind: 'add', optionId: 'tv-family' }, 'not-on-plan'],
	[{ kind: 'add', optionId: 'world' }, 'held-already'],
	[{ kind: 'add', optionId: 'moon' }, 'unknown'],
	[{ kind: 'remove', optionId: 'border' }, 'not-held'],
] as [Wish, string][])('%o is refused: %s', (wish, problem) => {
	expect(combine(held('mobile-40', ['world']), wish, shipped)).toEqual({ ok: false, problem })
})

test('the lines of a change at once are those of its days, and the next bill has none when it begins with it', () => {
	const holding = held('mobile-40', ['world'])
	const now = reviewed(holding, { kind: 'plan', planId: 'mobile-2' })
	expect(now.lines).toMatchObject([
		{ kind: 'credit', of: 'plan', id: 'mobile-40', days: 12, ofDays: 30, amountCents: -520 },
		{ kind: 'charge', of: 'plan', id: 'mobile-2', days: 12, ofDays: 30, amountCents: 200 },
		{ kind: 'credit', of: 'option', id: 'world', days: 12, ofDays: 30, amountCents: -360 },
	])
	expect(now.onNextBillCents).toBe(-680)
	expect(now.stops.allowanceMb).toEqual({ before: 40_000, after: 2_000 })
	const later = reviewed(holding, { kind: 'plan', planId: 'mobile-2' }, 'next-bill')
	expect(later.beginsAt).toEqual(new Date('2026-11-30T23:00:00Z'))
	expect(later.lines).toEqual([])
})

test('what has a notice stops after it, at the earliest', () => {
	const holding = held('fibre-1000', ['wifi-repeater'])
	const change = changeFor(holding, { kind: 'remove', optionId: 'wifi-repeater' }, shipped)
	const terms = { catalogue: shipped, now: NOW, timeZone: PARIS }
	const choices = beginChoices(holding, change, terms)
	expect(choices).toMatchObject({ offered: ['next-bill', 'date'], firstDay: '2026-11-24' })
	expect(beginInstant({ when: 'now' }, choices, terms)).toEqual({ ok: false, problem: 'not-offered' })
	expect(beginInstant({ when: 'date', day: '2026-11-23' }, choices, terms)).toEqual({ ok: false, problem: 'too-early' })
	expect(beginInstant({ when: 'date', day: '2026-11-24' }, choices, terms)).toEqual({
		ok: true,
		at: new Date('2026-11-23T23:00:00Z'),
	})
	expect(reviewChange(holding, change, { begin: { when: 'now' }, at: NOW, ...terms }).physical).toBe(true)
})

test('a cheaper plan during a commitment costs the difference of each month left, and nothing from its end', () => {
	const holding = held('fibre-5000', [])
	holding.plan.takenAt = new Date('2026-06-10T09:00:00Z')
	holding.plan.committedUntil = new Date('2027-06-10T21:59:59Z')
	const review = reviewed(holding, { kind: 'plan', planId: 'fibre-1000' })
	// 19 November to 10 June: six whole months and one begun.
	expect(review.commitment).toMatchObject({ months: 7, cents: 7_000 })
	expect(review.lines.at(-1)).toMatchObject({ kind: 'commitment', months: 7, monthlyCents: 1_000, amountCents: 7_000 })
	expect(review.after.plan.committedUntil).toBeNull()
	const change = changeFor(holding, { kind: 'plan', planId: 'fibre-1000' }, shipped)
	const terms = { catalogue: shipped, now: NOW, timeZone: PARIS }
	const choices = beginChoices(holding, change, terms)
	expect(choices).toMatchObject({ freeFromDay: '2027-06-11', lastDay: '2027-06-11' })
	const begin = { when: 'date', day: '2027-06-11' } as const
	const at = beginInstant(begin, choices, terms)
	if (!at.ok) throw new Error(at.problem)
	expect(reviewChange(holding, change, { begin, at: at.at, ...terms }).commitment).toBeNull()
})

test('a dearer plan during a commitment costs nothing for it, and the commitment runs on', () => {
	const holding = held('fibre-1000', [])
	const committedUntil = new Date('2027-06-10T21:59:59Z')
	holding.plan = { ...holding.plan, priceCents: 2_000, takenAt: new Date('2026-06-10T09:00:00Z'), committedUntil }
	const review = reviewed(holding, { kind: 'plan', planId: 'fibre-1000' })
	expect(review.commitment).toMatchObject({ months: 0, cents: 0 })
	expect(review.after.plan.committedUntil).toEqual(committedUntil)
	expect(reviewed(held('fibre-1000', []), { kind: 'plan', planId: 'fibre-5000' }).newCommitment).toEqual({
		months: 12,
		until: new Date('2027-11-19T22:59:59Z'),
	})
})

const wish = fc.oneof(
	fc.record({ kind: fc.constant('plan' as const), planId: fc.constantFrom('p0', 'p1', 'p2', 'p3') }),
	fc.record({
		kind: fc.constantFrom('add' as const, 'remove' as const),
		optionId: fc.integer({ min: 0, max: 7 }).map((index) => `o${index}`),
	}),
)

test('any wishes in any order, over any catalogue, keep what is held right and priced by its parts', () => {
	let applied = 0
	// Made once: most of the work is in finding catalogues whose rules can all be kept.
	const catalogues = fc.constantFrom(...fc.sample(anyCatalogue(), 30))
	fc.assert(
		fc.property(
			catalogues,
			fc.array(wish, { minLength: 5, maxLength: 25 }),
			fc.nat({ max: 40 * 86_400 }),
			(catalogue, wishes, gap) => {
				let holding: Holding = {
					plan: {
						planId: 'p0',
						name: 'p0',
						priceCents: catalogue.plans[0]?.priceCents ?? 0,
						takenAt: NOW,
						committedUntil: null,
					},
					options: [],
				}
				let now = NOW
				for (const one of wishes) {
					now = new Date(now.getTime() + gap * 1_000)
					const wished = combine(holding, one, catalogue)
					if (!wished.ok) continue
					applied++
					const terms = { catalogue, now, timeZone: PARIS }
					const review = reviewChange(holding, wished.change, { begin: { when: 'now' }, at: now, ...terms })
					expect(review.monthlyAfterCents).toBe(monthlyPrice(review.after))
					expect(review.lines.reduce((sum, line) => sum + line.amountCents, 0)).toBe(review.onNextBillCents)
					expectRight(review.after, catalogue)
					if (one.kind === 'add') expect(review.after.options.map(({ optionId }) => optionId)).toContain(one.optionId)
					if (one.kind === 'remove')
						expect(review.after.options.map(({ optionId }) => optionId)).not.toContain(one.optionId)
					// What nobody asked to change and no consequence names is exactly as before.
					const named = new Set([...wished.change.adds, ...wished.change.removes])
					for (const option of holding.options)
						if (!named.has(option.optionId)) expect(review.after.options).toContain(option)
					const explained = wished.change.consequences.map((one) => (one.kind === 'needed' ? one.adds : one.removes))
					const asked = one.kind === 'plan' ? [] : [one.optionId]
					expect([...named].sort()).toEqual([...new Set([...asked, ...explained])].sort())
					holding = review.after
				}
			},
		),
		{ numRuns: 300 },
	)
	expect(applied).toBeGreaterThan(1_000)
})

function expectRight({ plan, options }: Holding, catalogue: Catalogue): void {
	const held = catalogue.plans.find((one) => one.id === plan.planId)
	const ids = options.map(({ optionId }) => optionId)
	expect(new Set(ids).size).toBe(ids.length)
	for (const id of ids) {
		const option = catalogue.options.find((one) => one.id === id)
		expect(held && option && existsOn(option, held)).toBe(true)
		for (const other of ids) expect(conflictBetween(id, other, catalogue)).toBeNull()
		for (const required of option?.requires ?? []) expect(ids).toContain(required.option)
	}
}

/** Four plans and eight options with any conflicts, requirements and plans, as far as a catalogue allows them. */
function anyCatalogue(): fc.Arbitrary<Catalogue> {
	const why = { fr: 'oui', en: 'yes' }
	const option = (index: number) =>
		fc.record({
			priceCents: fc.integer({ min: 0, max: 2_000 }),
			conflicts: fc.uniqueArray(
				fc.nat({ max: 7 }).filter((other) => other !== index),
				{ maxLength: 2 },
			),
			requires: fc.uniqueArray(fc.nat({ max: Math.max(0, index - 1) }), { maxLength: index === 0 ? 0 : 1 }),
			plans: fc.option(fc.uniqueArray(fc.constantFrom('p0', 'p1', 'p2', 'p3'), { minLength: 1 }), { nil: undefined }),
		})
	return fc
		.record({
			prices: fc.array(fc.integer({ min: 100, max: 5_000 }), { minLength: 4, maxLength: 4 }),
			options: fc.tuple(...[0, 1, 2, 3, 4, 5, 6, 7].map(option)),
		})
		.map(({ prices, options }) => ({
			version: 'test',
			taxPercent: 20,
			services: [{ id: 's', fr: 's', en: 's' }],
			plans: prices.map((priceCents, index) => ({
				id: `p${index}`,
				kind: 'mobile',
				since: '2020-01-01',
				name: { fr: `p${index}`, en: `p${index}` },
				priceCents,
				services: ['s'],
				commitmentMonths: 0,
			})),
			options: options.map(({ priceCents, conflicts, requires, plans }, index) => ({
				id: `o${index}`,
				for: 'mobile',
				since: '2020-01-01',
				name: { fr: `o${index}`, en: `o${index}` },
				priceCents,
				plans,
				conflicts: conflicts.map((other) => ({ with: `o${other}`, why })),
				requires: requires.map((other) => ({ option: `o${other}`, why })),
			})),
			changes: { undoMinutes: 10, effective: ['now'], furthestDays: 60 },
			cancellation: { noticeDays: 10 },
			withdrawal: { days: 14 },
			forwarding: { countries: ['FR'], noAnswerSeconds: [15] },
			moving: { kinds: [], noticeDays: 10, furthestDays: 90 },
			billing: { issueDay: 15, paymentDay: 5 },
		}))
		.map((content) => {
			try {
				return parseCatalogue(JSON.stringify(content), 'any')
			} catch (error) {
				if (error instanceof CatalogueError) return null
				throw error
			}
		})
		.filter((catalogue) => catalogue !== null)
}

function held(planId: string, optionIds: string[]): Holding {
	const plan = shipped.plans.find((one) => one.id === planId)
	if (!plan) throw new Error(`no plan ${planId}`)
	const takenAt = new Date('2025-01-10T09:00:00Z')
	return {
		plan: { planId, name: plan.name.fr, priceCents: plan.priceCents, takenAt, committedUntil: null },
		options: optionIds.map((optionId) => {
			const option = shipped.options.find((one) => one.id === optionId)
			if (!option) throw new Error(`no option ${optionId}`)
			return { optionId, name: option.name.fr, priceCents: option.priceCents, takenAt }
		}),
	}
}

function changeFor(holding: Holding, one: Wish, catalogue: Catalogue) {
	const wished = combine(holding, one, catalogue)
	if (!wished.ok) throw new Error(wished.problem)
	return wished.change
}

function reviewed(holding: Holding, one: Wish, when: 'now' | 'next-bill' = 'now') {
	const terms = { catalogue: shipped, now: NOW, timeZone: PARIS }
	const change = changeFor(holding, one, shipped)
	const begins = beginInstant({ when }, beginChoices(holding, change, terms), terms)
	if (!begins.ok) throw new Error(begins.problem)
	return reviewChange(holding, change, { begin: { when }, at: begins.at, ...terms })
}
