import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { people } from './auth.server'
import { cents, flag, id, instant, json, madeAt } from './columns.server'

/** One line of the path that travels with the customer (le fil). */
export interface TrailItem {
	id: string
	kind: 'search' | 'article' | 'answer' | 'form' | 'review' | 'action' | 'page' | 'note'
	label: string
	failed: boolean
	href: string | null
	/** ISO instant */
	at: string
}

/** Whether an advisor can be offered a contact; a heartbeat keeps it alive. */
export const presences = sqliteTable('presences', {
	personId: text()
		.primaryKey()
		.references(() => people.id, { onDelete: 'cascade' }),
	state: text({ enum: ['available', 'breathing', 'away'] }).notNull(),
	/** Chats at once, chosen by the advisor. */
	capacity: integer().notNull().default(2),
	/** Reachable by phone for callbacks without a desk open: said by another program, until it says otherwise. */
	pinned: flag().notNull().default(false),
	lastSeenAt: instant().notNull(),
	/** When the state was last chosen, by the advisor or by the program they work with. */
	chosenAt: instant(),
	/** Nothing is offered before, whatever the state: the rest the team agreed on after a contact. */
	restUntil: instant(),
})

/** Where an advisor is rung; who has no row is rung on their telephone. */
export const handsets = sqliteTable('handsets', {
	personId: text()
		.primaryKey()
		.references(() => people.id, { onDelete: 'cascade' }),
	/** Random: the name the phone company knows their browser by. */
	identity: text().notNull().unique(),
	/** The advisor's own choice. */
	choice: text({ enum: ['telephone', 'browser'] }).notNull(),
	/** Last sign of life of a browser that takes calls; `null`: none does. */
	browserSeenAt: instant(),
})

/** A stretch of the week an advisor plans to be there; who has none is counted on whenever it is open. */
export const rosterShifts = sqliteTable(
	'roster_shifts',
	{
		id: id(),
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		/** 1 for Monday to 7 for Sunday. */
		weekday: integer().notNull(),
		/** Local times of day such as `08:30`; `24:00` is the midnight that ends the day. */
		from: text().notNull(),
		to: text().notNull(),
	},
	(t) => [
		uniqueIndex('roster_shifts_one').on(t.personId, t.weekday, t.from),
		check('roster_shifts_weekday', sql`${t.weekday} between 1 and 7`),
	],
)

/** What an advisor answers; who has no line answers every reason. */
export const rosterReasons = sqliteTable(
	'roster_reasons',
	{
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		reason: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.personId, t.reason] })],
)

/** A language an advisor writes to customers in; who has no line writes in every one. */
export const rosterLanguages = sqliteTable(
	'roster_languages',
	{
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
	},
	(t) => [primaryKey({ columns: [t.personId, t.lang] })],
)

/** An advisor who will not be there although planned. */
export const absences = sqliteTable(
	'absences',
	{
		id: id(),
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		from: instant().notNull(),
		to: instant().notNull(),
		declaredBy: text().notNull(),
		declaredAt: madeAt(),
	},
	(t) => [index('absences_person').on(t.personId, t.to)],
)

/** An exceptional closure, declared by a supervisor while the product runs. */
export const closures = sqliteTable(
	'closures',
	{
		id: id(),
		/** Local dates or times of the business, such as `2026-12-24T15:00`; a `to` without a time includes that day. */
		from: text().notNull(),
		to: text().notNull(),
		reasonFr: text().notNull(),
		reasonEn: text().notNull(),
		declaredBy: text().notNull(),
		declaredAt: madeAt(),
		/** Withdrawn: it closes no more. */
		withdrawnAt: instant(),
	},
	(t) => [index('closures_in_force').on(t.withdrawnAt)],
)

/** One number across channels: everything about one question of one person. */
export const cases = sqliteTable(
	'cases',
	{
		id: id(),
		reference: text().notNull().unique(),
		customerId: text(),
		visitId: text(),
		reason: text().notNull(),
		subject: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		state: text({ enum: ['open', 'closed'] })
			.notNull()
			.default('open'),
		openedAt: madeAt(),
		closedAt: instant(),
	},
	(t) => [index('cases_customer').on(t.customerId, t.openedAt)],
)

