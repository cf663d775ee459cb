import { BookOpen } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'
import { type FoundArticle, InsertArticle } from './insert-article'

interface Props {
	name: string
	lang: 'fr' | 'en'
	/** Words to look for when the page search opens. */
	lastWords: string
	postUrl: string
	/** Identifier of the message when the form is sent without script. */
	formKey: string
	onSend: (body: string, extra?: { articleId: string }) => void
	onType: () => void
}

/** Where an advisor writes: Ctrl+Enter sends, a page is inserted as a message of its own. */
export function Composer({ name, lang, lastWords, postUrl, formKey, onSend, onType }: Props) {
	const t = useMessages(deskMessages)
	const [searching, setSearching] = useState(false)
	const field = useRef<HTMLTextAreaElement>(null)
	const fieldId = useId()

	function send() {
		const body = field.current?.value.trim()
		if (!body || !field.current) return
		onSend(body)
		field.current.value = ''
		field.current.focus()
	}

	function insert(article: FoundArticle) {
		onSend(`${article.title}\n${new URL(article.url, window.location.origin).href}`, { articleId: article.id })
		setSearching(false)
		field.current?.focus()
	}

	return (
		<div className="border-t border-line bg-paper px-4 py-3 md:px-6 md:py-4">
			{searching && (
				<InsertArticle query={lastWords} lang={lang} onInsert={insert} onClose={() => setSearching(false)} />
			)}
			<form
				method="post"
				action={postUrl}
				onSubmit={(event) => {
					event.preventDefault()
					send()
				}}
			>
				<input type="hidden" name="id" value={formKey} />
				<label htmlFor={fieldId} className="sr-only">
					{t.reply(name)}
				</label>
				<div className="searchbox flex-col">
					<textarea
						ref={field}
						id={fieldId}
						name="body"
						rows={2}
						className="w-full resize-none bg-transparent px-3 py-2 outline-none placeholder:text-ink-3"
						placeholder={t.reply(name)}
						onInput={onType}
						onKeyDown={(event) => {
							if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
						}}
					/>
					<div className="flex items-center gap-1">
						<button
							type="button"
							className="btn btn-quiet btn-icon"
							aria-label={t.insertTitle}
							aria-expanded={searching}
							onClick={() => setSearching(!searching)}
						>
							<BookOpen className="icon" aria-hidden="true" />
						</button>
						<span className="ml-auto hidden text-mini text-ink-2 sm:inline">
							<span className="kbd">Ctrl</span> <span className="kbd">{t.enterKey}</span>
						</span>
						<button type="submit" className="btn btn-action ml-auto sm:ml-2">
							{t.send}
						</button>
					</div>
				</div>
			</form>
		</div>
	)
}
