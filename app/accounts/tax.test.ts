import fc from 'fast-check'
import { expect, test } from 'vitest'
import { netOfLines, splitTax, summarizeTax } from './tax'

const rate = fc.constantFrom(0, 105, 175, 210, 550, 850, 1_000, 2_000, 2_700)
const amount = fc.record({ amountCents: fc.integer({ min: -200_000, max: 200_000 }), taxBasisPoints: rate })
const lines = fc.array(amount, { maxLength: 30 })

test.each([
	[1_299, 2_000, 1_083, 216],
	[4_298, 2_000, 3_582, 716],
	[1_000, 550, 948, 52],
	[1, 2_000, 1, 0],
	[3, 2_000, 3, 0],
	[999, 0, 999, 0],
	[-1_299, 2_000, -1_083, -216],
])('%i cents at %i basis points are %i without tax and %i of tax', (gross, basisPoints, netCents, taxCents) => {
	expect(splitTax(gross, basisPoints)).toEqual({ netCents, taxCents })
})

test('rounding once a rate is not rounding line by line: six lines of a cent at 20 % carry a cent of tax', () => {
	const cent = { amountCents: 1, taxBasisPoints: 2_000 }
	expect(splitTax(1, 2_000).taxCents * 6).toBe(0)
	expect(summarizeTax(Array(6).fill(cent)).taxCents).toBe(1)
})

test('net and tax are the price at every rate, and the columns add up', () => {
	fc.assert(
		fc.property(lines, (given) => {
			const summary = summarizeTax(given)
			for (const { grossCents, netCents, taxCents, taxBasisPoints } of summary.rates) {
				expect(netCents + taxCents).toBe(grossCents)
				expect(Math.abs(netCents - (grossCents * 10_000) / (10_000 + taxBasisPoints))).toBeLessThanOrEqual(0.5)
			}
			expect(summary.grossCents).toBe(given.reduce((sum, line) => sum + line.amountCents, 0))
			expect(summary.netCents + summary.taxCents).toBe(summary.grossCents)
			expect(new Set(summary.rates.map((one) => one.taxBasisPoints)).size).toBe(summary.rates.length)
		}),
	)
})

test('the lines without tax add up to the total without tax, each within a cent of its own', () => {
	fc.assert(
		fc.property(lines, (given) => {
			const nets = netOfLines(given)
			expect(nets.reduce((sum, cents) => sum + cents, 0)).toBe(summarizeTax(given).netCents)
			given.forEach((line, index) => {
				const exact = (line.amountCents * 10_000) / (10_000 + line.taxBasisPoints)
				expect(Math.abs((nets[index] ?? Number.NaN) - exact)).toBeLessThan(1)
			})
		}),
	)
})

test('a credit note takes back exactly what the invoice asked', () => {
	fc.assert(
		fc.property(lines, (given) => {
			const opposite = summarizeTax(given.map((line) => ({ ...line, amountCents: -line.amountCents })))
			const asked = summarizeTax(given)
			expect(opposite.netCents + asked.netCents).toBe(0)
			expect(opposite.taxCents + asked.taxCents).toBe(0)
		}),
	)
})
