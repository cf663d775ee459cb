import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { getVisitor, notFound, visitHeader } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { environment } from '~/env.server'
import { recordStep } from '~/friction/record.server'
import { formatDate } from '~/i18n/format'
import { knowledgeMessages } from '~/i18n/knowledge'
import { type Lang, languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import {
	type Article,
	findArticle,
	findMoved,
	findTranslation,
	lastChange,
	listBySlugs,
} from '~/knowledge/articles.server'
import { Breadcrumb } from '~/knowledge/breadcrumb'
import { Feedback } from '~/knowledge/feedback'
import { answerArticle, FEEDBACK_REASONS } from '~/knowledge/feedback.server'
import { helpfulnessLately } from '~/knowledge/helpfulness.server'
import { alternates } from '~/knowledge/page-meta'
import { isPrefetch } from '~/knowledge/page-view'
import { articleData } from '~/knowledge/structured-data'
import { topicName } from '~/knowledge/topics.server'
import { relatedArticles } from '~/search/articles.server'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'
import { initialsOf } from '~/ui/initials'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }
export const headers = keptPageHeaders

const RELATED_SHOWN = 4
/** A contents list helps from this many sections, on a page that does not fit on a screen or two. */
const SECTIONS_OF_A_LONG_PAGE = 3
const CHARACTERS_OF_A_LONG_PAGE = 2_000

export async function loader({ request, params }: LoaderFunctionArgs) {
	const url = new URL(request.url)
	const lang = languageOf(url.pathname)
	const { article, translation } = await articleToShow(lang, params.slug ?? '', url.search)
	const { visitId } = await getVisitor(request)
	const href = localPath(article.lang, `/articles/${encodeURIComponent(article.slug)}`)
	const view = { kind: 'article' as const, label: article.title, href, failed: false }
	const solved = url.searchParams.get('solved')
	// The page that thanks for an answer is no new reading: it would open the visit's ending again.
	if (!solved && !isPrefetch(request.headers)) await recordStep({ visitId, ...view })

	const [helpful, related, change] = await Promise.all([
		helpfulnessLately(article.id),
		relatedTo(article),
		lastChange(article.id),
	])
	const translated = translation && localPath(translation.lang, `/articles/${encodeURIComponent(translation.slug)}`)
	const { title, summary, html, headings, topic, owner, reviewedAt, updatedAt } = article
	const sections = headings.filter(({ depth }) => depth === 2)
	return data(
		{
			brand: settings().brand.name,
			publicUrl: environment().publicUrl,
			article: {
				lang: article.lang,
				title,
				summary,
				html,
				owner,
				reviewedAt,
				updatedAt,
				publishedAt: article.publishedAt,
				initials: owner ? initialsOf(owner) : '',
			},
			topic: { id: topic, name: topicName(topic, lang).name },
			sections:
				sections.length >= SECTIONS_OF_A_LONG_PAGE && article.plainText.length >= CHARACTERS_OF_A_LONG_PAGE
					? sections
					: [],
			change,
			related,
			helpful,
			href,
			answered: solved === 'yes' || solved === 'no' ? (solved as 'yes' | 'no') : null,
			said: url.searchParams.has('said'),
			paths: { [article.lang]: href, ...(translated && translation ? { [translation.lang]: translated } : {}) },
			translationPath: translated,
		},
		{ headers: keepable(view) },
	)
}

const Answer = z.object({
	solved: z.enum(['yes', 'no']),
	reason: z.enum(FEEDBACK_REASONS).optional().catch(undefined),
	words: z.string().max(5_000).optional(),
})

export async function action({ request, params }: ActionFunctionArgs) {
	const lang = languageOf(new URL(request.url).pathname)
	const visitor = await getVisitor(request)
	await limit('feedback', request, visitor.visitId)
	const { article } = await articleToShow(lang, params.slug ?? '')
	const page = localPath(lang, `/articles/${encodeURIComponent(article.slug)}`)
	const form = Answer.safeParse(Object.fromEntries(await request.formData()))
	if (!form.success) return redirect(`${page}#regle`, 303)

	const { solved, reason, words } = form.data
	await answerArticle({
		article,
		visitId: visitor.visitId,
		customerId: visitor.customer?.id ?? null,
		solved: solved === 'yes',
		reason,
		words,
	})
	const setVisit = await visitHeader(visitor)
	const said = solved === 'no' && (reason || words?.trim())
	return redirect(`${page}?solved=${solved}${said ? '&said=1' : ''}#regle`, {
		status: 303,
		headers: setVisit ? { 'Set-Cookie': setVisit } : undefined,
	})
}

/** The article in this language, or its translation's address, or the one there is in the other language. */
async function articleToShow(
	lang: Lang,
	slug: string,
	search = '',
): Promise<{ article: Article; translation: { lang: Lang; slug: string } | null }> {
	const own = await findArticle(lang, slug)
	if (own) return { article: own, translation: await findTranslation(own) }
	const other = await findArticle(lang === 'fr' ? 'en' : 'fr', slug)
	if (!other) {
		const moved = await findMoved(lang, slug)
		if (!moved) throw notFound()
		// Without a translation the article is shown where it was asked for, in the language there is.
		throw redirect(`${localPath(lang, `/articles/${encodeURIComponent(moved.slug)}`)}${search}`, 301)
	}
	const translation = await findTranslation(other)
	if (translation) throw redirect(`${localPath(lang, `/articles/${encodeURIComponent(translation.slug)}`)}${search}`)
	return { article: other, translation: null }
}

