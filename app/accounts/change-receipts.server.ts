import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { accountChanges, customers } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { catalogue } from './catalogue.server'
import { titleWords } from './change-words'
import { contractReference } from './contract-reference'
import { monthlyPrice } from './holding'
import { operationReference } from './operation-reference'
import { type PromisedChange, readPromise } from './promised-change'
import { signedMoney } from './signed-money'

const MINUTE_MS = 60_000

type Kind = 'done' | 'planned' | 'undone' | 'withdrawn' | 'not-done'

/** Writes to the customer what was done, at what price and how to take it back; inside the transaction that records it. */
export async function sendReceipt(changeId: string, kind: Kind, now: Date): Promise<void> {
	const [row] = await db
		.select({ change: accountChanges, customer: customers })
		.from(accountChanges)
		.innerJoin(customers, eq(customers.id, accountChanges.customerId))
		.where(eq(accountChanges.id, changeId))
	if (!row) return
	const { change, customer } = row
	const { timeZone, currency, brand } = settings()
	const { lang } = customer
	const t = messagesIn(accountMessages, lang).plan
	const promise = readPromise(change.before)
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const undoUntil = new Date(change.at.getTime() + catalogue().changes.undoMinutes * MINUTE_MS)
	const reference = operationReference(changeId)
	const title = titleWords(promise.title, t, lang)
	await queueEmail({
		to: customer.email,
		subject: t.mailSubject[kind](title, reference),
		body: t.mailBody({
			firstName: customer.firstName,
			said: t.mailSaid[kind](formatDate(lang, promise.beginsAt, timeZone)),
			title,
			contract: contractReference(change.objectId),
			before: money(monthlyPrice(promise.before)),
			after: money(monthlyPrice(promise.after)),
			lines: kind === 'done' || kind === 'planned' ? billed(promise, lang, currency) : [],
			total: signedMoney(lang, promise.onNextBillCents, currency),
			date: formatDate(lang, now, timeZone),
			time: formatTime(lang, now, timeZone),
			reference,
			undo:
				kind === 'planned'
					? t.undoUntilBegin(formatDate(lang, promise.beginsAt, timeZone))
					: kind === 'done' && promise.begin.when === 'now' && !promise.physical
						? t.mailUndo(formatTime(lang, undoUntil, timeZone))
						: null,
			link: `${environment().publicUrl}${localPath(lang, `/compte/operations/${changeId}`)}`,
			brand: brand.name,
		}),
		purpose: 'account-receipt',
		dedupeKey: `contract-change:${kind}:${changeId}`,
		now,
	})
}

function billed({ lines }: PromisedChange, lang: 'fr' | 'en', currency: string): string[] {
	return lines.map((line) => `${line.label} : ${signedMoney(lang, line.amountCents, currency)}`)
}
