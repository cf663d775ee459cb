import { useFetcher } from '@remix-run/react'
import { Flag, PenLine, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { deskMessages } from '~/i18n/desk'
import { flowMessages } from '~/i18n/flow'
import { formatShare } from '~/i18n/format'
import { useLang, useMessages } from '~/i18n/use-messages'
import { DraftForm, FlagForm } from './proposal-forms'
import { focusOnOpening, targetOf } from './shortcut-keys'
import { useComposer } from './use-composer'

export interface FoundArticle {
	id: string
	title: string
	url: string
	/** The sentence that answers. */
	excerpt: string
	helpful: { share: number | null } | null
}

const REST_MS = 150

/**
 * The knowledge base above the field. It follows the customer's words until the advisor types their
 * own; a page is passed on in one press, a passage of it flagged in two.
 */
export function InsertArticle() {
	const t = useMessages(deskMessages)
	const words = useMessages(flowMessages)
	const { lang, lastWords: query, proposalsUrl, open, send } = useComposer()
	const onClose = () => {
		open(null)
		targetOf('reply')?.focus()
	}
	const onInsert = ({ id: articleId, title, excerpt, url }: FoundArticle) =>
		send([title, excerpt, new URL(url, window.location.origin).href].join('\n'), { articleId })
	const [typed, setTyped] = useState<string | null>(null)
	const [writing, setWriting] = useState<{ about: FoundArticle | null } | null>(null)
	const [sent, setSent] = useState(false)
	const found = useFound(typed ?? query, lang)
	const id = useId()
	const search = useRef<HTMLInputElement>(null)
	useEffect(() => focusOnOpening(search.current), [])
	const done = () => {
		setWriting(null)
		setSent(true)
	}
	return (
		<section aria-labelledby={`${id}-title`} className="card mb-3 max-h-[50dvh] overflow-auto p-3">
			<div className="flex items-center gap-3">
				<h2 id={`${id}-title`} className="sr-only">
					{t.insertTitle}
				</h2>
				{writing ? (
					<p className="min-w-0 flex-1 truncate px-2 font-semibold">{writing.about?.title ?? words.draft}</p>
				) : (
					<>
						<label htmlFor={`${id}-q`} className="sr-only">
							{t.insertSearch}
						</label>
						<input
							ref={search}
							id={`${id}-q`}
							type="search"
							className="control flex-1"
							value={typed ?? query}
							placeholder={t.insertSearch}
							autoComplete="off"
							onChange={(event) => {
								setTyped(event.currentTarget.value)
								setSent(false)
							}}
							onKeyDown={(event) => {
								if (event.key === 'Escape') onClose()
							}}
						/>
					</>
				)}
				<button type="button" className="btn btn-quiet btn-icon" aria-label={t.closePanel} onClick={onClose}>
					<X className="icon" aria-hidden="true" />
				</button>
			</div>
			<p role="status" className={sent ? 'mt-2 px-2 text-mini text-ok' : 'sr-only'}>
				{sent ? words.sent : found && words.found(found.length)}
			</p>
			{writing?.about && (
				<FlagForm
					article={writing.about}
					question={query}
					action={proposalsUrl}
					onDone={done}
					onCancel={() => setWriting(null)}
				/>
			)}
			{writing && !writing.about && (
				<DraftForm
					title={typed ?? query}
					question={query}
					action={proposalsUrl}
					onDone={done}
					onCancel={() => setWriting(null)}
				/>
			)}
			{!writing && (
				<>
					{found?.length === 0 && <p className="mt-2 px-2 text-mini text-ink-2">{t.insertNothing}</p>}
					<ul className="mt-2">
						{found?.map((article) => (
							<Found
								key={article.id}
								article={article}
								onInsert={onInsert}
								onFlag={() => {
									setSent(false)
									setWriting({ about: article })
								}}
							/>
						))}
					</ul>
					<p className="mt-1 flex flex-wrap items-center gap-x-3 px-2 text-mini text-ink-2">
						{found && found.length > 0 && words.missing}
						<button
							type="button"
							className="btn btn-quiet btn-s"
							onClick={() => {
								setSent(false)
								setWriting({ about: null })
							}}
						>
							<PenLine className="icon" aria-hidden="true" /> {words.draft}
						</button>
					</p>
				</>
			)}
		</section>
	)
}

function Found({
	article,
	onInsert,
	onFlag,
}: {
	article: FoundArticle
	onInsert: (article: FoundArticle) => void
	onFlag: () => void
}) {
	const t = useMessages(deskMessages)
	const words = useMessages(flowMessages)
	const lang = useLang()
	const { title, url, excerpt, helpful } = article
	return (
		<li className="flex items-center gap-2 rounded-2 px-2 py-1.5 hover:bg-sunken">
			<span className="min-w-0 flex-1">
				<span className="block truncate">
					<a
						href={url}
						target="_blank"
						rel="noreferrer"
						aria-label={words.open(title)}
						className="font-semibold text-ink"
					>
						{title}
					</a>{' '}
					{helpful?.share != null && (
						<span className="text-mini text-ink-2">{words.helpful(formatShare(lang, helpful.share))}</span>
					)}
				</span>
				<span className="block truncate text-mini text-ink-2">{excerpt}</span>
			</span>
			<button
				type="button"
				className="btn btn-quiet btn-icon"
				title={words.flag}
				aria-label={words.flagThis(title)}
				onClick={onFlag}
			>
				<Flag className="icon" aria-hidden="true" />
			</button>
			<button
				type="button"
				className="btn btn-outline btn-s"
				onClick={() => onInsert(article)}
				aria-label={`${t.insert} : ${title}`}
			>
				{t.insert}
			</button>
		</li>
	)
}

/** What the base has on these words, once typing rests; `null` before the first answer. */
function useFound(words: string, lang: 'fr' | 'en'): FoundArticle[] | null {
	const { load, data } = useFetcher<{ results: FoundArticle[] }>()
	useEffect(() => {
		const rest = setTimeout(() => load(`/desk/articles?lang=${lang}&q=${encodeURIComponent(words)}`), REST_MS)
		return () => clearTimeout(rest)
	}, [load, lang, words])
	return data?.results ?? null
}
