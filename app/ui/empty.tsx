import type { ReactNode } from 'react'

/** Nothing to show: one sentence, at most one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
	return (
		<div className="grid justify-items-start gap-3 py-6 text-ink-2">
			<p>{children}</p>
			{action}
		</div>
	)
}
