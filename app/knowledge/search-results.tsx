import { Fragment } from 'react'
import { formatNumber, formatShare } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { searchMessages } from '~/i18n/search'
import { useLang, useMessages } from '~/i18n/use-messages'
import { DirectActionCard } from './direct-action-card'
import type { DirectAction } from './direct-actions'
import { type ScorePart, ScoreParts, WhyThisOrder } from './score-parts'
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
	explanation: { score: number; parts: ScorePart[] } | null
}

interface Found {
	query: string
	href: string
	total: number
	correction: { original: string; corrected: string } | null
	results: Result[]
	isOtherLanguage: boolean
	action: DirectAction | null
	account: string[]
	rather: { title: string; href: string }[]
	/** Words of the question that no page uses. */
	unknown: string[]
	exact: boolean
	explain: boolean
	facets: { topic: string; name: string; count: number }[]
	topic: { id: string; name: string } | null
	page: number
	/** Answers before the first of this page. */
	from: number
	reachable: number
	cut: string | null
}

/** Direct action, answers, then the way to a person who gets the question. */
export function SearchResults(found: Found) {
	const {
		query,
		href,
		total,
		correction,
		results,
		isOtherLanguage,
		action,
		account,
		rather,
		exact,
		topic,
		unknown,
		cut,
	} = found
	const t = useMessages(searchMessages)
	const lang = useLang()
	const asked = correction?.corrected ?? query
	const title = t.results(t.numbers[total] ?? formatNumber(lang, total), asked, total)
	return (
		<div className="wrap grid gap-10 py-8 md:py-12 lg:grid-cols-[minmax(0,46rem)_1fr] lg:gap-20">
			<div className="min-w-0">
				<div role="status">
					<h1 className="text-h1">{topic ? `${title} ${t.inTopic(topic.name)}` : title}</h1>
					{correction && (
						<p className="mt-2 text-small text-ink-2">
							{t.corrected} <strong className="text-ink">{correction.corrected}</strong>.{' '}
							<a href={`${href}&exact=1`}>{t.exactly(correction.original)}</a>
						</p>
					)}
					{exact && (
						<p className="mt-2 text-small text-ink-2">
							{t.exactNow(query)} <a href={href}>{t.notExact}</a>
						</p>
					)}
					{unknown.length > 0 && !isOtherLanguage && (
						<p className="mt-2 text-small text-ink-2">{t.leftAside(unknown.map(t.quoted).join(', '))}</p>
					)}
					{isOtherLanguage && <p className="mt-2 text-small text-ink-2">{t.otherLanguageOnly}</p>}
					{cut && <p className="mt-2 text-small text-ink-2">{cut}</p>}
				</div>
				{found.explain && <WhyThisOrder back={addressOf(found, { explain: false })} />}
				{action && <DirectActionCard action={action} account={account} />}
				<Facets {...found} />
				<ol className="mt-4" start={found.from + 1}>
					{results.map((result) => (
						<ResultRow key={result.id} result={result} />
					))}
				</ol>
				<Pages {...found} />
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

type Place = Pick<Found, 'href' | 'exact' | 'explain' | 'topic' | 'page'>

/** The same search with something else chosen; a kept page has the shortest address. */
function addressOf(
	{ href, exact, explain, topic }: Place,
	over: { topic?: string | null; page?: number; explain?: boolean },
): string {
	const chosen = over.topic === undefined ? topic?.id : over.topic
	return [
		href,
		exact && 'exact=1',
		(over.explain ?? explain) && 'explain=1',
		chosen && `topic=${encodeURIComponent(chosen)}`,
		over.page && over.page > 1 && `page=${over.page}`,
	]
		.filter(Boolean)
		.join('&')
}

/** Fewer answers are read faster than sorted. */
const FEW_ANSWERS = 6

function Facets(found: Found) {
	const t = useMessages(searchMessages)
	const { facets, topic } = found
	const all = facets.reduce((sum, { count }) => sum + count, 0)
	if (facets.length === 0 || all < FEW_ANSWERS) return null
	const look = 'inline-flex min-h-8 items-center rounded-1 px-2.5 text-small no-underline hover:underline'
	const every = { topic: null, name: t.everyTopic, count: all }
	return (
		<nav aria-label={t.topics} className="mt-5">
			<ul className="-mx-2.5 flex flex-wrap gap-x-1 gap-y-1">
				{[every, ...facets].map((facet) => {
					const isChosen = facet.topic === (topic?.id ?? null)
					return (
						<li key={facet.topic ?? ''}>
							<a
								href={addressOf(found, { topic: facet.topic })}
								aria-current={isChosen ? 'true' : undefined}
								className={isChosen ? `${look} bg-action-soft font-semibold text-ink` : look}
							>
								{facet.name}&nbsp;<span className="num text-ink-2">({facet.count})</span>
							</a>
						</li>
					)
				})}
			</ul>
		</nav>
	)
}

function Pages(found: Found) {
	const t = useMessages(searchMessages)
	const { page, from, results, reachable } = found
	const to = from + results.length
	if (page === 1 && to >= reachable) return null
	return (
		<nav aria-label={t.pages} className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
			<span className="num text-small text-ink-2">{t.shownOf(from + 1, to, reachable)}</span>
			{page > 1 && (
				<a rel="prev" href={addressOf(found, { page: page - 1 })}>
					{t.previous}
				</a>
			)}
			{to < reachable && (
				<a rel="next" href={addressOf(found, { page: page + 1 })}>
					{t.next}
				</a>
			)}
		</nav>
	)
}

function ResultRow({ result: { title, href, lang, excerpt, share, month, by, explanation } }: { result: Result }) {
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
			<p className="mt-1 text-meta text-ink-2 first-letter:uppercase">{said.join(' · ')}</p>
			{explanation && <ScoreParts {...explanation} />}
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
