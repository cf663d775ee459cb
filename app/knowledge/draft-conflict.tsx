import { studioMessages } from '~/i18n/studio'
import { useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'
import type { DraftConflict } from './draft-merge'

/** Both texts of each place that two people changed; the own one stands until the other is taken. */
export function DraftConflicts({
	name,
	conflicts,
	onTheirs,
}: {
	name: string
	conflicts: DraftConflict[]
	/** Absent without scripts: then it is copied by hand. */
	onTheirs?: (conflict: DraftConflict) => void
}) {
	const t = useMessages(studioMessages).conflict
	return (
		<Notice tone="warn" live>
			<p className="font-semibold">{t.title(name)}</p>
			<p className="mt-1">{t.lead}</p>
			<ul className="mt-3 grid gap-4">
				{conflicts.map((conflict) => (
					<li key={`${conflict.field} ${conflict.mine} ${conflict.theirs}`}>
						<p className="text-small font-semibold">{t.fields[conflict.field]}</p>
						<div className="mt-1 grid gap-3 md:grid-cols-2">
							<div>
								<p className="text-mini text-ink-2">{t.mine}</p>
								<p className="card p-3 whitespace-pre-wrap">{conflict.mine}</p>
							</div>
							<div>
								<p className="text-mini text-ink-2">{t.theirs(name)}</p>
								<p className="card p-3 whitespace-pre-wrap">{conflict.theirs}</p>
								{onTheirs && (
									<button type="button" className="btn btn-outline btn-s mt-2" onClick={() => onTheirs(conflict)}>
										{t.takeTheirs}
									</button>
								)}
							</div>
						</div>
					</li>
				))}
			</ul>
		</Notice>
	)
}
