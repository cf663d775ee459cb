import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { people } from './auth.server'
import { flag, id, instant, json, madeAt } from './columns.server'

/** An article in one language. The HTML, text and headings are made when it is saved. */
export const articles = sqliteTable(
	'articles',
	{
		id: id(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		slug: text().notNull(),
		topic: text().notNull(),
		title: text().notNull(),
		summary: text().notNull(),
		keywords: json<string[]>().notNull(),
		owner: text().notNull(),
		reviewedAt: instant().notNull(),
		related: json<string[]>().notNull(),
		/** Slug of the French source, for an English article. */
		translates: text(),
		markdown: text().notNull(),
		html: text().notNull(),
		plainText: text().notNull(),
		headings: json<{ depth: number; id: string; text: string }[]>().notNull(),
		/** Front matter this product does not know, kept for a lossless export. */
		extra: json<Record<string, unknown>>().notNull(),
		state: text({ enum: ['draft', 'published', 'unpublished'] }).notNull(),
		/** Hash of the imported file: an import of the same file changes nothing. */
		sourceHash: text(),
		version: integer().notNull().default(1),
		createdAt: madeAt(),
		updatedAt: madeAt(),
		publishedAt: instant(),
	},
	(t) => [
		uniqueIndex('articles_address').on(t.lang, t.slug),
		index('articles_topic').on(t.lang, t.topic, t.state),
		index('articles_translates').on(t.translates),
		check('articles_state', sql`${t.state} in ('draft', 'published', 'unpublished')`),
	],
)

/**
 * The last change of each article, kept by triggers: whoever changes an article, the
 * search of every process learns of it. A row stays when its article is deleted.
 */
export const articleChanges = sqliteTable('article_changes', {
	/** Grows with every change of any article. */
	change: integer().primaryKey({ autoIncrement: true }),
	articleId: text().notNull().unique(),
	/** Tells one state of an article from all others, on any copy of the database. Below 2^48. */
	stamp: integer().notNull(),
	lang: text({ enum: ['fr', 'en'] }).notNull(),
	published: flag().notNull(),
})

/**
 * Words that mean the same to customers, as editors decided: the last decision about a group counts.
 * Rows are only ever added, so that each process sees by the newest number that something changed.
 */
export const synonymDecisions = sqliteTable('synonym_decisions', {
	change: integer().primaryKey({ autoIncrement: true }),
	lang: text({ enum: ['fr', 'en'] }).notNull(),
	words: json<string[]>().notNull(),
	approved: flag().notNull(),
	/** Who decided. */
	personId: text(),
	at: madeAt(),
})

/** What an article said before a change. */
export const articleVersions = sqliteTable(
	'article_versions',
	{
		id: id(),
		articleId: text()
			.notNull()
			.references(() => articles.id, { onDelete: 'cascade' }),
		version: integer().notNull(),
		title: text().notNull(),
		summary: text().notNull(),
		markdown: text().notNull(),
		changedBy: text(),
		note: text(),
		at: madeAt(),
	},
	(t) => [uniqueIndex('article_versions_number').on(t.articleId, t.version)],
)

/** « C'est réglé ? »: one answer per visit and article, the last one counts. */
export const articleFeedback = sqliteTable(
	'article_feedback',
	{
		id: id(),
		articleId: text()
			.notNull()
			.references(() => articles.id, { onDelete: 'cascade' }),
		visitId: text().notNull(),
		solved: flag().notNull(),
		reason: text(),
		words: text(),
		at: madeAt(),
	},
	(t) => [uniqueIndex('article_feedback_visit').on(t.articleId, t.visitId), index('article_feedback_at').on(t.at)],
)

/** Who asked to be told when a question gets an answer; the address goes once told. */
export const answerAlerts = sqliteTable('answer_alerts', {
	id: id(),
	query: text().notNull(),
	lang: text({ enum: ['fr', 'en'] }).notNull(),
	email: text(),
	at: madeAt(),
	toldAt: instant(),
})

export const PROPOSAL_KINDS = ['flag', 'fix', 'draft'] as const
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]
export const PROPOSAL_STATES = ['waiting', 'taken', 'accepted', 'declined'] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

/**
 * What somebody who talks with customers asks of the articles: a paragraph that is wrong (`flag`),
 * other words for it (`fix`), an article that is missing (`draft`). An editor answers each.
 */
export const articleProposals = sqliteTable(
	'article_proposals',
	{
		id: id(),
		/** Made by the form: sent twice, it is one. */
		requestKey: text().notNull().unique(),
		kind: text({ enum: PROPOSAL_KINDS }).notNull(),
		lang: text({ enum: ['fr', 'en'] }).notNull(),
		/** `null` for an article that does not exist, or no longer does. */
		articleId: text().references(() => articles.id, { onDelete: 'set null' }),
		/** Of the article as it was, or of the one to write. */
		title: text().notNull(),
		/** Identifier of the heading the paragraph stands under; `null` above the first. */
		anchor: text(),
		/** The paragraph as it read. */
		quote: text(),
		/** The words proposed instead, or the draft, in Markdown. */
		proposed: text(),
		/** Why, in the words of who proposes. */
		words: text(),
		/** What the customer asked, scrubbed of personal data. */
		question: text(),
		/** The case it came from. */
		caseId: text(),
		authorId: text().references(() => people.id, { onDelete: 'set null' }),
		authorName: text().notNull(),
		state: text({ enum: PROPOSAL_STATES }).notNull().default('waiting'),
		/** Said to who proposed it. */
		answer: text(),
		answeredBy: text().references(() => people.id, { onDelete: 'set null' }),
		answeredByName: text(),
		answeredAt: instant(),
		/** When who proposed it read the answer. */
		answerSeenAt: instant(),
		at: madeAt(),
	},
	(t) => [
		index('article_proposals_state').on(t.state, t.at),
		index('article_proposals_author').on(t.authorId, t.at),
		index('article_proposals_article').on(t.articleId),
		check('article_proposals_state_known', sql`${t.state} in ('waiting', 'taken', 'accepted', 'declined')`),
	],
)
