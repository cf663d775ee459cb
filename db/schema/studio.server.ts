import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, id, instant, json, madeAt } from './columns.server'
import { articles } from './knowledge.server'

/** What an editor writes of an article; the rest is made from it. */
export interface DraftContent {
	title: string
	summary: string
	topic: string
	/** Customers' other words for it. */
	keywords: string[]
	owner: string
	/** Day of the last verification, `2026-10-14`. */
	reviewed: string
	/** Slugs of articles of the same language. */
	related: string[]
	markdown: string
}

/** What is being written beside an article; readers go on with what is published. One for each article. */
export const articleDrafts = sqliteTable(
	'article_drafts',
	{
		id: id(),
		articleId: text()
			.notNull()
			.references(() => articles.id, { onDelete: 'cascade' })
			.unique(),
		/** Version of the article it was begun from. */
		baseVersion: integer().notNull(),
		content: json<DraftContent>().notNull(),
		/** Grows with each save: who saves says which one they had read. */
		revision: integer().notNull().default(1),
		state: text({ enum: ['draft', 'in-review', 'approved'] }).notNull(),
		/** Who wrote the revision there is. */
		savedById: text().notNull(),
		savedByName: text().notNull(),
		/** Who is asked to read it, and by when. */
		reviewerId: text(),
		reviewerName: text(),
		reviewDueAt: instant(),
		/** What the reviewer is told, or answered when it was not approved. */
		reviewNote: text(),
		approvedById: text(),
		approvedByName: text(),
		/** What readers are told has changed. */
		changeNote: text(),
		/** When an approved draft comes out by itself. */
		publishAt: instant(),
		createdAt: madeAt(),
		savedAt: madeAt(),
	},
	() => [check('article_drafts_state', sql`state in ('draft', 'in-review', 'approved')`)],
)

/** Every save of a draft, kept when the draft is published or thrown away. */
export const draftSaves = sqliteTable(
	'draft_saves',
	{
		id: id(),
		articleId: text()
			.notNull()
			.references(() => articles.id, { onDelete: 'cascade' }),
		draftId: text().notNull(),
		revision: integer().notNull(),
		content: json<DraftContent>().notNull(),
		/** How it came to be: typed, put together with somebody else's words, an earlier one put back. */
		cause: text({ enum: ['begun', 'typed', 'merged', 'restored'] }).notNull(),
		byId: text().notNull(),
		byName: text().notNull(),
		at: madeAt(),
	},
	(t) => [
		uniqueIndex('draft_saves_revision').on(t.draftId, t.revision),
		index('draft_saves_article').on(t.articleId, t.at),
	],
)

/** Who has a draft open; a line that is not renewed is somebody who left. */
export const draftEditors = sqliteTable(
	'draft_editors',
	{
		draftId: text()
			.notNull()
			.references(() => articleDrafts.id, { onDelete: 'cascade' }),
		personId: text().notNull(),
		name: text().notNull(),
		seenAt: instant().notNull(),
	},
	(t) => [primaryKey({ columns: [t.draftId, t.personId] })],
)

/** What a reader of a draft says of a paragraph. */
export const draftComments = sqliteTable(
	'draft_comments',
	{
		id: id(),
		draftId: text()
			.notNull()
			.references(() => articleDrafts.id, { onDelete: 'cascade' }),
		/** The paragraph as it read; empty for a remark on the whole. */
		quote: text().notNull(),
		body: text().notNull(),
		byId: text().notNull(),
		byName: text().notNull(),
		at: madeAt(),
		resolvedByName: text(),
		resolvedAt: instant(),
	},
	(t) => [index('draft_comments_draft').on(t.draftId, t.at)],
)

/** Each time readers were given something else, and on whose word. */
export const publications = sqliteTable(
	'publications',
	{
		id: id(),
		articleId: text()
			.notNull()
			.references(() => articles.id, { onDelete: 'cascade' }),
		/** Version of the article from then on. */
		version: integer().notNull(),
		what: text({ enum: ['published', 'unpublished'] }).notNull(),
		/** Published without a second reader: one has to read it afterwards. */
		urgent: flag().notNull().default(false),
		/** Why it could not wait. */
		reason: text(),
		byId: text().notNull(),
		byName: text().notNull(),
		/** Who read it before, or afterwards when it was urgent. */
		readById: text(),
		readByName: text(),
		note: text(),
		at: madeAt(),
	},
	(t) => [index('publications_article').on(t.articleId, t.at), index('publications_unread').on(t.urgent, t.readById)],
)
