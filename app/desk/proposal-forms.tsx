import { useFetcher } from '@remix-run/react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { flowMessages } from '~/i18n/flow'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextArea, TextField } from '~/ui/field'
import type { FoundArticle } from './insert-article'

interface Common {
	/** What the customer asked: it goes along, scrubbed. */
	question: string
	action: string
	onDone: () => void
	onCancel: () => void
}

interface Paragraph {
	heading: string | null
	text: string
}

const LONGEST_OPTION = 90

/** A passage that is wrong, and other words for it when the advisor has them. */
export function FlagForm({ article, ...common }: Common & { article: FoundArticle }) {
	const t = useMessages(flowMessages)
	const { load, data } = useFetcher<{ paragraphs: Paragraph[] }>()
	const [chosen, setChosen] = useState<number | null>(null)
	useEffect(() => load(`/desk/articles/${article.id}`), [load, article.id])
	const paragraphs = data?.paragraphs ?? []
	const answering = paragraphs.findIndex(({ text }) => text.includes(article.excerpt.replaceAll('…', '').trim()))
	const current = chosen ?? Math.max(0, answering)
	return (
		<ProposalForm {...common} label={t.sendFlag} isWritten={(form) => form.get('words') !== '' || changed(form)}>
			<input type="hidden" name="articleId" value={article.id} />
			<Field label={t.paragraph}>
				{(control) => (
					<select
						{...control}
						name="paragraph"
						value={current}
						onChange={(event) => setChosen(Number(event.currentTarget.value))}
					>
						{paragraphs.map(({ heading, text }, index) => (
							<option key={`${heading} ${text}`} value={index}>
								{short(heading ? `${heading} : ${text}` : text)}
							</option>
						))}
					</select>
				)}
			</Field>
			<TextField name="words" label={t.wrong} hint={t.wrongHint} autoFocus autoComplete="off" />
			<TextArea
				key={`${current} ${paragraphs.length}`}
				name="proposed"
				label={t.instead}
				rows={3}
				defaultValue={paragraphs[current]?.text}
			/>
			<input type="hidden" name="before" value={paragraphs[current]?.text ?? ''} />
		</ProposalForm>
	)
}

/** The page that is missing, begun with the customer's words. */
export function DraftForm({ title, ...common }: Common & { title: string }) {
	const t = useMessages(flowMessages)
	return (
		<ProposalForm {...common} label={t.sendDraft} isWritten={(form) => form.get('title') !== ''}>
			<TextField name="title" label={t.draftTitle} defaultValue={title} autoFocus required maxLength={200} />
			<TextArea
				name="proposed"
				label={t.draftBody}
				hint={t.draftBodyHint}
				rows={5}
				defaultValue={t.draftStart(common.question)}
				required
			/>
		</ProposalForm>
	)
}

function ProposalForm({
	question,
	action,
	label,
	isWritten,
	onDone,
	onCancel,
	children,
}: Common & { label: string; isWritten: (form: FormData) => boolean; children: ReactNode }) {
	const t = useMessages(flowMessages)
	const [error, setError] = useState<string | null>(null)
	const key = useRef(crypto.randomUUID())

	async function send(event: FormEvent<HTMLFormElement>) {
		event.preventDefault()
		const form = new FormData(event.currentTarget)
		if (!isWritten(form)) return setError(t.needWords)
		form.set('requestKey', key.current)
		form.set('question', question)
		try {
			const answer = await fetch(action, { method: 'POST', body: form, headers: { Accept: 'application/json' } })
			if (answer.status !== 201) throw new Error(String(answer.status))
			onDone()
		} catch {
			setError(t.notSent)
		}
	}

	return (
		<form onSubmit={send} className="mt-3 grid gap-3 px-2">
			{children}
			<p role="alert" className="text-mini text-danger empty:hidden">
				{error}
			</p>
			<div className="flex flex-wrap gap-2">
				<Button small>{label}</Button>
				<Button small variant="quiet" type="button" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
		</form>
	)
}

const changed = (form: FormData) => String(form.get('proposed')).trim() !== form.get('before')
const short = (text: string) => (text.length > LONGEST_OPTION ? `${text.slice(0, LONGEST_OPTION)}…` : text)