export const CONVERSATION_STATES = ['waiting', 'active', 'ended', 'abandoned'] as const
export const PASSING_KINDS = ['cold', 'warm', 'invite'] as const

/**
 * A chat. `state` says how far it has come; the columns below say what is going on in it: offered
 * while it waits, its customer gone, silent on one side, passed to a colleague.
 */
export const conversations = sqliteTable(
	'conversations',
	{
		id: id(),
		caseId: text()
			.notNull()
			.references(() => cases.id, { onDelete: 'cascade' }),
		customerId: text(),
		visitId: text().notNull(),
		firstName: text().notNull(),
		subject: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** Page it was asked from. */
		askedFrom: text(),
		trail: json<TrailItem[]>().notNull(),
		state: text({ enum: CONVERSATION_STATES }).notNull(),
		advisorId: text().references(() => people.id, { onDelete: 'set null' }),
		/** Sequence number of the last message; the next one is this plus one. */
		lastSeq: integer().notNull().default(0),
		customerReadSeq: integer().notNull().default(0),
		advisorReadSeq: integer().notNull().default(0),
		customerSeenAt: instant(),
		askedAt: madeAt(),
		/** Its place in the queue when that is not the instant it was asked: given back by us, or kept from before. */
		placeAt: instant(),
		endedAt: instant(),
		endedBy: text({ enum: ['customer', 'advisor', 'system'] }),
		/** Raised by each change of what is going on: a change is made to what it was decided on, or not at all. */
		moves: integer().notNull().default(0),
		/** While it waits: the advisor who is asked to take it. While it goes on: the colleague it is passed to. */
		offeredTo: text().references(() => people.id, { onDelete: 'set null' }),
		offerEndsAt: instant(),
		/** Who let an offer of it pass: not asked again before everybody else was. */
		passedBy: json<string[]>(),
		/** Everybody who is there has let it pass: when all of them are asked again. */
		asksAgainAt: instant(),
		/** How it is passed to a colleague; `null` when it is not. */
		passing: text({ enum: PASSING_KINDS }),
		/** What the colleague should know; never shown to the customer. */
		passingNote: text(),
		/** Since when nothing was heard of a customer who waits: not offered, place kept. */
		goneAt: instant(),
		/** Who is to write next while it goes on. */
		turn: text({ enum: ['customer', 'advisor'] }),
		/** Since when nothing was heard of the side whose turn it is. */
		quietSince: instant(),
		/** That side was asked whether it is still there. */
		warnedAt: instant(),
		/** Asked first when present: who answered before, or who the customer knows. */
		wishedAdvisorId: text().references(() => people.id, { onDelete: 'set null' }),
		/** The conversation of the same case that it goes on with. */
		followsId: text(),
		/** The callback it became. */
		callbackId: text(),
		/** Raised to make the links that open it on another device open nothing. */
		linkVersion: integer().notNull().default(1),
		/** Where somebody without an account wants it sent; nothing they wrote goes there before it is proved. */
		contactEmail: text(),
		/** When a link sent there was followed. */
		emailProvedAt: instant(),
		/** Since when a copy is wished once it ends; `null` for not. */
		copyWishedAt: instant(),
	},
	(t) => [
		index('conversations_of_advisor').on(t.advisorId, t.state),
		index('conversations_offered').on(t.offeredTo).where(sql`${t.offeredTo} is not null`),
		uniqueIndex('conversations_follows_once').on(t.followsId).where(sql`${t.followsId} is not null`),
		index('conversations_queue').on(t.state, t.askedAt),
		index('conversations_visit').on(t.visitId, t.state),
		uniqueIndex('conversations_one_live_per_visit').on(t.visitId).where(sql`${t.state} in ('waiting', 'active')`),
		index('conversations_case').on(t.caseId),
		check('conversations_state', sql`${t.state} in ('waiting', 'active', 'ended', 'abandoned')`),
	],
)

