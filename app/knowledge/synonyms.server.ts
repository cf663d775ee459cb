import { asc, desc, gt } from 'drizzle-orm'
import { db } from '#db/client.server'
import { synonymDecisions } from '#db/schema/knowledge.server'
import type { Lang } from '~/i18n/language'
import { contentStems } from '~/search/analysis'
import type { SynonymGroup } from '~/search/synonyms'
import { readSynonyms } from '~/search/synonyms.server'

/** Words that mean the same to customers, approved by an editor. */
export interface ApprovedSynonyms {
	/** Number of the decision. */
	change: number
	lang: Lang
	words: string[]
	personId: string | null
	at: Date
}

const LONGEST_WORDS = 80
const MOST_WORDS = 12

/**
 * Reads a group as it was typed, separated by commas or lines.
 *
 * @returns `null` when fewer than two of the words say something of their own (« le » and « la » do not),
 *   or when they are too many or too long
 */
export function readSynonymGroup(typed: string, lang: Lang): string[] | null {
	const words = typed
		.split(/[,;\n]/)
		.map((word) => word.trim().replace(/\s+/g, ' '))
		.filter(Boolean)
	const meanings = new Map(words.map((word) => [contentStems(word, lang).join(' '), word]))
	meanings.delete('')
	const isTooMuch = meanings.size > MOST_WORDS || words.some((word) => word.length > LONGEST_WORDS)
	return meanings.size < 2 || isTooMuch ? null : [...meanings.values()]
}

/** Approves a group of words, or takes it back. It counts within a second, in every process. */
export async function decideSynonyms(decision: {
	lang: Lang
	words: readonly string[]
	approved: boolean
	personId: string | null
	now?: Date
}): Promise<void> {
	const { lang, words, approved, personId, now = new Date() } = decision
	await db.insert(synonymDecisions).values({ lang, words: [...words], approved, personId, at: now })
}

/** The number of the newest decision; 0 when there never was one. */
export async function lastSynonymDecision(): Promise<number> {
	const [last] = await db
		.select({ change: synonymDecisions.change })
		.from(synonymDecisions)
		.orderBy(desc(synonymDecisions.change))
		.limit(1)
	return last?.change ?? 0
}

/** The groups that are approved now, the newest first; with `since`, those decided after it. */
export async function approvedSynonyms(lang?: Lang, since = 0): Promise<ApprovedSynonyms[]> {
	const rows = await db
		.select()
		.from(synonymDecisions)
		.where(gt(synonymDecisions.change, since))
		.orderBy(asc(synonymDecisions.change))
	const last = new Map(rows.map((row) => [`${row.lang} ${keyOf(row.words)}`, row]))
	return [...last.values()]
		.filter((row) => row.approved && (!lang || row.lang === lang))
		.sort((a, b) => b.change - a.change)
}

/** All groups the search of a language reads: those of the file, then those editors approved. */
export async function synonymsOf(lang: Lang): Promise<SynonymGroup[]> {
	const approved = await approvedSynonyms(lang)
	return [...readSynonyms()[lang], ...approved.map(({ words }) => words)]
}

/** The same words in another order are the same group. */
const keyOf = (words: readonly string[]) => JSON.stringify(words.map((word) => word.toLowerCase()).sort())
