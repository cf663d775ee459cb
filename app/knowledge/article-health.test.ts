import { describe, expect, it } from 'vitest'
import { healthOf, likelyShare } from './article-health'

describe('the likely share of readers an article helps', () => {
	it('trusts many answers more than one', () => {
		expect(likelyShare(1, 1)).toBeLessThan(likelyShare(80, 100))
		expect(likelyShare(0, 1)).toBeGreaterThan(likelyShare(20, 100))
		expect(likelyShare(3, 3)).toBeLessThan(likelyShare(80, 100))
	})

	it('stands in the middle when nobody answered and comes near the share when many did', () => {
		expect(likelyShare(0, 0)).toBe(0.5)
		expect(likelyShare(800, 1_000)).toBeCloseTo(0.8, 2)
	})

	// Wilson's interval at 95 %, computed from its definition: its middle is (p + z²/2n) / (1 + z²/n).
	it.each([
		[0, 10],
		[7, 10],
		[80, 100],
	])('is the middle of the interval, %i of %i', (yes, n) => {
		const z = 1.959964
		const middle = (yes / n + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
		expect(likelyShare(yes, n)).toBeCloseTo(middle, 2)
	})
})

describe('health', () => {
	const now = new Date('2026-11-19T10:00:00Z')
	const verified = (day: string) => ({ reviewedAt: new Date(`${day}T00:00:00Z`), yes: 0, n: 0 })

	it('is full for half a year, then goes down to nothing after two years', () => {
		const fresh = healthOf(verified('2026-11-01'), now)
		expect(healthOf(verified('2026-06-01'), now)).toBe(fresh)
		expect(healthOf(verified('2025-11-01'), now)).toBeLessThan(fresh)
		expect(healthOf(verified('2024-11-01'), now)).toBe(0.25)
		expect(healthOf(verified('1999-01-01'), now)).toBe(0.25)
	})

	it('stays between 0 and 1, a day of verification to come included', () => {
		for (const day of ['1970-01-01', '2026-11-19', '2999-01-01'])
			for (const [yes, n] of [
				[0, 0],
				[0, 1_000],
				[1_000, 1_000],
			] as const) {
				const health = healthOf({ ...verified(day), yes, n }, now)
				expect(health).toBeGreaterThanOrEqual(0)
				expect(health).toBeLessThanOrEqual(1)
			}
	})
})
