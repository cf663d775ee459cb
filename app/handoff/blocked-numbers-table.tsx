import { insightsMessages } from '~/i18n/insights'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'

export interface BlockedLine {
	id: string
	number: string
	reference: string | null
	since: string
	blockedBy: string | null
	/** When it was lifted; `null` while it is in force. */
	liftedAt: string | null
	liftedBy: string | null
}

/** Numbers that are not called, each with the way to allow it again. */
export function BlockedNumbersTable({ lines, mayLift }: { lines: BlockedLine[]; mayLift: boolean }) {
	const t = useMessages(insightsMessages).blocked
	return (
		<table className="table mt-6">
			<thead>
				<tr>
					<th scope="col">{t.number}</th>
					<th scope="col">{t.since}</th>
					<th scope="col">{t.request}</th>
					<th scope="col">{t.state}</th>
				</tr>
			</thead>
			<tbody>
				{lines.map(({ id, number, reference, since, blockedBy, liftedAt, liftedBy }) => (
					<tr key={id}>
						<th scope="row" className="num">
							{number}
						</th>
						<td>
							{since}
							{blockedBy && <span className="block text-mini text-ink-2">{t.by(blockedBy)}</span>}
						</td>
						<td className="font-code">{reference ?? '—'}</td>
						<td>
							{liftedAt !== null && t.lifted(liftedBy ?? '—', liftedAt)}
							{liftedAt === null && mayLift && (
								<form method="post">
									<Button variant="outline" small name="lift" value={id} aria-label={t.liftNamed(number)}>
										{t.lift}
									</Button>
								</form>
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
