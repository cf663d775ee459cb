import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { formatMoment } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { textOf } from '~/knowledge/draft-page.server'
import { findForEditors, restoreInDraft } from '~/knowledge/drafts.server'
import { listPublications } from '~/knowledge/publications.server'
import { compareTexts } from '~/knowledge/text-changes'
import { TextCompare } from '~/knowledge/text-compare'
import { contentOfVersion, listVersions } from '~/knowledge/versions.server'
import { Button } from '~/ui/button'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'articles', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { visitor } = await requireStaff(request, 'knowledge.edit')
	const article = await findForEditors(params.id ?? '')
	if (!article) throw notFound()
	const [versions, publications] = await Promise.all([listVersions(article), listPublications(article.id)])
	const { searchParams } = new URL(request.url)
	const [newest, before] = versions
	const to = searchParams.get('a') ?? newest?.key ?? ''
	const from = searchParams.get('de') ?? before?.key ?? ''
	const [one, other] = await Promise.all([contentOfVersion(article.id, from), contentOfVersion(article.id, to)])
	return {
		title: `${messagesIn(studioMessages, visitor.lang).history.of(article.title)} · Relais`,
		article: { id: article.id, lang: article.lang, title: article.title },
		...{ versions, from, to },
		publications: publications.map(({ id, version, what, urgent, byName, readByName, reason, note, at }) => ({
			...{ id, version, what, urgent, byName, readByName, reason, note, at },
		})),
		rows: one && other ? compareTexts(textOf(one), textOf(other)) : null,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const articleId = params.id ?? ''
	const content = await contentOfVersion(articleId, String((await request.formData()).get('version') ?? ''))
	if (!content) throw notFound()
	const draft = await restoreInDraft({ articleId, content, author: person })
	if (!draft) throw notFound()
	return redirect(`/studio/articles/${articleId}`, 303)
}

/** What an article said, who wrote it, and two of them side by side. */
export default function Versions() {
	const { article, versions, from, to, rows, publications } = useLoaderData<typeof loader>()
	const t = useMessages(studioMessages).history
	const { back } = useMessages(studioMessages)
	const name = useVersionName()
	const [one, other] = [from, to].map((key) => versions.find((version) => version.key === key))
	const isSame = rows?.every((row) => ![...(row.before ?? []), ...(row.after ?? [])].some(({ changed }) => changed))
	return (
		<div className="mx-auto max-w-[88rem] px-4 py-6 md:px-8">
			<p className="text-small">
				<a href="/studio">{back}</a> · <a href={`/studio/articles/${article.id}`}>{article.title}</a>
			</p>
			<h1 className="mt-2 text-h2">{t.title}</h1>
			<p className="mt-1 text-small text-ink-2">{t.lead}</p>
			<div className="mt-5 grid items-start gap-8 lg:grid-cols-[22rem_minmax(0,1fr)]">
				<div>
					<form className="grid gap-3">
						<ul className="grid gap-2">
							{versions.map((version) => (
								<VersionRow key={version.key} version={version} from={from} to={to} />
							))}
						</ul>
						<p>
							<Button small variant="outline">
								{t.compare}
							</Button>
						</p>
					</form>
					<Publications publications={publications} />
				</div>
				{one && other && rows && (
					<section aria-labelledby="compare" className="card p-5">
						<h2 id="compare" className="text-h3">
							{t.compared(name(one), name(other))}
						</h2>
						<form method="post" className="mt-3">
							<input type="hidden" name="version" value={one.key} />
							<Button small variant="outline">
								{t.restore} ({name(one)})
							</Button>
						</form>
						<div className="mt-4">{isSame ? <p>{t.same}</p> : <TextCompare rows={rows} lang={article.lang} />}</div>
					</section>
				)}
			</div>
		</div>
	)
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>
type Shown = Page['versions'][number]

function useVersionName() {
	const t = useMessages(studioMessages).history
	return ({ kind, number }: Pick<Shown, 'kind' | 'number'>) => (kind === 'draft' ? t.draft(number) : t.version(number))
}

function VersionRow({ version, from, to }: { version: Shown; from: string; to: string }) {
	const t = useMessages(studioMessages).history
	const lang = useLang()
	const { timeZone } = useBrand()
	const name = useVersionName()
	const { key, kind, byName, at, note, cause } = version
	const when = formatMoment(lang, new Date(at), new Date(), timeZone)
	return (
		<li className="card p-3">
			<p className="flex flex-wrap items-baseline gap-2">
				<b>{name(version)}</b>
				{kind === 'live' && <Tag tone="ok">{t.live}</Tag>}
				{cause && <span className="text-mini text-ink-2">{t.causes[cause]}</span>}
			</p>
			<p className="text-mini text-ink-2">{byName ? t.by(byName, when) : when}</p>
			{note && <p className="text-small">{t.noted(note)}</p>}
			<p className="mt-1 flex gap-4 text-small">
				{(['de', 'a'] as const).map((side) => (
					<label key={side} className="inline-flex min-h-9 items-center gap-2">
						<input type="radio" name={side} value={key} defaultChecked={(side === 'de' ? from : to) === key} />
						<span>{side === 'de' ? t.from : t.to}</span>
						<span className="sr-only">{name(version)}</span>
					</label>
				))}
			</p>
		</li>
	)
}

function Publications({ publications }: Pick<Page, 'publications'>) {
	const t = useMessages(studioMessages).history
	const lang = useLang()
	const { timeZone } = useBrand()
	if (publications.length === 0) return null
	return (
		<section aria-labelledby="sorties" className="mt-8">
			<h2 id="sorties" className="text-h3">
				{t.publications}
			</h2>
			<ul className="mt-2 grid gap-3 text-small">
				{publications.map(({ id, version, what, urgent, byName, readByName, reason, note, at }) => (
					<li key={id}>
						<b>{what === 'published' ? t.published(version) : t.unpublished}</b>
						{urgent && ` (${t.urgent})`}
						<span className="block text-ink-2">
							{t.by(byName, formatMoment(lang, new Date(at), new Date(), timeZone))}
							{readByName && `, ${t.readBy(readByName)}`}
						</span>
						{(reason ?? note) && <span className="block">{t.noted(reason ?? note ?? '')}</span>}
					</li>
				))}
			</ul>
		</section>
	)
}
