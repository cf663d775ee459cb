import { formatTime } from '~/i18n/format'
import { frictionMessages } from '~/i18n/friction'
import { insightsMessages } from '~/i18n/insights'
import { typography } from '~/i18n/typography'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import type { ThreadEntry } from './thread.server'

/** A visit from its first step to what followed; a window stands for a person. */
export function ThreadTrail({ entries }: { entries: ThreadEntry[] }) {
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<ol className="trail">
			{entries.map((entry) => (
				<li key={entry.id} className={classOf(entry)}>
					<Entry entry={entry} time={formatTime(lang, entry.at, timeZone)} />
				</li>
			))}
		</ol>
	)
}

function Entry({ entry, time }: { entry: ThreadEntry; time: string }) {
	const when = <span className="num ml-1.5 whitespace-nowrap text-ink-2">{time}</span>
	const t = useMessages(insightsMessages).thread
	const { kinds } = useMessages(frictionMessages)
	if (entry.what === 'step')
		return (
			<>
				<span className="text-ink-2">
					{t.steps[entry.kind as keyof typeof t.steps] ?? entry.kind}
					{t.colon}
				</span>
				{entry.href?.startsWith('/') ? <a href={entry.href}>{typography(entry.label)}</a> : typography(entry.label)}{' '}
				{when}
			</>
		)
	if (entry.what === 'friction')
		return (
			<>
				<a href={`/frictions/${encodeURIComponent(entry.causeKey)}`} className="font-semibold text-danger">
					{kinds[entry.kind].name}
				</a>
				{t.colon}
				{typography(entry.label)} {when}
				{entry.words && entry.words !== entry.label && (
					<q className="mt-1 block border-l-[3px] border-line-strong pl-3">{entry.words}</q>
				)}
			</>
		)
	const outcome =
		entry.outcome === 'somebody'
			? entry.advisor
				? t.outcomes.somebody(entry.advisor)
				: t.outcomes.someone
			: t.outcomes[entry.outcome]
	return (
		<>
			<span className="font-semibold">{t.handoffs[entry.channel]}</span>
			{t.colon}
			{typography(entry.subject)} {when}
			<span className="block text-ink-2">
				{outcome}, {t.reference(entry.reference)}
			</span>
		</>
	)
}

function classOf(entry: ThreadEntry): string {
	if (entry.what === 'handoff') return 'trail-human'
	return entry.what === 'friction' || entry.failed ? 'trail-fail' : 'trail-done'
}
