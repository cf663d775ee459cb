import type { Invoice } from './backend'
import { accountsBackend } from './current-backend.server'
import { type Comparison, compareInvoices } from './invoice-difference'

/** What is listed: the months a customer comes back to, and the one before the first to compare with. */
const LISTED_MONTHS = 14

export interface ExplainedInvoice {
	invoice: Invoice
	/** `null` for the first invoice of a customer. */
	previous: { number: string; period: string } | null
	comparison: Comparison | null
}

/** The invoices of a customer, newest first; `null` when they cannot be read now. */
export async function listInvoices(customerId: string, months = LISTED_MONTHS): Promise<Invoice[] | null> {
	const invoices = await accountsBackend().invoices(customerId)
	return invoices.ok ? invoices.value.slice(0, months) : null
}

/**
 * One invoice of this customer with why it differs from the month before.
 *
 * @returns `missing` when this customer has no invoice of that number
 */
export async function explainInvoice(
	customerId: string,
	number: string,
): Promise<ExplainedInvoice | 'missing' | 'unavailable'> {
	const invoices = await accountsBackend().invoices(customerId)
	if (!invoices.ok) return 'unavailable'
	const index = invoices.value.findIndex((invoice) => invoice.number === number)
	return explainAt(invoices.value, index) ?? 'missing'
}

/** @param invoices - newest first */
export function explainAt(invoices: Invoice[], index: number): ExplainedInvoice | null {
	const invoice = invoices[index]
	if (!invoice) return null
	const previous = invoices[index + 1]
	return {
		invoice,
		previous: previous ? { number: previous.number, period: previous.period } : null,
		comparison: previous ? compareInvoices(previous, invoice) : null,
	}
}
