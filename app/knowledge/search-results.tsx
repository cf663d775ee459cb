import { Fragment } from 'react'
import { formatShare } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { searchMessages } from '~/i18n/search'
import { useLang, useMessages } from '~/i18n/use-messages'
import { DirectActionCard } from './direct-action-card'
import type { DirectAction } from './direct-actions'
import { TopicLinks } from './topic-links'

interface Result {
	id: string
	title: string
	href: string
	lang: Lang
	excerpt: { text: string; marked: boolean }[]
	share: number | null
	month: string | null
	by: string | null
}

interface Found {
	query: string
	href: string
	total: number
	correction: { original: string; corrected: string } | null
	results: Result[]
	isOtherLanguage: boolean
	action: DirectAction | null
	rather: { title: string; href: string }[]
	hasMore: boolean
	cut: string | null
}

/** Direct action, answers, then the way to a person who gets the question. */
export function SearchResults({
	query,
	href,
	total,
	correction,
	results,
	isOtherLanguage,
	action,
	rather,
	hasMore,
	cut,
}: Found) {
	const t = useMessages(searchMessages)
	const lang = useLang()
	return (
		<div className="wrap grid gap-10 py-8 md:py-12 lg:grid-cols-[minmax(0,46rem)_1fr] lg:gap-20">
			<div>
				<div role="status">
					<h1 className="text-h1">
						{t.results(t.numbers[total] ?? String(total), correction?.corrected ?? query, total)}
					</h1>
					{correction && (
						<p className="mt-2 text-small text-ink-2">
							{t.corrected} <strong className="text-ink">{correction.corrected}</strong>.{' '}
							<a href={`${href}&exact=1`}>{t.exactly(correction.original)}</a>
						</p>
					)}
					{isOtherLanguage && <p className="mt-2 text-small text-ink-2">{t.otherLanguageOnly}</p>}
					{cut && <p className="mt-2 text-small text-ink-2">{cut}</p>}
				</div>
				{action && <DirectActionCard action={action} />}
				<ol className="mt-4">
					{results.map((result) => (
						<ResultRow key={result.id} result={result} />
					))}
				</ol>
				{hasMore && (
					<p className="mt-6">
						<a href={`${href}&all=1`}>{t.moreResults}</a>
					</p>
				)}
				<p className="mt-8 border-l-[3px] border-[var(--human)] pl-4">
					{t.none} <a href={localPath(lang, `/ecrire?depuis=${encodeURIComponent(href)}`)}>{t.ask}</a>
					{t.goesWithYou}
				</p>
			</div>
			{rather.length > 0 && (
				<aside aria-labelledby="plutot" className="lg:pt-14">
					<h2 id="plutot" className="text-h3">
						{t.rather}
					</h2>
					<ul className="mt-2 text-small">
						{rather.map((article) => (
							<li key={article.href} className="border-b border-line py-3 last:border-0">
								<a href={article.href}>{article.title}</a>
							</li>
						))}
					</ul>
				</aside>
			)}
		</div>
	)
}

function ResultRow({ result: { title, href, lang, excerpt, share, month, by } }: { result: Result }) {
	const t = useMessages(searchMessages)
	const own = useLang()
	const said = [
		share !== null && t.helpful(formatShare(own, share)),
		month && (by ? t.verifiedBy(month, by) : t.verified(month)),
		lang !== own && t.inOtherLanguage,
	].filter(Boolean)
	return (
		<li className="relative border-b border-line py-5">
			<h2 className="text-h3" lang={lang === own ? undefined : lang}>
				<a href={href} className="card-link text-action">
					{title}
				</a>
			</h2>
			<p className="mt-1" lang={lang === own ? undefined : lang}>
				<Marked parts={excerpt} />
			</p>
			<p className="mt-1 text-meta text-ink-2">{said.join(' · ')}</p>
		</li>
	)
}

/** The words that were met, in bold. */
function Marked({ parts }: { parts: Result['excerpt'] }) {
	return parts.map(({ text, marked }, at) => {
		const key = `${at} ${text}`
		if (!marked) return <Fragment key={key}>{text}</Fragment>
		return (
			<mark key={key} className="bg-transparent font-semibold text-ink">
				{text}
			</mark>
		)
	})
}

/** No question yet, or one without enough letters to search. */
export function AskForWords({
	query,
	letters,
	topics,
}: {
	query: string
	letters: number
	topics: { id: string; name: string; pages: number }[]
}) {
	const t = useMessages(searchMessages)
	const [title, lead] =
		query === ''
			? [t.askTitle, t.askLead]
			: letters === 0
				? [t.noWords, t.noWordsLead]
				: [t.tooShort(query), t.tooShortLead]
	return (
		<div className="wrap py-8 md:py-12">
			<div className="max-w-[46rem]" role="status">
				<h1 className="text-h1">{title}</h1>
				<p className="mt-3">{lead}</p>
			</div>
			<TopicLinks topics={topics} />
		</div>
	)
}
