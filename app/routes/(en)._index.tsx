import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { networkState } from '~/accounts/incidents.server'
import { glanceFor } from '~/accounts/summary.server'
import { getVisitor } from '~/auth/guards.server'
import { environment } from '~/env.server'
import { knowledgeMessages } from '~/i18n/knowledge'
import { languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { listTopics } from '~/knowledge/articles.server'
import { GlanceCard } from '~/knowledge/glance-card'
import { TaskIcon } from '~/knowledge/icons'
import { Landscape } from '~/knowledge/landscape'
import { homeLinks } from '~/knowledge/links.server'
import { NetworkState } from '~/knowledge/network-state'
import { alternates } from '~/knowledge/page-meta'
import { SearchBox } from '~/knowledge/search-box'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }
export const headers = keptPageHeaders

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer } = await getVisitor(request)
	const lang = languageOf(new URL(request.url).pathname)
	const [topics, links, network, glance] = await Promise.all([
		listTopics(lang),
		homeLinks(lang),
		networkState(),
		customer ? glanceFor(customer.id) : null,
	])
	const { name, illustration } = settings().brand
	return data(
		{
			brand: name,
			publicUrl: environment().publicUrl,
			illustration,
			topics,
			...links,
			network: network.map(({ name: service, ...state }) => ({ ...state, name: service[lang] })),
			glance: customer && glance ? { firstName: customer.firstName, ...glance } : null,
		},
		{ headers: keepable() },
	)
}

export const meta: MetaFunction<typeof loader> = ({ data: page, location }) => {
	if (!page) return []
	const lang = languageOf(location.pathname)
	const t = messagesIn(knowledgeMessages, lang)
	return [
		{ title: `${t.home.meta} · ${page.brand}` },
		{ name: 'description', content: t.home.description(page.brand) },
		...alternates(page.publicUrl, lang, { fr: '/', en: '/en' }),
		{
			'script:ld+json': {
				'@context': 'https://schema.org',
				'@type': 'WebSite',
				name: page.brand,
				url: `${page.publicUrl}${localPath(lang, '/')}`,
				inLanguage: lang,
				potentialAction: {
					'@type': 'SearchAction',
					target: { '@type': 'EntryPoint', urlTemplate: `${page.publicUrl}${localPath(lang, '/search')}?q={q}` },
					'query-input': 'required name=q',
				},
			},
		},
	]
}

export default function Home() {
	const { illustration, tasks, oftenSearched, topics, network, glance } = useLoaderData<typeof loader>()
	const t = useMessages(knowledgeMessages)
	const lang = useLang()
	return (
		<>
			<section className="bg-[var(--ill-sky)]" aria-labelledby="h1">
				<div className={illustration ? 'wrap pt-8 md:pt-16' : 'wrap py-8 md:py-16'}>
					<div className="max-w-[46rem]">
						<h1 id="h1" className="text-h1 md:text-giant">
							{t.home.question}
						</h1>
						<SearchBox prominent className="mt-5 md:mt-7" />
						{oftenSearched.length > 0 && (
							<p className="mt-4 hidden text-small md:block">
								{t.home.oftenSearched}{' '}
								{oftenSearched.map(({ label, href }, at) => (
									<span key={href}>
										{at > 0 && ', '}
										<a className="text-ink" href={href}>
											{label}
										</a>
									</span>
								))}
							</p>
						)}
					</div>
				</div>
				{illustration && (
					<div className="mt-6 h-[7.5rem] overflow-hidden md:mt-6 md:h-auto [&>svg]:max-md:h-full [&>svg]:max-md:w-[40rem]">
						<Landscape label={t.home.landscape} />
					</div>
				)}
			</section>

			<div className="wrap grid gap-10 py-10 md:py-14 lg:grid-cols-[1fr_24.5rem] lg:gap-16">
				<section aria-labelledby="demarches">
					<h2 id="demarches" className="text-h2">
						{t.home.tasks}
					</h2>
					<ul className="mt-4 grid sm:grid-cols-2 sm:gap-x-10">
						{tasks.map(({ icon, title, hint, href }) => (
							<li key={href} className="relative flex gap-4 border-b border-line py-4">
								<span className="mt-0.5 text-action">
									<TaskIcon name={icon} className="size-6" />
								</span>
								<div>
									<a href={href} className="card-link font-semibold">
										{title}
									</a>
									<p className="text-small text-ink-2">{hint}</p>
								</div>
							</li>
						))}
					</ul>
					<h3 className="mt-9 text-h3">
						<a href={localPath(lang, '/themes')} className="text-ink">
							{t.home.browse}
						</a>
					</h3>
					<ul className="mt-3 grid gap-x-10 gap-y-2 text-small sm:grid-cols-2" aria-label={t.topics.title}>
						{topics.map(({ id, name, pages }) => (
							<li key={id}>
								<a href={localPath(lang, `/themes/${encodeURIComponent(id)}`)}>{name}</a>{' '}
								<span className="text-ink-2">· {t.topics.pages(pages)}</span>
							</li>
						))}
					</ul>
				</section>

				<div className="grid content-start gap-8">
					{glance && <GlanceCard glance={glance} />}
					<NetworkState states={network} />
				</div>
			</div>
		</>
	)
}
