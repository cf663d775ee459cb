import { asc, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { cancellations, lines, paymentMethods } from '#db/schema/accounts.server'
import type { KeptKind } from '#db/schema/personal.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { findHolder } from './holder-details.server'

/** One thing that a law makes the business keep of somebody who is erased, and until when. */
export interface KeptByLaw {
	kind: KeptKind
	/** What it is looked for by. */
	reference: string
	content: Record<string, unknown>
	keepUntil: Date
}

export type ErasureObstacle =
	| { reason: 'contract'; contracts: { name: string; endsAt: Date | null }[] }
	| { reason: 'unpaid' }
	/** The accounts cannot be read now. */
	| { reason: 'unavailable' }

const INVOICE_YEARS = 10
const IDENTITY_YEARS = 5
const NOTICE_YEARS = 5
const MANDATE_MONTHS = 13

/** What speaks against erasing a customer now: a contract to honour, or an invoice to pay. */
export async function erasureObstacle(customerId: string, now: Date): Promise<ErasureObstacle | null> {
	const [contracts, invoices] = await Promise.all([
		accountsBackend().contracts(customerId),
		accountsBackend().invoices(customerId),
	])
	if (!contracts.ok || !invoices.ok) return { reason: 'unavailable' }
	const running = contracts.value.filter((contract) => !hasEnded(contract, now))
	if (running.length > 0)
		return {
			reason: 'contract',
			contracts: running.map(({ planName, label, endsAt }) => ({ name: `${planName}, ${label}`, endsAt })),
		}
	return invoices.value.some(({ state }) => state !== 'paid') ? { reason: 'unpaid' } : null
}

/**
 * What is kept of a customer: invoices ten years from the end of their year (Code de commerce,
 * L. 123-22), who held a line five years from its end (CPCE, L. 34-1 and R. 10-13), a mandate as long
 * as a debit can be contested (CMF, L. 133-24), notices as long as they can be argued about (Code
 * civil, 2224). `null` when the accounts cannot be read now.
 */
export async function keptByLaw(customerId: string, now: Date): Promise<KeptByLaw[] | null> {
	const [holder, contracts, invoices, methods, notices, numbers] = await Promise.all([
		findHolder(customerId),
		accountsBackend().contracts(customerId),
		accountsBackend().invoices(customerId),
		db.select().from(paymentMethods).where(eq(paymentMethods.customerId, customerId)),
		db.select().from(cancellations).where(eq(cancellations.customerId, customerId)),
		db.select({ number: lines.number }).from(lines).where(eq(lines.customerId, customerId)).orderBy(asc(lines.number)),
	])
	if (!holder || !contracts.ok || !invoices.ok) return null
	const { number, firstName, lastName, address, email, phone } = holder
	const name = `${firstName} ${lastName}`
	const kept: KeptByLaw[] = invoices.value.map((invoice) => ({
		kind: 'invoice',
		reference: invoice.number,
		content: { customer: number, name, address, invoice },
		keepUntil: new Date(Date.UTC(invoice.issuedAt.getUTCFullYear() + INVOICE_YEARS + 1, 0, 1)),
	}))
	const lastEnd = latest(contracts.value.map(({ endsAt }) => endsAt ?? now))
	if (lastEnd)
		kept.push({
			kind: 'identity',
			reference: number,
			content: { name, address, email, phone, numbers: numbers.map((line) => line.number), endedAt: lastEnd },
			keepUntil: inMonths(lastEnd, IDENTITY_YEARS * 12),
		})
	const lastDebit = latest(invoices.value.map(({ dueAt }) => dueAt))
	for (const { mandate, holder: payer, country, last4, signedAt, endedAt } of methods) {
		const keepUntil = inMonths(
			latest([lastDebit, endedAt ?? signedAt].filter((at) => at !== null)) ?? now,
			MANDATE_MONTHS,
		)
		const content = { customer: number, payer, country, last4, signedAt, endedAt }
		if (keepUntil > now) kept.push({ kind: 'mandate', reference: mandate, content, keepUntil })
	}
	for (const notice of notices) {
		const { reference, kind, contractReference, wishedEnd, endsAt, state, at } = notice
		const content = {
			kind,
			name: notice.lastName,
			email: notice.email,
			contractReference,
			wishedEnd,
			endsAt,
			state,
			at,
		}
		kept.push({ kind: 'notice', reference, content, keepUntil: inMonths(at, NOTICE_YEARS * 12) })
	}
	return kept.filter(({ keepUntil }) => keepUntil > now)
}

function latest(instants: Date[]): Date | null {
	return instants.reduce<Date | null>((last, at) => (last && last > at ? last : at), null)
}

function inMonths(from: Date, months: number): Date {
	const at = new Date(from)
	at.setUTCMonth(at.getUTCMonth() + months)
	return at
}
