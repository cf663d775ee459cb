import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, startOfDay } from './calendar'
import { billingPeriodAt, costOfPeriod, daysBetween, prorateChange } from './proration'

const PARIS = 'Europe/Paris'
const cents = fc.integer({ min: 0, max: 20_000 })
const zone = fc.constantFrom('Europe/Paris', 'America/Martinique', 'Indian/Reunion', 'Pacific/Auckland', 'UTC')
const instant = fc.date({
	min: new Date('2020-01-01T00:00:00Z'),
	max: new Date('2032-12-31T00:00:00Z'),
	noInvalidDate: true,
})

test('a larger plan from the 19th: twelve days of thirty come back and are charged again', () => {
	const at = new Date('2026-11-19T02:00:00Z')
	const change = prorateChange({
		oldMonthlyCents: 1_299,
		newMonthlyCents: 1_599,
		at,
		period: billingPeriodAt(at, PARIS),
		timeZone: PARIS,
	})
	expect(change).toEqual({
		period: { from: '2026-11-01', until: '2026-12-01' },
		fromDay: '2026-11-19',
		lines: [
			{ kind: 'credit', monthlyCents: 1_299, days: 12, ofDays: 30, amountCents: -520 },
			{ kind: 'charge', monthlyCents: 1_599, days: 12, ofDays: 30, amountCents: 640 },
		],
		totalCents: 120,
	})
})

test.each([
	['2026-10-25T00:30:00Z', '2026-10-25', 7, 31],
	['2026-03-29T00:59:59Z', '2026-03-29', 3, 31],
	['2026-03-29T01:00:00Z', '2026-03-29', 3, 31],
	['2026-11-30T22:59:59Z', '2026-11-30', 1, 30],
	['2026-11-30T23:00:00Z', '2026-12-01', 31, 31],
	['2028-02-29T12:00:00Z', '2028-02-29', 1, 29],
])('at %s it is %s in Paris: %i days of %i are left, whatever the clocks do', (instantText, fromDay, days, ofDays) => {
	const at = new Date(instantText)
	const change = prorateChange({
		oldMonthlyCents: 0,
		newMonthlyCents: 1_000,
		at,
		period: billingPeriodAt(at, PARIS),
		timeZone: PARIS,
	})
	expect(change).toMatchObject({ fromDay, lines: [{ kind: 'charge', days, ofDays }] })
})

test('going back at the same day costs exactly nothing', () => {
	fc.assert(
		fc.property(cents, cents, instant, zone, (one, other, at, timeZone) => {
			const period = billingPeriodAt(at, timeZone)
			const there = prorateChange({ oldMonthlyCents: one, newMonthlyCents: other, at, period, timeZone })
			const back = prorateChange({ oldMonthlyCents: other, newMonthlyCents: one, at, period, timeZone })
			expect(there.totalCents + back.totalCents).toBe(0)
		}),
	)
})

test('a change on the first day of a period replaces the whole price', () => {
	fc.assert(
		fc.property(cents, cents, instant, zone, (one, other, at, timeZone) => {
			const period = billingPeriodAt(at, timeZone)
			const first = startOfDay(period.from, timeZone)
			const change = prorateChange({ oldMonthlyCents: one, newMonthlyCents: other, at: first, period, timeZone })
			expect(change.totalCents).toBe(other - one)
		}),
	)
})

test('over any changes in a period, the paid price and the lines of each change are what its days cost', () => {
	const changes = fc.array(fc.record({ dayIndex: fc.nat({ max: 27 }), monthlyCents: cents }), { maxLength: 12 })
	fc.assert(
		fc.property(cents, changes, instant, zone, (startCents, wished, at, timeZone) => {
			const period = billingPeriodAt(at, timeZone)
			const inOrder = wished
				.toSorted((one, other) => one.dayIndex - other.dayIndex)
				.map(({ dayIndex, monthlyCents }) => ({ day: addDays(period.from, dayIndex), monthlyCents }))
			let price = startCents
			let charged = startCents
			for (const { day, monthlyCents } of inOrder) {
				const change = prorateChange({
					oldMonthlyCents: price,
					newMonthlyCents: monthlyCents,
					at: startOfDay(day, timeZone),
					period,
					timeZone,
				})
				expect(change.totalCents).toBe(change.lines.reduce((sum, line) => sum + line.amountCents, 0))
				charged += change.totalCents
				price = monthlyCents
			}
			expect(charged).toBe(costOfPeriod([{ day: period.from, monthlyCents: startCents }, ...inOrder], period))
		}),
	)
})

test('each line is within a cent of its exact value, and together the parts of one price are that price', () => {
	fc.assert(
		fc.property(cents, fc.array(fc.nat({ max: 27 }), { maxLength: 10 }), instant, zone, (price, cuts, at, timeZone) => {
			const period = billingPeriodAt(at, timeZone)
			const days = cuts.toSorted((one, other) => one - other).map((cut) => addDays(period.from, cut))
			const parts = [{ day: period.from, monthlyCents: price }, ...days.map((day) => ({ day, monthlyCents: price }))]
			expect(costOfPeriod(parts, period)).toBe(price)
			const ofDays = daysBetween(period.from, period.until)
			for (const day of days) {
				const [line] = prorateChange({
					oldMonthlyCents: 0,
					newMonthlyCents: price,
					at: startOfDay(day, timeZone),
					period,
					timeZone,
				}).lines
				const exact = (price * daysBetween(day, period.until)) / ofDays
				expect(Math.abs((line?.amountCents ?? 0) - exact)).toBeLessThan(1)
			}
		}),
	)
})
