import { fromDate, toCalendarDate, toZoned } from '@internationalized/date'
import { and, eq } from 'drizzle-orm'
import { db, transaction } from '../client.server'
import { causeHandlings, frictions, visitSteps, visits } from '../schema/friction.server'
import { articleFeedback, articles as articleRows } from '../schema/knowledge.server'
import { CAUSES, READ_WELL, type SeededCause, SOLO_ACTIONS, UNRELATED_SEARCHES } from './friction-stories'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Four weeks to compare with, the last seven days, and one day more so that no window is cut. */
const DAYS = 36
const KEEP_DAYS = 395
const VISITS_PER_WEEKDAY = [190, 285, 290, 275, 260, 255, 205]
/** Share of a day's visits in each hour: morning, lunch, and a long evening. */
const HOURS = [4, 2, 1, 1, 1, 2, 6, 14, 30, 44, 50, 46, 48, 40, 42, 44, 48, 54, 66, 70, 58, 42, 24, 10]
const ROWS_A_STATEMENT = 400
const BY_CUSTOMER = 0.55
const ENGLISH = 0.06
/** Share of those who answer under an ordinary article that say it helped. */
const HELPFUL = 0.87

type Visit = typeof visits.$inferInsert & { id: string; startedAt: Date; lastAt: Date }
type Step = typeof visitSteps.$inferInsert
type Friction = typeof frictions.$inferInsert
type Ending = 'alone' | 'somebody' | 'nothing'

interface SeedInput {
	now: Date
	/** Between 0 and 1, repeatable. */
	random: () => number
	customerIds: string[]
	/** French articles in the database. */
	articles: { slug: string; title: string; topic: string }[]
	timeZone?: string
}

/** A vote on an article: one per visit. */
export interface FeedbackPlan {
	slug: string
	visitId: string
	solved: boolean
	words: string | null
	at: Date
}

/** A visit that ended with a person, for the conversations and callbacks of the demo to attach to. */
export interface HandoffPlan {
	visitId: string
	customerId: string | null
	subject: string
	lang: 'fr' | 'en'
	askedAt: Date
}

/**
 * Makes five weeks of visits with a daily and a weekly rhythm, in which a few causes tell a story:
 * a question nobody has answered yet, an article that stopped being enough, an operation that
 * failed one evening. Votes are written for the articles that exist.
 */
