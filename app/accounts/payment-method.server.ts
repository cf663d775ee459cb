import { createHash } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { customers, paymentMethods } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { formatDate, formatPhone, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMethodMessages } from '~/i18n/payment-method'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import type { Actor } from './actor'
import type { ReadBankAccount } from './bank-account'
import { catalogue } from './catalogue.server'
import { paymentProvider } from './current-provider.server'

const PAYMENT_METHOD_PATH = '/compte/paiement'

const MINUTE_MS = 60_000
const MANDATE_SIGNS = 10
/** No sign that is read for another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

type StoredMethod = typeof paymentMethods.$inferSelect

/** An account that invoices are taken from, as far as it is known here. */
export interface PaymentMethod {
	id: string
	holder: string
	country: string
	last4: string
	mandate: string
	signedAt: Date
	/** Until when the account before can be put back; `null` when it cannot, or no longer. */
	undoUntil: Date | null
}

export type KeepingAccount =
	| { ok: true; method: PaymentMethod }
	| { ok: false; reason: 'no-provider' | 'unavailable' | 'account-closed' | 'refused' }

/** The account that invoices of this customer are taken from; `null` without one. */
export async function findPaymentMethod(customerId: string, now = new Date()): Promise<PaymentMethod | null> {
	const [inUse] = await db
		.select()
		.from(paymentMethods)
		.where(and(eq(paymentMethods.customerId, customerId), isNull(paymentMethods.endedAt)))
	return inUse ? shown(inUse, now) : null
}

/**
 * Gives an account to the payment company, to be debited under a new mandate, and ends the one before.
 * The full number goes no further than that company: its country and last four signs stay here.
 * The same key does it once.
 *
 * @param account - read by `readBankAccount`
 */
export async function changePaymentMethod({
	customerId,
	account,
	holder,
	requestKey,
	actor,
	now = new Date(),
}: {
	customerId: string
	account: Extract<ReadBankAccount, { ok: true }>
	holder: string
	requestKey: string
	actor: Actor
	now?: Date
}): Promise<KeepingAccount> {
	const provider = paymentProvider()
	if (!provider) return { ok: false, reason: 'no-provider' }
	const mandate = mandateOf(customerId, requestKey)
	const kept = await provider.keepAccount({ key: requestKey, iban: account.iban, holder, mandate })
	if (kept.outcome !== 'kept') {
		const reason = kept.outcome === 'unavailable' ? 'unavailable' : kept.reason
		await recordFailure(customerId, actor, reason, now)
		return { ok: false, reason: reason === 'unavailable' || reason === 'account-closed' ? reason : 'refused' }
	}
	const { country, last4 } = account
	const signed = await transaction(async () => {
		// Another press of the same button may have been faster.
		const [first] = await db.select().from(paymentMethods).where(eq(paymentMethods.requestKey, requestKey))
		if (first) return first
		const [replaced] = await db
			.update(paymentMethods)
			.set({ endedAt: now })
			.where(and(eq(paymentMethods.customerId, customerId), isNull(paymentMethods.endedAt)))
			.returning()
		const [stored] = await db
			.insert(paymentMethods)
			.values({
				...{ customerId, holder, country, last4, mandate, requestKey, signedAt: now },
				providerToken: kept.token,
				replacesId: replaced?.id ?? null,
			})
			.returning()
		if (!stored) throw new Error('the account was not stored')
		await sendReceipt(stored, 'kept', now)
		return stored
	})
	if (actor.visitId) {
		const label = messagesIn(paymentMethodMessages, actor.lang).step
		await recordStep({ visitId: actor.visitId, kind: 'action', label, href: PAYMENT_METHOD_PATH, now })
	}
	return { ok: true, method: shown(signed, now) }
}

/**
 * Puts back the account before, within the minutes of the catalogue: the mandate it had is the one in use again.
 * Taking back twice does it once.
 */
export async function undoPaymentMethod({
	customerId,
	id,
	now = new Date(),
}: {
	customerId: string
	id: string
	now?: Date
}): Promise<'undone' | 'too-late'> {
	return transaction(async () => {
		const ofCustomer = eq(paymentMethods.customerId, customerId)
		const [signed] = await db
			.select()
			.from(paymentMethods)
			.where(and(ofCustomer, eq(paymentMethods.id, id)))
		const [before] = signed?.replacesId
			? await db
					.select()
					.from(paymentMethods)
					.where(and(ofCustomer, eq(paymentMethods.id, signed.replacesId)))
			: []
		if (!signed || !before) return 'too-late'
		if (signed.endedAt) return before.endedAt ? 'too-late' : 'undone'
		if (now >= undoEnd(signed)) return 'too-late'
		await db.update(paymentMethods).set({ endedAt: now }).where(eq(paymentMethods.id, signed.id))
		await db.update(paymentMethods).set({ endedAt: null }).where(eq(paymentMethods.id, before.id))
		await sendReceipt(before, 'undone', now)
		return 'undone'
	})
}

function undoEnd({ signedAt }: StoredMethod): Date {
	return new Date(signedAt.getTime() + catalogue().changes.undoMinutes * MINUTE_MS)
}

function shown(method: StoredMethod, now: Date): PaymentMethod {
	const { id, holder, country, last4, mandate, signedAt, replacesId } = method
	const end = undoEnd(method)
	return { id, holder, country, last4, mandate, signedAt, undoUntil: replacesId && now < end ? end : null }
}

/** The reference of a mandate (RUM), the same for the same key however often it is asked. */
function mandateOf(customerId: string, requestKey: string): string {
	const bytes = createHash('sha256').update(`${customerId} ${requestKey}`).digest()
	return `MD${[...bytes.subarray(0, MANDATE_SIGNS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`
}

/** Leaves in the visit that an account could not be kept, and why, so that whoever helps next sees it. */
async function recordFailure(customerId: string, { visitId, lang }: Actor, reason: string, now: Date): Promise<void> {
	if (!visitId) return
	const label = messagesIn(paymentMethodMessages, lang).failedStep
	await recordStep({ visitId, kind: 'action', label, failed: true, href: PAYMENT_METHOD_PATH, now })
	await recordFriction({
		...{ visitId, kind: 'action-failed', label, path: PAYMENT_METHOD_PATH, lang, customerId, now },
		causeKey: `payment-method:${reason}`,
		detail: { reason },
	})
}

async function sendReceipt(method: StoredMethod, what: 'kept' | 'undone', now: Date): Promise<void> {
	const [customer] = await db.select().from(customers).where(eq(customers.id, method.customerId))
	if (!customer) return
	const { lang } = customer
	const { timeZone, brand, seller } = settings()
	const t = messagesIn(paymentMethodMessages, lang)
	await queueEmail({
		to: customer.email,
		subject: t.mail[what].subject(method.last4),
		body: t.mail[what].body({
			firstName: customer.firstName,
			account: `${method.country}•• •••• ${method.last4}`,
			holder: method.holder,
			mandate: method.mandate,
			creditor: `${seller.name}, ${seller.creditorId}`,
			date: formatDate(lang, now, timeZone),
			time: formatTime(lang, now, timeZone),
			link: `${environment().publicUrl}${localPath(lang, PAYMENT_METHOD_PATH)}`,
			phone: formatPhone(settings().phone, settings().country),
			brand: brand.name,
		}),
		purpose: 'account-receipt',
		dedupeKey: `payment-method:${method.id}:${what}:${now.getTime()}`,
		now,
	})
}
