import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, id, instant, json, madeAt } from './columns.server'

/** A pseudonymous visit: what was done, where it failed, what followed. */
export const visits = sqliteTable(
	'visits',
	{
		id: id(),
		customerId: text(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		startedAt: madeAt(),
		lastAt: madeAt(),
		/** What it ended with: settled alone, with somebody, or left with nothing. */
		ending: text({ enum: ['alone', 'somebody', 'nothing'] }),
		/** The browser asks not to be followed: the path is for who helps, and goes when the visit is over. */
		handoffOnly: flag().notNull().default(false),
	},
	(t) => [index('visits_last').on(t.lastAt), index('visits_customer').on(t.customerId)],
)

/** One step of a visit; these make the path shown to the customer before it is sent. */
export const visitSteps = sqliteTable(
	'visit_steps',
	{
		id: id(),
		visitId: text()
			.notNull()
			.references(() => visits.id, { onDelete: 'cascade' }),
		kind: text({ enum: ['search', 'article', 'answer', 'form', 'review', 'action', 'page', 'note'] }).notNull(),
		/** Words shown to people, scrubbed of personal data. */
		label: text().notNull(),
		failed: flag().notNull().default(false),
		href: text(),
		at: madeAt(),
	},
	(t) => [index('visit_steps_visit').on(t.visitId, t.at)],
)

/** One failure of self-care. */
export const frictions = sqliteTable(
	'frictions',
	{
		id: id(),
		visitId: text().notNull(),
		customerId: text(),
		/** One of app/friction/kinds.ts */
		kind: text().notNull(),
		/** What groups it with others of the same cause. */
		causeKey: text().notNull(),
		/** What a supervisor reads as the cause: a query, a title, a step. */
		label: text().notNull(),
		/** The person's own words, scrubbed. */
		words: text(),
		path: text(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		detail: json<Record<string, unknown>>(),
		at: madeAt(),
		/** After this instant the row is erased. */
		keepUntil: instant().notNull(),
	},
	(t) => [
		index('frictions_at').on(t.at),
		index('frictions_cause').on(t.causeKey, t.at),
		index('frictions_visit').on(t.visitId, t.at),
		index('frictions_keep').on(t.keepUntil),
	],
)

/** What was done about a cause. */
export const causeHandlings = sqliteTable(
	'cause_handlings',
	{
		id: id(),
		causeKey: text().notNull(),
		kind: text({ enum: ['taken', 'change', 'article', 'call', 'reason', 'reopened'] }).notNull(),
		note: text().notNull(),
		actorId: text().notNull(),
		actorName: text().notNull(),
		at: madeAt(),
	},
	(t) => [index('cause_handlings_cause').on(t.causeKey, t.at)],
)

/** Totals by day, for trends that outlive the rows. */
export const frictionDays = sqliteTable(
	'friction_days',
	{
		/** `2026-11-19` in the business's time zone */
		day: text().notNull(),
		ending: text({ enum: ['alone', 'somebody', 'nothing'] }).notNull(),
		visits: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.day, t.ending] })],
)
