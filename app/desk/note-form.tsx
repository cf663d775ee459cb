import { useFetcher } from '@remix-run/react'
import { Lock, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { focusOnOpening, targetOf } from './shortcut-keys'

/** Where a note for colleagues is written; it looks like no message, so that nobody sends it by mistake. */
export function NoteForm({ kind, id, onClose }: { kind: string; id: string; onClose?: () => void }) {
	const t = useMessages(workMessages).notes
	const { Form, state, data } = useFetcher<{ ok: boolean }>()
	const [noteId, setNoteId] = useState('')
	const fieldId = useId()
	const form = useRef<HTMLFormElement>(null)
	const field = useRef<HTMLTextAreaElement>(null)
	const isAPanel = useRef(onClose !== undefined)
	const close = useRef(onClose)
	close.current = onClose
	useEffect(() => {
		setNoteId(crypto.randomUUID())
		if (isAPanel.current) focusOnOpening(field.current)
	}, [])
	useEffect(() => {
		if (state !== 'idle' || !data?.ok) return
		form.current?.reset()
		setNoteId(crypto.randomUUID())
		close.current?.()
		if (isAPanel.current) targetOf('reply')?.focus()
	}, [state, data])
	return (
		<Form
			ref={form}
			method="post"
			action={`/desk/${kind}/${id}/notes`}
			className="mb-3 grid gap-2 rounded-3 border border-line-strong border-dashed bg-human-soft p-3"
		>
			<input type="hidden" name="id" value={noteId} />
			<div className="flex items-center justify-between gap-3">
				<label htmlFor={fieldId} className="font-semibold text-human-ink">
					<Lock className="icon" aria-hidden="true" /> {t.label}
				</label>
				{onClose && (
					<button type="button" className="btn btn-quiet btn-icon" aria-label={t.close} onClick={onClose}>
						<X className="icon" aria-hidden="true" />
					</button>
				)}
			</div>
			<textarea
				ref={field}
				id={fieldId}
				name="body"
				rows={2}
				required
				maxLength={2_000}
				className="control"
				aria-describedby={`${fieldId}-hint`}
				data-desk="note-field"
				onKeyDown={(event) => {
					if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit()
					if (event.key === 'Escape' && onClose) {
						onClose()
						targetOf('reply')?.focus()
						event.preventDefault()
					}
				}}
			/>
			<div className="flex flex-wrap items-center justify-between gap-3">
				<p id={`${fieldId}-hint`} className="text-mini text-human-ink">
					{t.hint}
				</p>
				<Button variant="outline" small busy={state !== 'idle'}>
					{t.save}
				</Button>
			</div>
		</Form>
	)
}
