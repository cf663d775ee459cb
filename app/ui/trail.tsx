import type { ReactNode } from 'react'

export interface TrailStep {
	id: string
	label: ReactNode
	failed?: boolean
	done?: boolean
	href?: string | null
	/** Shown to staff. */
	time?: string
	/** Beside the step: a way to remove it. */
	aside?: ReactNode
}

/** Le fil: what the person did, in order, always ending with somebody when `end` is given. */
export function Trail({ steps, end, label }: { steps: TrailStep[]; end?: ReactNode; label?: string }) {
	return (
		<ol className="trail" aria-label={label}>
			{steps.map((step) => (
				<li key={step.id} className={step.failed ? 'trail-fail' : step.done ? 'trail-done' : undefined}>
					<div className={step.aside ? 'flex items-start justify-between gap-3' : undefined}>
						<span>
							{step.href ? <a href={step.href}>{step.label}</a> : step.label}
							{step.time && <span className="num ml-1.5 text-ink-2">{step.time}</span>}
						</span>
						{step.aside}
					</div>
				</li>
			))}
			{end && <li className="trail-human">{end}</li>}
		</ol>
	)
}
