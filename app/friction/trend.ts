/** One cause in two windows of time, each with the visits that could have met it. */
export interface Comparison {
	/** Visits that met the cause in the period, and all visits of the period. */
	now: { met: number; visits: number }
	/** The same in the four weeks before. */
	before: { met: number; visits: number }
	/** Visits that met it by day or week of the period, in order. */
	buckets: number[]
}

export type Trend = 'new' | 'rising' | 'falling' | 'steady' | 'spike' | 'too-few' | 'no-past'

/** Below this many visits in both windows together nothing is concluded: a spike of 3 is no trend. */
const FEWEST = 8
/** A conclusion is wrong by chance at most this often. A page shows some ten causes at once: stricter than 5 %. */
const SIGNIFICANCE = 0.01
/** One day with this share of the period's visits is an incident of that day, not a trend. */
const SPIKE_SHARE = 0.6

/**
 * Whether a cause is met more or less often than in the four weeks before, per visit.
 *
 * Two Poisson counts are compared exactly: were the rate the same, then of all visits that met the
 * cause those of the period would be binomial, with the period's share of the traffic as its chance
 * (Przyborowski and Wilenski, 1940; the exact conditional test). The two-sided p-value is twice the
 * smaller tail. A busier week is therefore no trend by itself.
 */
export function trendOf({ now, before, buckets }: Comparison): { trend: Trend; p: number } {
	const total = now.met + before.met
	if (total < FEWEST) return { trend: 'too-few', p: 1 }
	if (before.visits === 0) return { trend: 'no-past', p: 1 }
	const traffic = now.visits + before.visits

	const chance = now.visits / traffic
	const p = Math.min(1, 2 * Math.min(binomialAtMost(now.met, total, chance), binomialAtLeast(now.met, total, chance)))
	if (p >= SIGNIFICANCE) return { trend: 'steady', p }
	if (now.met < total * chance) return { trend: 'falling', p }
	if (buckets.length > 1 && Math.max(...buckets) >= now.met * SPIKE_SHARE) return { trend: 'spike', p }
	return { trend: before.met === 0 ? 'new' : 'rising', p }
}

/** What the four weeks before would give over the period's traffic; `null` without traffic to compare with. */
export function expectedOf({ now, before }: Comparison): number | null {
	return before.visits === 0 ? null : (before.met * now.visits) / before.visits
}

function binomialAtMost(count: number, total: number, chance: number): number {
	let sum = 0
	for (let k = 0; k <= count; k++) sum += binomial(k, total, chance)
	return Math.min(1, sum)
}

function binomialAtLeast(count: number, total: number, chance: number): number {
	let sum = 0
	for (let k = count; k <= total; k++) sum += binomial(k, total, chance)
	return Math.min(1, sum)
}

/** Through logarithms, so that thousands of visits do not overflow. */
function binomial(k: number, total: number, chance: number): number {
	if (chance <= 0) return k === 0 ? 1 : 0
	if (chance >= 1) return k === total ? 1 : 0
	const choices = logFactorial(total) - logFactorial(k) - logFactorial(total - k)
	return Math.exp(choices + k * Math.log(chance) + (total - k) * Math.log(1 - chance))
}

const logFactorials = [0, 0]

function logFactorial(n: number): number {
	for (let next = logFactorials.length; next <= n; next++)
		logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next))
	return logFactorials[n] ?? 0
}
