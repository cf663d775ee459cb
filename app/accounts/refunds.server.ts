import { transaction } from '#db/client.server'
import type { payments } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { findDeskWork, leaveForTheDesk } from '~/handoff/left-messages.server'
import { formatMoney } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { findHolder } from './holder-details.server'
import { paymentReference } from './operation-reference'

type Payment = typeof payments.$inferSelect

/**
 * Opens the case of money that was received for an invoice that is paid already, or is no more: somebody
 * gives it back and says when, and the customer is told at once. Once a payment, however often it is
 * asked.
 */
export async function openRefund(payment: Payment, now: Date): Promise<void> {
	const holder = await findHolder(payment.customerId)
	if (!holder) return
	const { lang, email, firstName } = holder
	const t = messagesIn(paymentMessages, lang).refund
	const { currency, brand } = settings()
	const said = {
		amount: formatMoney(lang, payment.amountCents, currency),
		number: payment.invoiceNumber,
		payment: paymentReference(payment.id),
	}
	await transaction(async () => {
		const { reference } = await leaveForTheDesk({
			...{ requestKey: keyOf(payment.id), reason: 'invoice', customerId: payment.customerId },
			...{ firstName, contact: email, body: t.body(said), lang, now },
		})
		await queueEmail({
			to: email,
			subject: t.mailSubject(reference),
			body: t.mailBody({
				...said,
				...{ firstName, reference, brand: brand.name },
				link: `${environment().publicUrl}${localPath(lang, `/compte/paiements/${payment.id}`)}`,
			}),
			purpose: 'refund',
			dedupeKey: `refund:${payment.id}`,
			now,
		})
	})
}

/** The case in which this payment is given back; `null` when it is not. */
export async function findRefund(paymentId: string): Promise<string | null> {
	return findDeskWork(keyOf(paymentId))
}

function keyOf(paymentId: string): string {
	return `refund ${paymentId}`
}
