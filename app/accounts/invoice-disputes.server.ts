import { and, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { customers, invoiceDisputes } from '#db/schema/accounts.server'
import type { TrailItem } from '#db/schema/handoff.server'
import { answerDueAt, leaveMessage } from '~/handoff/left-messages.server'
import { formatMoney, formatMonth } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { settings } from '~/settings/settings.server'
import type { Actor } from './actor'
import { accountsBackend } from './current-backend.server'
import { splitLabel } from './invoice-difference'

export type Dispute = typeof invoiceDisputes.$inferSelect

/**
 * Contests one line of an invoice: a case is opened with the line attached, an advisor answers in
 * writing by the promised day. A line is contested once; asking again gives the same case.
 *
 * @param words - what the customer adds, if anything
 */
export async function disputeLine({
	customerId,
	number,
	position,
	words,
	requestKey,
	actor,
	trail,
	now = new Date(),
}: {
	customerId: string
	number: string
	position: number
	words: string
	requestKey: string
	actor: Actor & { visitId: string }
	trail: TrailItem[]
	now?: Date
}): Promise<{ ok: true; dispute: Dispute } | { ok: false; reason: 'missing' | 'unavailable' }> {
	const invoices = await accountsBackend().invoices(customerId)
	if (!invoices.ok) return { ok: false, reason: 'unavailable' }
	const invoice = invoices.value.find((one) => one.number === number)
	const line = invoice?.lines.find((one) => one.position === position)
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	if (!invoice || !line || !customer) return { ok: false, reason: 'missing' }

	const { visitId, lang } = actor
	const { currency, timeZone } = settings()
	const t = messagesIn(paymentMessages, lang).dispute
	const { label, detail } = splitLabel(line.label)
	const what = detail ? `${label} (${detail})` : label
	const said = t.line(what, formatMoney(lang, line.amountCents, currency), formatMonth(lang, invoice.period, timeZone))
	const attached: TrailItem = {
		id: `${invoice.id}:${position}`,
		kind: 'note',
		label: said,
		failed: true,
		href: `/compte/factures/${number}`,
		at: now.toISOString(),
	}
	// One page holds a form for each line: the line is part of what is asked once.
	const key = `${requestKey} ${position}`
	const dispute = await transaction(async () => {
		const [before] = await db
			.select()
			.from(invoiceDisputes)
			.where(and(eq(invoiceDisputes.invoiceId, invoice.id), eq(invoiceDisputes.position, position)))
		if (before) return before
		const { message } = await leaveMessage({
			...{ visitId, customerId, requestKey: key, firstName: customer.firstName, lang, now },
			contact: customer.email,
			provenEmail: customer.email,
			body: words.trim() ? `${said}\n\n${words.trim()}` : said,
			askedFrom: `/compte/factures/${number}`,
			trail: [...trail, attached],
		})
		const [opened] = await db
			.insert(invoiceDisputes)
			.values({
				...{ customerId, invoiceId: invoice.id, position, requestKey: key, at: now },
				caseReference: message.reference,
				dueAt: answerDueAt(now),
			})
			.returning()
		if (!opened) throw new Error('the dispute was not stored')
		return opened
	})
	return { ok: true, dispute }
}

/** The contested lines of an invoice of this customer, by their position. */
export async function listDisputes(customerId: string, invoiceId: string): Promise<Dispute[]> {
	return db
		.select()
		.from(invoiceDisputes)
		.where(and(eq(invoiceDisputes.customerId, customerId), eq(invoiceDisputes.invoiceId, invoiceId)))
}
