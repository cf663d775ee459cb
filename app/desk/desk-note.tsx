import { Lock } from 'lucide-react'
import { workMessages } from '~/i18n/desk-work'
import { formatRelativeDay, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'

export interface ShownNote {
	id: string
	authorName: string
	body: string
	at: Date | string
	mine: boolean
}

/** A note between colleagues, as it stands in a thread. */
export function DeskNote({ note }: { note: ShownNote }) {
	const t = useMessages(workMessages).notes
	const lang = useLang()
	const { timeZone } = useBrand()
	const at = new Date(note.at)
	const time = `${formatRelativeDay(lang, at, new Date(), timeZone)}, ${formatTime(lang, at, timeZone)}`
	return (
		<div className="rounded-3 border border-line-strong border-dashed bg-human-soft px-4 py-2 text-human-ink">
			<p className="num text-mini">
				<Lock className="icon" aria-hidden="true" /> {note.mine ? t.mine(time) : t.by(note.authorName, time)} ·{' '}
				{t.private}
			</p>
			<p className="whitespace-pre-wrap text-ink">{note.body}</p>
		</div>
	)
}

/** The notes of a case where there is no thread: calls and messages left. */
export function NoteList({ notes }: { notes: ShownNote[] }) {
	const t = useMessages(workMessages).notes
	if (notes.length === 0) return <p className="text-mini text-ink-2">{t.none}</p>
	return (
		<ul className="grid gap-2">
			{notes.map((note) => (
				<li key={note.id}>
					<DeskNote note={note} />
				</li>
			))}
		</ul>
	)
}
