import { useFetcher } from '@remix-run/react'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'
import { useComposer } from './use-composer'

interface FoundArticle {
	id: string
	title: string
	url: string
}

/** The knowledge base above the field: what fits the last words of the customer, then results as one types. */
export function InsertArticle() {
	const t = useMessages(deskMessages)
	const { lang, lastWords: query, open, send } = useComposer()
	const onClose = () => open(null)
	const onInsert = (article: FoundArticle) =>
		send(`${article.title}\n${new URL(article.url, window.location.origin).href}`, { articleId: article.id })
	const { load, data } = useFetcher<{ results: FoundArticle[] }>()
	const search = (words: string) => load(`/desk/articles?lang=${lang}&q=${encodeURIComponent(words)}`)
	useEffect(() => {
		load(`/desk/articles?lang=${lang}&q=${encodeURIComponent(query)}`)
	}, [load, lang, query])
	return (
		<section aria-labelledby="kb" className="card mb-3 p-3">
			<div className="flex items-center gap-3">
				<h2 id="kb" className="sr-only">
					{t.insertTitle}
				</h2>
				<label htmlFor="kbq" className="sr-only">
					{t.insertSearch}
				</label>
				<input
					id="kbq"
					type="search"
					className="control flex-1"
					defaultValue={query}
					placeholder={t.insertSearch}
					onChange={(event) => search(event.currentTarget.value)}
				/>
				<button type="button" className="btn btn-quiet btn-icon" aria-label={t.closePanel} onClick={onClose}>
					<X className="icon" aria-hidden="true" />
				</button>
			</div>
			{data && data.results.length === 0 && <p className="mt-2 px-2 text-mini text-ink-2">{t.insertNothing}</p>}
			<ul className="mt-2">
				{data?.results.map((article) => (
					<li key={article.id} className="flex items-center gap-3 rounded-2 px-2 py-1.5 hover:bg-sunken">
						<span className="min-w-0 flex-1 truncate font-semibold">{article.title}</span>
						<button
							type="button"
							className="btn btn-outline btn-s"
							onClick={() => onInsert(article)}
							aria-label={`${t.insert} : ${article.title}`}
						>
							{t.insert}
						</button>
					</li>
				))}
			</ul>
		</section>
	)
}
