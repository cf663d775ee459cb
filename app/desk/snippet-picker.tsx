import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import type { Snippet } from './snippets.server'

/** The phrases that fit what is typed after `/`; the field keeps the focus and says which one is meant. */
export function SnippetPicker({
	id,
	found,
	active,
	onPick,
}: {
	id: string
	found: Snippet[]
	active: number
	onPick: (snippet: Snippet) => void
}) {
	const t = useMessages(workMessages).snippets
	return (
		<div className="card mb-3 p-2">
			<div id={id} role="listbox" aria-label={t.title} className="max-h-64 overflow-auto">
				{found.map((snippet, index) => (
					// The field handles the keys: arrows, Enter and Escape.
					// biome-ignore lint/a11y/useKeyWithClickEvents: see above
					<div
						key={snippet.id}
						id={`${id}-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === active}
						className={`flex cursor-pointer items-baseline gap-3 rounded-2 px-3 py-1.5 ${index === active ? 'bg-action-soft' : ''}`}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => onPick(snippet)}
					>
						<span className="kbd">/{snippet.shortcut}</span>
						<span className="font-semibold">{snippet.title}</span>
						<span className="min-w-0 flex-1 truncate text-mini text-ink-2">{snippet.body}</span>
					</div>
				))}
			</div>
			<p role="status" className="px-3 pt-1 text-mini text-ink-2">
				{found.length === 0 ? t.nothing : t.count(found.length)} <a href="/desk/snippets">{t.manage}</a>
			</p>
		</div>
	)
}
