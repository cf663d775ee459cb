import { and, asc, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { type MessageStatus, messageEvents, outbox } from '#db/schema/work.server'

/** How far a message got after it was sent, as the phone company tells it. */

/** What the company may say, by what it means; other words are of no use to anybody here. */
const MEANING: Record<string, MessageStatus> = {
	...{ accepted: 'queued', scheduled: 'queued', queued: 'queued', sending: 'queued', sent: 'sent' },
	...{ delivered: 'delivered', read: 'delivered', undelivered: 'undelivered', failed: 'failed', canceled: 'failed' },
}
/** What may still become each of them. The news carry neither order nor time: an end stays as it is. */
const BEFORE: Record<MessageStatus, MessageStatus[]> = {
	queued: [],
	sent: ['queued'],
	delivered: ['queued', 'sent'],
	undelivered: ['queued', 'sent'],
	failed: ['queued', 'sent'],
}

/**
 * The company told of a message: stored once, repeats counted. A message that did not arrive is not
 * sent again: what it said stands in the portal.
 *
 * @param messageId - of the outbox
 * @param status - the company's word
 * @returns `false` when there is no such message, or no such word
 */
export async function heardOfMessage(news: {
	messageId: string
	sid: string
	status: string
	errorCode: number | null
	now?: Date
}): Promise<boolean> {
	const { messageId, sid, errorCode, now = new Date() } = news
	const status = MEANING[news.status]
	if (!status) return false
	return transaction(async () => {
		const [message] = await db.select({ id: outbox.id }).from(outbox).where(eq(outbox.id, messageId))
		if (!message) return false
		await db
			.insert(messageEvents)
			.values({ messageId, dedupeKey: `${sid}:${news.status}`, status, errorCode, at: now })
			.onConflictDoUpdate({ target: messageEvents.dedupeKey, set: { repeats: sql`${messageEvents.repeats} + 1` } })
		await db
			.update(outbox)
			.set({ delivery: status, errorCode, ...(sid === messageId ? {} : { carrierSid: sid }) })
			.where(and(eq(outbox.id, messageId), or(isNull(outbox.delivery), inArray(outbox.delivery, BEFORE[status]))))
		return true
	})
}

/** A message about something, with its tries and what the company told of it. */
export async function listMessagesAbout(subject: string) {
	const messages = await db.select().from(outbox).where(isAbout(subject)).orderBy(asc(outbox.createdAt))
	const events = await db
		.select()
		.from(messageEvents)
		.where(
			inArray(
				messageEvents.messageId,
				messages.map(({ id }) => id),
			),
		)
		.orderBy(asc(messageEvents.at))
	return messages.map((message) => ({ ...message, events: events.filter(({ messageId }) => messageId === message.id) }))
}

/** Whether the newest SMS about something did not reach its number. */
export async function lastSmsWasLost(subject: string): Promise<boolean> {
	const [last] = await db
		.select({ delivery: outbox.delivery })
		.from(outbox)
		.where(and(isAbout(subject), eq(outbox.channel, 'sms')))
		.orderBy(desc(outbox.createdAt))
		.limit(1)
	return last?.delivery === 'undelivered' || last?.delivery === 'failed'
}

/** Messages carry what they are about at the head of their key, as `callback:<id>:`. */
function isAbout(subject: string) {
	return and(gte(outbox.dedupeKey, `${subject}:`), lt(outbox.dedupeKey, `${subject};`))
}
