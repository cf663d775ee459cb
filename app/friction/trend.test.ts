import { expect, test } from 'vitest'
import { expectedOf, trendOf } from './trend'

const week = (met: number, before: number, more: { visits?: number; visitsBefore?: number; buckets?: number[] } = {}) =>
	trendOf({
		now: { met, visits: more.visits ?? 1_800 },
		before: { met: before, visits: more.visitsBefore ?? 7_200 },
		buckets: more.buckets ?? spread(met),
	})
const spread = (met: number) => Array.from({ length: 7 }, (_, day) => Math.floor(met / 7) + (day < met % 7 ? 1 : 0))

test('a spike of 3 is no trend, even when nothing was there before', () => {
	expect(week(3, 0).trend).toBe('too-few')
	expect(week(7, 0).trend).toBe('too-few')
})

test('what grows beyond chance is rising, what appears is new, what fades is falling', () => {
	expect(week(41, 92).trend).toBe('rising')
	expect(week(23, 0).trend).toBe('new')
	expect(week(6, 110).trend).toBe('falling')
})

test('what chance explains is steady', () => {
	expect(week(34, 148).trend).toBe('steady')
	expect(week(26, 92).trend).toBe('steady')
	expect(week(4, 8).trend).toBe('steady')
})

test('a busier week is no trend by itself', () => {
	expect(week(46, 92, { visits: 3_600 }).trend).toBe('steady')
	expect(week(46, 92).trend).toBe('rising')
})

test('one bad day is a spike, not a trend', () => {
	expect(week(20, 4, { buckets: [1, 0, 17, 1, 0, 1, 0] }).trend).toBe('spike')
	expect(week(20, 4).trend).toBe('rising')
})

test('without a past nothing is compared', () => {
	expect(week(40, 0, { visitsBefore: 0 }).trend).toBe('no-past')
	expect(expectedOf({ now: { met: 4, visits: 10 }, before: { met: 0, visits: 0 }, buckets: [] })).toBeNull()
})

test('what was expected follows the traffic', () => {
	expect(expectedOf({ now: { met: 41, visits: 1_800 }, before: { met: 92, visits: 7_200 }, buckets: [] })).toBe(23)
})

test('the p-value is the exact conditional one', () => {
	// 10 of 10 with a chance of one half: twice 0.5 to the tenth.
	expect(week(10, 0, { visits: 100, visitsBefore: 100 }).p).toBeCloseTo(2 * 0.5 ** 10, 10)
	// scipy.stats.binom.cdf(3, 20, 0.2) doubled.
	expect(week(3, 17).p).toBeCloseTo(2 * 0.41144886, 6)
})

test('false alarms on steady causes stay under the chosen one in a hundred', () => {
	const random = chance(11)
	let alarms = 0
	const tries = 2_000
	for (let n = 0; n < tries; n++) {
		const trend = week(poisson(20, random), poisson(80, random)).trend
		if (trend !== 'steady') alarms++
	}
	expect(alarms / tries).toBeLessThan(0.01)
})

test('thousands of visits do not overflow', () => {
	expect(week(9_000, 30_000, { visits: 18_000, visitsBefore: 72_000 }).trend).toBe('rising')
})

function poisson(mean: number, random: () => number): number {
	let times = 0
	for (let left = random(); left > Math.exp(-mean); left *= random()) times++
	return times
}

function chance(seed: number): () => number {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return state / 4_294_967_296
	}
}
