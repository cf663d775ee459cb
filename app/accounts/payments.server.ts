import { and, desc, eq, gt, inArray, or } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { customers, payments } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { formatDate, formatMoney, formatTime } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { everyTick } from '~/jobs/runner.server'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import type { Actor } from './actor'
import { accountsBackend } from './current-backend.server'
import { paymentProvider } from './current-provider.server'
import { paymentReference } from './operation-reference'
import type { ProviderReading } from './payment-provider'
import { openRefund } from './refunds.server'

export type Payment = typeof payments.$inferSelect

type Alive = 'open' | 'unknown' | 'paid'
const ALIVE: Alive[] = ['open', 'unknown', 'paid']
const RESOLVE_SECONDS = 20
const RESOLVED_AT_ONCE = 50
const DAY_MS = 86_400_000
/** How long after a payment ended its money may still arrive. */
const READ_AGAIN_DAYS = 7
const READ_AGAIN_SECONDS = 3_600
/** Whoever holds the invoices may keep instants less exactly than we do. */
const SAME_PAYMENT_MS = 60_000

export type Paying =
	| { ok: true; paymentId: string }
	| { ok: false; reason: 'missing' | 'unavailable' | 'already-paid' | 'no-provider' }

/**
 * Begins to pay an invoice. At most one try is alive for an invoice: whoever asks from another tab, or
 * twice, is led to the same one. The try is stored before the payment company hears of it.
 */
export async function payInvoice({
	customerId,
	number,
	requestKey,
	actor,
	now = new Date(),
}: {
	customerId: string
	number: string
	requestKey: string
	actor: Actor
	now?: Date
}): Promise<Paying> {
	const provider = paymentProvider()
	if (!provider) return { ok: false, reason: 'no-provider' }
	const invoices = await accountsBackend().invoices(customerId)
	if (!invoices.ok) return { ok: false, reason: 'unavailable' }
	const invoice = invoices.value.find((one) => one.number === number)
	if (!invoice) return { ok: false, reason: 'missing' }

	const alive = await findAlive(customerId, invoice.id, requestKey)
	const known = alive && (await resolve(alive, now))
	if (known && isAlive(known)) return { ok: true, paymentId: known.id }
	if (invoice.state === 'paid' || invoice.totalCents <= 0) return { ok: false, reason: 'already-paid' }

	const [begun] = await db
		.insert(payments)
		.values({
			customerId,
			invoiceId: invoice.id,
			invoiceNumber: invoice.number,
			amountCents: invoice.totalCents,
			requestKey,
			visitId: actor.visitId,
			state: 'unknown',
			startedAt: now,
		})
		.onConflictDoNothing()
		.returning()
	if (!begun) {
		const first = await findAlive(customerId, invoice.id, requestKey)
		return first ? { ok: true, paymentId: first.id } : { ok: false, reason: 'missing' }
	}
	if (actor.visitId) {
		const label = messagesIn(paymentMessages, actor.lang).step
		await recordStep({ visitId: actor.visitId, kind: 'action', label, now })
	}
	const after = await resolve(begun, now, actor.lang)
	if (after.state === 'unknown') await recordFailure(after, 'unknown', now)
	return { ok: true, paymentId: begun.id }
}

/** A payment of this customer as it is now: one that waits is read again from the payment company. */
export async function findPayment(customerId: string, id: string, now = new Date()): Promise<Payment | null> {
	const [payment] = await db
		.select()
		.from(payments)
		.where(and(eq(payments.id, id), eq(payments.customerId, customerId)))
	return payment ? resolve(payment, now) : null
}

/** What this customer paid or tried to, the newest first. */
export async function listPayments(customerId: string, limit = 50): Promise<Payment[]> {
	return db
		.select()
		.from(payments)
		.where(eq(payments.customerId, customerId))
		.orderBy(desc(payments.startedAt))
		.limit(limit)
}

