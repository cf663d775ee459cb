import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { SearchDocument, SearchLang } from './document'

/** The shipped articles of a language, read roughly: enough to search them in a test. */
export function readShippedArticles(lang: SearchLang): SearchDocument[] {
	const folder = path.join('content', lang)
	if (!existsSync(folder)) return []
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.sort()
		.flatMap((file) => toDocument(readFileSync(path.join(folder, file), 'utf8'), lang) ?? [])
}

function toDocument(markdown: string, lang: SearchLang): SearchDocument | null {
	const [, frontMatter, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown) ?? []
	if (frontMatter === undefined || body === undefined) return null
	const { slug, title, summary, keywords, topic } = parse(frontMatter) as Record<string, string> & {
		keywords?: string[]
	}
	const headings = [...body.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '')
	const text = body
		.replace(/^:::.*$/gm, '')
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/^[#>*-]+ |\*\*/gm, '')
	return {
		id: slug ?? '',
		lang,
		slug: slug ?? '',
		title: String(title ?? ''),
		summary: summary ?? '',
		keywords: (keywords ?? []).map(String),
		headings,
		topic: topic ?? '',
		text,
	}
}
