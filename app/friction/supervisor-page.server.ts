import { availability } from '~/handoff/availability.server'
import { liveBoard } from '~/handoff/live-board.server'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import type { ShownCause } from './cause-card'
import { countWords } from './cause-meetings.server'
import { causePath, type ShownFilter } from './filters'
import { headline } from './headline.server'
import type { Filter } from './insight-filter.server'
import { type Cause, rankedCauses } from './insights.server'
import type { BoardFacts } from './live-board-panel'
import { periodOf } from './period'

/** Enough to fill the list once handled causes are taken out of it. */
const RANKED_AT_MOST = 60
const HANDLED_AT_MOST = 10

/** The period, kind and language an address asks for, as what the insights are asked for. */
export function filterOf({ days, kind, lang }: ShownFilter, now: Date): Filter {
	return { period: periodOf(days, now, settings().timeZone), kind, lang }
}

/** The finding and the list: open causes ranked among themselves, handled ones apart. */
export async function readRanking(shown: ShownFilter, limit: number, now: Date) {
	const filter = filterOf(shown, now)
	const [found, { causes, total }] = await Promise.all([headline(filter), rankedCauses(filter, RANKED_AT_MOST)])
	const words = await countWords(
		causes.map(({ causeKey }) => causeKey),
		filter,
	)
	const card = (cause: Cause, index: number): ShownCause => {
		const { handlings, ...rest } = cause
		const takenBy = cause.state === 'taken' ? (handlings[0]?.actorName ?? null) : null
		return {
			...rest,
			rank: index + 1,
			takenBy,
			wordCount: words.get(cause.causeKey) ?? 0,
			href: causePath(cause.causeKey, shown),
		}
	}
	const isHandled = ({ state }: Cause) => state === 'handled'
	const handled = causes.filter(isHandled).slice(0, HANDLED_AT_MOST).map(card)
	const open = causes.filter((cause) => !isHandled(cause))
	return {
		headline: found,
		open: open.slice(0, limit).map(card),
		handled,
		total: total - (causes.length - open.length),
	}
}

/** What happens at this instant, ready to be drawn. */
export async function readBoard(lang: Lang, now: Date): Promise<BoardFacts> {
	const [state, { waiting, atRisk, ...counts }] = await Promise.all([availability(), liveBoard(now)])
	return {
		at: now.toISOString(),
		open: state.open || state.reason === 'queue-full',
		expectedWaitSeconds: state.chat.expectedWaitSeconds,
		reasonNames: Object.fromEntries(settings().reasons.map((reason) => [reason.id, reason[lang]])),
		board: {
			...counts,
			waiting: { ...waiting, oldestAskedAt: waiting.oldestAskedAt?.toISOString() ?? null },
			atRisk: atRisk.map((promise) => ({ ...promise, dueAt: promise.dueAt.toISOString() })),
		},
	}
}
