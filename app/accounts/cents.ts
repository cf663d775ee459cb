/**
 * The whole number of cents nearest to `numerator / denominator`, halves away from zero, so that a
 * credit is the exact opposite of the charge it cancels. Whole numbers only on the way: nothing is
 * lost to binary fractions.
 */
export function divideToCents(numerator: number, denominator: number): number {
	const doubled = 2 * Math.abs(numerator) + denominator
	const rounded = Math.floor((doubled - (doubled % (2 * denominator))) / (2 * denominator))
	return numerator < 0 && rounded > 0 ? -rounded : rounded
}