export async function seedFriction({
	now,
	random,
	customerIds,
	articles,
	timeZone = 'Europe/Paris',
}: SeedInput): Promise<{ feedback: FeedbackPlan[]; handoffs: HandoffPlan[] }> {
	const made = {
		visits: [] as Visit[],
		steps: [] as Step[],
		frictions: [] as Friction[],
		feedback: [] as FeedbackPlan[],
		handoffs: [] as HandoffPlan[],
	}
	const pick = <T>(values: readonly T[]): T => {
		const value = values[Math.floor(random() * values.length)]
		if (value === undefined) throw new Error('nothing to pick from')
		return value
	}
	const titleOf = (slug: string) => articles.find((article) => article.slug === slug)?.title
	const readable = articles.length > 0 ? articles : READ_WELL

	for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
		const day = toCalendarDate(fromDate(now, timeZone)).subtract({ days: daysAgo })
		const midnight = toZoned(day, timeZone).toDate().getTime()
		const weekday = new Date(`${day.toString()}T12:00:00Z`).getUTCDay()
		const cast = castOf(daysAgo, weekday, random)
		const ordinary = Math.round((VISITS_PER_WEEKDAY[weekday] ?? 0) * (0.94 + random() * 0.12)) - cast.length
		for (const cause of cast) {
			const at = new Date(midnight + (cause.hours ? between(cause.hours, random) : hourOf(random)) * 60 * MINUTE_MS)
			if (at <= now) failing(cause, at)
		}
		for (let n = 0; n < ordinary; n++) {
			const at = new Date(midnight + hourOf(random) * 60 * MINUTE_MS)
			if (at <= now) succeeding(at)
		}
	}

	await transaction(async () => {
		await insertAll(visits, made.visits)
		await insertAll(visitSteps, made.steps)
		await insertAll(frictions, made.frictions)
		await insertAll(causeHandlings, handlings(now))
		await writeFeedback(made.feedback)
	})
	return { feedback: made.feedback, handoffs: made.handoffs }

	function begin(at: Date, lang: 'fr' | 'en'): Visit {
		const customerId = customerIds.length > 0 && random() < BY_CUSTOMER ? pick(customerIds) : null
		const visit: Visit = { id: identifier(random), customerId, lang, startedAt: at, lastAt: at, ending: 'alone' }
		made.visits.push(visit)
		return visit
	}

	/** Somebody meets a cause, sometimes after looking around, and goes on or gives up. */
	function failing(cause: SeededCause, startedAt: Date) {
		const visit = begin(startedAt, cause.lang ?? 'fr')
		let at = startedAt.getTime()
		const later = (minutes: number) => new Date((at += Math.round((0.3 + random()) * minutes * MINUTE_MS)))
		const step = (kind: Step['kind'], label: string, failed = false, href: string | null = null) => {
			const moment = later(1.5)
			made.steps.push({ id: identifier(random), visitId: visit.id, kind, label, failed, href, at: moment })
			return moment
		}
		const title = (cause.slug && titleOf(cause.slug)) || cause.label
		const path = cause.slug ? `/articles/${cause.slug}` : (cause.path ?? null)
		const label = cause.formulations ? pick(cause.formulations) : title
		const words = cause.words && random() < (cause.wordsShare ?? 0.3) ? pick(cause.words) : null

		if (cause.before && random() < 0.7) step('search', pick(cause.before), false, '/search')
		const failedAt = new Date(step(cause.step, label, true, cause.step === 'page' ? null : path))
		made.frictions.push({
			...{
				id: identifier(random),
				visitId: visit.id,
				customerId: visit.customerId,
				kind: cause.kind,
				causeKey: cause.causeKey,
			},
			...{
				label,
				words,
				path,
				lang: visit.lang,
				at: failedAt,
				keepUntil: new Date(failedAt.getTime() + KEEP_DAYS * DAY_MS),
			},
		})
		if (cause.slug) made.feedback.push({ slug: cause.slug, visitId: visit.id, solved: false, words, at: failedAt })

		const ending = endingFrom(cause.endings, random())
		if (ending === 'alone') step('article', pick(readable).title)
		if (ending === 'somebody') handOff(visit, label, later(2))
		conclude(visit, ending, at)
	}

	function succeeding(startedAt: Date) {
		const visit = begin(startedAt, random() < ENGLISH ? 'en' : 'fr')
		const chance = random()
		let at = startedAt.getTime()
		const step = (kind: Step['kind'], label: string, href: string | null) => {
			at += Math.round((0.4 + random() * 2) * MINUTE_MS)
			made.steps.push({ id: identifier(random), visitId: visit.id, kind, label, failed: false, href, at: new Date(at) })
		}
		const article = pick(readable)
		if (random() < 0.6) step('search', pick(UNRELATED_SEARCHES), '/search')
		if (chance < 0.62) {
			step('article', article.title, `/articles/${article.slug}`)
			if (random() < 0.22) {
				step('answer', article.title, `/articles/${article.slug}`)
				made.feedback.push({
					slug: article.slug,
					visitId: visit.id,
					solved: random() < HELPFUL,
					words: null,
					at: new Date(at),
				})
			}
		} else step('action', pick(SOLO_ACTIONS), '/compte')
		const somebody = random() < 0.085
		if (somebody) handOff(visit, article.title, new Date((at += 2 * MINUTE_MS)), `/articles/${article.slug}`)
		conclude(visit, somebody ? 'somebody' : 'alone', at)
	}

	function handOff(visit: Visit, subject: string, askedAt: Date, from?: string) {
		made.handoffs.push({ visitId: visit.id, customerId: visit.customerId ?? null, subject, lang: visit.lang, askedAt })
		if (from && random() < 0.3)
			made.frictions.push({
				...{
					id: identifier(random),
					visitId: visit.id,
					customerId: visit.customerId,
					kind: 'handoff-asked',
					causeKey: `handoff-asked:${from}`,
				},
				...{
					label: subject,
					words: null,
					path: from,
					lang: visit.lang,
					at: askedAt,
					keepUntil: new Date(askedAt.getTime() + KEEP_DAYS * DAY_MS),
				},
			})
	}

	function conclude(visit: Visit, ending: Ending, lastAt: number) {
		visit.lastAt = new Date(Math.min(lastAt, now.getTime()))
		visit.ending = lastAt > now.getTime() - 30 * MINUTE_MS ? null : ending
	}
}

