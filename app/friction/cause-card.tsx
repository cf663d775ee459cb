import { BookOpen, Check, Hand, RotateCcw, Search } from 'lucide-react'
import { insightsMessages } from '~/i18n/insights'
import { languageOf, localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Tag } from '~/ui/tag'
import { causeLabel } from './cause-label'
import type { Cause } from './insights.server'
import { KindTag } from './kind-tag'
import { TrendLine } from './trend-line'

/** What a card needs of a cause; instants are left out, so it travels to the browser as it is. */
export type ShownCause = Omit<Cause, 'handlings'> & { takenBy: string | null; wordCount: number; href: string }

interface CardProps {
	cause: ShownCause
	mayHandle: boolean
}

/** One cause in the ranking: what it is, whom it touches, their words, where it goes, what can be done. */
export function CauseCard({ cause, mayHandle }: CardProps) {
	const t = useMessages(insightsMessages)
	const lang = useLang()
	return (
		<li className="grid gap-x-5 gap-y-3 border-b border-line py-5 sm:grid-cols-[2rem_minmax(0,1fr)_9.5rem]">
			<span className="whitespace-nowrap font-heading text-h2 font-bold max-sm:hidden" aria-hidden="true">
				{cause.rank}
			</span>
			<div className="min-w-0">
				<h3 className="text-h3">
					<a href={cause.href} className="text-ink no-underline hover:underline">
						{causeLabel(cause, lang)}
					</a>
				</h3>
				<p className="mt-1 flex flex-wrap gap-x-3 gap-y-1.5">
					<KindTag kind={cause.kind} />
					{cause.state === 'taken' && cause.takenBy && (
						<Tag tone="action" icon={Hand}>
							{t.ranking.takenBy(cause.takenBy)}
						</Tag>
					)}
					{cause.state === 'reopened' && (
						<Tag tone="danger" icon={RotateCcw}>
							{t.ranking.reopened}
						</Tag>
					)}
					<span className="text-ink-2">{whom(cause, t)}</span>
				</p>
				{cause.quote && (
					<blockquote className="mt-3 border-l-[3px] border-line-strong pl-3">{quoted(cause.quote, lang)}</blockquote>
				)}
				<div className="mt-3 flex flex-wrap gap-2">
					{cause.articleSlug && cause.path && (
						<LinkButton variant="outline" href={cause.path}>
							<BookOpen className="icon" aria-hidden="true" /> {t.ranking.readPage}
						</LinkButton>
					)}
					{cause.kind.startsWith('search-') && (
						<LinkButton variant="outline" href={searchPath(cause)}>
							<Search className="icon" aria-hidden="true" /> {t.ranking.searchAgain}
						</LinkButton>
					)}
					{mayHandle && (cause.state === 'open' || cause.state === 'reopened') && (
						<form method="post" action={cause.href}>
							<input type="hidden" name="kind" value="taken" />
							<input type="hidden" name="from" value="list" />
							<Button>
								<Hand className="icon" aria-hidden="true" /> {t.ranking.take}
							</Button>
						</form>
					)}
					{mayHandle && (
						<LinkButton variant="outline" href={`${cause.href}#traiter`}>
							<Check className="icon" aria-hidden="true" /> {t.ranking.handle}
						</LinkButton>
					)}
					<LinkButton variant="quiet" href={`${cause.href}#${cause.wordCount > 0 ? 'mots' : 'fils'}`}>
						{cause.wordCount > 0 ? t.ranking.words(cause.wordCount) : t.ranking.seeAll}
					</LinkButton>
				</div>
			</div>
			<TrendLine buckets={cause.buckets} trend={cause.trend} met={cause.met} expected={cause.expected} />
		</li>
	)
}

type Words = ReturnType<typeof useMessages<typeof insightsMessages.fr>>

function whom(cause: ShownCause, t: Words): string {
	if (cause.people === 0) return t.ranking.nobody
	const who =
		cause.kind === 'search-empty'
			? t.ranking.searches(cause.times, cause.wordings)
			: t.ranking.people(cause.people, cause.reachedSomebody)
	return cause.leftWithNothing > 0 ? `${who}, ${t.ranking.without(cause.leftWithNothing)}` : who
}

/** The same search, as people see it now. */
function searchPath({ label, path }: ShownCause): string {
	return `${localPath(languageOf(path ?? '/'), '/search')}?q=${encodeURIComponent(label)}`
}

/** Quotation marks inside a quotation are of the other kind. */
function quoted(words: string, lang: 'fr' | 'en'): string {
	if (lang === 'en') return `“${words}”`
	return `«\u00a0${words.replace(/[«“"]\s*/g, '“').replace(/\s*[»”]/g, '”')}\u00a0»`
}
