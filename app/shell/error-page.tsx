import { useLocation, useRouteLoaderData } from '@remix-run/react'
import { localPath } from '~/i18n/language'
import { shellMessages } from '~/i18n/shell'
import { useLang, useMessages } from '~/i18n/use-messages'
import { SearchBox } from '~/knowledge/search-box'
import type { RootLoader } from '~/root'

/** What is shown for 404, 429, 403 and 500: a plain sentence, the search, and the help block below as everywhere. */
export function ErrorPage({ status, words }: { status: number; words: string | null }) {
	const t = useMessages(shellMessages).errors
	const lang = useLang()
	const { pathname, search } = useLocation()
	const root = useRouteLoaderData<RootLoader>('root')
	const { title, text } = wordsFor(status, words, t)
	const phone = status === 503 ? root?.brand : null
	return (
		<div className="wrap grid max-w-[46rem] grid-cols-[minmax(0,1fr)] justify-items-start gap-5 py-12 md:py-16">
			<title>{root ? `${title} · ${root.brand.name}` : title}</title>
			<h1 className="text-h1">{title}</h1>
			<p className="text-lead">
				{text}
				{phone && (
					<>
						{' '}
						{t.unstoredPhone} <a href={`tel:${phone.phone}`}>{phone.phoneText}</a>
					</>
				)}
			</p>
			{status === 404 && <SearchBox className="w-full" prominent />}
			<p className="flex flex-wrap gap-x-6 gap-y-2">
				{status >= 500 && <a href={`${pathname}${search}`}>{t.retry}</a>}
				<a href={localPath(lang, '/')}>{t.back}</a>
			</p>
		</div>
	)
}

function wordsFor(
	status: number,
	words: string | null,
	t: ReturnType<typeof useMessages<(typeof shellMessages)['fr']>>['errors'],
) {
	if (status === 404) return { title: t.missingTitle, text: t.missingText }
	if (status === 429) return { title: t.busyTitle, text: words ?? '' }
	if (status === 403) return { title: t.refusedTitle, text: t.refusedText }
	if (status === 503) return { title: t.unstoredTitle, text: t.unstoredText }
	return { title: t.brokenTitle, text: t.brokenText }
}
