import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, ne, or } from 'drizzle-orm'
import { db, writeIfPossible } from '#db/client.server'
import { type MailAttachment, outbox, smsRefusals } from '#db/schema/work.server'
import { environment } from '~/env.server'
import type { Lang } from '~/i18n/language'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'
import { MessageNotAccepted } from '~/telephony/sms.server'
import { paced } from '~/telephony/speed.server'
import { heardOfMessage } from './message-status.server'
import { callTransport, emailTransport, smsTransport } from './transports.server'

const DAY_MS = 86_400_000
const MAX_TRIES = 6
const RETRY_SECONDS = [10, 60, 300, 1_800, 7_200]
const SENDING_LEASE_MS = 120_000
/** The company's errors that are about the number: STOP was sent from it, or it is a landline. */
const TAKES_NO_SMS = [21610, 21614]
const NOT_TAKEN = 'the number takes no text message'

interface Email {
	to: string
	subject: string
	/** Plain text. */
	body: string
	/** The same as a page; the text goes with it for who reads text. */
	html?: string
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
	html,
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
			html,
			attachments,
			purpose,
			dedupeKey,
			state: 'pending',
			notBefore: now,
			createdAt: now,
		})
		.onConflictDoNothing({ target: outbox.dedupeKey })
}

/**
 * Writes an SMS to be sent; `to` is E.164. A number that takes none, or whose owner sent STOP, gets none.
 *
 * @param sms.kept - stored even then, as given up: it stands on the customer's page, and supervisors see who was not told
 */
export async function queueSms({
	to,
	body,
	purpose,
	dedupeKey,
	kept = false,
	now = new Date(),
}: Omit<Email, 'subject' | 'html' | 'attachments'> & { kept?: boolean }): Promise<void> {
	const taken = await takesSms(to)
	if (!taken && !kept) return
	await db
		.insert(outbox)
		.values({
			channel: 'sms',
			recipient: to,
			body,
			purpose,
			dedupeKey,
			...(taken ? { state: 'pending' } : { state: 'failed', lastError: NOT_TAKEN }),
			notBefore: now,
			createdAt: now,
		})
		.onConflictDoNothing({ target: outbox.dedupeKey })
}

/** Writes a message to be read aloud by telephone, each line a second after the other; `to` is E.164. */
export async function queueCall({
	to,
	body,
	lang,
	purpose,
	dedupeKey,
	now = new Date(),
}: Omit<Email, 'subject' | 'html' | 'attachments'> & { lang: Lang }): Promise<void> {
	await db
		.insert(outbox)
		.values({
			channel: 'call',
			recipient: to,
			body,
			lang,
			purpose,
			dedupeKey,
			state: 'pending',
			notBefore: now,
			createdAt: now,
		})
		.onConflictDoNothing({ target: outbox.dedupeKey })
}

/**
 * What is read aloud to whoever answers; `null` once it is forgotten. The company's name for the call
 * is kept, where its answer to our request was lost.
 */
export async function findSpoken(id: string, callSid: string): Promise<{ lines: string[]; lang: Lang } | null> {
	const own = and(eq(outbox.id, id), eq(outbox.channel, 'call'))
	const [message] = await db.select().from(outbox).where(own)
	if (message && !message.carrierSid && callSid)
		await writeIfPossible(() =>
			db
				.update(outbox)
				.set({ carrierSid: callSid })
				.where(and(own, isNull(outbox.carrierSid))),
		)
	return message?.body ? { lines: message.body.split('\n'), lang: message.lang ?? 'fr' } : null
}

/** Whether a text message can be sent to a number, as far as the phone company has told. */
export async function takesSms(phone: string): Promise<boolean> {
	return (await db.$count(smsRefusals, eq(smsRefusals.phone, phone))) === 0
}

/**
 * Erases messages of one purpose, sent or not: what they said is worth nothing any more. Of a call
 * that read one aloud the company's name stays, without the words and the number, until messages as
 * old as it are erased.
 */
export async function forgetMessages(purpose: string, createdBefore: Date): Promise<void> {
	const old = and(eq(outbox.purpose, purpose), lt(outbox.createdAt, createdBefore), ne(outbox.state, 'sending'))
	const wasCall = and(eq(outbox.channel, 'call'), isNotNull(outbox.carrierSid))
	await db
		.update(outbox)
		.set({ recipient: '', body: '', state: 'sent' })
		.where(and(old, wasCall, ne(outbox.body, '')))
	await db.delete(outbox).where(and(old, or(ne(outbox.channel, 'call'), isNull(outbox.carrierSid))))
}

/** Erases what has left, or will not, once it is as old as the settings say. What waits to leave stays. */
export async function forgetOldMessages(now = new Date()): Promise<void> {
	const before = new Date(now.getTime() - settings().retention.outbox * DAY_MS)
	await db.delete(outbox).where(and(inArray(outbox.state, ['sent', 'failed']), lt(outbox.createdAt, before)))
}

/** Which of these calls of the phone company read a message of ours aloud. */
export async function spokenCalls(sids: readonly string[]): Promise<Set<string>> {
	if (sids.length === 0) return new Set()
	const rows = await db
		.select({ sid: outbox.carrierSid })
		.from(outbox)
		.where(and(eq(outbox.channel, 'call'), inArray(outbox.carrierSid, [...sids])))
	return new Set(rows.flatMap(({ sid }) => sid ?? []))
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
	return db.select().from(outbox).where(ne(outbox.recipient, '')).orderBy(desc(outbox.createdAt)).limit(limit)
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
everyTick('outbox-retention', DAY_MS / 1_000, forgetOldMessages)

async function send(message: typeof outbox.$inferSelect, now: Date): Promise<void> {
	try {
		const transport = TRANSPORTS[message.channel](environment())
		// A try before may have been taken, and its answer lost: look before sending again.
		const taken = message.tries > 1 ? (message.carrierSid ?? (await transport.find?.(message)) ?? null) : null
		const carrierSid = taken ?? (await transport.send(message))
		await db
			.update(outbox)
			.set({ state: 'sent', sentAt: now, lastError: null, ...(carrierSid ? { carrierSid } : {}) })
			.where(eq(outbox.id, message.id))
	} catch (error) {
		if (error instanceof MessageNotAccepted && error.failure === 'refused') return giveUp(message, error, now)
		const plannedSeconds = RETRY_SECONDS[message.tries - 1] ?? 7_200
		const waitSeconds = message.channel !== 'email' ? paced(plannedSeconds) : plannedSeconds
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

const TRANSPORTS = { email: emailTransport, sms: smsTransport, call: callTransport }

/** The number itself is refused: it is remembered, nothing is tried again, and what was said stands in the portal. */
async function giveUp(message: typeof outbox.$inferSelect, error: MessageNotAccepted, now: Date): Promise<void> {
	const { code } = error
	log.warn({ code, purpose: message.purpose, channel: message.channel }, 'the phone company refuses a number')
	await db
		.update(outbox)
		.set({ state: 'failed', lastError: String(error) })
		.where(eq(outbox.id, message.id))
	await heardOfMessage({ messageId: message.id, sid: message.id, status: 'failed', errorCode: code, now })
	if (message.channel !== 'sms' || code === null || !TAKES_NO_SMS.includes(code)) return
	await db.insert(smsRefusals).values({ phone: message.recipient, code, at: now }).onConflictDoNothing()
}
