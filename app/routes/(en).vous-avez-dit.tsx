import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { environment } from '~/env.server'
import { listPublicChanges } from '~/friction/public-changes.server'
import { accountabilityMessages } from '~/i18n/accountability'
import { formatDate } from '~/i18n/format'
import { languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { alternates } from '~/knowledge/page-meta'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'
import { Empty } from '~/ui/empty'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false }
export const headers = keptPageHeaders

export async function loader({ request }: LoaderFunctionArgs) {
	const lang = languageOf(new URL(request.url).pathname)
	const { publicUrl } = environment()
	const page = { brand: settings().brand.name, publicUrl, changes: await listPublicChanges(lang) }
	return data(page, { headers: keepable() })
}

export const meta: MetaFunction<typeof loader> = ({ data: page, location }) => {
	if (!page) return []
	const lang = languageOf(location.pathname)
	const t = messagesIn(accountabilityMessages, lang).changes
	return [
		{ title: `${t.title} · ${page.brand}` },
		{ name: 'description', content: t.lead },
		...alternates(page.publicUrl, lang, { fr: '/vous-avez-dit', en: '/en/vous-avez-dit' }),
	]
}

/** What customers' failures made us mend, in our words. */
export default function Changes() {
	const { changes } = useLoaderData<typeof loader>()
	const { changes: t } = useMessages(accountabilityMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="wrap max-w-[60rem] py-10 md:py-14">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-3 max-w-[46rem] text-ink-2">{t.lead}</p>
			{changes.length === 0 ? (
				<Empty>{t.empty}</Empty>
			) : (
				<ol className="mt-8 border-t-[1.5px] border-stroke">
					{changes.map(({ id, said, done, path, mendedAt, returned }) => (
						<li key={id} className="grid gap-x-8 gap-y-3 border-b border-line py-6 md:grid-cols-[11rem_minmax(0,1fr)]">
							<p className="text-ink-2 text-small">
								<time dateTime={mendedAt.toISOString()}>{formatDate(lang, mendedAt, timeZone)}</time>
							</p>
							<dl className="grid gap-x-8 gap-y-4 md:grid-cols-2">
								<div>
									<dt className="text-ink-2 text-meta">{t.said}</dt>
									<dd className="mt-1">{said}</dd>
								</div>
								<div>
									<dt className="text-ink-2 text-meta">{t.done}</dt>
									<dd className="mt-1 font-semibold">{done}</dd>
									{path && (
										<dd className="mt-2">
											<a href={path}>{t.see}</a>
										</dd>
									)}
								</div>
							</dl>
							{returned && (
								<div className="md:col-start-2">
									<Notice tone="warn">{t.returned}</Notice>
								</div>
							)}
						</li>
					))}
				</ol>
			)}
			<p className="mt-8">
				<a href={localPath(lang, '/promesses')}>{t.toPromises}</a>
			</p>
		</div>
	)
}
