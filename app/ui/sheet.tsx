import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'

/**
 * A panel over the page on the native dialog: the background is inert, Esc closes,
 * focus returns to what opened it.
 */
export function Sheet({
	open,
	onClose,
	title,
	closeLabel,
	children,
}: {
	open: boolean
	onClose: () => void
	title: string
	closeLabel: string
	children: ReactNode
}) {
	const dialog = useRef<HTMLDialogElement>(null)
	const titleId = useId()
	useEffect(() => {
		if (open && !dialog.current?.open) dialog.current?.showModal()
		if (!open) dialog.current?.close()
	}, [open])
	return (
		<dialog
			ref={dialog}
			onClose={onClose}
			aria-labelledby={titleId}
			className="m-0 ml-auto h-dvh max-h-none w-full max-w-[41rem] bg-paper p-0 text-ink backdrop:bg-[var(--scrim)]"
		>
			<div className="sticky top-0 flex items-center justify-between gap-4 border-b border-line bg-surface px-5 py-3">
				<h2 id={titleId} className="text-h3">
					{title}
				</h2>
				<button type="button" className="btn btn-quiet btn-icon" aria-label={closeLabel} onClick={onClose}>
					<X className="icon" aria-hidden="true" />
				</button>
			</div>
			<div className="p-5">{children}</div>
		</dialog>
	)
}
