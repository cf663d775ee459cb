import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { formatDate, formatMoment } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { CommentsPanel } from '~/knowledge/comments-panel'
import { actOnDraft } from '~/knowledge/draft-acts.server'
import { DraftForm } from '~/knowledge/draft-form'
import { draftPage } from '~/knowledge/draft-page.server'
import { saveFrom } from '~/knowledge/draft-saving.server'
import { PublishPanel } from '~/knowledge/publish-panel'
import { ReviewPanel } from '~/knowledge/review-panel'
import { TextCompare } from '~/knowledge/text-compare'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'articles', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const page = await draftPage(params.id ?? '', person)
	if (!page) throw notFound()
	return {
		title: `${page.content.title} · Relais`,
		secondReader: settings().studio.secondReader,
		isPublished: new URL(request.url).searchParams.has('publie'),
		...page,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const form = await request.formData()
	const articleId = params.id ?? ''
	const here = `/studio/articles/${articleId}`
	if (form.get('intent') === 'save') {
		const answer = await saveFrom(form, articleId, person)
		if (answer?.outcome === 'kept') return redirect(here, 303)
		return data({ saved: answer, refused: null }, { status: answer?.outcome === 'conflict' ? 409 : 400 })
	}
	const acted = await actOnDraft(form, articleId, person)
	if (!acted) throw notFound()
	if (!acted.ok) return data({ saved: null, refused: acted }, { status: 409 })
	return redirect(acted.to === 'list' ? '/studio' : acted.news ? `${here}?publie=1` : here, 303)
}

/** An article as it is being written, beside what readers have. */
export default function DraftPage() {
	const { article, draft, content, needs, changes, comments, reviewers, topics, ...page } =
		useLoaderData<typeof loader>()
	const sent = useActionData<typeof action>()
	const t = useMessages(studioMessages)
	const conflict = sent?.saved?.outcome === 'conflict' ? sent.saved : null
	const problem = sent?.refused ? t[sent.refused.about].problems[sent.refused.problem as never] : null
	return (
		<div className="mx-auto max-w-[88rem] px-4 py-6 md:px-8">
			<Heading />
			<div className="mt-4 grid gap-3">
				{page.isPublished && (
					<Notice tone="ok" live>
						{t.publish.done(article.version)}
					</Notice>
				)}
				{problem && (
					<Notice tone="danger" live>
						{problem}
					</Notice>
				)}
				{sent?.saved?.outcome === 'missing' && (
					<Notice tone="warn" live>
						{t.missing}
					</Notice>
				)}
			</div>
			<div className="mt-4">
				<DraftForm
					key={`${article.id} ${article.version}`}
					articleId={article.id}
					lang={article.lang}
					revision={conflict?.revision ?? draft?.revision ?? null}
					content={
						conflict
							? { ...content, markdown: conflict.fields.markdown ?? '', title: conflict.fields.title ?? '' }
							: content
					}
					topics={topics}
					refused={conflict}
				/>
			</div>
			{draft && (
				<div className="mt-6 grid items-start gap-4 lg:grid-cols-2">
					<ReviewPanel draft={draft} reviewers={reviewers} />
					<PublishPanel draft={draft} needs={needs} secondReader={page.secondReader} />
					<CommentsPanel comments={comments} paragraphs={paragraphsOf(content.markdown)} lang={article.lang} />
					{changes && (
						<section aria-labelledby="changements" className="card p-5">
							<h2 id="changements" className="text-h3">
								{t.review.changes}
							</h2>
							<div className="mt-3">
								<TextCompare rows={changes} lang={article.lang} changesOnly />
							</div>
						</section>
					)}
				</div>
			)}
			<Leaving />
		</div>
	)
}

function Heading() {
	const { article, draft, content, others } = useLoaderData<typeof loader>()
	const t = useMessages(studioMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const here = useOthersHere(article.id, others)
	const live =
		article.state === 'published'
			? t.live(article.version, formatDate(lang, new Date(article.updatedAt), timeZone))
			: article.state === 'unpublished'
				? t.unpublishedState
				: t.neverLive
	return (
		<>
			<p className="text-small">
				<a href="/studio">{t.back}</a>
			</p>
			<div className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
				<h1 className="text-h2" lang={article.lang}>
					{content.title}
				</h1>
				{draft && <Tag tone={STATE_TONES[draft.state]}>{t.states[draft.state]}</Tag>}
			</div>
			<p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-small text-ink-2">
				<span>
					{draft
						? t.draftOf(draft.revision, formatMoment(lang, new Date(draft.savedAt), new Date(), timeZone))
						: t.noDraft}{' '}
					· {live}
				</span>
				<a href={`/studio/articles/${article.id}/versions`}>{t.history.title}</a>
				{article.state === 'published' && (
					<a href={localPath(article.lang, `/articles/${encodeURIComponent(article.slug)}`)}>{t.seeLive}</a>
				)}
			</p>
			<p role="status" className="mt-1 text-small font-semibold">
				{here.length > 0 && t.here(here.join(', '))}
			</p>
		</>
	)
}

const STATE_TONES = { draft: undefined, 'in-review': 'action', approved: 'ok' } as const
const HERE_EVERY_MS = 15_000

/** Who else has it open, asked again while the page is. */
function useOthersHere(articleId: string, first: string[]): string[] {
	const [others, setOthers] = useState(first)
	useEffect(() => {
		const timer = setInterval(async () => {
			try {
				const response = await fetch(`/studio/articles/${articleId}/presence`, { method: 'POST' })
				if (response.ok && !response.redirected) setOthers(((await response.json()) as { others: string[] }).others)
			} catch {}
		}, HERE_EVERY_MS)
		return () => clearInterval(timer)
	}, [articleId])
	return others
}

/** The ways to give something up: the draft, the page. */
function Leaving() {
	const { article, draft } = useLoaderData<typeof loader>()
	const t = useMessages(studioMessages).publish
	return (
		<div className="mt-6 flex flex-wrap items-start gap-6">
			{draft && (
				<form method="post">
					<Button small variant="quiet" name="intent" value="discard">
						{t.discard}
					</Button>
				</form>
			)}
			{article.state === 'published' && (
				<details>
					<summary className="inline-flex min-h-10 items-center text-small font-semibold">{t.unpublish}</summary>
					<form method="post" className="mt-2 grid gap-3">
						<TextArea name="reason" rows={2} maxLength={500} required label={t.unpublishWhy} />
						<p>
							<Button small variant="outline" name="intent" value="unpublish">
								{t.unpublishGo}
							</Button>
						</p>
					</form>
				</details>
			)}
		</div>
	)
}

const SHORTEST_PARAGRAPH = 12

/** What one can say something of: its paragraphs as they are written. */
function paragraphsOf(markdown: string): string[] {
	const paragraphs = markdown.split(/\n\s*\n/).map((text) => text.trim())
	return [...new Set(paragraphs)].filter((text) => text.length >= SHORTEST_PARAGRAPH)
}
