import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { customers } from './accounts.server'
import { id, instant, json, madeAt } from './columns.server'

/** A person's rights over what is kept about them: put right, agreed to, copied, erased. */

export const PERSONAL_DETAILS = ['name', 'address', 'email', 'phone'] as const
export type PersonalDetail = (typeof PERSONAL_DETAILS)[number]

const customerId = () =>
	text()
		.notNull()
		.references(() => customers.id, { onDelete: 'cascade' })

/**
 * A personal detail put right by its customer. A new address or number waits for the code that was
 * sent there; until then nothing has changed.
 */
export const personalChanges = sqliteTable(
	'personal_changes',
	{
		/** Made by the form: sent twice, it is one. */
		id: text().primaryKey(),
		customerId: customerId(),
		field: text({ enum: PERSONAL_DETAILS }).notNull(),
		before: json<Record<string, string | null>>().notNull(),
		after: json<Record<string, string | null>>().notNull(),
		/** `open` waits for its code; `contested`: whoever had the address before says that it was not them. */
		state: text({ enum: ['open', 'done', 'contested'] }).notNull(),
		channel: text({ enum: ['email', 'sms', 'voice'] }),
		/** Keyed hash of the code that was sent last; `null` before, after five tries, and once it was right. */
		codeHash: text(),
		codeExpiresAt: instant(),
		tries: integer().notNull().default(0),
		at: madeAt(),
		doneAt: instant(),
		/** An open one is erased after this instant. */
		keepUntil: instant().notNull(),
	},
	(t) => [
		index('personal_changes_customer').on(t.customerId, t.at),
		index('personal_changes_open').on(t.keepUntil).where(sql`${t.state} = 'open'`),
		check('personal_changes_state', sql`${t.state} in ('open', 'done', 'contested')`),
	],
)

/** What a customer agreed to, or took back: rows are only added, the last of a purpose holds. */
export const consents = sqliteTable(
	'consents',
	{
		/** Made by the form: sent twice, it is one. */
		id: text().primaryKey(),
		customerId: customerId(),
		/** One of the settings' consents. */
		purpose: text().notNull(),
		agreed: integer({ mode: 'boolean' }).notNull(),
		/** Of the text that was shown, with its words and language. */
		version: text().notNull(),
		words: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** Where it was said: the account's page, or before the portal. */
		how: text({ enum: ['account', 'contract'] }).notNull(),
		at: madeAt(),
	},
	(t) => [index('consents_customer').on(t.customerId, t.purpose, t.at)],
)

/** A copy of everything kept about a customer, asked for by them. What it holds lies beside the database. */
export const dataExports = sqliteTable(
	'data_exports',
	{
		/** Made by the form: asked twice, it is one. */
		id: text().primaryKey(),
		customerId: customerId(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		state: text({ enum: ['waiting', 'ready', 'failed', 'over'] }).notNull(),
		/** Random name of the file; `null` while there is none. */
		file: text(),
		bytes: integer(),
		askedAt: madeAt(),
		readyAt: instant(),
		/** The file is erased then, and its link opens nothing. */
		expiresAt: instant(),
	},
	(t) => [
		index('data_exports_customer').on(t.customerId, t.askedAt),
		uniqueIndex('data_exports_one').on(t.customerId).where(sql`${t.state} = 'waiting'`),
		check('data_exports_state', sql`${t.state} in ('waiting', 'ready', 'failed', 'over')`),
	],
)

/**
 * An erasure asked for. It carries nothing of the person, and so stays once it is done, as the proof
 * that it was.
 */
export const erasures = sqliteTable(
	'erasures',
	{
		/** Made by the form: asked twice, it is one. */
		id: text().primaryKey(),
		reference: text().notNull().unique(),
		/** `null` once it is done. */
		customerId: text().references(() => customers.id, { onDelete: 'set null' }),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** `stopped`: when the day came, something spoke against it, and the customer was told. */
		state: text({ enum: ['waiting', 'undone', 'stopped', 'done'] }).notNull(),
		askedAt: madeAt(),
		/** Until then it can be taken back. */
		runsAt: instant().notNull(),
		endedAt: instant(),
		/** What was kept and until when, without a word of it. */
		kept: json<{ kind: string; count: number; until: string }[]>(),
	},
	(t) => [
		uniqueIndex('erasures_one').on(t.customerId).where(sql`${t.state} = 'waiting'`),
		check('erasures_state', sql`${t.state} in ('waiting', 'undone', 'stopped', 'done')`),
	],
)

export const KEPT_KINDS = ['invoice', 'identity', 'mandate', 'notice', 'consent'] as const
export type KeptKind = (typeof KEPT_KINDS)[number]

/**
 * What a law makes the business keep of somebody who was erased, each for its own reason and no
 * longer. No page reads it.
 */
export const keptRecords = sqliteTable(
	'kept_records',
	{
		id: id(),
		erasureId: text()
			.notNull()
			.references(() => erasures.id, { onDelete: 'cascade' }),
		kind: text({ enum: KEPT_KINDS }).notNull(),
		/** What it is looked for by: the number of an invoice, of a customer, of a mandate or of a notice. */
		reference: text().notNull(),
		content: json<Record<string, unknown>>().notNull(),
		/** It is erased on the day after. */
		keepUntil: instant().notNull(),
	},
	(t) => [index('kept_records_reference').on(t.kind, t.reference), index('kept_records_keep').on(t.keepUntil)],
)
