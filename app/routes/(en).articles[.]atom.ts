import type { LoaderFunctionArgs } from '@remix-run/node'
import { languageOf } from '~/i18n/language'
import { atomFeed } from '~/knowledge/feed.server'

export async function loader({ request }: LoaderFunctionArgs) {
	const { body, etag } = await atomFeed(languageOf(new URL(request.url).pathname))
	const headers = {
		ETag: etag,
		'Cache-Control': 'public, max-age=900',
		'Content-Type': 'application/atom+xml; charset=utf-8',
	}
	if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
	return new Response(body, { headers })
}
