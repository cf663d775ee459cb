import { parseDate } from '@internationalized/date'
import { addMonths, dayOf } from './calendar'
import { divideToCents } from './cents'

/** The days one monthly price pays for: local calendar days, `until` not included. */
export interface BillingPeriod {
	/** `2026-11-01` */
	from: string
	/** `2026-12-01` */
	until: string
}

/** Part of a month of one price, as a line of the next invoice. */
export interface ProratedLine {
	kind: 'credit' | 'charge'
	/** What a whole period costs. */
	monthlyCents: number
	/** Days counted, and days of the whole period: « 12 jours sur 30 ». */
	days: number
	ofDays: number
	/** Negative for a credit. */
	amountCents: number
}

export interface Proration {
	period: BillingPeriod
	/** First day at the new price. */
	fromDay: string
	lines: ProratedLine[]
	/** Sum of the lines. */
	totalCents: number
}

/** A price that counts from a local day on. */
export interface PricedFrom {
	day: string
	monthlyCents: number
}

/** The period an instant falls in: the calendar month, which is what an invoice is named after. */
export function billingPeriodAt(at: Date, timeZone: string): BillingPeriod {
	const month = dayOf(at, timeZone).slice(0, 7)
	return { from: `${month}-01`, until: `${addMonths(month, 1)}-01` }
}

/** Whole days from one local day to another. Days are counted on the calendar: one of 23 or 25 hours is a day. */
export function daysBetween(from: string, until: string): number {
	return parseDate(until).compare(parseDate(from))
}

/**
 * A change of price within a period that is already paid for: the unused days of the old price come
 * back and the same days are charged at the new one. The day of the change is the first at the new
 * price.
 *
 * Rounding: the first k days of a period cost `price × k ÷ days`, to the nearest cent, and every part
 * is the difference of two such amounts. Parts therefore add up to the whole price however often the
 * price changes, none is a cent or more from its exact value, and going back on the same day costs
 * exactly nothing. Rounding each part by itself would lose or invent a cent.
 */
export function prorateChange({
	oldMonthlyCents,
	newMonthlyCents,
	at,
	period,
	timeZone,
}: {
	oldMonthlyCents: number
	newMonthlyCents: number
	at: Date
	period: BillingPeriod
	timeZone: string
}): Proration {
	const fromDay = dayOf(at, timeZone)
	const lines = [
		...remainder('credit', oldMonthlyCents, fromDay, period),
		...remainder('charge', newMonthlyCents, fromDay, period),
	]
	return { period, fromDay, lines, totalCents: lines.reduce((sum, line) => sum + line.amountCents, 0) }
}

/**
 * The line for the rest of a period from a day on: charged when something begins, credited when it
 * stops. None when there is nothing to count.
 */
export function remainder(
	kind: ProratedLine['kind'],
	monthlyCents: number,
	fromDay: string,
	period: BillingPeriod,
): ProratedLine[] {
	const ofDays = daysBetween(period.from, period.until)
	const gone = Math.min(ofDays, Math.max(0, daysBetween(period.from, fromDay)))
	if (gone === ofDays || monthlyCents === 0) return []
	const rest = monthlyCents - costOfFirstDays(monthlyCents, gone, ofDays)
	return [{ kind, monthlyCents, days: ofDays - gone, ofDays, amountCents: kind === 'credit' ? 0 - rest : rest }]
}

/**
 * What a period costs whose price changed within it: the price at its start, then each change. The
 * same to the cent as the lines of `prorateChange` over all changes added to the first price.
 *
 * @param prices - in order of day; the first one at or before the start of the period
 */
export function costOfPeriod(prices: PricedFrom[], period: BillingPeriod): number {
	const ofDays = daysBetween(period.from, period.until)
	return prices.reduce((sum, { day, monthlyCents }, index) => {
		const until = prices[index + 1]?.day ?? period.until
		const first = Math.min(ofDays, Math.max(0, daysBetween(period.from, day)))
		const last = Math.min(ofDays, Math.max(first, daysBetween(period.from, until)))
		return sum + costOfFirstDays(monthlyCents, last, ofDays) - costOfFirstDays(monthlyCents, first, ofDays)
	}, 0)
}

function costOfFirstDays(monthlyCents: number, days: number, ofDays: number): number {
	return divideToCents(monthlyCents * days, ofDays)
}
