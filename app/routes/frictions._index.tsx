import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { Download } from 'lucide-react'
import { useRef } from 'react'
import { requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { callbackHealth } from '~/friction/callback-board.server'
import { CallbackLines } from '~/friction/callback-lines'
import { CauseCard } from '~/friction/cause-card'
import { DaysChart } from '~/friction/days-chart'
import { FilterForm } from '~/friction/filter-form'
import { filterFrom, queryOf } from '~/friction/filters'
import { HelpOfferLines } from '~/friction/help-offer-lines'
import { type BoardFacts, LiveBoardPanel } from '~/friction/live-board-panel'
import { readBoard, readRanking } from '~/friction/supervisor-page.server'
import { countHelpOffers } from '~/handoff/help-offers.server'
import { formatNumber } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { messagesIn } from '~/i18n/messages'
import { satisfactionMessages } from '~/i18n/satisfaction'
import { useLang, useMessages } from '~/i18n/use-messages'
import { useStream } from '~/realtime/use-stream'
import { settings } from '~/settings/settings.server'
import { Empty } from '~/ui/empty'

export const handle = { surface: 'staff', nav: 'frictions', dock: false }

const SHOWN = 20
/** A busy desk says many things a second; the board is read at most this often. */
const BOARD_EVERY_MS = 2_000
/** Offers of help are few: a week says little of them. */
const HELP_DAYS = 28

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const now = new Date()
	const shown = filterFrom(new URL(request.url).searchParams)
	const [ranking, board, { kept, stopped, differences }, help] = await Promise.all([
		readRanking(shown, SHOWN, now),
		readBoard(person.lang, now),
		callbackHealth(now),
		countHelpOffers(new Date(now.getTime() - HELP_DAYS * 86_400_000)),
	])
	return {
		callbacks: { ...kept, stopped: stopped.length + differences.open.length },
		help: { days: HELP_DAYS, ...help },
		...{ shown, board, ...ranking },
		mayHandle: may(person.role, 'insights.handle'),
		title: `${messagesIn(insightsMessages, person.lang).title} · ${settings().brand.name}`,
	}
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Frictions() {
	const { shown, headline, open, handled, total, board, callbacks, help, mayHandle } = useLoaderData<typeof loader>()
	const t = useMessages(insightsMessages)
	const { entry } = useMessages(satisfactionMessages)
	const lang = useLang()
	const live = useLiveBoard(board)
	const number = (value: number) => formatNumber(lang, value)
	return (
		<div className="mx-auto grid max-w-[80rem] gap-x-10 gap-y-10 px-4 py-7 md:px-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
			<div className="min-w-0">
				<h1 className="text-h1">{t.title}</h1>
				<FilterForm shown={shown} />
				{headline.visits === 0 ? (
					<Empty>{t.finding.empty}</Empty>
				) : (
					<>
						<p className="mt-4 max-w-[46rem] text-body">
							{t.finding.onVisits(number(headline.visits), headline.visits)}
							{t.finding.settled(number(headline.alone), headline.alone, number(headline.somebody))}
							<b className="text-[var(--chart-3)]">{t.finding.nothing(number(headline.nothing), headline.nothing)}</b>
						</p>
						<DaysChart columns={headline.columns} weekly={shown.days > 28} />
					</>
				)}
				<section aria-labelledby="rang" className="mt-9">
					<div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
						<h2 id="rang" className="text-h2">
							{t.ranking.title}
						</h2>
						<a href={`/frictions/export.csv${queryOf(shown)}`} className="btn btn-quiet" download>
							<Download className="icon" aria-hidden="true" /> {t.ranking.export}
						</a>
					</div>
					<p className="mt-1 text-ink-2">{t.ranking.lead}</p>
					{open.length === 0 ? (
						<Empty>{t.ranking.empty}</Empty>
					) : (
						<ol className="mt-3 border-t-[1.5px] border-stroke">
							{open.map((cause) => (
								<CauseCard key={cause.causeKey} cause={cause} mayHandle={mayHandle} />
							))}
						</ol>
					)}
					{total > SHOWN && <p className="mt-3 text-ink-2">{t.ranking.more(SHOWN, total)}</p>}
					<details className="mt-4 max-w-[46rem]">
						<summary className="underline">{t.trend.details}</summary>
						<p className="mt-2 text-ink-2">{t.finding.howCounted}</p>
						<p className="mt-2 text-ink-2">{t.trend.method}</p>
					</details>
				</section>
				{handled.length > 0 && (
					<section aria-labelledby="traite" className="mt-10">
						<h2 id="traite" className="text-h2">
							{t.ranking.handledTitle}
						</h2>
						<p className="mt-1 text-ink-2">{t.ranking.handledLead}</p>
						<ol className="mt-3 border-t-[1.5px] border-stroke">
							{handled.map((cause) => (
								<CauseCard key={cause.causeKey} cause={cause} mayHandle={mayHandle} />
							))}
						</ol>
					</section>
				)}
			</div>
			<aside className="grid content-start gap-7 lg:pt-2">
				<LiveBoardPanel {...live} />
				<CallbackLines {...callbacks} />
				<HelpOfferLines {...help} />
				<p>
					<a href="/frictions/satisfaction">{entry}</a>
				</p>
			</aside>
		</div>
	)
}

/** The board as the page was made, then as the desk's events say it changed. */
function useLiveBoard(initial: BoardFacts): BoardFacts {
	const fetcher = useFetcher<BoardFacts>()
	const waiting = useRef(false)
	useStream(['desk', 'availability'], () => {
		if (waiting.current) return
		waiting.current = true
		setTimeout(() => {
			waiting.current = false
			fetcher.load('/frictions/direct')
		}, BOARD_EVERY_MS)
	})
	return fetcher.data ?? initial
}
