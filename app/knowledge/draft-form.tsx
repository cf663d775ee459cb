import { useRevalidator } from '@remix-run/react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { DraftContent } from '#db/schema/studio.server'
import { formatRelativeDay, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { DraftConflicts } from './draft-conflict'
import { applyTool, EditorToolbar, insertLink, toolOfKey } from './editor-toolbar'
import { LinkPicker } from './link-picker'
import type { Preview } from './preview.server'
import { readingOf } from './reading-ease'
import { useDraftKeeping } from './use-draft-keeping'

interface Props {
	articleId: string
	lang: Lang
	revision: number | null
	content: DraftContent
	topics: { id: string; name: string }[]
	/** What of the text could not be saved by a form without script. */
	refused?: { byName: string; conflicts: Parameters<typeof DraftConflicts>[0]['conflicts'] } | null
}

const PREVIEW_PAUSE_MS = 400

/** Where an article is written: the text, what is said about it, and the page as readers get it. */
export function DraftForm({ articleId, lang, revision, content, topics, refused = null }: Props) {
	const t = useMessages(studioMessages)
	const own = useLang()
	const { timeZone } = useBrand()
	const form = useRef<HTMLFormElement>(null)
	const text = useRef<HTMLTextAreaElement>(null)
	const [isLinking, setLinking] = useState(false)
	const [markdown, setMarkdown] = useState(content.markdown)
	const { revalidate } = useRevalidator()
	const preview = usePreview(articleId, markdown)
	const url = `/studio/articles/${articleId}/save`
	const keeper = useDraftKeeping(form, { articleId, first: revision, url, onKept: revalidate })
	useFilled(form, () => setMarkdown(text.current?.value ?? ''))

	return (
		<form
			ref={form}
			method="post"
			className="grid gap-4"
			noValidate
			onInput={() => {
				keeper.type()
				setMarkdown(text.current?.value ?? '')
			}}
			onSubmit={(event) => {
				event.preventDefault()
				void keeper.save()
			}}
			onKeyDown={(event) => {
				if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
					event.preventDefault()
					void keeper.save()
				}
			}}
		>
			{/* Read by the form without script alone: the page keeps its own. */}
			<noscript>
				<input type="hidden" name="revision" value={revision ?? ''} />
				{refused && <input type="hidden" name="settled" value="yes" />}
			</noscript>
			{keeper.left && (
				<Notice tone="warn" live>
					<p>
						{t.kept(
							`${formatRelativeDay(own, new Date(keeper.left.at), new Date(), timeZone)}, ${formatTime(own, new Date(keeper.left.at), timeZone)}`,
						)}
					</p>
					<p className="mt-2 flex flex-wrap gap-2">
						<Button type="button" small onClick={keeper.takeLeft}>
							{t.takeKept}
						</Button>
						<Button type="button" small variant="quiet" onClick={keeper.forgetLeft}>
							{t.forgetKept}
						</Button>
					</p>
				</Notice>
			)}
			{keeper.conflict ? (
				<DraftConflicts
					name={keeper.conflict.byName}
					conflicts={keeper.conflict.conflicts}
					onTheirs={({ field, mine, theirs }) => keeper.takeTheirs(field, mine, theirs)}
				/>
			) : (
				refused && <DraftConflicts name={refused.byName} conflicts={refused.conflicts} />
			)}
			{keeper.keeping === 'missing' && (
				<Notice tone="warn" live>
					{t.missing}
				</Notice>
			)}
			<TextField name="title" label={t.fields.title} maxLength={200} defaultValue={content.title} lang={lang} />
			<TextArea
				name="summary"
				label={t.fields.summary}
				rows={2}
				maxLength={2_000}
				defaultValue={content.summary}
				lang={lang}
			/>
			<div className="grid items-start gap-4 lg:grid-cols-2">
				<div className="card overflow-hidden">
					<EditorToolbar field={text} lang={lang} onLink={() => setLinking(true)} />
					{isLinking && (
						<LinkPicker
							lang={lang}
							onClose={() => {
								setLinking(false)
								text.current?.focus()
							}}
							onPick={(link) => {
								setLinking(false)
								if (text.current) insertLink(text.current, link)
							}}
						/>
					)}
					<label htmlFor="draft-text" className="sr-only">
						{t.fields.markdown}
					</label>
					<textarea
						id="draft-text"
						ref={text}
						name="markdown"
						rows={24}
						lang={lang}
						className="block min-h-[34rem] w-full resize-y bg-transparent p-4 font-code text-small leading-relaxed [field-sizing:content]"
						defaultValue={content.markdown}
						onKeyDown={(event) => {
							const tool = toolOfKey(event)
							if (!tool) return
							event.preventDefault()
							if (tool === 'link') setLinking(true)
							else applyTool(event.currentTarget, tool, lang, t.samples)
						}}
					/>
					<Footing markdown={markdown} lang={lang} />
				</div>
				<PreviewPane preview={preview} lang={lang} />
			</div>
			<details className="card p-4" open={content.topic === '' || undefined}>
				<summary className="font-semibold">{t.fields.details}</summary>
				<Details content={content} topics={topics} lang={lang} />
			</details>
			<p className="flex flex-wrap items-center gap-4">
				<Button name="intent" value="save" variant="outline">
					{keeper.conflict || refused ? t.conflict.saveBoth : t.save}
				</Button>
				<span role="status" className="text-small text-ink-2">
					<KeepingWords {...keeper} />
				</span>
			</p>
		</form>
	)
}