/** Who meets which cause on a day: the recent rate for the last seven days, the earlier one before. */
function castOf(daysAgo: number, weekday: number, random: () => number): SeededCause[] {
	const cast: SeededCause[] = []
	for (const cause of CAUSES) {
		if (cause.onlyDaysAgo !== undefined && cause.onlyDaysAgo !== daysAgo) continue
		if (cause.weekday !== undefined && cause.weekday !== weekday) continue
		const aWeek = daysAgo < 7 ? cause.lastWeek : cause.weeksBefore
		const aDay = cause.onlyDaysAgo !== undefined || cause.weekday !== undefined ? aWeek : aWeek / 7
		const times = cause.onlyDaysAgo === undefined ? onADay(aDay, daysAgo, cause, random) : aDay
		for (let n = 0; n < times; n++) cast.push(cause)
	}
	return cast
}

/** What the demo's supervisor did already. */
function handlings(now: Date): (typeof causeHandlings.$inferInsert)[] {
	return CAUSES.flatMap((cause) =>
		(cause.handled ?? []).map(({ daysAgo, ...act }) => ({
			...{ causeKey: cause.causeKey, ...act, actorId: 'seed', at: new Date(now.getTime() - daysAgo * DAY_MS) },
		})),
	)
}

/** Votes on articles that exist; the last vote of a visit counts. */
async function writeFeedback(plan: FeedbackPlan[]): Promise<void> {
	const known = await db
		.select({ id: articleRows.id, slug: articleRows.slug })
		.from(articleRows)
		.where(and(eq(articleRows.lang, 'fr'), eq(articleRows.state, 'published')))
	const ids = new Map(known.map(({ slug, id }) => [slug, id]))
	const rows = plan.flatMap(({ slug, ...vote }) => {
		const articleId = ids.get(slug)
		return articleId ? [{ articleId, ...vote, reason: vote.solved ? null : 'still-stuck' }] : []
	})
	await insertAll(articleFeedback, rows)
}

async function insertAll<
	T extends typeof visits | typeof visitSteps | typeof frictions | typeof causeHandlings | typeof articleFeedback,
>(table: T, rows: T['$inferInsert'][]): Promise<void> {
	for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
		await db.insert(table).values(rows.slice(from, from + ROWS_A_STATEMENT) as never)
}

function endingFrom([alone, somebody]: readonly [alone: number, somebody: number], chance: number): Ending {
	if (chance < alone) return 'alone'
	return chance < alone + somebody ? 'somebody' : 'nothing'
}

/** Hour of the day with its fraction, by the rhythm of the day. */
function hourOf(random: () => number): number {
	let rest = random() * HOURS.reduce((sum, weight) => sum + weight, 0)
	const hour = HOURS.findIndex((weight) => (rest -= weight) < 0)
	return Math.max(0, hour) + random()
}

/** By chance around the mean; where the story is that the number moves, near the mean and moving with the weekday. */
function onADay(mean: number, daysAgo: number, { lastWeek, weeksBefore }: SeededCause, random: () => number): number {
	const moves = Math.abs(lastWeek - weeksBefore) > 0.25 * Math.max(lastWeek, weeksBefore)
	if (!moves) return poisson(mean, random)
	const swing = mean >= 3 ? ([1, -1, 2, 0, -2, 1, -1][daysAgo % 7] ?? 0) : 0
	return Math.floor(mean + swing) + (random() < mean % 1 ? 1 : 0)
}

/** How often something rare happens in a day when it happens `mean` times on average (Knuth). */
function poisson(mean: number, random: () => number): number {
	const enough = Math.exp(-mean)
	let times = 0
	for (let left = random(); left > enough; left *= random()) times++
	return times
}

function between([from, to]: readonly [number, number], random: () => number): number {
	return from + random() * (to - from)
}

/** A version 4 UUID from the seed's own chance, so that the same seed makes the same demo. */
function identifier(random: () => number): string {
	const hex = () =>
		Math.floor(random() * 0x10000)
			.toString(16)
			.padStart(4, '0')
	return `${hex()}${hex()}-${hex()}-4${hex().slice(1)}-8${hex().slice(1)}-${hex()}${hex()}${hex()}`
}