/** A colleague who is in a conversation beside the advisor who has it. */
export const conversationGuests = sqliteTable(
	'conversation_guests',
	{
		conversationId: text()
			.notNull()
			.references(() => conversations.id, { onDelete: 'cascade' }),
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
	},
	(t) => [primaryKey({ columns: [t.conversationId, t.personId] }), index('conversation_guests_person').on(t.personId)],
)

export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'application/pdf', 'text/plain'] as const

/** A message. The sender makes the identifier: sending twice stores once. */
export const messages = sqliteTable(
	'messages',
	{
		id: text().primaryKey(),
		conversationId: text()
			.notNull()
			.references(() => conversations.id, { onDelete: 'cascade' }),
		seq: integer().notNull(),
		author: text({ enum: ['customer', 'advisor', 'system'] }).notNull(),
		authorId: text(),
		authorName: text(),
		body: text().notNull(),
		/** Article an advisor inserted. */
		articleId: text(),
		at: madeAt(),
	},
	(t) => [uniqueIndex('messages_order').on(t.conversationId, t.seq)],
)

/** A file sent with a message. What it holds lies beside the database, under the identifier. */
export const attachments = sqliteTable(
	'attachments',
	{
		/** Random, 160 bits: also the name of the file on disk. */
		id: text().primaryKey(),
		conversationId: text()
			.notNull()
			.references(() => conversations.id, { onDelete: 'cascade' }),
		messageId: text()
			.notNull()
			.references(() => messages.id, { onDelete: 'cascade' }),
		/** Its place among the files of the message, from 0. */
		place: integer().notNull(),
		/** What the sender called it, made harmless. */
		name: text().notNull(),
		/** Told by what it holds, never by its name. */
		type: text({ enum: ATTACHMENT_TYPES }).notNull(),
		bytes: integer().notNull(),
		/** In pixels; `null` for what is no image. */
		width: integer(),
		height: integer(),
		at: madeAt(),
	},
	(t) => [
		uniqueIndex('attachments_of_message').on(t.messageId, t.place),
		index('attachments_conversation').on(t.conversationId),
	],
)

/** An article that an advisor passed on in a conversation, as it was shown: it stays with the case. */
export const caseArticles = sqliteTable(
	'case_articles',
	{
		/** The message it was passed on with. */
		messageId: text()
			.primaryKey()
			.references(() => messages.id, { onDelete: 'cascade' }),
		caseId: text()
			.notNull()
			.references(() => cases.id, { onDelete: 'cascade' }),
		articleId: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		title: text().notNull(),
		/** Path of this site, with the paragraph's anchor when one was meant. */
		href: text().notNull(),
		excerpt: text().notNull(),
		advisorId: text(),
		at: madeAt(),
	},
	(t) => [index('case_articles_case').on(t.caseId, t.at), index('case_articles_article').on(t.articleId)],
)

/** Each change of a conversation, with its cause. */
export const conversationEvents = sqliteTable(
	'conversation_events',
	{
		id: id(),
		conversationId: text()
			.notNull()
			.references(() => conversations.id, { onDelete: 'cascade' }),
		kind: text().notNull(),
		actorId: text(),
		detail: json<Record<string, unknown>>(),
		at: madeAt(),
	},
	(t) => [index('conversation_events_conversation').on(t.conversationId, t.at)],
)

/** States of a callback request; shared/TELEPHONY.md section 4.1 gives the table of moves. */
export const CALLBACK_STATES = [
	'scheduled',
	'queued',
	'offering',
	'dialing',
	'connected',
	'retry-wait',
	'done',
	'unreached',
	'needs-number',
	'cancelled',
	'expired',
] as const
export type CallbackState = (typeof CALLBACK_STATES)[number]
export const ACTIVE_CALLBACK_STATES = ['scheduled', 'queued', 'offering', 'dialing', 'connected', 'retry-wait'] as const

