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
export function BlockedNumbersList({ lines, mayLift }: { lines: BlockedLine[]; mayLift: boolean }) {
	const t = useMessages(insightsMessages).blocked
	return (
		<ul className="mt-6 border-t-[1.5px] border-stroke">
			{lines.map(({ id, number, reference, since, blockedBy, liftedAt, liftedBy }) => (
				<li key={id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3">
					<div>
						<b className="num">{number}</b>
						<span className="block text-mini text-ink-2">
							{t.since(since)}
							{blockedBy && `, ${t.by(blockedBy)}`}
						</span>
						{reference && (
							<span className="block text-mini text-ink-2">
								{t.request} <span className="font-code">{reference}</span>
							</span>
						)}
						{liftedAt !== null && <span className="block text-mini">{t.lifted(liftedBy ?? '—', liftedAt)}</span>}
					</div>
					{liftedAt === null && mayLift && (
						<form method="post">
							<Button variant="outline" small name="lift" value={id} aria-label={t.liftNamed(number)}>
								{t.lift}
							</Button>
						</form>
					)}
				</li>
			))}
		</ul>
	)
}
