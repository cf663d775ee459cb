import { Bold, Heading2, LifeBuoy, Link as LinkIcon, List, ListOrdered, StickyNote } from 'lucide-react'
import type { RefObject } from 'react'
import type { Lang } from '~/i18n/language'
import { studioMessages } from '~/i18n/studio'
import { useMessages } from '~/i18n/use-messages'

type Tool = 'heading' | 'bold' | 'steps' | 'list' | 'link' | 'note' | 'help'

const TOOLS: { tool: Tool; icon: typeof Bold; shortcut?: string }[] = [
	{ tool: 'heading', icon: Heading2, shortcut: 'Ctrl+Alt+2' },
	{ tool: 'bold', icon: Bold, shortcut: 'Ctrl+B' },
	{ tool: 'steps', icon: ListOrdered },
	{ tool: 'list', icon: List },
	{ tool: 'link', icon: LinkIcon, shortcut: 'Ctrl+K' },
	{ tool: 'note', icon: StickyNote },
	{ tool: 'help', icon: LifeBuoy },
]

const HELP_NAMES = { fr: 'si-ca-ne-marche-pas', en: 'if-it-does-not-work' }

/** What a key asks for in the text; `null` for what is only typed. */
export function toolOfKey(event: {
	ctrlKey: boolean
	metaKey: boolean
	altKey: boolean
	key: string
	code: string
}): Tool | null {
	if (!event.ctrlKey && !event.metaKey) return null
	if (event.altKey) return event.code === 'Digit2' ? 'heading' : null
	const key = event.key.toLowerCase()
	return key === 'b' ? 'bold' : key === 'k' ? 'link' : null
}

/**
 * Marks the selection, or puts a sample in its place, selected to be typed over. The browser's own undo
 * takes it back: `insertText` is the one way to write into a field that undo knows of.
 */
export function applyTool(
	field: HTMLTextAreaElement,
	tool: Exclude<Tool, 'link'>,
	lang: Lang,
	samples: (typeof studioMessages)['fr']['samples'],
): void {
	const { selectionStart: from, selectionEnd: to, value } = field
	const chosen = value.slice(from, to)
	const lineStart = value.lastIndexOf('\n', from - 1) + 1
	if (tool === 'bold') write(field, from, to, `**${chosen || samples.bold}**`, 2)
	else if (tool === 'heading') write(field, lineStart, lineStart, '## ', 0, chosen ? '' : samples.heading)
	else if (tool === 'note') block(field, `:::note\n${chosen || samples.note}\n:::`)
	else if (tool === 'help') block(field, `:::${HELP_NAMES[lang]}\n${chosen || samples.help}\n:::`)
	else {
		const lines = (chosen || samples.step).split('\n').filter((line) => line.trim())
		block(field, lines.map((line, at) => `${tool === 'steps' ? `${at + 1}.` : '-'} ${line}`).join('\n'))
	}
}

/** Puts a link where the cursor is; the selection, or the title of the page, is its text. */
export function insertLink(field: HTMLTextAreaElement, { title, href }: { title: string; href: string }): void {
	const { selectionStart: from, selectionEnd: to, value } = field
	write(field, from, to, `[${value.slice(from, to) || title}](${href})`, 0)
}

/** A block stands apart: an empty line before and after it. */
function block(field: HTMLTextAreaElement, text: string): void {
	const { selectionStart: from, selectionEnd: to, value } = field
	const before = value.slice(0, from)
	const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
	const tail = value.slice(to).startsWith('\n') ? '\n' : '\n\n'
	write(field, from, to, `${lead}${text}${tail}`, 0)
}

function write(field: HTMLTextAreaElement, from: number, to: number, text: string, mark: number, sample = ''): void {
	field.focus()
	field.setSelectionRange(from, to)
	const whole = text + sample
	// Old, and still the only way that native undo takes back; a browser without it gets the plain one.
	if (!document.execCommand('insertText', false, whole)) {
		field.setRangeText(whole, from, to, 'end')
		field.dispatchEvent(new Event('input', { bubbles: true }))
	}
	if (mark > 0 && sample === '') field.setSelectionRange(from + mark, from + whole.length - mark)
	else if (sample !== '') field.setSelectionRange(from + text.length, from + whole.length)
}

/** One button a mark; each is also a key where the field has it. */
export function EditorToolbar({
	field,
	lang,
	onLink,
}: {
	field: RefObject<HTMLTextAreaElement>
	lang: Lang
	/** The link has to be chosen first. */
	onLink: () => void
}) {
	const t = useMessages(studioMessages)
	return (
		<div role="toolbar" aria-label={t.tools.label} className="flex flex-wrap gap-1 border-b border-line px-3 py-2">
			{TOOLS.map(({ tool, icon: Icon, shortcut }) => (
				<button
					key={tool}
					type="button"
					className="btn btn-quiet btn-s"
					title={shortcut ? `${t.tools[tool]} (${shortcut})` : t.tools[tool]}
					aria-label={t.tools[tool]}
					onClick={() => {
						if (tool === 'link') onLink()
						else if (field.current) applyTool(field.current, tool, lang, t.samples)
					}}
				>
					<Icon className="icon" aria-hidden="true" />
				</button>
			))}
		</div>
	)
}