/** Somebody asked to be called. */
export const callbacks = sqliteTable(
	'callbacks',
	{
		id: id(),
		reference: text().notNull().unique(),
		caseId: text()
			.notNull()
			.references(() => cases.id, { onDelete: 'cascade' }),
		customerId: text(),
		visitId: text(),
		/** E.164; empty for an appointment in writing, which asks for no number. */
		phone: text().notNull(),
		firstName: text().notNull(),
		reason: text().notNull(),
		subject: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		email: text(),
		askedFrom: text(),
		trail: json<TrailItem[]>().notNull(),
		state: text({ enum: CALLBACK_STATES }).notNull(),
		/** `null` for "as soon as possible". */
		slotStart: instant(),
		slotEnd: instant(),
		/** The slot as it was promised, `2026-10-25T02:30`, and the time zone it was said in: what holds when a zone's rules change. */
		slotLocal: text(),
		slotZone: text(),
		/** When it is, or was, due to be called; also its place in the queue. */
		dueAt: instant().notNull(),
		advisorId: text().references(() => people.id, { onDelete: 'set null' }),
		/** Who the customer would like to be called by. */
		wishedAdvisorId: text().references(() => people.id, { onDelete: 'set null' }),
		/** `relay`: through the operator for people who are deaf or hard of hearing. `text`: in writing, in a chat at that time. */
		channel: text({ enum: ['voice', 'relay', 'text'] })
			.notNull()
			.default('voice'),
		/** The chat of an appointment in writing, once its customer has come. */
		conversationId: text(),
		/** Two words the advisor says first, so that the customer knows who calls. */
		password: text().notNull(),
		offers: integer().notNull().default(0),
		attempts: integer().notNull().default(0),
		/** Raised to revoke every link sent so far. */
		linkVersion: integer().notNull().default(1),
		/** Raised by each change of the appointment, so that calendars take the newest file. */
		calendarSequence: integer().notNull().default(0),
		/** Made by the form: a double submit makes one request. */
		requestKey: text().notNull().unique(),
		createdAt: madeAt(),
		endedAt: instant(),
	},
	(t) => [
		uniqueIndex('callbacks_one_active_per_number')
			.on(t.phone)
			.where(
				sql`${t.channel} <> 'text' and ${t.state} in ('scheduled', 'queued', 'offering', 'dialing', 'connected', 'retry-wait')`,
			),
		// In writing, an address proves nothing: one appointment for each who asks, whatever address is given.
		uniqueIndex('callbacks_one_in_writing_per_customer')
			.on(t.customerId)
			.where(
				sql`${t.channel} = 'text' and ${t.customerId} is not null and ${t.state} in ('scheduled', 'offering', 'connected')`,
			),
		uniqueIndex('callbacks_one_in_writing_per_visit')
			.on(t.visitId)
			.where(
				sql`${t.channel} = 'text' and ${t.customerId} is null and ${t.state} in ('scheduled', 'offering', 'connected')`,
			),
		index('callbacks_due').on(t.state, t.dueAt),
		index('callbacks_slot').on(t.slotStart),
		index('callbacks_customer').on(t.customerId, t.createdAt),
		index('callbacks_phone').on(t.phone, t.createdAt),
		index('callbacks_ended').on(t.state, t.endedAt),
		check(
			'callbacks_state',
			sql`${t.state} in ('scheduled', 'queued', 'offering', 'dialing', 'connected', 'retry-wait', 'done', 'unreached', 'needs-number', 'cancelled', 'expired')`,
		),
	],
)

export const ATTEMPT_STATES = [
	'placing',
	'ringing-advisor',
	'advisor-accepted',
	'ringing-customer',
	'bridged',
	'ended',
] as const

