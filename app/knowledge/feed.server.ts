import { createHash } from 'node:crypto'
import { environment } from '~/env.server'
import { knowledgeMessages } from '~/i18n/knowledge'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { listLatest } from './articles.server'
import { keptUntilPublished } from './kept.server'
import { feedPath } from './page-meta'
import { escapeXml } from './xml'

const MOST_ENTRIES = 30

/** The Atom feed (RFC 4287) of new and changed articles of a language, made once per publication. */
export const atomFeed = keptUntilPublished(2, async (lang: Lang) => {
	const { publicUrl } = environment()
	const t = messagesIn(knowledgeMessages, lang).feed
	const brand = settings().brand.name
	const latest = await listLatest(lang, MOST_ENTRIES)
	const self = `${publicUrl}${feedPath(lang)}`
	const updated = latest[0]?.updatedAt ?? new Date(0)
	const entries = latest.map(({ id, slug, title, summary, owner, updatedAt, publishedAt }) => {
		const address = `${publicUrl}${localPath(lang, `/articles/${encodeURIComponent(slug)}`)}`
		return [
			'<entry>',
			`<id>urn:uuid:${escapeXml(id)}</id>`,
			`<title>${escapeXml(title)}</title>`,
			`<link rel="alternate" type="text/html" href="${escapeXml(address)}"/>`,
			`<updated>${updatedAt.toISOString()}</updated>`,
			publishedAt ? `<published>${publishedAt.toISOString()}</published>` : '',
			owner ? `<author><name>${escapeXml(owner)}</name></author>` : '',
			summary ? `<summary>${escapeXml(summary)}</summary>` : '',
			'</entry>',
		].join('')
	})
	const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${escapeXml(self)}</id>
<title>${escapeXml(`${t.title} · ${brand}`)}</title>
<author><name>${escapeXml(brand)}</name></author>
<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>
<link rel="alternate" type="text/html" href="${escapeXml(publicUrl + localPath(lang, '/'))}"/>
<updated>${updated.toISOString()}</updated>
${entries.join('\n')}
</feed>
`
	return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
})
