import { randomUUID } from 'node:crypto'
import { db } from '../client.server'
import { forwardings, invoiceLines, invoices, lines, subscriptions, usage } from '../schema/accounts.server'

let made = 0

/** A subscription of a customer; a 40 GB mobile plan unless told otherwise. */
export async function makeSubscription(customerId: string, over: Partial<typeof subscriptions.$inferInsert> = {}) {
	const [subscription] = await db
		.insert(subscriptions)
		.values({
			customerId,
			planId: 'mobile-40',
			planName: 'Mobile 40 Go',
			service: 'mobile',
			label: 'Mobile',
			priceCents: 1_299,
			state: 'active',
			startedAt: new Date('2024-03-04T10:00:00Z'),
			...over,
		})
		.returning()
	return required(subscription)
}

/** A line of a subscription, with a number of the range kept for fiction. */
export async function makeLine(
	subscription: { id: string; customerId: string },
	over: Partial<typeof lines.$inferInsert> = {},
) {
	made++
	const [line] = await db
		.insert(lines)
		.values({
			subscriptionId: subscription.id,
			customerId: subscription.customerId,
			number: `+3326191${String(made).padStart(4, '0')}`,
			label: 'Mobile',
			...over,
		})
		.returning()
	return required(line)
}

export async function makeForwarding(lineId: string, over: Partial<typeof forwardings.$inferInsert> = {}) {
	const [forwarding] = await db
		.insert(forwardings)
		.values({
			lineId,
			kind: 'always',
			target: '+33199004321',
			active: true,
			delaySeconds: null,
			changedAt: new Date('2026-10-01T10:00:00Z'),
			...over,
		})
		.returning()
	return required(forwarding)
}

export async function makeUsage(lineId: string, month: string, over: Partial<typeof usage.$inferInsert> = {}) {
	const [row] = await db
		.insert(usage)
		.values({ lineId, month, dataMb: 28_400, dataAllowanceMb: 40_000, minutes: 112, sms: 9, ...over })
		.returning()
	return required(row)
}

/** An invoice whose total is the sum of its lines. */
export async function makeInvoice(
	customerId: string,
	period: string,
	charged: Omit<typeof invoiceLines.$inferInsert, 'invoiceId' | 'position'>[],
	over: Partial<typeof invoices.$inferInsert> = {},
) {
	const [invoice] = await db
		.insert(invoices)
		.values({
			customerId,
			number: `F-${randomUUID().slice(0, 8)}`,
			period,
			issuedAt: new Date(`${period}-15T07:00:00Z`),
			dueAt: new Date(`${period}-28T07:00:00Z`),
			totalCents: charged.reduce((sum, line) => sum + line.amountCents, 0),
			state: 'paid',
			...over,
		})
		.returning()
	const stored = required(invoice)
	if (charged.length > 0)
		await db
			.insert(invoiceLines)
			.values(charged.map((line, index) => ({ ...line, invoiceId: stored.id, position: index + 1 })))
	return stored
}

function required<T>(row: T | undefined): T {
	if (!row) throw new Error('the builder stored nothing')
	return row
}