/** One try: the advisor is rung, then the customer, and both are bridged. */
export const callbackAttempts = sqliteTable(
	'callback_attempts',
	{
		id: id(),
		callbackId: text()
			.notNull()
			.references(() => callbacks.id, { onDelete: 'cascade' }),
		/** Random; carried by every webhook address of this attempt. */
		key: text().notNull().unique(),
		advisorId: text().notNull(),
		/** E.164 of the customer: the database allows one live attempt a number. */
		customerPhone: text().notNull(),
		state: text({ enum: ATTEMPT_STATES }).notNull(),
		/** Where the advisor is rung: E.164, or `client:` and the name of their browser. */
		advisorAddress: text(),
		advisorCallSid: text(),
		customerCallSid: text(),
		advisorOutcome: text(),
		customerOutcome: text(),
		bridged: flag().notNull().default(false),
		startedAt: madeAt(),
		lastHeardAt: madeAt(),
		endedAt: instant(),
	},
	(t) => [
		uniqueIndex('callback_attempts_one_live_per_number').on(t.customerPhone).where(sql`${t.endedAt} is null`),
		index('callback_attempts_callback').on(t.callbackId, t.startedAt),
		index('callback_attempts_number').on(t.customerPhone, t.startedAt),
		index('callback_attempts_started').on(t.startedAt),
		index('callback_attempts_live').on(t.advisorId).where(sql`${t.endedAt} is null`),
		index('callback_attempts_advisor_call').on(t.advisorCallSid),
	],
)

/** What happened to a callback, webhooks included, in order; stored once by its key. */
export const callbackEvents = sqliteTable(
	'callback_events',
	{
		id: id(),
		callbackId: text()
			.notNull()
			.references(() => callbacks.id, { onDelete: 'cascade' }),
		attemptId: text(),
		dedupeKey: text().notNull().unique(),
		kind: text().notNull(),
		detail: json<Record<string, unknown>>(),
		/** What news of a call made of the request and the attempt: moved the one, or the other, or neither. */
		effect: text({ enum: ['moved', 'noted', 'ignored'] }),
		/** What the phone company was answered, when it asked. */
		answer: text(),
		/** How many more times it came. */
		repeats: integer().notNull().default(0),
		at: madeAt(),
	},
	(t) => [
		index('callback_events_callback').on(t.callbackId, t.at),
		index('callback_events_attempt').on(t.attemptId, t.at),
	],
)

/** A day's calls, as the phone company counts them, were compared with ours. */
export const callComparisons = sqliteTable('call_comparisons', {
	/** `2026-11-19` in the business's time zone */
	day: text().primaryKey(),
	calls: integer().notNull(),
	attempts: integer().notNull(),
	at: madeAt(),
})

export const CALL_DIFFERENCES = [
	'unknown-call',
	'missing-call',
	'other-outcome',
	'other-duration',
	'still-open',
] as const

/** Where the phone company's account of a call is not ours. */
export const callDifferences = sqliteTable(
	'call_differences',
	{
		id: id(),
		day: text().notNull(),
		kind: text({ enum: CALL_DIFFERENCES }).notNull(),
		callSid: text().notNull(),
		/** `null` for a call we know nothing of. */
		callbackId: text(),
		attemptId: text(),
		/** Theirs and ours, in a word. */
		theirs: text(),
		ours: text(),
		at: madeAt(),
		seenAt: instant(),
		seenBy: text(),
	},
	(t) => [
		uniqueIndex('call_differences_once').on(t.callSid, t.kind),
		index('call_differences_seen').on(t.seenAt, t.at),
		index('call_differences_callback').on(t.callbackId),
	],
)

/** What another program was answered under a key of its own: the same key gets the same answer, and makes one callback. */
export const idempotencyKeys = sqliteTable(
	'idempotency_keys',
	{
		key: text().primaryKey(),
		/** SHA-256 of what was asked, to know another question under the same key. */
		digest: text().notNull(),
		callbackId: text()
			.notNull()
			.references(() => callbacks.id, { onDelete: 'cascade' }),
		answer: json<Record<string, unknown>>().notNull(),
		at: madeAt(),
	},
	(t) => [index('idempotency_keys_at').on(t.at)],
)

/** What somebody wrote in the callback form, as the request that is made of it once the number is proved. */
export interface PendingRequest {
	/** As written. */
	phone: string
	/** ISO instant; `null`: as soon as possible. */
	slotStart: string | null
	firstName: string
	reason: string
	subject: string
	email: string | null
	trail: TrailItem[]
	askedFrom: string | null
	wishedAdvisorId?: string | null
	channel?: 'voice' | 'relay' | 'text'
}

