import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articles } from '#db/schema/knowledge.server'
import { type Lang, localPath } from '~/i18n/language'
import { typeset } from './markdown.server'

/** An article taken apart, for whoever quotes it to somebody. */
export interface QuotableArticle {
	id: string
	lang: Lang
	title: string
	summary: string
	/** Path of this site. */
	href: string
	paragraphs: Paragraph[]
}

export interface Paragraph {
	/** Identifier of the heading it stands under; `null` above the first. */
	anchor: string | null
	heading: string | null
	text: string
}

const BLOCK = /<(h[2-6])\b[^>]*?\bid="([^"]*)"[^>]*>([\s\S]*?)<\/\1>|<(p|li|td|figcaption)\b[^>]*>([\s\S]*?)<\/\4>/g
/** The name of a block, such as « Attention »: a paragraph that is nothing but strong words. */
const ONLY_STRONG = /^\s*<strong>[^<]*<\/strong>\s*$/
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', '#39': "'" }

/** A published article with its paragraphs, each with the anchor it stands under; `null` for none. */
export async function findQuotable(articleId: string): Promise<QuotableArticle | null> {
	const [article] = await db
		.select()
		.from(articles)
		.where(and(eq(articles.id, articleId), eq(articles.state, 'published')))
	if (!article) return null
	const { id, lang, slug, title, summary, html } = article
	return {
		id,
		lang,
		title: typeset(title, lang),
		summary: typeset(summary, lang),
		href: localPath(lang, `/articles/${encodeURIComponent(slug)}`),
		paragraphs: paragraphsOf(html),
	}
}

/** The paragraph that holds these words, white space aside; `null` when the article does not say them. */
export function paragraphWith({ paragraphs }: Pick<QuotableArticle, 'paragraphs'>, words: string): Paragraph | null {
	const wanted = plain(words)
	if (wanted === '') return null
	return paragraphs.find(({ text }) => plain(text).includes(wanted)) ?? null
}

/** Reads our own rendering: sanitised HTML, whose headings carry their identifiers. */
function paragraphsOf(html: string): Paragraph[] {
	const paragraphs: Paragraph[] = []
	let under: Pick<Paragraph, 'anchor' | 'heading'> = { anchor: null, heading: null }
	for (const [, heading, anchor = '', title = '', , body = ''] of html.matchAll(BLOCK)) {
		if (heading) under = { anchor, heading: textOf(title) }
		else {
			const text = ONLY_STRONG.test(body) ? '' : textOf(body)
			if (text) paragraphs.push({ ...under, text })
		}
	}
	return paragraphs
}

function textOf(html: string): string {
	return html
		.replace(/<(?:br|\/?(?:p|li|div|td|tr))\b[^>]*>/g, ' ')
		.replace(/<[^>]*>/g, '')
		.replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? numbered(name) ?? entity)
		.replace(/[ \t\n\r]+/g, ' ')
		.trim()
}

function numbered(name: string): string | undefined {
	const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
	return name.startsWith('#') && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

function plain(text: string): string {
	return text
		.replace(/[\s\u00a0\u202f…]+/g, ' ')
		.trim()
		.toLowerCase()
}