/** The author's choice first, then what is closest. */
async function relatedTo(article: Article): Promise<{ href: string; title: string }[]> {
	const chosen = await listBySlugs(article.lang, article.related)
	const close = relatedArticles(article.id, article.lang, RELATED_SHOWN + chosen.length)
	const all = new Map([...chosen, ...close].map(({ slug, title }) => [slug, title]))
	all.delete(article.slug)
	return [...all]
		.slice(0, RELATED_SHOWN)
		.map(([slug, title]) => ({ title, href: localPath(article.lang, `/articles/${encodeURIComponent(slug)}`) }))
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
	if (!page) return []
	const { article, brand, publicUrl, topic, href, paths } = page
	return [
		{ title: `${article.title} · ${brand}` },
		...(article.summary ? [{ name: 'description', content: article.summary }] : []),
		{ property: 'og:title', content: article.title },
		{ property: 'og:type', content: 'article' },
		...alternates(publicUrl, article.lang, paths),
		{
			'script:ld+json': articleData({
				publicUrl,
				brand,
				href,
				article,
				above: [
					{ name: messagesIn(knowledgeMessages, article.lang).trail.home, path: localPath(article.lang, '/') },
					{ name: topic.name, path: localPath(article.lang, `/themes/${encodeURIComponent(topic.id)}`) },
				],
			}),
		},
	]
}

export default function ArticlePage() {
	const { article, topic, sections, related, helpful, change, answered, said, href, publicUrl } =
		useLoaderData<typeof loader>()
	const messages = useMessages(knowledgeMessages)
	const t = messages.article
	const lang = useLang()
	const { timeZone } = useBrand()
	const foreign = article.lang === lang ? undefined : article.lang
	const reviewed = formatDate(lang, new Date(article.reviewedAt), timeZone)
	return (
		<>
			<div className="wrap pt-6 md:pt-8">
				<Breadcrumb topic={topic} />
			</div>
			<div className="wrap grid gap-10 pt-4 pb-12 lg:grid-cols-[minmax(0,44rem)_1fr] lg:gap-20">
				<article>
					{foreign && (
						<div className="mb-6">
							<Notice>{t.untranslated}</Notice>
						</div>
					)}
					<h1 className="text-h1 md:text-[2.75rem] md:leading-[3rem]" lang={foreign}>
						{article.title}
					</h1>
					<p className="mt-4 flex items-center gap-3 text-small text-ink-2">
						{article.owner && <PresenceWindow initials={article.initials} on={false} size="s" />}
						<span>{article.owner ? t.verifiedBy(reviewed, article.owner) : t.verified(reviewed)}</span>
					</p>
					{article.summary && (
						<p className="mt-6 text-body md:text-lead" lang={foreign}>
							{article.summary}
						</p>
					)}
					{sections.length > 0 && (
						<nav aria-labelledby="sommaire" className="card mt-6 p-5 print:hidden">
							<h2 id="sommaire" className="text-h3">
								{t.contents}
							</h2>
							<ol className="mt-2 grid gap-1 text-small" lang={foreign}>
								{sections.map(({ id, text }) => (
									<li key={id}>
										<a href={`#${encodeURIComponent(id)}`}>{text}</a>
									</li>
								))}
							</ol>
						</nav>
					)}
					{/* biome-ignore lint/security/noDangerouslySetInnerHtml: made and sanitised by knowledge/markdown.server */}
					<div className="prose mt-8" lang={foreign} dangerouslySetInnerHTML={{ __html: article.html }} />
					{change && (
						<p className="mt-8 text-small text-ink-2">
							{t.changed(formatDate(lang, new Date(change.at), timeZone))} <span lang={foreign}>{change.note}</span>
						</p>
					)}
					<p className="mt-8 hidden text-small print:block">
						{t.address} {publicUrl}
						{href}
					</p>
					<Feedback answered={answered} said={said} from={href} />
				</article>

				<aside aria-label={t.around} className="grid content-start gap-8 lg:pt-16 print:hidden">
					{related.length > 0 && (
						<section aria-labelledby="aussi">
							<h2 id="aussi" className="text-h3">
								{t.related}
							</h2>
							<ul className="mt-2 text-small" lang={foreign}>
								{related.map(({ href: address, title }) => (
									<li key={address} className="border-b border-line py-3 last:border-0">
										<a href={address}>{title}</a>
									</li>
								))}
							</ul>
						</section>
					)}
					{helpful && (
						<section aria-labelledby="page" className="text-small text-ink-2">
							<h2 id="page" className="text-h3 text-ink">
								{t.thisPage}
							</h2>
							<p className="mt-2">{t.helped(helpful.yes, helpful.n)}</p>
						</section>
					)}
				</aside>
			</div>
		</>
	)
}
