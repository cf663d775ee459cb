import { formatDate } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import type { HandlingRow } from './handling.server'

/** Who did what about a cause, the latest first. */
export function CauseHistory({ handlings }: { handlings: HandlingRow[] }) {
	const t = useMessages(insightsMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	if (handlings.length === 0) return <p className="mt-2 text-ink-2">{t.cause.nothingDone}</p>
	return (
		<ol className="mt-3 grid gap-3">
			{handlings.map(({ id, kind, note, actorName, at }) => {
				const date = formatDate(lang, at, timeZone)
				return (
					<li key={id} className="border-l-[3px] border-line-strong pl-3">
						{kind === 'reopened' ? (
							<p className="font-semibold text-danger">{t.cause.returned(Number(note), date)}</p>
						) : (
							<>
								<p className="font-semibold">{t.handle.kinds[kind]}</p>
								<p>{note}</p>
								<p className="text-mini text-ink-2">{t.cause.by(actorName, date)}</p>
							</>
						)}
					</li>
				)
			})}
		</ol>
	)
}
