import { formatShortDate, formatTime } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Empty } from '~/ui/empty'
import type { Ending } from './record.server'

/** The visits that met a cause, each with what followed and its whole path one link away. */
export function CauseThreads({
	threads,
}: {
	threads: { visitId: string; at: Date; times: number; label: string; ending: Ending | null; kept: boolean }[]
}) {
	const t = useMessages(insightsMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const worded = new Set(threads.map(({ label }) => label)).size > 1
	return (
		<section id="fils" aria-labelledby="fils-titre" className="mt-9">
			<h2 id="fils-titre" className="text-h2">
				{t.cause.threads}
			</h2>
			<p className="mt-1 text-ink-2">{t.cause.threadsLead}</p>
			{threads.length === 0 ? (
				<Empty>{t.cause.noThreads}</Empty>
			) : (
				<table className="table mt-3">
					<thead>
						<tr>
							<th scope="col">{t.cause.when}</th>
							{worded && <th scope="col">{t.cause.asked}</th>}
							<th scope="col">{t.cause.ended}</th>
							<th scope="col">{t.cause.thread}</th>
						</tr>
					</thead>
					<tbody>
						{threads.map(({ visitId, at, label, ending, kept }) => (
							<tr key={visitId}>
								<th scope="row">
									{formatShortDate(lang, at, timeZone)}, {formatTime(lang, at, timeZone)}
								</th>
								{worded && <td>{label}</td>}
								<td>{!kept ? t.cause.gone : ending ? t.cause.endedWith[ending] : t.cause.ongoing}</td>
								<td>
									{kept && (
										<a
											href={`/frictions/visits/${visitId}`}
											aria-label={`${t.cause.readThread}, ${formatShortDate(lang, at, timeZone)}, ${formatTime(lang, at, timeZone)}`}
										>
											{t.cause.readThread}
										</a>
									)}
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	)
}
