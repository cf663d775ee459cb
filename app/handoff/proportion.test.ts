import { expect, test } from 'vitest'
import { FEWEST, proportionOf } from './proportion'

test('the interval is the one of the textbook: 81 of 263', () => {
	const { share, interval } = proportionOf(81, 263)
	expect(share).toBeCloseTo(0.308, 3)
	// Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
	expect(interval?.low).toBeCloseTo(0.2553, 4)
	expect(interval?.high).toBeCloseTo(0.3662, 4)
})

test('it never leaves 0 to 1, and all or none is no certainty', () => {
	const none = proportionOf(0, 30)
	expect(none).toMatchObject({ share: 0, interval: { low: 0 } })
	expect(none.interval?.high).toBeGreaterThan(0.1)
	const all = proportionOf(30, 30)
	expect(all).toMatchObject({ share: 1, interval: { high: 1 } })
	expect(all.interval?.low).toBeLessThan(0.9)
})

test('under thirty nothing is said but how many there are', () => {
	expect(proportionOf(29, FEWEST - 1)).toEqual({ n: 29, share: null, interval: null })
	expect(proportionOf(0, 0)).toEqual({ n: 0, share: null, interval: null })
})
