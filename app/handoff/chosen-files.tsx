import { Paperclip, X } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useCallback, useState } from 'react'
import { deliveryMessages } from '~/i18n/delivery'
import { useMessages } from '~/i18n/use-messages'
import { type FileRefusal, LARGEST_FILE, MOST_FILES } from './file-kinds'

/**
 * Files chosen for the next message, by the field, by pasting or by dropping them: they add up, each
 * can be taken away again, and what could not be sent is said before anything leaves.
 */
export function useChosenFiles() {
	const [files, setFiles] = useState<File[]>([])
	const [refused, setRefused] = useState<{ reason: FileRefusal; name: string } | null>(null)

	const add = useCallback(
		(more: Iterable<File>) => {
			const wanted = [...more]
			const fitting = wanted.filter(({ size }) => size <= LARGEST_FILE)
			const large = wanted.find(({ size }) => size > LARGEST_FILE)
			const all = [...files, ...fitting]
			setFiles(all.slice(0, MOST_FILES))
			setRefused(
				large
					? { reason: 'file-large', name: large.name }
					: all.length > MOST_FILES
						? { reason: 'files-many', name: '' }
						: null,
			)
		},
		[files],
	)
	const remove = useCallback((at: number) => {
		setFiles((before) => before.filter((_, place) => place !== at))
		setRefused(null)
	}, [])
	const clear = useCallback(() => {
		setFiles([])
		setRefused(null)
	}, [])
	const onPaste = (event: ClipboardEvent) => {
		if (event.clipboardData.files.length === 0) return
		event.preventDefault()
		add(event.clipboardData.files)
	}
	const onDragOver = (event: DragEvent) => {
		if (event.dataTransfer.types.includes('Files')) event.preventDefault()
	}
	const onDrop = (event: DragEvent) => {
		if (event.dataTransfer.files.length === 0) return
		event.preventDefault()
		add(event.dataTransfer.files)
	}
	return { files, refused, add, remove, clear, receives: { onPaste, onDragOver, onDrop } }
}

/** What goes with the next message, by name; said when it changes. */
export function ChosenFiles({
	files,
	refused,
	remove,
}: Pick<ReturnType<typeof useChosenFiles>, 'files' | 'refused' | 'remove'>) {
	const { files: t } = useMessages(deliveryMessages)
	return (
		<div aria-live="polite">
			{files.length > 0 && (
				<ul aria-label={t.chosen} className="mt-2 flex flex-wrap gap-2 text-small">
					{files.map((file, at) => (
						<li
							key={`${file.name} ${file.size} ${file.lastModified}`}
							className="flex min-w-0 max-w-full items-center gap-1 rounded-1 border border-line bg-surface pl-2"
						>
							<Paperclip className="icon shrink-0" aria-hidden="true" />
							<span className="truncate">{file.name}</span>
							<button
								type="button"
								className="btn btn-quiet btn-icon shrink-0"
								aria-label={t.take(file.name)}
								onClick={() => remove(at)}
							>
								<X className="icon" aria-hidden="true" />
							</button>
						</li>
					))}
				</ul>
			)}
			{refused && (
				<p className="mt-2 text-danger text-small">
					{refused.name && <strong className="break-words">{t.named(refused.name)} </strong>}
					{t.problem[refused.reason]}
				</p>
			)}
		</div>
	)
}
