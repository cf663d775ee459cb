import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '~/auth/guards.server'
import { searchArticles } from '~/search/articles.server'

const SHOWN = 4

/** Pages an advisor may insert, for the words typed. */
export async function loader({ request }: LoaderFunctionArgs) {
	await requireStaff(request, 'desk.use')
	const { searchParams } = new URL(request.url)
	const lang = searchParams.get('lang') === 'en' ? ('en' as const) : ('fr' as const)
	const { results } = searchArticles({ query: searchParams.get('q') ?? '', lang, limit: SHOWN })
	return Response.json({ results: results.map(({ id, title, url }) => ({ id, title, url })) })
}
