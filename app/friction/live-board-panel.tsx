import type { LiveBoard } from '~/handoff/live-board.server'
import { formatDay, formatMoney, formatTime, roundWaitMinutes } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'

export interface BoardFacts {
	at: string
	open: boolean
	expectedWaitSeconds: number | null
	reasonNames: Record<string, string>
	board: Omit<LiveBoard, 'waiting' | 'atRisk'> & {
		waiting: { count: number; oldestAskedAt: string | null; byReason: { reason: string; count: number }[] }
		atRisk: { id: string; text: string; dueAt: string; reference: string; late: boolean }[]
	}
}

/** What waits at this instant, and whose window is lit. */
export function LiveBoardPanel({ at, open, expectedWaitSeconds, reasonNames, board }: BoardFacts) {
	const t = useMessages(insightsMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const time = (instant: string) => formatTime(lang, new Date(instant), timeZone)
	const wait = !open
		? t.board.closed
		: expectedWaitSeconds === null
			? t.board.noWait
			: t.board.minutes(roundWaitMinutes(expectedWaitSeconds))
	const { waiting } = board
	return (
		<>
			<section aria-labelledby="direct">
				<div className="flex items-baseline justify-between gap-3">
					<h2 id="direct" className="text-h3">
						{t.board.title}
					</h2>
					<span className="text-mini text-ink-2">
						{formatDay(lang, new Date(at), timeZone).split(/[\s\u00a0]/)[0]}, {time(at)}
					</span>
				</div>
				<dl className="mt-3 border-t-[1.5px] border-stroke">
					<Line name={t.board.waiting} value={String(waiting.count)} />
					<Line name={t.board.wait} value={wait} />
					<Line name={t.board.callbacks} value={String(board.callbacksToday)} />
					<Line name={t.board.messages} value={String(board.messagesWaiting)} />
					<Line name={t.board.promises} value={String(board.promisesToday)} />
				</dl>
				{waiting.oldestAskedAt && (
					<p className="mt-2 text-mini text-ink-2">
						{t.board.oldest(time(waiting.oldestAskedAt))} {t.board.reasons}{' '}
						{waiting.byReason.map(({ reason, count }) => `${reasonNames[reason] ?? reason} ${count}`).join(', ')}.
					</p>
				)}
				{board.accountRefusedSince && (
					<div className="mt-4">
						<Notice tone="danger">
							{t.board.accountRefused(formatTime(lang, new Date(board.accountRefusedSince), timeZone))}
						</Notice>
					</div>
				)}
				{board.stopped.map(({ what, limitCents }) => (
					<div key={what} className="mt-4">
						<Notice tone="danger">{t.board.stopped[what](formatMoney(lang, limitCents, currency))}</Notice>
					</div>
				))}
				<p className="mt-3 text-small">
					<a href="/frictions/blocked-numbers">{t.board.blockedNumbers(board.blockedNumbers)}</a>
				</p>
				<p className="mt-1 text-small">
					<a href="/frictions/reveals">{t.board.reveals}</a>
				</p>
				{board.atRisk.length > 0 && (
					<div className="mt-4 grid gap-3">
						{board.atRisk.map((promise) => (
							<Notice key={promise.id} tone={promise.late ? 'danger' : 'warn'}>
								{(promise.late ? t.board.late : t.board.atRisk)(promise.text, promise.reference, time(promise.dueAt))}
							</Notice>
						))}
					</div>
				)}
			</section>
			<section aria-labelledby="qui">
				<h2 id="qui" className="text-h3">
					{t.board.present}
				</h2>
				{board.cities.length === 0 && <p className="mt-2 text-ink-2">{t.board.nobody}</p>}
				{board.cities.map(({ city, people }) => (
					<div key={city}>
						<h3 className="mt-3 font-body text-mini font-normal tracking-normal text-ink-2">{city}</h3>
						<ul className="mt-1.5 flex flex-wrap gap-3 text-mini">
							{people.map(({ id, firstName, initials, lit }) => (
								<li key={id} className="text-center">
									<PresenceWindow initials={initials} on={lit} />
									<span className={lit ? 'mt-1 block' : 'mt-1 block text-ink-2'}>
										{firstName} {!lit && <span className="block">{t.board.breathing}</span>}
									</span>
								</li>
							))}
						</ul>
					</div>
				))}
				<p className="mt-4 text-mini text-ink-2">{t.board.noDuration}</p>
			</section>
		</>
	)
}

function Line({ name, value }: { name: string; value: string }) {
	return (
		<div className="flex items-baseline justify-between gap-4 border-b border-line py-2.5">
			<dt>{name}</dt>
			<dd className="num font-heading text-h2 font-bold">{value}</dd>
		</div>
	)
}
