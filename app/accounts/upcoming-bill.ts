import type { Contract, FormerPlan, InvoiceLine, PendingLine } from './backend'
import { addMonths, dayOf, startOfDay } from './calendar'
import type { Catalogue } from './catalogue.server'
import { type HeldAt, heldAt } from './holding-history'
import { type BillingPeriod, billingPeriodAt, remainder } from './proration'

/** A change that has been promised and not begun. */
export interface PlannedHolding {
	subscriptionId: string
	beginsAt: Date
	after: HeldAt
}

export interface BillLine extends Omit<InvoiceLine, 'position'> {
	taxBasisPoints: number
}

export interface Bill {
	/** `2026-12` */
	period: string
	lines: BillLine[]
	/** Sum of the lines, tax included. */
	totalCents: number
}

/**
 * What the invoice of a month carries for plans and options: the price of what is held at the first
 * instant of the month, for the whole month or from the contract's first day, then the parts of a month of every change since, which
 * wait to be billed. Together they are what each day cost, to the cent. Calls and the like come on top.
 */
export function billOf({
	contracts,
	former = new Map(),
	pending,
	planned = [],
	period,
	catalogue,
	timeZone,
}: {
	contracts: Contract[]
	/** Of contracts whose plan changed after the month began. */
	former?: Map<string, FormerPlan[]>
	pending: PendingLine[]
	planned?: PlannedHolding[]
	period: string
	catalogue: Catalogue
	timeZone: string
}): Bill {
	const begins = startOfDay(`${period}-01`, timeZone)
	const ends = startOfDay(`${addMonths(period, 1)}-01`, timeZone)
	const periodOf = billingPeriodAt(begins, timeZone)
	const lines = contracts.flatMap((contract) => {
		const isNew = contract.startedAt > begins
		const starts = isNew ? contract.startedAt : begins
		const held = starts < ends ? heldAt(contract, former.get(contract.id) ?? [], starts) : null
		if (!held) return []
		const change = planned.find((one) => one.subscriptionId === contract.id && one.beginsAt <= begins)
		const month = monthOf(contract.id, change?.after ?? held, catalogue)
		return [
			...(isNew ? fromFirstDay(month, dayOf(starts, timeZone), periodOf) : month),
			...pending
				.filter((line) => line.subscriptionId === contract.id && line.period <= period)
				.map(({ subscriptionId, label, amountCents, taxBasisPoints }) => ({
					kind: 'proration' as const,
					subscriptionId,
					label,
					amountCents,
					taxBasisPoints,
				})),
		]
	})
	return { period, lines, totalCents: lines.reduce((sum, line) => sum + line.amountCents, 0) }
}

/** The month a contract began in is charged from its first day on. */
function fromFirstDay(lines: BillLine[], day: string, period: BillingPeriod): BillLine[] {
	return lines.flatMap((line) =>
		remainder('charge', line.amountCents, day, period).map(({ amountCents }) => ({ ...line, amountCents })),
	)
}

function monthOf(subscriptionId: string, { plan, options }: HeldAt, catalogue: Catalogue): BillLine[] {
	const taxOf = (items: { id: string; taxBasisPoints: number }[], id: string) =>
		items.find((item) => item.id === id)?.taxBasisPoints ?? catalogue.defaultTaxBasisPoints
	return [
		{
			kind: 'plan',
			subscriptionId,
			label: plan.name,
			amountCents: plan.priceCents,
			taxBasisPoints: taxOf(catalogue.plans, plan.planId),
		},
		...options.map(({ optionId, name, priceCents }) => ({
			kind: 'option' as const,
			subscriptionId,
			label: name,
			amountCents: priceCents,
			taxBasisPoints: taxOf(catalogue.options, optionId),
		})),
	]
}
