import { divideToCents } from './cents'

/** One hundred percent, in basis points: a rate of 5.5 % is 550. */
const WHOLE_BASIS_POINTS = 10_000

export interface TaxedAmount {
	/** Tax included, as prices are shown to consumers; negative for a credit. */
	amountCents: number
	/** 20 % is 2,000 and 5.5 % is 550. */
	taxBasisPoints: number
}

export interface TaxAtRate {
	taxBasisPoints: number
	grossCents: number
	netCents: number
	taxCents: number
}

export interface TaxSummary {
	/** Highest rate first; the sums below are those of its columns. */
	rates: TaxAtRate[]
	grossCents: number
	netCents: number
	taxCents: number
}

/** Takes the tax out of an amount that includes it: net to the nearest cent, tax is the rest. */
export function splitTax(grossCents: number, taxBasisPoints: number): { netCents: number; taxCents: number } {
	const netCents = divideToCents(grossCents * WHOLE_BASIS_POINTS, WHOLE_BASIS_POINTS + taxBasisPoints)
	return { netCents, taxCents: grossCents - netCents }
}

/**
 * What an invoice says of tax. Rounded once for each rate, on the sum of its amounts, never line by
 * line: the mentions asked for are the total without tax and the tax "by rate" (CGI, annexe II,
 * art. 242 nonies A, I, 11°), EN 16931 derives the tax of a rate from the sum of what it applies to
 * (BR-CO-17), and a sum of rounded lines drifts by up to half a cent a line. The amounts with tax
 * are what the customer agreed to and are never touched, so net + tax is always the price.
 */
export function summarizeTax(amounts: TaxedAmount[]): TaxSummary {
	const grossByRate = new Map<number, number>()
	for (const { amountCents, taxBasisPoints } of amounts)
		grossByRate.set(taxBasisPoints, (grossByRate.get(taxBasisPoints) ?? 0) + amountCents)
	const rates = [...grossByRate]
		.sort(([one], [other]) => other - one)
		.map(([taxBasisPoints, grossCents]) => ({ taxBasisPoints, grossCents, ...splitTax(grossCents, taxBasisPoints) }))
	return {
		rates,
		grossCents: sumOf(rates, (rate) => rate.grossCents),
		netCents: sumOf(rates, (rate) => rate.netCents),
		taxCents: sumOf(rates, (rate) => rate.taxCents),
	}
}

/**
 * The amount without tax of each line, in the order given, adding up to the net of `summarizeTax`
 * rate by rate. A line is its exact net rounded down or up: the cents that rounding leaves go to
 * the lines that lost most, the earlier one first.
 */
export function netOfLines(lines: TaxedAmount[]): number[] {
	const nets = new Array<number>(lines.length).fill(0)
	for (const { taxBasisPoints, netCents } of summarizeTax(lines).rates) {
		const divisor = WHOLE_BASIS_POINTS + taxBasisPoints
		const shares = lines.flatMap((line, index) => {
			if (line.taxBasisPoints !== taxBasisPoints) return []
			const exact = line.amountCents * WHOLE_BASIS_POINTS
			const floor = (exact - modulo(exact, divisor)) / divisor
			return [{ index, floor, lost: modulo(exact, divisor) }]
		})
		let left = netCents - sumOf(shares, (share) => share.floor)
		for (const share of shares.toSorted((one, other) => other.lost - one.lost || one.index - other.index))
			nets[share.index] = share.floor + (left-- > 0 ? 1 : 0)
	}
	return nets
}

/** Never negative, unlike `%`. */
function modulo(value: number, divisor: number): number {
	return ((value % divisor) + divisor) % divisor
}

function sumOf<T>(list: T[], cents: (one: T) => number): number {
	return list.reduce((sum, one) => sum + cents(one), 0)
}
