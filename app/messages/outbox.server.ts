import { and, asc, desc, eq, lte, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type MailAttachment, outbox } from '#db/schema/work.server'
import { environment } from '~/env.server'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { paced } from '~/telephony/speed.server'
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

everyTick('outbox', 1, sendDueMessages)

async function send(message: typeof outbox.$inferSelect, now: Date): Promise<void> {
	try {
		if (message.channel === 'email') await emailTransport(environment()).send(message)
		else await smsTransport(environment()).send(message)
		await db.update(outbox).set({ state: 'sent', sentAt: now, lastError: null }).where(eq(outbox.id, message.id))
	} catch (error) {
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
