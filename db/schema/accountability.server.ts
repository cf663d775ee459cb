import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, instant, madeAt } from './columns.server'

/** What was mended, as the public reads it: written on purpose by whoever publishes it, one for a cause. */
export const publicChanges = sqliteTable('public_changes', {
	id: id(),
	causeKey: text().notNull().unique(),
	/** What customers met, in our words: never in theirs. */
	saidFr: text().notNull(),
	saidEn: text().notNull(),
	doneFr: text().notNull(),
	doneEn: text().notNull(),
	/** Where it is seen: a page of this site in each language; `null` where there is none. */
	pathFr: text(),
	pathEn: text(),
	/** When it was mended. */
	mendedAt: instant().notNull(),
	publishedBy: text().notNull(),
	publishedAt: madeAt(),
	withdrawnAt: instant(),
})
