import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import type { ContactKind } from './contacts.server'
import { NoteList, type ShownNote } from './desk-note'
import { NoteForm } from './note-form'

/** Notes between colleagues about a call or a message left, and where one is written. */
export function Notes({
	kind,
	amongUs: { id, notes, mayNote },
}: {
	kind: ContactKind
	amongUs: { id: string; notes: ShownNote[]; mayNote: boolean }
}) {
	const t = useMessages(workMessages).notes
	if (!mayNote && notes.length === 0) return null
	return (
		<section aria-labelledby="notes" className="mt-8">
			<h2 id="notes" className="panel-title mb-2">
				{t.title}
			</h2>
			<NoteList notes={notes} />
			{mayNote && (
				<div className="mt-3">
					<NoteForm kind={kind} id={id} />
				</div>
			)}
		</section>
	)
}
