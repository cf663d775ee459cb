import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusalAsData } from '~/auth/limits.server'
import { searchArticles } from '~/search/articles.server'

const DEFAULT_LIMIT = 10
const MOST = 50

/** The search as data: `{query,lang,total,tookMs,results}`. Whatever is typed is an ordinary question. */
export async function loader({ request }: LoaderFunctionArgs) {
	const refusal = await refusalAsData('search-data', request)
	if (refusal) return refusal
	const { searchParams } = new URL(request.url)
	const lang = searchParams.get('lang') === 'en' ? 'en' : 'fr'
	const wanted = Number.parseInt(searchParams.get('limit') ?? '', 10)
	const limit = Number.isNaN(wanted) ? DEFAULT_LIMIT : Math.min(MOST, Math.max(1, wanted))
	const found = searchArticles({ query: searchParams.get('q') ?? '', lang, limit })
	return Response.json(
		{
			query: found.query,
			lang: found.lang,
			total: found.total,
			tookMs: found.tookMs,
			results: found.results.map(({ slug, title, url, excerpt, topic, score }) => ({
				slug,
				title,
				url,
				excerpt: excerpt.map(({ text }) => text).join(''),
				topic,
				score,
			})),
		},
		{ headers: { 'Cache-Control': 'public, max-age=0, must-revalidate' } },
	)
}
