import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, instant, json, madeAt } from './columns.server'

export interface MailAttachment {
	name: string
	type: string
	/** Plain text content, as of a calendar file. */
	content: string
}

export const MESSAGE_STATUSES = ['queued', 'sent', 'delivered', 'undelivered', 'failed'] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** E-mails, SMS and spoken messages to send: written with the change they tell of, sent afterwards. */
export const outbox = sqliteTable(
	'outbox',
	{
		id: id(),
		/** `call`: read aloud by telephone, line by line. */
		channel: text({ enum: ['email', 'sms', 'call'] }).notNull(),
		recipient: text().notNull(),
		subject: text(),
		body: text().notNull(),
		/** The same for who reads e-mail as a page; the text goes with it. */
		html: text(),
		attachments: json<MailAttachment[]>(),
		/** For what is read aloud. */
		lang: text({ enum: ['fr', 'en'] }),
		purpose: text().notNull(),
		/** The same key is sent once. */
		dedupeKey: text().unique(),
		state: text({ enum: ['pending', 'sending', 'sent', 'failed'] }).notNull(),
		tries: integer().notNull().default(0),
		notBefore: madeAt(),
		lastError: text(),
		createdAt: madeAt(),
		sentAt: instant(),
		/** The phone company's name for it. */
		carrierSid: text(),
		/** How far the phone company says that it got. */
		delivery: text({ enum: MESSAGE_STATUSES }),
		/** The phone company's reason for not delivering, or not taking it. */
		errorCode: integer(),
	},
	(t) => [index('outbox_due').on(t.state, t.notBefore)],
)

/** Numbers that take no text message, as the phone company said: their owner sent STOP, or it is a landline. */
export const smsRefusals = sqliteTable('sms_refusals', {
	/** E.164 */
	phone: text().primaryKey(),
	/** The company's error. */
	code: integer().notNull(),
	at: madeAt(),
})

/** What the phone company told of a message, each once: neither order nor time is told. */
export const messageEvents = sqliteTable(
	'message_events',
	{
		id: id(),
		messageId: text()
			.notNull()
			.references(() => outbox.id, { onDelete: 'cascade' }),
		/** The same news of the same message is stored once. */
		dedupeKey: text().notNull().unique(),
		status: text({ enum: MESSAGE_STATUSES }).notNull(),
		errorCode: integer(),
		repeats: integer().notNull().default(0),
		at: madeAt(),
	},
	(t) => [index('message_events_message').on(t.messageId, t.at)],
)

/** Due work: claimed by a guarded update, leased, tried again, never lost. */
export const jobs = sqliteTable(
	'jobs',
	{
		id: id(),
		kind: text().notNull(),
		payload: json<Record<string, unknown>>().notNull(),
		dedupeKey: text().unique(),
		state: text({ enum: ['pending', 'running', 'done', 'dead'] }).notNull(),
		runAt: instant().notNull(),
		leaseUntil: instant(),
		tries: integer().notNull().default(0),
		lastError: text(),
		createdAt: madeAt(),
		endedAt: instant(),
	},
	(t) => [index('jobs_due').on(t.state, t.runAt)],
)

/** Calls of the simulated phone company. */
export const simulatedCalls = sqliteTable(
	'simulated_calls',
	{
		sid: text().primaryKey(),
		parentSid: text(),
		toNumber: text().notNull(),
		fromNumber: text().notNull(),
		status: text().notNull(),
		/** Parameters given at creation and the TwiML being played. */
		state: json<Record<string, unknown>>().notNull(),
		createdAt: madeAt(),
		updatedAt: madeAt(),
	},
	(t) => [index('simulated_calls_status').on(t.status)],
)

/** SMS of the simulated phone company. */
export const simulatedMessages = sqliteTable('simulated_messages', {
	sid: text().primaryKey(),
	toNumber: text().notNull(),
	fromNumber: text().notNull(),
	body: text().notNull(),
	status: text().notNull(),
	createdAt: madeAt(),
})
