/** Under this many answers a share says more of chance than of the service, and is not shown. */
export const FEWEST = 30

/** 95 %: the standard normal deviate with 2.5 % beyond it on each side. */
const Z = 1.959964

export interface Proportion {
	/** How many were counted. */
	n: number
	/** From 0 to 1; `null` when fewer than {@link FEWEST} were counted. */
	share: number | null
	/** The 95 % interval, from 0 to 1; `null` with the share. */
	interval: { low: number; high: number } | null
}

/**
 * A share of a count with its 95 % interval by Wilson's score method, which stays between 0 and 1
 * and holds for shares near either end.
 *
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n): E. B. Wilson, « Probable inference, the law of
 * succession, and statistical inference », JASA 22 (1927), 209–212.
 */
export function proportionOf(part: number, n: number): Proportion {
	if (n < FEWEST) return { n, share: null, interval: null }
	const share = part / n
	const middle = share + (Z * Z) / (2 * n)
	const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
	const scale = 1 + (Z * Z) / n
	return {
		n,
		share,
		interval: { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) },
	}
}
