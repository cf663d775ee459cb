import { parseDate, toZoned } from '@internationalized/date'
import { countFollowUps, listFollowUps } from '~/handoff/effort-follow-ups.server'
import { effortScores, effortWords } from '~/handoff/effort-scores.server'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { dayIn } from './period'

/** Questions put are known for thirty days, so that answers can be compared with them. */
const DAYS = 28
const WORDS_AT_MOST = 30

/** What customers answered, and who is to be written to, for the supervisor. */
export async function readSatisfaction(lang: Lang, now: Date) {
	const { timeZone, reasons } = settings()
	const first = parseDate(dayIn(timeZone, now)).subtract({ days: DAYS - 1 })
	const from = { day: first.toString(), at: toZoned(first, timeZone).toDate() }
	const [scores, words, waiting, contacted] = await Promise.all([
		effortScores(from),
		effortWords(from.day, WORDS_AT_MOST),
		listFollowUps(),
		countFollowUps(from.at),
	])
	const nameOf = (id: string) => reasons.find((reason) => reason.id === id)?.[lang] ?? id
	return {
		...scores,
		days: DAYS,
		reasons: scores.reasons.map((score) => ({ ...score, name: nameOf(score.name) })),
		words: words.map(({ reason, ...one }) => ({ ...one, reason: nameOf(reason) })),
		waiting: waiting.map((one) => ({ ...one, isLate: one.dueAt < now })),
		contacted,
	}
}
