import type { Lang } from '~/i18n/language'
import { brokenLinks } from './draft-page.server'
import { renderArticle } from './markdown.server'

/** A text as readers would get it, and its links to pages they could not open. */
export interface Preview {
	html: string
	broken: string[]
}

/** Renders a text that is being written, by the pipeline that renders what is published. */
export async function previewOf(markdown: string, lang: Lang): Promise<Preview> {
	return { html: renderArticle(markdown, lang).html, broken: await brokenLinks(markdown, lang) }
}
