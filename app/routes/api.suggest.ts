import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusalAsData } from '~/auth/limits.server'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { searchMessages } from '~/i18n/search'
import { suggestActions } from '~/knowledge/direct-actions'
import { typeset } from '~/knowledge/markdown.server'
import { topics } from '~/knowledge/topics.server'
import { suggestArticles } from '~/search/articles.server'

const ARTICLES = 5
const ACTIONS = 2
const LONGEST_QUERY = 200

/**
 * What to propose while a question is being typed: things to do, articles, and a person
 * last. Words are ready to show; marked parts are what was typed.
 */
export async function loader({ request }: LoaderFunctionArgs) {
	const refusal = await refusalAsData('search-data', request)
	if (refusal) return refusal
	const { searchParams } = new URL(request.url)
	const lang = searchParams.get('lang') === 'en' ? 'en' : 'fr'
	const query = (searchParams.get('q') ?? '').slice(0, LONGEST_QUERY)
	const t = messagesIn(searchMessages, lang)
	const asked = query.trim()
	const actions = suggestActions(topics().actions, query, lang, ACTIONS).map(({ title, path }) => ({
		title: typeset(title, lang),
		hint: t.actionHint,
		url: localPath(lang, path),
	}))
	const articles = suggestArticles({ query, lang, limit: ARTICLES }).map(({ slug, title, url }) => ({
		slug,
		title,
		url,
	}))
	const from = `${localPath(lang, '/search')}?q=${encodeURIComponent(asked)}`
	return Response.json(
		{
			query,
			lang,
			actions,
			articles,
			ask: asked
				? { title: t.askAbout(asked), url: localPath(lang, `/ecrire?depuis=${encodeURIComponent(from)}`) }
				: null,
			status: t.suggestionCount(actions.length + articles.length + (asked ? 1 : 0)),
		},
		{ headers: { 'Cache-Control': 'public, max-age=0, must-revalidate' } },
	)
}
