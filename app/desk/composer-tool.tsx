import type { LucideIcon } from 'lucide-react'
import { type ComposerPanel, useComposer } from './use-composer'

/** A button under the field that opens a panel above it. */
export function ComposerTool({ panel, icon: Icon, label }: { panel: ComposerPanel; icon: LucideIcon; label: string }) {
	const { panel: opened, open } = useComposer()
	return (
		<button
			type="button"
			className="btn btn-quiet btn-icon"
			aria-label={label}
			title={label}
			data-desk={panel}
			aria-expanded={opened === panel}
			onClick={() => open(opened === panel ? null : panel)}
		>
			<Icon className="icon" aria-hidden="true" />
		</button>
	)
}
