import type { EffortScore } from '~/handoff/effort-scores.server'
import { formatNumber, formatShare } from '~/i18n/format'
import { satisfactionMessages } from '~/i18n/satisfaction'
import { useLang, useMessages } from '~/i18n/use-messages'

/** Scores of groups, each with how many answered and its interval. */
export function ScoreTable({ heading, rows }: { heading: string; rows: (EffortScore & { name: string })[] }) {
	const t = useMessages(satisfactionMessages)
	const lang = useLang()
	return (
		<table className="table mt-4">
			<thead>
				<tr>
					<th scope="col">{heading}</th>
					<th scope="col" className="d">
						{t.table.answers}
					</th>
					<th scope="col" className="d">
						{t.table.easy}
					</th>
					<th scope="col" className="d max-sm:hidden">
						{t.table.mean}
					</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(({ name, n, share, interval, mean }) => (
					<tr key={name}>
						<th scope="row">{name}</th>
						<td className="d num">{formatNumber(lang, n)}</td>
						<td className="d num">
							{share === null || !interval ? (
								<span className="text-ink-2">{t.notSignificant}</span>
							) : (
								<>
									{formatShare(lang, share)}
									<span className="block text-ink-2 text-mini">
										{t.between(formatShare(lang, interval.low), formatShare(lang, interval.high))}
									</span>
								</>
							)}
						</td>
						<td className="d num max-sm:hidden">{mean === null ? '–' : formatNumber(lang, mean)}</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
