import { Link } from '@remix-run/react'
import { trainingMessages } from '~/i18n/training'
import { useMessages } from '~/i18n/use-messages'
import { Disc } from '~/ui/disc'
import { initialsOf } from '~/ui/initials'

/** The left column of a practice: the one customer there is, where they stand. */
export function TrainingQueue({
	id,
	step,
	firstName,
	subject,
}: {
	id: string
	step: 'waiting' | 'active' | 'concluded'
	firstName: string
	subject: string
}) {
	const t = useMessages(trainingMessages)
	return (
		<section aria-labelledby="file-exercice">
			<h2 id="file-exercice" className="panel-title px-3">
				{{ waiting: t.waits, active: t.withYou, concluded: t.over }[step]}
			</h2>
			<ul className="mt-1">
				<li className="queue-row" aria-current>
					<Disc initials={initialsOf(firstName)} />
					<div>
						<div>
							<Link to={`/desk/training/${id}`} className="card-link truncate font-semibold">
								{firstName}
							</Link>
							<span className="tag">{t.mark}</span>
						</div>
						<p className="truncate text-mini text-ink-2">{subject}</p>
					</div>
				</li>
			</ul>
		</section>
	)
}
