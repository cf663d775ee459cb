import { environment } from '~/env.server'
import { messagesIn } from '~/i18n/messages'
import { searchMessages } from '~/i18n/search'
import { escapeXml } from '~/knowledge/xml'
import { settings } from '~/settings/settings.server'

const NAME_LIMIT = 16

/** Lets a browser search the help pages from its address bar. */
export function loader() {
	const { publicUrl } = environment()
	const { brand, languages } = settings()
	const lang = languages[0] ?? 'fr'
	const t = messagesIn(searchMessages, lang)
	const search = `${publicUrl}${lang === 'en' ? '/en' : ''}/search?q={searchTerms}`
	const body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${escapeXml(brand.name.slice(0, NAME_LIMIT))}</ShortName>
<Description>${escapeXml(`${t.labelShort} · ${brand.name}`)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Language>${lang}</Language>
<Url type="text/html" template="${escapeXml(search)}"/>
</OpenSearchDescription>
`
	return new Response(body, {
		headers: {
			'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
			'Cache-Control': 'public, max-age=3600',
		},
	})
}
