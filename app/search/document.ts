export type SearchLang = 'fr' | 'en'

/** What the search knows of an article: plain text only, no markup. */
export type SearchDocument = {
	id: string
	lang: SearchLang
	slug: string
	title: string
	summary: string
	/** The customers' own words and questions, one phrase per entry. */
	keywords: string[]
	headings: string[]
	topic: string
	/** Plain text of the body. */
	text: string
	/** How sound the article is, 0 to 1: verified lately, found helpful. Breaks near ties only. */
	health?: number
}