/**
 * A callback asked for, whose number is still to be proved by a code. It is no request yet: advisors
 * do not see it, nobody is dialled, and it is erased after its time. Its identifier opens it.
 */
export const phoneProofs = sqliteTable(
	'phone_proofs',
	{
		id: id(),
		/** Of the form: sent twice, it is one. */
		requestKey: text().notNull().unique(),
		visitId: text(),
		customerId: text(),
		/** E.164 */
		phone: text().notNull(),
		/** Whether a text message can reach it. */
		mobile: flag().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		request: json<PendingRequest>().notNull(),
		channel: text({ enum: ['sms', 'voice'] }),
		/** Keyed hash of the code that was sent last; `null` before, after five tries, and once it was right. */
		codeHash: text(),
		codeExpiresAt: instant(),
		tries: integer().notNull().default(0),
		provedAt: instant(),
		/** What came of it. */
		callbackId: text().references(() => callbacks.id, { onDelete: 'set null' }),
		createdAt: madeAt(),
		keepUntil: instant().notNull(),
	},
	(t) => [index('phone_proofs_visit').on(t.visitId, t.phone), index('phone_proofs_keep').on(t.keepUntil)],
)

/** Codes that were sent, for limits and budget: keyed hashes, nobody's number, account or address. */
export const codeSends = sqliteTable(
	'code_sends',
	{
		id: id(),
		numberKey: text().notNull(),
		accountKey: text(),
		addressKey: text(),
		channel: text({ enum: ['sms', 'voice'] }).notNull(),
		/** By the prices of the settings on that day. */
		costCents: cents().notNull(),
		at: madeAt(),
	},
	(t) => [
		index('code_sends_number').on(t.numberKey, t.at),
		index('code_sends_account').on(t.accountKey, t.at),
		index('code_sends_address').on(t.addressKey, t.at),
		index('code_sends_at').on(t.at),
	],
)

/** Numbers that are not called: somebody there said that they never asked. A block that was lifted stays as history. */
export const blockedNumbers = sqliteTable(
	'blocked_numbers',
	{
		id: id(),
		/** E.164 */
		phone: text().notNull(),
		reason: text({ enum: ['not-me'] }).notNull(),
		/** The request that led to it. */
		callbackId: text().references(() => callbacks.id, { onDelete: 'set null' }),
		blockedBy: text().references(() => people.id, { onDelete: 'set null' }),
		blockedAt: madeAt(),
		liftedBy: text().references(() => people.id, { onDelete: 'set null' }),
		liftedAt: instant(),
	},
	(t) => [uniqueIndex('blocked_numbers_one_per_number').on(t.phone).where(sql`${t.liftedAt} is null`)],
)

/** Left when nobody is there; answered by a person. */
export const leftMessages = sqliteTable(
	'left_messages',
	{
		id: id(),
		caseId: text()
			.notNull()
			.references(() => cases.id, { onDelete: 'cascade' }),
		requestKey: text().notNull().unique(),
		customerId: text(),
		visitId: text(),
		firstName: text().notNull(),
		/** E-mail or E.164 number to answer to. */
		contact: text().notNull(),
		body: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		trail: json<TrailItem[]>().notNull(),
		state: text({ enum: ['waiting', 'answered', 'withdrawn'] }).notNull(),
		answer: text(),
		answeredBy: text(),
		answeredAt: instant(),
		at: madeAt(),
	},
	(t) => [index('left_messages_state').on(t.state, t.at)],
)

