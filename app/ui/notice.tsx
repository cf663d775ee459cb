import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, danger: CircleAlert }

/** A remark that stands out of the text; `live` also speaks it when it appears. */
export function Notice({
	tone = 'info',
	live,
	children,
}: {
	tone?: keyof typeof ICONS
	live?: boolean
	children: ReactNode
}) {
	const Icon = ICONS[tone]
	return (
		<div className={tone === 'info' ? 'notice' : `notice notice-${tone}`} role={live ? 'status' : undefined}>
			<Icon className="icon" aria-hidden="true" />
			<div className="min-w-0">{children}</div>
		</div>
	)
}
