import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settleByCredit } from './credits'

test('the oldest credit pays first, and what is left waits for the next invoice', () => {
	const credits = [
		{ id: 'technician', leftCents: 1_000 },
		{ id: 'change', leftCents: 500 },
	]
	expect(settleByCredit(1_299, credits)).toEqual({
		used: [
			{ id: 'technician', cents: 1_000 },
			{ id: 'change', cents: 299 },
		],
		dueCents: 0,
		carriedCents: 201,
	})
})

test('an invoice in the favour of the customer asks for nothing and is kept for the next', () => {
	expect(settleByCredit(-350, [])).toEqual({ used: [], dueCents: 0, carriedCents: 350 })
})

test('no cent is made or lost, and nobody owes and is owed at once by credit that could have paid', () => {
	const credit = fc.record({ id: fc.uuid(), leftCents: fc.integer({ min: 0, max: 20_000 }) })
	fc.assert(
		fc.property(fc.integer({ min: -30_000, max: 60_000 }), fc.array(credit), (totalCents, credits) => {
			const settled = settleByCredit(totalCents, credits)
			const given = credits.reduce((sum, one) => sum + one.leftCents, 0)
			expect(settled.dueCents - settled.carriedCents).toBe(totalCents - given)
			expect(Math.min(settled.dueCents, settled.carriedCents)).toBe(0)
			expect(settled.dueCents).toBeGreaterThanOrEqual(0)
			const usedCents = settled.used.reduce((sum, one) => sum + one.cents, 0)
			expect(usedCents + settled.dueCents).toBe(Math.max(0, totalCents))
		}),
	)
})
