import { and, asc, desc, eq, lte, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type MailAttachment, outbox } from '#db/schema/work.server'
import { environment } from '~/env.server'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { SmsNotAccepted } from '~/telephony/sms.server'
import { paced } from '~/telephony/speed.server'
import { heardOfMessage } from './message-status.server'
import { emailTransport, smsTransport } from './transports.server'

const MAX_TRIES = 6
const RETRY_SECONDS = [10, 60, 300, 1_800, 7_200]
const SENDING_LEASE_MS = 120_000

interface Email {
	to: string
	subject: string
	/** Plain text. */
	body: string
	attachments?: MailAttachment[]
	purpose: string
	/** The same key is sent once. */
	dedupeKey?: string
	now?: Date
}

/** Writes an e-mail to be sent; inside a transaction it leaves only if that commits. */
export async function queueEmail({
	to,
	subject,
	body,
	attachments,
	purpose,
	dedupeKey,
	now = new Date(),
}: Email): Promise<void> {
	await db
		.insert(outbox)
		.values({
			channel: 'email',
			recipient: to,
			subject,
			body,
			attachments,
			purpose,
			dedupeKey,
			state: 'pending',
			notBefore: now,
			createdAt: now,
		})
		.onConflictDoNothing({ target: outbox.dedupeKey })
}

/** Writes an SMS to be sent; `to` is E.164. */
export async function queueSms({
	to,
	body,
	purpose,
	dedupeKey,
	now = new Date(),
}: Omit<Email, 'subject' | 'attachments'>): Promise<void> {
	await db
		.insert(outbox)
		.values({
			channel: 'sms',
			recipient: to,
			body,
			purpose,
			dedupeKey,
			state: 'pending',
			notBefore: now,
			createdAt: now,
		})
		.onConflictDoNothing({ target: outbox.dedupeKey })
}

/** Sends what is due. A message is marked before it leaves, so two processes never send it both. */
export async function sendDueMessages(now = new Date()): Promise<void> {
	const startedAt = Date.now()
	const stale = new Date(now.getTime() - SENDING_LEASE_MS)
	const due = await db
		.select()
		.from(outbox)
		.where(
			or(
				and(eq(outbox.state, 'pending'), lte(outbox.notBefore, now)),
				and(eq(outbox.state, 'sending'), lte(outbox.notBefore, stale)),
			),
		)
		.orderBy(asc(outbox.notBefore))
		.limit(50)
	for (const message of due) {
		const [claimed] = await db
			.update(outbox)
			.set({ state: 'sending', notBefore: new Date(now.getTime() + Date.now() - startedAt), tries: message.tries + 1 })
			.where(and(eq(outbox.id, message.id), eq(outbox.state, message.state), eq(outbox.tries, message.tries)))
			.returning()
		if (claimed) await send(claimed, now)
	}
}

/** What was written to people, newest first, for the demo's mailbox. */
export async function listSentMessages(limit = 100) {
	return db.select().from(outbox).orderBy(desc(outbox.createdAt)).limit(limit)
}

/** Messages that were given up, newest first, for who decides whether they are sent after all. */
export async function listFailedMessages(limit = 50) {
	return db.select().from(outbox).where(eq(outbox.state, 'failed')).orderBy(desc(outbox.createdAt)).limit(limit)
}

/** Sends once more what was given up. @returns `false` when it is not, or no longer, given up */
export async function retryMessage(id: string, now = new Date()): Promise<boolean> {
	const revived = await db
		.update(outbox)
		.set({ state: 'pending', tries: 0, notBefore: now, delivery: null, errorCode: null })
		.where(and(eq(outbox.id, id), eq(outbox.state, 'failed')))
		.returning({ id: outbox.id })
	return revived.length > 0
}

everyTick('outbox', 1, sendDueMessages)

async function send(message: typeof outbox.$inferSelect, now: Date): Promise<void> {
	try {
		const transport = message.channel === 'email' ? emailTransport(environment()) : smsTransport(environment())
		// A try before may have been taken, and its answer lost: look before sending again.
		const taken = message.tries > 1 ? (message.carrierSid ?? (await transport.find?.(message)) ?? null) : null
		const carrierSid = taken ?? (await transport.send(message))
		await db
			.update(outbox)
			.set({ state: 'sent', sentAt: now, lastError: null, ...(carrierSid ? { carrierSid } : {}) })
			.where(eq(outbox.id, message.id))
	} catch (error) {
		if (error instanceof SmsNotAccepted && error.failure === 'refused') return refused(message, error, now)
		const plannedSeconds = RETRY_SECONDS[message.tries - 1] ?? 7_200
		const waitSeconds = message.channel === 'sms' ? paced(plannedSeconds) : plannedSeconds
		log.error({ error: String(error), purpose: message.purpose, tries: message.tries }, 'a message could not be sent')
		await db
			.update(outbox)
			.set({
				state: message.tries >= MAX_TRIES ? 'failed' : 'pending',
				notBefore: new Date(now.getTime() + waitSeconds * 1_000),
				lastError: String(error),
			})
			.where(eq(outbox.id, message.id))
	}
}

/** The carrier will never take it for this number: it is not tried again, and what it said stands in the portal. */
async function refused(message: typeof outbox.$inferSelect, error: SmsNotAccepted, now: Date): Promise<void> {
	log.warn({ code: error.code, purpose: message.purpose }, 'an SMS was refused')
	await db
		.update(outbox)
		.set({ state: 'failed', lastError: String(error) })
		.where(eq(outbox.id, message.id))
	await heardOfMessage({ messageId: message.id, sid: message.id, status: 'failed', errorCode: error.code, now })
}