/** An announced time or act, kept to be compared with what happened. */
export const promises = sqliteTable(
	'promises',
	{
		id: id(),
		kind: text({ enum: ['chat-wait', 'callback', 'answer', 'act'] }).notNull(),
		caseId: text()
			.notNull()
			.references(() => cases.id, { onDelete: 'cascade' }),
		/** The conversation, callback or message it is about. */
		objectId: text().notNull(),
		customerId: text(),
		text: text().notNull(),
		/** Who made it; `null` for the service as a whole. */
		ownerId: text(),
		dueAt: instant().notNull(),
		state: text({ enum: ['promised', 'kept', 'late', 'broken', 'withdrawn', 'moved'] }).notNull(),
		madeAt: madeAt(),
		settledAt: instant(),
		/** Why it was moved by us: `closure` or `absence`. */
		cause: text(),
		amends: text(),
	},
	(t) => [
		index('promises_object').on(t.objectId),
		index('promises_customer').on(t.customerId, t.madeAt),
		index('promises_due').on(t.state, t.dueAt),
		index('promises_owner').on(t.ownerId, t.state, t.dueAt),
	],
)

/** The conclusion of a contact: reason and outcome are all that is required. */
export const wrapUps = sqliteTable(
	'wrap_ups',
	{
		id: id(),
		caseId: text()
			.notNull()
			.references(() => cases.id, { onDelete: 'cascade' }),
		channel: text({ enum: ['chat', 'callback', 'message'] }).notNull(),
		objectId: text().notNull().unique(),
		advisorId: text().notNull(),
		reason: text().notNull(),
		outcome: text().notNull(),
		/** Assembled from recorded events, as the advisor left it. */
		summary: text().notNull(),
		draft: text().notNull(),
		at: madeAt(),
	},
	(t) => [index('wrap_ups_at').on(t.at), index('wrap_ups_case').on(t.caseId)],
)

/** What the customer put right in the summary of a contact; the summary itself stays as it was. */
export const wrapUpCorrections = sqliteTable(
	'wrap_up_corrections',
	{
		id: id(),
		wrapUpId: text()
			.notNull()
			.references(() => wrapUps.id, { onDelete: 'cascade' }),
		/** Made by the form: sent twice, it is one. */
		requestKey: text().notNull().unique(),
		/** The summary in the customer's words. */
		body: text().notNull(),
		at: madeAt(),
		/** Once the advisor has read it. */
		seenAt: instant(),
	},
	(t) => [index('wrap_up_corrections_wrap_up').on(t.wrapUpId, t.at)],
)

/** That the one question after an exchange was put: to nobody twice in a month, about nothing twice. */
export const effortQuestions = sqliteTable(
	'effort_questions',
	{
		/** The conversation or the callback it was put after. */
		objectId: text().primaryKey(),
		/** The customer, or the visit of who has no account. */
		askedOf: text().notNull(),
		askedAt: madeAt(),
		/** Answered or passed over. */
		closedAt: instant(),
	},
	(t) => [index('effort_questions_person').on(t.askedOf, t.askedAt)],
)

/**
 * What was answered. It names no contact, no case and no hour, so that no score can be led back to
 * an advisor.
 */
export const effortAnswers = sqliteTable(
	'effort_answers',
	{
		id: id(),
		/** What was answered about: an exchange, or something done alone in the account. */
		channel: text({ enum: ['chat', 'callback', 'act'] }).notNull(),
		reason: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** Which question on which scale: answers to different ones are not counted together. */
		scale: text().notNull(),
		/** 1 for very much effort to 7 for none. */
		score: integer().notNull(),
		words: text(),
		/** Who accepted to be written to about it; `null` for everybody else. */
		customerId: text(),
		/** Local day of the business, `2026-10-25`. */
		day: text().notNull(),
	},
	(t) => [index('effort_answers_day').on(t.day), check('effort_answers_score', sql`${t.score} between 1 and 7`)],
)

/** That help was offered during a visit, once. */
export const helpOffers = sqliteTable(
	'help_offers',
	{
		visitId: text().primaryKey(),
		customerId: text(),
		/** The page it was shown on, where it stays. */
		shownOn: text().notNull(),
		shownAt: madeAt(),
		refusedAt: instant(),
		/** When one of its ways to a person was taken. */
		acceptedAt: instant(),
	},
	(t) => [index('help_offers_shown').on(t.shownAt), index('help_offers_customer').on(t.customerId, t.refusedAt)],
)
