import type { LoaderFunctionArgs } from '@remix-run/node'
import { environment } from '~/env.server'
import { languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { searchMessages } from '~/i18n/search'
import { escapeXml } from '~/knowledge/xml'
import { settings } from '~/settings/settings.server'

const NAME_LIMIT = 16

/** Lets a browser search the help pages of a language from its address bar. */
export function loader({ request }: LoaderFunctionArgs) {
	const { publicUrl } = environment()
	const { brand } = settings()
	const lang = languageOf(new URL(request.url).pathname)
	const t = messagesIn(searchMessages, lang)
	const search = `${publicUrl}${localPath(lang, '/search')}?q={searchTerms}`
	const itself = `${publicUrl}${localPath(lang, '/opensearch.xml')}`
	const body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${escapeXml(brand.name.slice(0, NAME_LIMIT))}</ShortName>
<Description>${escapeXml(`${t.labelShort} · ${brand.name}`)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Language>${lang}</Language>
<Image height="16" width="16" type="image/svg+xml">${escapeXml(publicUrl + brand.logo)}</Image>
<Url type="text/html" method="get" template="${escapeXml(search)}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${escapeXml(itself)}"/>
</OpenSearchDescription>
`
	return new Response(body, {
		headers: {
			'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
			'Cache-Control': 'public, max-age=3600',
		},
	})
}
