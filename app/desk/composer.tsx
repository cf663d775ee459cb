import { BookOpen, NotebookPen, Paperclip } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { ChosenFiles, useChosenFiles } from '~/handoff/chosen-files'
import { ACCEPTED } from '~/handoff/file-kinds'
import { draftKey, keepWords, keptWords } from '~/handoff/kept-words'
import { deliveryMessages } from '~/i18n/delivery'
import { deskMessages } from '~/i18n/desk'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import { ComposerTool } from './composer-tool'
import { InsertArticle } from './insert-article'
import { NoteForm } from './note-form'
import { SnippetPicker } from './snippet-picker'
import type { Snippet } from './snippets.server'
import { ComposerContext, type ComposerPanel } from './use-composer'
import { useSnippets } from './use-snippets'

interface Props {
	/** The conversation; `null` in a practice: no note is kept there, no draft, and no file is sent. */
	contactId: string | null
	/** Phrases in the customer's language. */
	snippets?: Snippet[]
	/** First name of who writes. */
	advisor?: string
	name: string
	lang: 'fr' | 'en'
	/** Words to look for when the page search opens. */
	lastWords: string
	postUrl: string
	/** Where remarks on the help pages go. */
	proposalsUrl: string
	/** Identifier of the message when the form is sent without script. */
	formKey: string
	onSend: (body: string, extra?: { articleId?: string; files?: File[] }) => void
	onType: () => void
}

/**
 * Where an advisor writes: Ctrl+Enter sends. Each tool is a button under the field and a panel above
 * it, which reach the field through `useComposer`.
 */
export function Composer({
	contactId,
	snippets = [],
	advisor = '',
	name,
	lang,
	lastWords,
	postUrl,
	proposalsUrl,
	formKey,
	onSend,
	onType,
}: Props) {
	const t = useMessages(deskMessages)
	const work = useMessages(workMessages)
	const [panel, open] = useState<ComposerPanel | null>(null)
	const field = useRef<HTMLTextAreaElement>(null)
	const fieldId = useId()
	const filesId = useId()
	const { files: filesWords } = useMessages(deliveryMessages)
	const { files, refused, add, remove, clear, receives } = useChosenFiles()
	const draft = contactId && draftKey(`desk-${contactId}`)
	const keepDraft = (words: string) => draft && keepWords(draft, words)
	useEffect(() => {
		const kept = draft && keptWords(draft, '')
		if (kept && field.current?.value === '') field.current.value = kept
	}, [draft])
	const phrases = useSnippets(field, snippets, { customer: name, advisor })
	const composer = useMemo(
		() => ({
			...{ name, lang, lastWords, proposalsUrl, panel, open },
			insert: (words: string) => {
				open(null)
				field.current?.focus()
				field.current?.setRangeText(words, field.current.selectionStart, field.current.selectionEnd, 'end')
			},
			send: (body: string, extra?: { articleId: string }) => {
				open(null)
				onSend(body, extra)
				field.current?.focus()
			},
		}),
		[name, lang, lastWords, proposalsUrl, panel, onSend],
	)

	function send() {
		const body = field.current?.value.trim() ?? ''
		if ((body === '' && files.length === 0) || !field.current) return
		onSend(body, { files })
		field.current.value = ''
		clear()
		keepDraft('')
		field.current.focus()
	}

	return (
		<ComposerContext.Provider value={composer}>
			<div className="border-t border-line bg-paper px-4 py-3 md:px-6 md:py-4">
				{panel === 'article' && <InsertArticle />}
				{panel === 'note' && contactId && <NoteForm kind="conversations" id={contactId} onClose={() => open(null)} />}
				{phrases.picker && <SnippetPicker {...phrases.picker} />}
				<form
					method="post"
					action={postUrl}
					encType="multipart/form-data"
					onSubmit={(event) => {
						event.preventDefault()
						send()
					}}
				>
					<input type="hidden" name="id" value={formKey} />
					<label htmlFor={fieldId} className="sr-only">
						{t.reply(name)}
					</label>
					<div className="searchbox flex-col" {...(contactId ? receives : {})}>
						<textarea
							ref={field}
							id={fieldId}
							name="body"
							rows={2}
							data-desk="reply"
							className="w-full resize-none bg-transparent px-3 py-2 outline-none placeholder:text-ink-3"
							placeholder={t.reply(name)}
							aria-autocomplete="list"
							{...phrases.aria}
							onInput={(event) => {
								phrases.look()
								keepDraft(event.currentTarget.value)
								onType()
							}}
							onKeyDown={(event) => {
								if (phrases.press(event)) return
								if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
							}}
						/>
						<div className="flex items-center gap-1">
							<ComposerTool panel="article" icon={BookOpen} label={t.insertTitle} />
							{contactId && <ComposerTool panel="note" icon={NotebookPen} label={work.notes.tool} />}
							{contactId && (
								<>
									<input
										id={filesId}
										type="file"
										name="file"
										multiple
										accept={ACCEPTED}
										className="peer sr-only"
										aria-describedby={`${filesId}-hint`}
										onChange={({ currentTarget }) => {
											add(currentTarget.files ?? [])
											currentTarget.value = ''
										}}
									/>
									<label
										htmlFor={filesId}
										title={filesWords.add}
										className="btn btn-quiet btn-icon peer-focus-visible:outline-3 peer-focus-visible:outline-ink peer-focus-visible:outline-offset-2"
									>
										<Paperclip className="icon" aria-hidden="true" />
										<span className="sr-only">{filesWords.add}</span>
									</label>
									<span id={`${filesId}-hint`} className="sr-only">
										{filesWords.toCustomer}
									</span>
								</>
							)}
							<span className="ml-auto hidden text-mini text-ink-2 sm:inline">
								<span className="kbd">Ctrl</span> <span className="kbd">{t.enterKey}</span>
							</span>
							<button type="submit" className="btn btn-action ml-auto sm:ml-2">
								{t.send}
							</button>
						</div>
					</div>
					<ChosenFiles files={files} refused={refused} remove={remove} />
				</form>
			</div>
		</ComposerContext.Provider>
	)
}
