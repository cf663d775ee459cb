import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { flowMessages } from '~/i18n/flow'
import { formatDate, formatMoment, formatShare } from '~/i18n/format'
import { knowledgeMessages } from '~/i18n/knowledge'
import { LANGUAGE_NAMES, LANGUAGES } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { listForEditors } from '~/knowledge/articles.server'
import { listDrafts } from '~/knowledge/drafts.server'
import { helpfulnessOf } from '~/knowledge/helpfulness.server'
import { countOpenProposals } from '~/knowledge/proposals.server'
import { listUnread, readAfterwards } from '~/knowledge/publications.server'
import { settings } from '~/settings/settings.server'
import { Button, LinkButton } from '~/ui/button'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'articles' }

/** An article nobody has verified for this long is to be reviewed. */
const STALE_AFTER_MS = 180 * 86_400_000

export async function loader({ request }: LoaderFunctionArgs) {
	const { visitor, person } = await requireStaff(request, 'knowledge.edit')
	const asked = new URL(request.url).searchParams.get('lang')
	const shown = LANGUAGES.find((lang) => lang === asked)
	const [articles, proposals, drafts, unread] = await Promise.all([
		...([listForEditors(shown), countOpenProposals()] as const),
		...([listDrafts(), listUnread()] as const),
	])
	const helpful = await helpfulnessOf(articles.map(({ id }) => id))
	const staleBefore = Date.now() - STALE_AFTER_MS
	return {
		brand: settings().brand.name,
		lang: visitor.lang,
		shown: shown ?? null,
		proposals,
		drafts: drafts.map((draft) => ({
			...draft,
			isForMe: draft.state === 'in-review' && draft.reviewerId === person.id,
		})),
		unread: unread.map(({ publication, title, lang }) => ({
			...{ id: publication.id, articleId: publication.articleId, title, lang, byName: publication.byName },
			...{ at: publication.at, reason: publication.reason, isOwn: publication.byId === person.id },
		})),
		articles: articles.map(({ id, lang, slug, title, state, owner, reviewedAt }) => {
			const { yes = 0, n = 0 } = helpful.get(id) ?? {}
			return { id, lang, slug, title, state, owner, reviewedAt, isStale: reviewedAt.getTime() < staleBefore, yes, n }
		}),
	}
}

/** Somebody else has read what went out in a hurry. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	await readAfterwards(String((await request.formData()).get('publication') ?? ''), person)
	return redirect('/studio', 303)
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
	data ? [{ title: `${messagesIn(knowledgeMessages, data.lang).studio.meta} · ${data.brand}` }] : []

export default function Studio() {
	const { articles, shown, proposals, drafts, unread } = useLoaderData<typeof loader>()
	const t = useMessages(knowledgeMessages).studio
	const { queue: flow } = useMessages(flowMessages)
	const studio = useMessages(studioMessages)
	return (
		<div className="wrap py-6">
			<div className="flex flex-wrap items-center justify-between gap-3">
				<h1 className="text-h2">{t.title}</h1>
				<LinkButton small href="/studio/nouveau">
					{studio.newArticle}
				</LinkButton>
			</div>
			<p className="mt-1 text-small text-ink-2">
				{t.lead(articles.length)} {t.howTo} <a href="/studio/words">{t.words}</a> ·{' '}
				<a href="/studio/proposals">{flow.link(proposals)}</a> · <a href="/studio/guides">{t.guides}</a> ·{' '}
				<a href="/studio/snippets">{t.snippets}</a>
			</p>
			<UnreadList unread={unread} />
			<DraftList title={studio.toReview} drafts={drafts.filter(({ isForMe }) => isForMe)} />
			<DraftList title={studio.inProgress} drafts={drafts.filter(({ isForMe }) => !isForMe)} />
			<nav aria-label={t.language} className="tabs mt-6">
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

type Page = ReturnType<typeof useLoaderData<typeof loader>>

const STATE_TONES = { draft: undefined, 'in-review': 'action', approved: 'ok' } as const

function DraftList({ title, drafts }: { title: string; drafts: Page['drafts'] }) {
	const t = useMessages(studioMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	if (drafts.length === 0) return null
	return (
		<section aria-label={title} className="mt-6">
			<h2 className="text-h3">{title}</h2>
			<ul className="mt-2 grid gap-2">
				{drafts.map((draft) => (
					<li key={draft.articleId} className="card flex flex-wrap items-baseline gap-x-4 gap-y-1 p-3">
						<a
							href={`/studio/articles/${draft.articleId}`}
							className="font-semibold"
							lang={draft.lang === lang ? undefined : draft.lang}
						>
							{draft.title}
						</a>
						<Tag tone={STATE_TONES[draft.state]}>{t.states[draft.state]}</Tag>
						<span className="text-small text-ink-2">
							{t.history.by(draft.savedByName, formatMoment(lang, new Date(draft.savedAt), new Date(), timeZone))}
						</span>
					</li>
				))}
			</ul>
		</section>
	)
}

function UnreadList({ unread }: Pick<Page, 'unread'>) {
	const t = useMessages(studioMessages).unread
	const lang = useLang()
	const { timeZone } = useBrand()
	if (unread.length === 0) return null
	return (
		<section aria-label={t.title} className="mt-6">
			<h2 className="text-h3">{t.title}</h2>
			<ul className="mt-2 grid gap-2">
				{unread.map((one) => (
					<li key={one.id} className="card p-3">
						<a
							href={`/studio/articles/${one.articleId}/versions`}
							className="font-semibold"
							lang={one.lang === lang ? undefined : one.lang}
						>
							{one.title}
						</a>
						<p className="text-small text-ink-2">
							{t.by(one.byName, formatMoment(lang, new Date(one.at), new Date(), timeZone))}
						</p>
						{one.reason && <p className="mt-1 text-small">{one.reason}</p>}
						{one.isOwn ? (
							<p className="mt-1 text-small text-ink-2">{t.own}</p>
						) : (
							<form method="post" action="/studio?index" className="mt-2">
								<input type="hidden" name="publication" value={one.id} />
								<Button small variant="outline">
									{t.read}
								</Button>
							</form>
						)}
					</li>
				))}
			</ul>
		</section>
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
							<a href={`/studio/articles/${article.id}`} lang={article.lang === lang ? undefined : article.lang}>
								{article.title}
							</a>
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
