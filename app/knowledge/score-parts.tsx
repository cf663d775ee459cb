import { formatNumber, formatShare } from '~/i18n/format'
import { searchMessages } from '~/i18n/search'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'

export interface ScorePart {
	kind: string
	points: number
	words?: { asked: string; term: string; trust: number; points: number; fields: ('title' | 'keywords')[] }[]
}

const DECIMALS = 2

/** Above results that are explained to an editor. */
export function WhyThisOrder({ back }: { back: string }) {
	const t = useMessages(searchMessages).explain
	return (
		<div className="mt-5">
			<Notice>
				<strong>{t.title}</strong> {t.lead} <a href={back}>{t.leave}</a>
			</Notice>
		</div>
	)
}

/** What one result's place is made of, the weightiest first. */
export function ScoreParts({ score, parts }: { score: number; parts: ScorePart[] }) {
	const t = useMessages(searchMessages).explain
	const lang = useLang()
	const sorted = [...parts].sort((a, b) => b.points - a.points)
	return (
		<table className="table relative mt-3 text-meta">
			<tbody>
				{sorted.map(({ kind, points, words }) => (
					<tr key={kind}>
						<th scope="row">
							{t.kinds[kind] ?? t.other}
							{words?.map(({ asked, term, trust, points: own, fields }) => (
								<span key={`${asked} ${term}`} className="block font-normal text-ink-2">
									{[
										t.word(asked, term),
										trust < 1 && t.believed(formatShare(lang, trust)),
										...fields.map((field) => t.fields[field]),
										formatNumber(lang, own, DECIMALS),
									]
										.filter(Boolean)
										.join(' · ')}
								</span>
							))}
						</th>
						<td className="d">{formatNumber(lang, points, DECIMALS)}</td>
					</tr>
				))}
			</tbody>
			<tfoot>
				<tr>
					<th scope="row">{t.total}</th>
					<td className="d">{t.score(formatNumber(lang, score, DECIMALS))}</td>
				</tr>
			</tfoot>
		</table>
	)
}
