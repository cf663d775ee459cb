import { sql } from 'drizzle-orm'
import { check, index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { people } from './auth.server'
import { flag, id, instant, madeAt } from './columns.server'
import { cases } from './handoff.server'

/** What stays among those who work here: only the desk reads these tables, no page or export of a customer does. */

export const CONTACT_KINDS = ['conversations', 'callbacks', 'messages'] as const
export const GUIDE_LEVELS = ['full', 'outline', 'none'] as const
export const LOOK_PURPOSES = ['support', 'same-customer', 'complaint', 'coaching', 'incident'] as const

const caseId = () =>
	text()
		.notNull()
		.references(() => cases.id, { onDelete: 'cascade' })
const contactKind = () => text({ enum: CONTACT_KINDS }).notNull()

/** What a member of staff chose for their own desk. */
export const deskChoices = sqliteTable('desk_choices', {
	personId: text()
		.primaryKey()
		.references(() => people.id, { onDelete: 'cascade' }),
	guideLevel: text({ enum: GUIDE_LEVELS }).notNull().default('full'),
	/** Single-key shortcuts; who dictates to their computer turns them off. */
	shortcuts: flag().notNull().default(true),
})

/** A step of a guide that was ticked in a contact: neither by whom nor when, and nobody counts them. */
export const guideTicks = sqliteTable(
	'guide_ticks',
	{
		contactId: text().notNull(),
		caseId: caseId(),
		step: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.contactId, t.step] }), index('guide_ticks_case').on(t.caseId)],
)

/** What somebody who follows a guide says of it; whoever keeps it answers. */
export const guideRemarks = sqliteTable(
	'guide_remarks',
	{
		id: id(),
		/** Made by the form: sent twice, it is one. */
		requestKey: text().notNull().unique(),
		/** A reason of the settings. */
		guide: text().notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** Title of the step it is about, as it read; `null` for the whole guide. */
		step: text(),
		body: text().notNull(),
		authorId: text().references(() => people.id, { onDelete: 'set null' }),
		authorName: text().notNull(),
		answer: text(),
		answeredByName: text(),
		answeredAt: instant(),
		/** Once its author has read the answer. */
		answerSeen: flag().notNull().default(false),
		at: madeAt(),
	},
	(t) => [index('guide_remarks_open').on(t.answeredAt, t.at), index('guide_remarks_author').on(t.authorId, t.at)],
)

/** Words kept to be written again (« phrases prêtes »). */
export const snippets = sqliteTable(
	'snippets',
	{
		id: id(),
		/** Whose they are; `null`: everybody's. */
		ownerId: text().references(() => people.id, { onDelete: 'cascade' }),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** What is typed after `/`. */
		shortcut: text().notNull(),
		title: text().notNull(),
		body: text().notNull(),
		updatedAt: madeAt(),
	},
	(t) => [
		uniqueIndex('snippets_own').on(t.ownerId, t.lang, t.shortcut).where(sql`${t.ownerId} is not null`),
		uniqueIndex('snippets_shared').on(t.lang, t.shortcut).where(sql`${t.ownerId} is null`),
	],
)

/** An advisor would like somebody beside them in a contact. */
export const supportRequests = sqliteTable(
	'support_requests',
	{
		id: id(),
		contactKind: contactKind(),
		contactId: text().notNull(),
		caseId: caseId(),
		askedBy: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		/** In a few words; may be empty. */
		words: text().notNull(),
		state: text({ enum: ['open', 'joined', 'over'] }).notNull(),
		at: madeAt(),
	},
	(t) => [
		uniqueIndex('support_requests_one').on(t.contactId).where(sql`${t.state} in ('open', 'joined')`),
		index('support_requests_state').on(t.state, t.at),
		index('support_requests_case').on(t.caseId),
		check('support_requests_state_known', sql`${t.state} in ('open', 'joined', 'over')`),
	],
)

/** Who is beside the advisor of a contact now: reads along and writes notes, nothing to the customer. */
export const supportHelpers = sqliteTable(
	'support_helpers',
	{
		contactId: text().notNull(),
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		caseId: caseId(),
	},
	(t) => [
		primaryKey({ columns: [t.contactId, t.personId] }),
		index('support_helpers_case').on(t.caseId),
		index('support_helpers_person').on(t.personId),
	],
)

/** A note of staff inside a thread. Kept apart from the messages, so that nothing that reads those can show it. */
export const deskNotes = sqliteTable(
	'desk_notes',
	{
		/** Made by who writes it: sending twice stores once. */
		id: text().primaryKey(),
		contactKind: contactKind(),
		contactId: text().notNull(),
		caseId: caseId(),
		authorId: text().references(() => people.id, { onDelete: 'set null' }),
		authorName: text().notNull(),
		body: text().notNull(),
		at: madeAt(),
	},
	(t) => [index('desk_notes_contact').on(t.contactId, t.at), index('desk_notes_case').on(t.caseId)],
)

/** Somebody opened a contact that is a colleague's, and said why; its advisor sees it. */
export const looks = sqliteTable(
	'looks',
	{
		id: id(),
		contactKind: contactKind(),
		contactId: text().notNull(),
		caseId: caseId(),
		personId: text().references(() => people.id, { onDelete: 'set null' }),
		personName: text().notNull(),
		purpose: text({ enum: LOOK_PURPOSES }).notNull(),
		words: text().notNull(),
		at: madeAt(),
		/** Until when it opens the contact; after, the purpose is asked again. */
		opensUntil: instant().notNull(),
	},
	(t) => [
		index('looks_contact').on(t.contactId, t.at),
		index('looks_person').on(t.personId, t.contactId),
		index('looks_case').on(t.caseId),
	],
)