function KeepingWords({ keeping, mergedWith }: Pick<ReturnType<typeof useDraftKeeping>, 'keeping' | 'mergedWith'>) {
	const t = useMessages(studioMessages)
	if (keeping === 'saving') return t.saving
	if (keeping === 'not-saved') return t.notSaved
	if (keeping === 'signed-out') return t.signedOut
	if (keeping === 'saved') return mergedWith ? t.mergedNews(mergedWith) : t.saved
	return null
}

function Details({ content, topics, lang }: Pick<Props, 'content' | 'topics' | 'lang'>) {
	const t = useMessages(studioMessages).fields
	return (
		<div className="mt-4 grid gap-4 md:grid-cols-2">
			<Field label={t.topic}>
				{(control) => (
					<select name="topic" defaultValue={content.topic} {...control}>
						<option value="">{t.noTopic}</option>
						{topics.map(({ id, name }) => (
							<option key={id} value={id}>
								{name}
							</option>
						))}
					</select>
				)}
			</Field>
			<TextField name="owner" label={t.owner} maxLength={120} defaultValue={content.owner} />
			<TextField name="reviewed" type="date" label={t.reviewed} defaultValue={content.reviewed} />
			<TextField
				name="keywords"
				label={t.keywords}
				hint={t.keywordsHint}
				defaultValue={content.keywords.join(', ')}
				lang={lang}
			/>
			<TextField name="related" label={t.related} hint={t.relatedHint} defaultValue={content.related.join(', ')} />
		</div>
	)
}

/** How long, how hard, and what would help. */
function Footing({ markdown, lang }: { markdown: string; lang: Lang }) {
	const t = useMessages(studioMessages)
	const { words, ease, longSentences, hints } = readingOf(markdown, lang)
	return (
		<div className="border-t border-line px-4 py-3 text-small text-ink-2">
			<p>
				{t.words(words)}
				{words > 0 && `, ${t.ease[ease]}`}
				{longSentences > 0 && `, ${t.longSentences(longSentences)}`}.
			</p>
			{hints.map((hint) => (
				<p key={hint} className="mt-1">
					{t.hints[hint]}
				</p>
			))}
		</div>
	)
}

function PreviewPane({ preview, lang }: { preview: Preview | null; lang: Lang }) {
	const t = useMessages(studioMessages)
	const [isNarrow, setNarrow] = useState(false)
	return (
		<section aria-label={t.preview} className="card p-4 lg:sticky lg:top-4">
			<div className="flex items-center justify-between gap-3">
				<h2 className="text-h3">{t.preview}</h2>
				<div className="flex gap-1 max-lg:hidden">
					{([true, false] as const).map((narrow) => (
						<button
							key={String(narrow)}
							type="button"
							className="btn btn-quiet btn-s aria-pressed:bg-action-soft"
							aria-pressed={isNarrow === narrow}
							onClick={() => setNarrow(narrow)}
						>
							{narrow ? t.narrow : t.wide}
						</button>
					))}
				</div>
			</div>
			{preview && (
				<div
					lang={lang}
					className={isNarrow ? 'prose mt-3 max-w-[22rem]' : 'prose mt-3'}
					// biome-ignore lint/security/noDangerouslySetInnerHtml: made and sanitised by knowledge/markdown.server
					dangerouslySetInnerHTML={{ __html: preview.html }}
				/>
			)}
			{preview && preview.broken.length > 0 && (
				<div className="mt-4">
					<Notice tone="warn">
						{t.links.broken(preview.broken.length)} {preview.broken.join(', ')}
					</Notice>
				</div>
			)}
		</section>
	)
}

/** The page as readers get it, a little after the last key. */
function usePreview(articleId: string, markdown: string): Preview | null {
	const [preview, setPreview] = useState<Preview | null>(null)
	useEffect(() => {
		const controller = new AbortController()
		const timer = setTimeout(async () => {
			try {
				const body = new FormData()
				body.set('markdown', markdown)
				const response = await fetch(`/studio/articles/${articleId}/preview`, {
					...{ method: 'POST', body, signal: controller.signal },
				})
				if (response.ok) setPreview((await response.json()) as Preview)
			} catch {}
		}, PREVIEW_PAUSE_MS)
		return () => {
			clearTimeout(timer)
			controller.abort()
		}
	}, [articleId, markdown])
	return preview
}

/** Words put into the form by the page itself, not by a key. */
function useFilled(form: RefObject<HTMLFormElement>, then: () => void) {
	const latest = useRef(then)
	latest.current = then
	useEffect(() => {
		const element = form.current
		const heard = () => latest.current()
		element?.addEventListener('draft-filled', heard)
		return () => element?.removeEventListener('draft-filled', heard)
	}, [form])
}
