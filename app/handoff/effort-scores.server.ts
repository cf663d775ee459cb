import { and, count, desc, eq, gte, isNotNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { effortAnswers, effortQuestions } from '#db/schema/handoff.server'
import { EFFORT_SCALE } from './effort.server'
import { FEWEST, type Proportion, proportionOf } from './proportion'

/** The customer effort score of a group of answers, always with how many there were. */
export interface EffortScore extends Proportion {
	/** From 1 for very much effort to 7 for none; `null` with the share. */
	mean: number | null
}

interface Count {
	score: number
	answers: number
}

/**
 * The customer effort score (CES 2.0): of the answers from 1 to 7, the share of 5, 6 and 7, and the
 * mean beside it. Under 30 answers there is no score.
 */
export function effortScore(counts: readonly Count[]): EffortScore {
	const sum = (of: (one: Count) => number) => counts.reduce((total, one) => total + of(one), 0)
	const n = sum(({ answers }) => answers)
	const easy = sum(({ score, answers }) => (score >= 5 ? answers : 0))
	return { ...proportionOf(easy, n), mean: n < FEWEST ? null : sum(({ score, answers }) => score * answers) / n }
}

/**
 * How easy it was since a day, in all, by channel and by reason: never by person, which the answers
 * do not know. Only answers on today's scale are counted together.
 *
 * @param from - the first day counted, `day` as answers keep it and `at` its first instant; the
 *   questions put are known for the last 30 days only
 */
export async function effortScores(from: { day: string; at: Date }) {
	const [counts, questions] = await Promise.all([
		db
			.select({
				...{ channel: effortAnswers.channel, reason: effortAnswers.reason, score: effortAnswers.score },
				answers: count(),
			})
			.from(effortAnswers)
			.where(and(eq(effortAnswers.scale, EFFORT_SCALE), gte(effortAnswers.day, from.day)))
			.groupBy(effortAnswers.channel, effortAnswers.reason, effortAnswers.score),
		db.$count(effortQuestions, gte(effortQuestions.askedAt, from.at)),
	])
	const all = effortScore(counts)
	return {
		all,
		/** Answers and questions of the same days; a question may be answered a day later. */
		asked: { questions, answered: Math.min(all.n, questions) },
		channels: groupsOf(counts, ({ channel }) => channel),
		reasons: groupsOf(counts, ({ reason }) => reason),
	}
}

/** What was written with the answers of a period, the newest first, with nothing that leads to a contact. */
export async function effortWords(fromDay: string, limit: number) {
	const { id, day, channel, reason, score, words, lang } = effortAnswers
	return db
		.select({ id, day, channel, reason, score, words, lang })
		.from(effortAnswers)
		.where(and(eq(effortAnswers.scale, EFFORT_SCALE), gte(day, fromDay), isNotNull(words)))
		.orderBy(desc(day), id)
		.limit(limit)
}

/** The groups, the one with most answers first. */
function groupsOf<Row extends Count, Name extends string>(rows: readonly Row[], nameOf: (row: Row) => Name) {
	const names = [...new Set(rows.map(nameOf))]
	return names
		.map((name) => ({ name, ...effortScore(rows.filter((row) => nameOf(row) === name)) }))
		.sort((a, b) => b.n - a.n || a.name.localeCompare(b.name))
}
