import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** A state in a word, with an icon: never colour alone. */
export function Tag({
	tone,
	icon: Icon,
	children,
}: {
	tone?: 'ok' | 'warn' | 'danger' | 'action' | 'human'
	icon?: LucideIcon
	children: ReactNode
}) {
	return (
		<span className={tone ? `tag tag-${tone}` : 'tag'}>
			{Icon && <Icon className="icon" aria-hidden="true" />}
			{children}
		</span>
	)
}
