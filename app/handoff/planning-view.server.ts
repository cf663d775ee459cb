import { parseDate, parseDateTime, toZoned } from '@internationalized/date'
import { formatShortDate, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { planningMessages } from '~/i18n/planning'
import { settings } from '~/settings/settings.server'
import { listClosures, listMovedByUs, type MoveCause } from './rebooking.server'
import { plannedAdvisors } from './roster.server'

const MOVED_SINCE_MS = 14 * 86_400_000

/** The planning as a supervisor reads it, in words. */
export async function planningView(lang: Lang, now = new Date()) {
	const t = messagesIn(planningMessages, lang)
	const { timeZone, reasons, teams } = settings()
	const said = (at: Date) => `${formatShortDate(lang, at, timeZone)}, ${formatTime(lang, at, timeZone)}`
	const saidLocal = (local: string) =>
		local.length === 10
			? formatShortDate(lang, toZoned(parseDate(local), timeZone).toDate(), timeZone)
			: said(toZoned(parseDateTime(local), timeZone).toDate())
	const [closures, advisors, moved] = await Promise.all([
		listClosures(now),
		plannedAdvisors(now),
		listMovedByUs(new Date(now.getTime() - MOVED_SINCE_MS)),
	])
	return {
		closures: closures.map(({ id, from, to, reasonFr, reasonEn }) => ({
			id,
			when: t.interval(saidLocal(from), saidLocal(to)),
			reason: lang === 'fr' ? reasonFr : reasonEn,
		})),
		absences: advisors.flatMap(({ name, absences }) =>
			absences.map(({ id, from, to }) => ({ id, name, when: t.interval(said(from), said(to)) })),
		),
		advisors: advisors.map(({ id, name, team, shifts, reasons: answers, languages }) => ({
			...{ id, name },
			/** Where the team is. */
			team: teams.find((one) => one.id === team)?.city ?? team,
			isAlways: shifts === null,
			days: Array.from({ length: 7 }, (_, n) =>
				(shifts ?? [])
					.filter(({ weekday }) => weekday === n + 1)
					.map(({ from, to }) => `${from}-${to}`)
					.join(', '),
			),
			reasons: [...(answers ?? [])],
			languages: [...(languages ?? [])],
		})),
		reasons: reasons.map((reason) => ({ id: reason.id, label: reason[lang] })),
		moved: moved.map(({ callback, detail, at }) => ({
			id: callback.id,
			reference: callback.reference,
			cause: t.moved.causes[detail?.cause as MoveCause],
			at: said(at),
			line: t.moved.line(
				said(new Date(String(detail?.from))),
				typeof detail?.to === 'string' ? said(new Date(detail.to)) : null,
			),
		})),
	}
}
