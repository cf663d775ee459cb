import { settings } from '~/settings/settings.server'
import type { Contract, Forwarding, Invoice, MonthOfUsage } from './backend'
import { addDays, addMonths, monthOf, startOfDay } from './calendar'
import { catalogue } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { type ExplainedInvoice, explainAt } from './invoices.server'

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
		nextPayment: nextPayment(running, invoices.value, now),
	}
}

/** The invoice that is due next; else what the running contracts will ask for, on the next day of payment. */
export function nextPayment(running: Contract[], invoices: Invoice[], now: Date): NextPayment | null {
	const due = invoices
		.filter((invoice) => invoice.state === 'due')
		.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())[0]
	if (due) return { amountCents: due.totalCents, on: due.dueAt, estimated: false }
	if (running.length === 0) return null
	return { amountCents: monthlyCents(running, now), on: nextPaymentDay(invoices, now), estimated: true }
}

/** The payment day of the month after the next invoice is issued. */
function nextPaymentDay(invoices: Invoice[], now: Date): Date {
	const { timeZone } = settings()
	const { paymentDay } = catalogue().billing
	const thisMonth = monthOf(now, timeZone)
	const latest = invoices[0]?.period
	const nextPeriod = latest && latest >= thisMonth ? addMonths(latest, 1) : thisMonth
	return startOfDay(addDays(`${addMonths(nextPeriod, 1)}-01`, paymentDay - 1), timeZone)
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