/** Reads again what the payment company had not said, and tells who holds the invoices what is paid. */
export async function resolveWaiting(now = new Date()): Promise<number> {
	const waiting = await db
		.select()
		.from(payments)
		.where(
			or(inArray(payments.state, ['open', 'unknown']), and(eq(payments.state, 'paid'), eq(payments.booked, false))),
		)
		.orderBy(desc(payments.startedAt))
		.limit(RESOLVED_AT_ONCE)
	for (const payment of waiting) await resolve(payment, now)
	return waiting.length
}

everyTick('accounts.payments', RESOLVE_SECONDS, (now) => resolveWaiting(now))
everyTick('accounts.payments-ended', READ_AGAIN_SECONDS, (now) => readEndedAgain(now))

function isAlive({ state }: Payment): boolean {
	return ALIVE.some((one) => one === state)
}

async function findAlive(customerId: string, invoiceId: string, requestKey: string): Promise<Payment | null> {
	const [alive] = await db
		.select()
		.from(payments)
		.where(
			and(
				eq(payments.customerId, customerId),
				or(eq(payments.requestKey, requestKey), and(eq(payments.invoiceId, invoiceId), inArray(payments.state, ALIVE))),
			),
		)
	return alive ?? null
}

async function resolve(payment: Payment, now: Date, lang?: Lang): Promise<Payment> {
	if (payment.state === 'paid') return payment.booked ? payment : book(payment, now)
	if (payment.state === 'refused' || payment.state === 'left') return payment
	const reading = await ask(payment, lang)
	if (reading.outcome === 'unknown') {
		if (payment.state === 'unknown') return payment
		const unanswered = await settle(payment, { state: 'unknown' })
		if (unanswered.changed) await recordFailure(payment, 'unknown', now)
		return unanswered.payment
	}
	const { reference: providerReference } = reading
	if (reading.outcome === 'open')
		return (await settle(payment, { state: 'open', providerReference, payUrl: reading.payUrl })).payment
	if (reading.outcome === 'paid') {
		const paid = await transaction(async () => {
			const settled = await settle(payment, { state: 'paid', providerReference, settledAt: now })
			if (settled.changed) await sendReceipt(settled.payment, now)
			return settled.payment
		})
		return paid.booked ? paid : book(paid, now)
	}
	const reason = reading.outcome === 'refused' ? reading.reason : null
	const ended = await settle(payment, { state: reading.outcome, providerReference, reason, settledAt: now })
	if (ended.changed && reason) await recordFailure(payment, reason, now)
	return ended.payment
}

/** Leaves in the visit that a payment did not work, and why, so that whoever helps next sees it. */
async function recordFailure({ id, customerId, visitId }: Payment, reason: string, now: Date) {
	if (!visitId) return
	const lang = await langOf(customerId)
	const label = messagesIn(paymentMessages, lang).failedStep
	const path = `/compte/paiements/${id}`
	await recordStep({ visitId, kind: 'action', label, failed: true, href: path, now })
	await recordFriction({
		...{ visitId, kind: 'action-failed', label, path, lang, customerId, now },
		causeKey: `payment:${reason}`,
		detail: { reason, paymentId: id },
	})
}

async function langOf(customerId: string): Promise<Lang> {
	const [customer] = await db.select({ lang: customers.lang }).from(customers).where(eq(customers.id, customerId))
	return customer?.lang ?? 'fr'
}

/** A payment the company has never heard of is given to it again under the same key: it becomes one. */
async function ask(payment: Payment, askedIn?: Lang): Promise<ProviderReading> {
	const provider = paymentProvider()
	if (!provider) return { outcome: 'unknown' }
	const known = await provider.read(payment.id)
	if (known.outcome !== 'missing') return known
	const lang = askedIn ?? (await langOf(payment.customerId))
	return provider.begin({
		key: payment.id,
		amountCents: payment.amountCents,
		currency: settings().currency,
		label: messagesIn(paymentMessages, lang).label(payment.invoiceNumber),
		returnUrl: `${environment().publicUrl}${localPath(lang, `/compte/paiements/${payment.id}`)}`,
		lang,
	})
}

