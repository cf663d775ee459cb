import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { accountChanges, customers } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { doneByOf, doneByWords } from './actor'
import { catalogue } from './catalogue.server'
import { operationReference } from './operation-reference'
import type { Operation, Order } from './operations.server'

const MINUTE_MS = 60_000

export type MailKind = 'done' | 'planned' | 'undone' | 'withdrawn' | 'not-done'

/** What the receipts of all operations have in common, in the language of the holder. */
export interface Mail {
	kind: MailKind
	lang: Lang
	firstName: string
	date: string
	time: string
	/** Until when it can be taken back; `null` when it cannot. */
	undoUntil: string | null
	/** Of the operation, or of the one that is taken back. */
	reference: string
	/** A sentence, when it is not the holder who did it. */
	by: string | null
	publicUrl: string
	brand: string
}

/** Writes to the holder what was done, by whom and how to take it back; inside the transaction that records it. */
export async function sendOperationMail<Asked, State>(
	operation: Operation<Asked, State>,
	order: Order<Asked, State>,
	kind: MailKind,
): Promise<void> {
	const { changeId, takesBack, asked, askedAt, now } = order
	const [row] = await db
		.select({ change: accountChanges, customer: customers })
		.from(accountChanges)
		.innerJoin(customers, eq(customers.id, accountChanges.customerId))
		.where(eq(accountChanges.id, changeId))
	if (!row) return
	const { timeZone, brand } = settings()
	const { lang, firstName, email } = row.customer
	const undoUntil = new Date(askedAt.getTime() + catalogue().changes.undoMinutes * MINUTE_MS)
	const written = await operation.mail(order, {
		...{ kind, lang, firstName, brand: brand.name, publicUrl: environment().publicUrl },
		date: formatDate(lang, now, timeZone),
		time: formatTime(lang, now, timeZone),
		undoUntil: kind === 'done' && operation.canUndo(asked) ? formatTime(lang, undoUntil, timeZone) : null,
		reference: operationReference(takesBack ?? changeId),
		by: doneByWords(doneByOf(row.change), messagesIn(accountMessages, lang).operations),
	})
	if (!written) return
	const dedupeKey = `${operation.name}:${kind}:${changeId}`
	await queueEmail({ to: email, ...written, purpose: 'account-receipt', dedupeKey, now })
}
