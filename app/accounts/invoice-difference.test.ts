import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Invoice, InvoiceLine } from './backend'
import { compareInvoices } from './invoice-difference'

type Charged = Pick<Invoice, 'lines' | 'totalCents'>

const KINDS = ['plan', 'option', 'usage', 'credit', 'proration'] as const
const LABELS = ['Fibre 1 Gb/s', 'Mobile 40 Go', 'Appels vers la Belgique', 'Geste commercial']

function invoice(...lines: [InvoiceLine['kind'], string, string | null, number][]): Charged {
	return {
		lines: lines.map(([kind, label, subscriptionId, amountCents], index) => ({
			position: index + 1,
			kind,
			label,
			subscriptionId,
			amountCents,
			taxBasisPoints: 2_000,
		})),
		totalCents: lines.reduce((sum, line) => sum + line[3], 0),
	}
}

const charge = fc.tuple(
	fc.constantFrom(...KINDS),
	fc
		.tuple(fc.constantFrom(...LABELS), fc.constantFrom('', ' · 3 appels', ' · 12 jours sur 30'))
		.map((parts) => parts.join('')),
	fc.constantFrom('f', 'm', null),
	fc.integer({ min: -5_000, max: 20_000 }),
)
/** Months of one customer: each keeps some lines of the one before, which is what invoices do. */
const history = fc
	.tuple(
		fc.array(charge, { maxLength: 6 }),
		fc.array(
			fc.record({
				kept: fc.array(fc.boolean(), { maxLength: 8 }),
				added: fc.array(charge, { maxLength: 3 }),
				unexplained: fc.constantFrom(0, 0, 0, 7, -3),
			}),
			{ minLength: 1, maxLength: 13 },
		),
	)
	.map(([first, months]) => {
		let lines = first
		return [
			invoice(...first),
			...months.map(({ kept, added, unexplained }) => {
				lines = [...lines.filter((_, index) => kept[index] ?? true), ...added].slice(0, 8)
				const made = invoice(...lines)
				return { ...made, totalCents: made.totalCents + unexplained }
			}),
		]
	})

test('over any history the rows of each month add up to the difference of the totals, to the cent', () => {
	fc.assert(
		fc.property(history, (months) => {
			for (const [index, after] of months.entries()) {
				const before = months[index - 1]
				if (!before) continue
				const { rows, changeCents } = compareInvoices(before, after)
				const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0)
				expect(sum((row) => row.changeCents)).toBe(changeCents)
				expect(sum((row) => row.beforeCents)).toBe(before.totalCents)
				expect(sum((row) => row.afterCents)).toBe(after.totalCents)
				expect(changeCents).toBe(after.totalCents - before.totalCents)
				// A line of 0 € that comes or goes is said, and changes nothing.
				for (const row of rows) if (row.changeCents !== 0) expect(row.cause).not.toBe('same')
				for (const row of rows) if (row.cause === 'same') expect(row.changeCents).toBe(0)
			}
		}),
		{ numRuns: 500 },
	)
})

test('an invoice compared with itself has nothing to explain', () => {
	fc.assert(
		fc.property(fc.array(charge, { maxLength: 8 }), (lines) => {
			const { rows, changeCents } = compareInvoices(invoice(...lines), invoice(...lines.toReversed()))
			expect(changeCents).toBe(0)
			expect(rows.every((row) => row.cause === 'same')).toBe(true)
		}),
	)
})

test('three calls to Belgium are the reason, whatever is proper to the month in their label', () => {
	const before = invoice(['plan', 'Fibre 1 Gb/s', 'f', 2_999], ['plan', 'Mobile 40 Go', 'm', 1_299])
	const after = invoice(
		['plan', 'Fibre 1 Gb/s', 'f', 2_999],
		['plan', 'Mobile 40 Go', 'm', 1_299],
		['usage', 'Appels vers la Belgique · 3 appels, 18 min', 'm', 450],
	)
	const { rows, changeCents } = compareInvoices(before, after)
	expect(changeCents).toBe(450)
	expect(rows.filter((row) => row.cause !== 'same')).toEqual([
		{
			cause: 'usage-new',
			label: 'Appels vers la Belgique',
			detail: '3 appels, 18 min',
			beforeCents: 0,
			afterCents: 450,
			changeCents: 450,
		},
	])
})

test('a plan that changes its name stays one row; a credit that is over is said', () => {
	const before = invoice(['plan', 'Mobile 40 Go', 'm', 1_299], ['credit', 'Geste commercial', 'm', -500])
	const after = invoice(['plan', 'Mobile 100 Go', 'm', 1_599])
	expect(compareInvoices(before, after).rows.map(({ cause, changeCents }) => [cause, changeCents])).toEqual([
		['plan-price', 300],
		['credit-over', 500],
	])
})

test('a total that its lines do not explain is said to be unexplained', () => {
	const before = invoice(['plan', 'Mobile 40 Go', 'm', 1_299])
	const after = { ...before, totalCents: 1_300 }
	expect(compareInvoices(before, after).rows.at(-1)).toMatchObject({ cause: 'unexplained', changeCents: 1 })
})
