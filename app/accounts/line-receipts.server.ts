import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { accountChanges, customers } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { accountMessages } from '~/i18n/account'
import { delegationMessages } from '~/i18n/delegation'
import { formatDate, formatPhone, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { nameOfDelegate } from './access.server'
import type { LineState } from './backend'
import { accountsBackend } from './current-backend.server'
import { operationReference } from './operation-reference'

/** Writes to the customer what became of a line; inside the transaction that records it. */
export async function sendLineReceipt(changeId: string, now: Date): Promise<void> {
	const [row] = await db
		.select({ change: accountChanges, customer: customers })
		.from(accountChanges)
		.innerJoin(customers, eq(customers.id, accountChanges.customerId))
		.where(eq(accountChanges.id, changeId))
	if (!row) return
	const { change, customer } = row
	const [contracts, delegate] = await Promise.all([
		accountsBackend().contracts(customer.id),
		nameOfDelegate(customer.id, change.actorId),
	])
	const held = contracts.ok ? contracts.value.flatMap((contract) => contract.lines) : []
	const { timeZone, country, brand } = settings()
	const { lang } = customer
	const t = messagesIn(accountMessages, lang).ownLine
	const number = formatPhone(held.find(({ id }) => id === change.objectId)?.number ?? '', country)
	const { before, wanted } = change.before as { before: LineState; wanted: LineState }
	const sentence =
		before.state === wanted.state
			? t.done.name(number, wanted.label)
			: wanted.state === 'suspended'
				? t.done.suspend(number)
				: t.done.resume(number)
	const reference = operationReference(changeId)
	await queueEmail({
		to: customer.email,
		subject: t.mailSubject(sentence, reference),
		body: t.mailBody({
			firstName: customer.firstName,
			sentence: delegate ? `${sentence}\n${messagesIn(delegationMessages, lang).by(delegate)}` : sentence,
			date: formatDate(lang, now, timeZone),
			time: formatTime(lang, now, timeZone),
			reference,
			link: `${environment().publicUrl}${localPath(lang, `/compte/lignes/${change.objectId}`)}`,
			brand: brand.name,
		}),
		purpose: 'account-receipt',
		dedupeKey: `line:${changeId}`,
		now,
	})
}