/** @returns with `changed` for the one reader of several who wrote it down */
async function settle(payment: Payment, change: Partial<Payment>): Promise<{ payment: Payment; changed: boolean }> {
	const [settled] = await db
		.update(payments)
		.set(change)
		.where(and(eq(payments.id, payment.id), eq(payments.state, payment.state)))
		.returning()
	if (settled) return { payment: settled, changed: settled.state !== payment.state }
	const [current] = await db.select().from(payments).where(eq(payments.id, payment.id))
	return { payment: current ?? payment, changed: false }
}

/**
 * Until whoever holds the invoices has said yes, it is asked again. An invoice that turns out to be paid
 * by something else, or to be no more, was paid once too often: the money goes back.
 */
async function book(payment: Payment, now: Date): Promise<Payment> {
	const { customerId, invoiceId, amountCents, settledAt } = payment
	const at = settledAt ?? now
	const writing = await accountsBackend().recordPayment({ customerId, invoiceId, amountCents, at })
	if (writing.outcome !== 'done' && writing.outcome !== 'refused') return payment
	const invoices = await accountsBackend().invoices(customerId)
	if (!invoices.ok) return payment
	const paidAt = invoices.value.find(({ id }) => id === invoiceId)?.paidAt
	const isOurs = writing.outcome === 'done' && paidAt && Math.abs(paidAt.getTime() - at.getTime()) < SAME_PAYMENT_MS
	return transaction(async () => {
		const [booked] = await db
			.update(payments)
			.set({ booked: true })
			.where(and(eq(payments.id, payment.id), eq(payments.booked, false)))
			.returning()
		if (booked && !isOurs) await openRefund(booked, now)
		return booked ?? { ...payment, booked: true }
	})
}

/**
 * Reads again payments that were refused or left: a company may take the money after it said that it would
 * not. It then pays the invoice, or goes back when another payment has.
 */
export async function readEndedAgain(now = new Date()): Promise<void> {
	const ended = await db
		.select()
		.from(payments)
		.where(
			and(
				inArray(payments.state, ['refused', 'left']),
				gt(payments.settledAt, new Date(now.getTime() - READ_AGAIN_DAYS * DAY_MS)),
			),
		)
		.orderBy(desc(payments.settledAt))
		.limit(RESOLVED_AT_ONCE)
	for (const payment of ended) {
		const reading = await paymentProvider()?.read(payment.id)
		if (reading?.outcome === 'paid') await takeLate(payment, reading.reference, now)
	}
}

async function takeLate(payment: Payment, providerReference: string, now: Date): Promise<void> {
	const taken = await transaction(async () => {
		const [other] = await db
			.select()
			.from(payments)
			.where(and(eq(payments.invoiceId, payment.invoiceId), inArray(payments.state, ALIVE)))
		if (other?.state === 'paid') {
			await openRefund(payment, now)
			return null
		}
		// What will become of the one that goes on decides: it is looked at again.
		if (other) return null
		const settled = await settle(payment, { state: 'paid', providerReference, reason: null, settledAt: now })
		if (settled.changed) await sendReceipt(settled.payment, now)
		return settled.payment
	})
	if (taken && !taken.booked) await book(taken, now)
}

async function sendReceipt(payment: Payment, now: Date): Promise<void> {
	const [customer] = await db.select().from(customers).where(eq(customers.id, payment.customerId))
	if (!customer) return
	const { lang } = customer
	const { timeZone, currency, brand } = settings()
	const t = messagesIn(paymentMessages, lang)
	await queueEmail({
		to: customer.email,
		subject: t.mailSubject(payment.invoiceNumber),
		body: t.mailBody({
			firstName: customer.firstName,
			amount: formatMoney(lang, payment.amountCents, currency),
			number: payment.invoiceNumber,
			date: formatDate(lang, now, timeZone),
			time: formatTime(lang, now, timeZone),
			reference: paymentReference(payment.id),
			link: `${environment().publicUrl}${localPath(lang, `/compte/paiements/${payment.id}`)}`,
			brand: brand.name,
		}),
		purpose: 'account-receipt',
		dedupeKey: `payment:${payment.id}`,
		now,
	})
}
