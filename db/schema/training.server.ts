import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { people } from './auth.server'
import { id, instant, json, madeAt } from './columns.server'

/** Words of a training contact, in the order of their time; what the customer will say is dated ahead. */
export interface TrainingLine {
	id: string
	author: 'customer' | 'advisor' | 'system'
	body: string
	articleId: string | null
	/** ISO instant */
	at: string
}

export interface TrainingState {
	step: 'waiting' | 'active' | 'concluded'
	lines: TrainingLine[]
	/** Answers of the scenario that were given, by their place in it; each is given once. */
	given: number[]
}

/**
 * An advisor's practice with a customer who does not exist. It lives in this table alone, one a person,
 * and is erased when they leave it: nothing else of the product reads it.
 */
export const trainingSessions = sqliteTable('training_sessions', {
	id: id(),
	personId: text()
		.notNull()
		.unique()
		.references(() => people.id, { onDelete: 'cascade' }),
	/** One of content/training. */
	scenario: text().notNull(),
	lang: text({ enum: ['fr', 'en'] }).notNull(),
	state: json<TrainingState>().notNull(),
	/** Raised by each change. */
	version: integer().notNull().default(1),
	startedAt: madeAt(),
	/** After this instant the row is erased. */
	keepUntil: instant().notNull(),
})
