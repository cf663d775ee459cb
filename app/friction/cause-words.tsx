import { formatShortDate, formatTime } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Empty } from '~/ui/empty'

interface Words {
	id: string
	visitId: string
	words: string | null
	label: string
	at: Date
}

/** What people wrote about a cause, one by one and unabridged; the wording searched for stands beside it. */
export function CauseWords({ words, causeLabel }: { words: Words[]; causeLabel: string }) {
	const t = useMessages(insightsMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section id="mots" aria-labelledby="mots-titre" className="mt-9">
			<h2 id="mots-titre" className="text-h2">
				{t.cause.words}
			</h2>
			{words.length === 0 ? (
				<Empty>{t.cause.noWords}</Empty>
			) : (
				<ul className="mt-3 grid gap-4">
					{words.map((entry) => (
						<li key={entry.id}>
							<blockquote className="border-l-[3px] border-line-strong pl-3">{entry.words}</blockquote>
							<p className="mt-1 pl-3.5 text-mini text-ink-2">
								{formatShortDate(lang, entry.at, timeZone)}, {formatTime(lang, entry.at, timeZone)}
								{entry.label !== causeLabel && <> · {entry.label}</>} ·{' '}
								<a href={`/frictions/visits/${entry.visitId}`}>{t.cause.readThread}</a>
							</p>
						</li>
					))}
				</ul>
			)}
		</section>
	)
}
