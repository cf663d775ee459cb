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

test('the rows of any two invoices add up to the difference of their totals, to the cent', () => {
	const random = generator(20261122)
	for (let round = 0; round < 2_000; round++) {
		const [before, after] = [randomInvoice(random), randomInvoice(random)]
		const { rows, changeCents } = compareInvoices(before, after)
		const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0)
		expect(sum((row) => row.changeCents)).toBe(changeCents)
		expect(sum((row) => row.beforeCents)).toBe(before.totalCents)
		expect(sum((row) => row.afterCents)).toBe(after.totalCents)
		expect(changeCents).toBe(after.totalCents - before.totalCents)
		for (const row of rows) expect(row.cause === 'same').toBe(row.changeCents === 0 && row.cause !== 'unexplained')
	}
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

function randomInvoice(random: () => number): Charged {
	const count = Math.floor(random() * 6)
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
	const made = invoice(
		...Array.from({ length: count }, (): [InvoiceLine['kind'], string, string | null, number] => [
			pick(KINDS),
			pick(LABELS),
			pick(['f', 'm', null]),
			Math.floor(random() * 5_000) - 1_000,
		]),
	)
	return random() < 0.05 ? { ...made, totalCents: made.totalCents + 7 } : made
}

function generator(seed: number): () => number {
	let state = seed
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
		return state / 4_294_967_296
	}
}
