import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '~/auth/guards.server'
import { environment } from '~/env.server'
import { knowledgeMessages } from '~/i18n/knowledge'
import { languageOf, localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { listByTopic, listTopics } from '~/knowledge/articles.server'
import { Breadcrumb } from '~/knowledge/breadcrumb'
import { alternates } from '~/knowledge/page-meta'
import { SearchBand } from '~/knowledge/search-box'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }
export const headers = keptPageHeaders

export async function loader({ request, params }: LoaderFunctionArgs) {
	const lang = languageOf(new URL(request.url).pathname)
	const other = lang === 'fr' ? 'en' : 'fr'
	const [topics, there, articles] = await Promise.all([
		listTopics(lang),
		listTopics(other),
		listByTopic(lang, params.topic ?? ''),
	])
	const topic = topics.find(({ id }) => id === params.topic)
	if (!topic) throw notFound()
	const path = `/themes/${encodeURIComponent(topic.id)}`
	return data(
		{
			brand: settings().brand.name,
			publicUrl: environment().publicUrl,
			topic,
			others: topics.filter(({ id }) => id !== topic.id),
			articles: articles.map(({ slug, title, summary }) => ({ slug, title, summary })),
			paths: {
				[lang]: localPath(lang, path),
				...(there.some(({ id }) => id === topic.id) ? { [other]: localPath(other, path) } : {}),
			},
		},
		{ headers: keepable() },
	)
}

export const meta: MetaFunction<typeof loader> = ({ data: page, location }) => {
	if (!page) return []
	return [
		{ title: `${page.topic.name} · ${page.brand}` },
		...alternates(page.publicUrl, languageOf(location.pathname), page.paths),
	]
}

export default function Topic() {
	const { topic, others, articles } = useLoaderData<typeof loader>()
	const t = useMessages(knowledgeMessages)
	const lang = useLang()
	return (
		<>
			<SearchBand />
			<div className="wrap pt-6 md:pt-8">
				<Breadcrumb />
			</div>
			<div className="wrap grid gap-10 pt-4 pb-12 lg:grid-cols-[minmax(0,46rem)_1fr] lg:gap-20">
				<div>
					<h1 className="text-h1">{topic.name}</h1>
					<ul className="mt-4">
						{articles.map(({ slug, title, summary }) => (
							<li key={slug} className="relative border-b border-line py-4">
								<h2 className="text-body font-semibold tracking-normal">
									<a href={localPath(lang, `/articles/${encodeURIComponent(slug)}`)} className="card-link text-action">
										{title}
									</a>
								</h2>
								<p className="text-small text-ink-2">{summary}</p>
							</li>
						))}
					</ul>
				</div>
				{others.length > 0 && (
					<aside aria-labelledby="autres" className="lg:pt-4">
						<h2 id="autres" className="text-h3">
							{t.topics.others}
						</h2>
						<ul className="mt-2 text-small">
							{others.map(({ id, name, pages }) => (
								<li key={id} className="border-b border-line py-3">
									<a href={localPath(lang, `/themes/${encodeURIComponent(id)}`)}>{name}</a>{' '}
									<span className="text-ink-2">· {t.topics.pages(pages)}</span>
								</li>
							))}
						</ul>
					</aside>
				)}
			</div>
		</>
	)
}
