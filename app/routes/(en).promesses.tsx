import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { environment } from '~/env.server'
import { promiseRates } from '~/handoff/promise-rate.server'
import { PromiseRates } from '~/handoff/promise-rates'
import { accountabilityMessages } from '~/i18n/accountability'
import { formatDate } from '~/i18n/format'
import { languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { alternates } from '~/knowledge/page-meta'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'

export const handle = { surface: 'customer', hydrate: false }
export const headers = keptPageHeaders

const DAYS = 90

export async function loader({ request }: LoaderFunctionArgs) {
	const to = new Date()
	const from = new Date(to.getTime() - DAYS * 86_400_000)
	const { publicUrl } = environment()
	const page = { brand: settings().brand.name, publicUrl, from, to, lang: languageOf(new URL(request.url).pathname) }
	return data({ ...page, ...(await promiseRates(from, to)) }, { headers: keepable() })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
	if (!page) return []
	const t = messagesIn(accountabilityMessages, page.lang).promises
	return [
		{ title: `${t.title} · ${page.brand}` },
		{ name: 'description', content: t.lead },
		...alternates(page.publicUrl, page.lang, { fr: '/promesses', en: '/en/promesses' }),
	]
}

/** How many of the times we announced were kept. */
export default function Promises() {
	const { from, to, all, kinds } = useLoaderData<typeof loader>()
	const { promises: t } = useMessages(accountabilityMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="wrap max-w-[60rem] py-10 md:py-14">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-3 max-w-[46rem] text-ink-2">{t.lead}</p>
			<p className="mt-6 text-ink-2 text-small">
				{t.period(formatDate(lang, from, timeZone), formatDate(lang, to, timeZone))}
			</p>
			<PromiseRates all={all} kinds={kinds} />
			<section aria-labelledby="compte" className="mt-10 max-w-[46rem]">
				<h2 id="compte" className="text-h3">
					{t.methodTitle}
				</h2>
				{t.method.map((paragraph) => (
					<p key={paragraph} className="mt-3 text-ink-2">
						{paragraph}
					</p>
				))}
			</section>
			<p className="mt-8">
				<a href={localPath(lang, '/vous-avez-dit')}>{t.toChanges}</a>
			</p>
		</div>
	)
}
