import type { MonthOfUsage } from './backend'

/** What months of usage say in a sentence; amounts in megabytes. */
export interface UsageSummary {
	/** The median of the whole months; `null` with fewer than three. */
	usualMb: number | null
	/** The most that a month took, the running one included. */
	mostMb: number
	/** What the plan of the latest month includes; `null` when unlimited or unknown. */
	allowanceMb: number | null
	/** Much less than what the plan includes, month after month: a smaller one may do. */
	isFarBelow: boolean
}

const WHOLE_MONTHS_NEEDED = 3
const FAR_BELOW = 0.5

/**
 * The median and not the mean: one month of holidays says nothing of the others.
 *
 * @param months - oldest first
 * @param thisMonth - it still runs, and tells nothing of a usual one
 */
export function summariseUsage(months: MonthOfUsage[], thisMonth: string): UsageSummary {
	const whole = months
		.filter(({ month }) => month !== thisMonth)
		.map(({ dataMb }) => dataMb)
		.sort((one, other) => one - other)
	const middle = whole.length / 2
	const usualMb =
		whole.length < WHOLE_MONTHS_NEEDED
			? null
			: Math.round(((whole[Math.ceil(middle) - 1] ?? 0) + (whole[Math.floor(middle)] ?? 0)) / 2)
	const mostMb = Math.max(0, ...months.map(({ dataMb }) => dataMb))
	const allowanceMb = months.at(-1)?.dataAllowanceMb ?? null
	return {
		usualMb,
		mostMb,
		allowanceMb,
		isFarBelow: usualMb !== null && allowanceMb !== null && mostMb < allowanceMb * FAR_BELOW,
	}
}
