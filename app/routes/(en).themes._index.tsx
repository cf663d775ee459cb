import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { environment } from '~/env.server'
import { knowledgeMessages } from '~/i18n/knowledge'
import { languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { listTopics } from '~/knowledge/articles.server'
import { alternates } from '~/knowledge/page-meta'
import { SearchBand } from '~/knowledge/search-box'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }
export const headers = keptPageHeaders

export async function loader({ request }: LoaderFunctionArgs) {
	const lang = languageOf(new URL(request.url).pathname)
	return data(
		{ brand: settings().brand.name, publicUrl: environment().publicUrl, topics: await listTopics(lang) },
		{ headers: keepable() },
	)
}

export const meta: MetaFunction<typeof loader> = ({ data: page, location }) => {
	if (!page) return []
	const lang = languageOf(location.pathname)
	const t = messagesIn(knowledgeMessages, lang)
	return [
		{ title: `${t.topics.title} · ${page.brand}` },
		{ name: 'description', content: t.topics.lead },
		...alternates(page.publicUrl, lang, { fr: '/themes', en: '/en/themes' }),
	]
}

export default function Topics() {
	const { topics } = useLoaderData<typeof loader>()
	const t = useMessages(knowledgeMessages).topics
	const lang = useLang()
	return (
		<>
			<SearchBand />
			<div className="wrap py-8 md:py-12">
				<h1 className="text-h1">{t.title}</h1>
				<p className="mt-3 max-w-[46rem] text-ink-2">{t.lead}</p>
				<ul className="mt-6 grid max-w-[60rem] sm:grid-cols-2 sm:gap-x-10">
					{topics.map(({ id, name, pages }) => (
						<li key={id} className="relative border-b border-line py-4">
							<a href={localPath(lang, `/themes/${encodeURIComponent(id)}`)} className="card-link font-semibold">
								{name}
							</a>
							<p className="text-small text-ink-2">{t.pages(pages)}</p>
						</li>
					))}
				</ul>
			</div>
		</>
	)
}
