import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '~/auth/guards.server'
import { helpfulnessOf } from '~/knowledge/helpfulness.server'
import { searchArticles } from '~/search/articles.server'

const SHOWN = 3

/** Pages an advisor may pass on, for the words typed: each with the sentence that answers. */
export async function loader({ request }: LoaderFunctionArgs) {
	await requireStaff(request, 'desk.use')
	const { searchParams } = new URL(request.url)
	const lang = searchParams.get('lang') === 'en' ? ('en' as const) : ('fr' as const)
	const { results } = searchArticles({ query: searchParams.get('q') ?? '', lang, limit: SHOWN })
	const helpful = await helpfulnessOf(results.map(({ id }) => id))
	return Response.json({
		results: results.map(({ id, title, url, excerpt }) => ({
			...{ id, title, url, excerpt: excerpt.map(({ text }) => text).join('') },
			helpful: helpful.get(id) ?? null,
		})),
	})
}
