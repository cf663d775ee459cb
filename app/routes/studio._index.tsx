import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { flowMessages } from '~/i18n/flow'
import { formatDate, formatShare } from '~/i18n/format'
import { knowledgeMessages } from '~/i18n/knowledge'
import { LANGUAGE_NAMES, LANGUAGES, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { listForEditors } from '~/knowledge/articles.server'
import { helpfulnessOf } from '~/knowledge/helpfulness.server'
import { countOpenProposals } from '~/knowledge/proposals.server'
import { settings } from '~/settings/settings.server'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'articles' }

/** An article nobody has verified for this long is to be reviewed. */
const STALE_AFTER_MS = 180 * 86_400_000

export async function loader({ request }: LoaderFunctionArgs) {
	const { visitor } = await requireStaff(request, 'knowledge.edit')
	const asked = new URL(request.url).searchParams.get('lang')
	const shown = LANGUAGES.find((lang) => lang === asked)
	const [articles, proposals] = await Promise.all([listForEditors(shown), countOpenProposals()])
	const helpful = await helpfulnessOf(articles.map(({ id }) => id))
	const staleBefore = Date.now() - STALE_AFTER_MS
	return {
		brand: settings().brand.name,
		lang: visitor.lang,
		shown: shown ?? null,
		proposals,
		articles: articles.map(({ id, lang, slug, title, state, owner, reviewedAt }) => {
			const { yes = 0, n = 0 } = helpful.get(id) ?? {}
			return { id, lang, slug, title, state, owner, reviewedAt, isStale: reviewedAt.getTime() < staleBefore, yes, n }
		}),
	}
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
	data ? [{ title: `${messagesIn(knowledgeMessages, data.lang).studio.meta} · ${data.brand}` }] : []

export default function Studio() {
	const { articles, shown, proposals } = useLoaderData<typeof loader>()
	const t = useMessages(knowledgeMessages).studio
	const { queue: flow } = useMessages(flowMessages)
	return (
		<div className="wrap py-6">
			<h1 className="text-h2">{t.title}</h1>
			<p className="mt-1 text-small text-ink-2">
				{t.lead(articles.length)} {t.howTo} <a href="/studio/words">{t.words}</a> ·{' '}
				<a href="/studio/proposals">{flow.link(proposals)}</a> · <a href="/studio/guides">{t.guides}</a> ·{' '}
				<a href="/studio/snippets">{t.snippets}</a>
			</p>
			<nav aria-label={t.language} className="tabs mt-4">
				{([null, ...LANGUAGES] as const).map((lang) => (
					<a
						key={lang ?? 'all'}
						href={lang ? `/studio?lang=${lang}` : '/studio'}
						aria-current={lang === shown ? 'page' : undefined}
					>
						{lang ? LANGUAGE_NAMES[lang] : t.all}
					</a>
				))}
			</nav>
			{articles.length === 0 ? <p className="mt-6">{t.empty}</p> : <ArticleTable articles={articles} />}
		</div>
	)
}

function ArticleTable({ articles }: { articles: ReturnType<typeof useLoaderData<typeof loader>>['articles'] }) {
	const t = useMessages(knowledgeMessages).studio
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<table className="table mt-4">
			<thead>
				<tr>
					<th scope="col">{t.article}</th>
					<th scope="col" className="max-md:hidden">
						{t.state}
					</th>
					<th scope="col" className="max-md:hidden">
						{t.owner}
					</th>
					<th scope="col">{t.verified}</th>
					<th scope="col" className="d max-sm:hidden">
						{t.helpful}
					</th>
				</tr>
			</thead>
			<tbody>
				{articles.map((article) => (
					<tr key={article.id}>
						<th scope="row">
							{article.state === 'published' ? (
								<a
									href={localPath(article.lang, `/articles/${encodeURIComponent(article.slug)}`)}
									lang={article.lang === lang ? undefined : article.lang}
								>
									{article.title}
								</a>
							) : (
								<span lang={article.lang === lang ? undefined : article.lang}>{article.title}</span>
							)}
							<span className="ml-2 font-normal text-ink-3 uppercase">{article.lang}</span>
						</th>
						<td className="max-md:hidden">
							<Tag tone={article.state === 'published' ? 'ok' : 'action'}>{t.states[article.state]}</Tag>
						</td>
						<td className="max-md:hidden">{article.owner || t.nobody}</td>
						<td>
							{formatDate(lang, new Date(article.reviewedAt), timeZone)}{' '}
							{article.isStale && <Tag tone="warn">{t.stale}</Tag>}
						</td>
						<td className="d max-sm:hidden">
							{article.n > 0 ? (
								t.answers(formatShare(lang, article.yes / article.n), article.n)
							) : (
								<span className="text-ink-3">{t.noAnswer}</span>
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
