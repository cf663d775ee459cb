import { settings } from '~/settings/settings.server'
import type { Contract, Forwarding, Invoice, MonthOfUsage } from './backend'
import { addDays, addMonths, monthOf, startOfDay } from './calendar'
import { catalogue } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { type ExplainedInvoice, explainAt } from './invoices.server'
import { listScheduled } from './scheduled-changes.server'
import { type Bill, billOf } from './upcoming-bill'

export interface NextPayment {
	amountCents: number
	on: Date
	/** No invoice asks for it yet: the sum of what runs today. */
	estimated: boolean
}

export interface Overview {
	contracts: (Contract & { usage: MonthOfUsage[]; forwardings: Forwarding[] })[]
	/** What all running contracts and options cost a month. */
	monthlyCents: number
	latest: ExplainedInvoice | null
	/** The last six, oldest first. */
	bills: Pick<Invoice, 'period' | 'totalCents' | 'number'>[]
	unpaid: Invoice[]
	nextPayment: NextPayment | null
	/** What the invoice that is made next will carry, as far as is known today. */
	upcoming: Bill
}

const BILLS_SHOWN = 6

/** Everything the account's first page tells; `null` when the accounts cannot be read now. */
export async function accountOverview(customerId: string, now = new Date()): Promise<Overview | null> {
	const backend = accountsBackend()
	const thisMonth = monthOf(now, settings().timeZone)
	const [contracts, usage, forwardings, invoices] = await Promise.all([
		backend.contracts(customerId),
		backend.usage(customerId, thisMonth),
		backend.forwardings(customerId),
		backend.invoices(customerId),
	])
	if (!contracts.ok || !usage.ok || !forwardings.ok || !invoices.ok) return null

	const running = contracts.value.filter((contract) => !hasEnded(contract, now))
	const upcoming = await upcomingBill(customerId, running, invoices.value, now)
	if (!upcoming) return null
	return {
		contracts: running.map((contract) => {
			const lineIds = new Set(contract.lines.map((line) => line.id))
			return {
				...contract,
				usage: usage.value.filter((month) => lineIds.has(month.lineId)),
				forwardings: forwardings.value.filter((one) => lineIds.has(one.lineId)),
			}
		}),
		monthlyCents: monthlyCents(running, now),
		latest: explainAt(invoices.value, 0),
		bills: invoices.value
			.slice(0, BILLS_SHOWN)
			.reverse()
			.map(({ period, totalCents, number }) => ({ period, totalCents, number })),
		unpaid: invoices.value.filter((invoice) => invoice.state === 'late'),
		nextPayment: nextPayment(running, invoices.value, upcoming),
		upcoming,
	}
}

/** What the invoice that is made next will carry: of this month when it has none yet, else of the next. */
export async function upcomingBill(
	customerId: string,
	running: Contract[],
	invoices: Invoice[],
	now: Date,
): Promise<Bill | null> {
	const { timeZone } = settings()
	const period = nextPeriod(invoices, now)
	const begins = startOfDay(`${period}-01`, timeZone)
	const changedSince = running.filter(
		(contract) => contract.planSince > begins && contract.planSince > contract.startedAt,
	)
	const [pending, planned, ...former] = await Promise.all([
		accountsBackend().pendingLines(customerId),
		listScheduled(customerId),
		...changedSince.map((contract) => accountsBackend().formerPlans(customerId, contract.id)),
	])
	if (!pending.ok) return null
	return billOf({
		contracts: running,
		former: new Map(
			former.flatMap((plans, index) => {
				const contract = changedSince[index]
				return plans.ok && contract ? [[contract.id, plans.value] as const] : []
			}),
		),
		pending: pending.value,
		planned: planned.map(({ subscriptionId, beginsAt, promise }) => ({
			subscriptionId,
			beginsAt,
			after: promise.after,
		})),
		period,
		catalogue: catalogue(),
		timeZone,
	})
}

/** What this customer pays next; `null` when nothing runs or the accounts cannot be read now. */
export async function nextPaymentOf(customerId: string, now = new Date()): Promise<NextPayment | null> {
	const backend = accountsBackend()
	const [contracts, invoices] = await Promise.all([backend.contracts(customerId), backend.invoices(customerId)])
	if (!contracts.ok || !invoices.ok) return null
	const running = contracts.value.filter((contract) => !hasEnded(contract, now))
	const upcoming = await upcomingBill(customerId, running, invoices.value, now)
	return upcoming && nextPayment(running, invoices.value, upcoming)
}

/** The invoice that is due next; else what the running contracts will ask for, on the next day of payment. */
export function nextPayment(running: Contract[], invoices: Invoice[], upcoming: Bill): NextPayment | null {
	const due = invoices
		.filter((invoice) => invoice.state === 'due')
		.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())[0]
	if (due) return { amountCents: due.totalCents, on: due.dueAt, estimated: false }
	if (running.length === 0) return null
	return { amountCents: upcoming.totalCents, on: nextPaymentDay(upcoming.period), estimated: true }
}

/** The month of the next invoice: this one while it has none, else the one after the latest. */
function nextPeriod(invoices: Invoice[], now: Date): string {
	const thisMonth = monthOf(now, settings().timeZone)
	const latest = invoices[0]?.period
	return latest && latest >= thisMonth ? addMonths(latest, 1) : thisMonth
}

/** The payment day of the month after an invoice's own. */
function nextPaymentDay(period: string): Date {
	const { paymentDay } = catalogue().billing
	return startOfDay(addDays(`${addMonths(period, 1)}-01`, paymentDay - 1), settings().timeZone)
}

function monthlyCents(contracts: Contract[], now: Date): number {
	return contracts.reduce(
		(sum, contract) =>
			contract.options
				.filter((option) => !option.until || option.until > now)
				.reduce((total, option) => total + option.priceCents, sum + contract.priceCents),
		0,
	)
}
