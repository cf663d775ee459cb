import { analyse, type Token } from './analysis'
import type { SearchDocument, SearchLang } from './document'
import { passagesOf } from './passages'
import type { Profile } from './search-index'
import type { Thesaurus } from './synonyms'

/**
 * The weight of each field. Low for the title on purpose: the ranking weighs titles by what they explain, not by how
 * often they repeat. High for the customers' own words: an article says each of them once, and they are what is asked.
 */
export const BOOSTS = { title: 1.2, keywords: 5, headings: 0.6, body: 1 }

export type Field = keyof typeof BOOSTS
export const FIELDS = Object.keys(BOOSTS) as Field[]

/** A word of an article; once per article, however often it is said. */
export type ReadWord = { surface: string; stem: string; display: string; inTitle: boolean }

/** All that an index keeps of an article, besides its words as written. */
export type Reading = {
	/** What the article is filed under, repeats included. */
	terms: Record<Field, string[]>
	words: ReadWord[]
	/** Stop words that its title or keywords use as an acronym. */
	acronyms: string[]
	profile: Profile
}

/** Reads an article the same way for a whole index and for one that is added later. */
export function readDocument(document: SearchDocument, lang: SearchLang, thesaurus: Thesaurus): Reading {
	const title = analyse(document.title, lang, { acronyms: true })
	const keywords = document.keywords.map((line) => analyse(line, lang, { acronyms: true }))
	const headings = document.headings.map((line) => analyse(line, lang))
	const body = [analyse(document.summary, lang), analyse(document.text, lang)]

	const words = new Map<string, ReadWord>()
	const acronyms: string[] = []
	const collect = (lines: Token[][], texts: string[], inTitle: boolean) =>
		lines.forEach((line, index) => {
			for (const { kind, surface, start, end, stem, acronym } of line) {
				if (kind === 'small') continue
				if (acronym) acronyms.push(surface)
				if (words.has(surface)) continue
				const display = (texts[index]?.slice(start, end) ?? surface).toLowerCase()
				words.set(surface, { surface, stem, display, inTitle })
			}
		})
	collect([title], [document.title], true)
	collect(keywords, document.keywords, true)
	collect(headings, document.headings, false)
	collect(body, [document.summary, document.text], false)

	const termsOf = (lines: Token[][]) => lines.flatMap((line) => lineTerms(line, thesaurus))
	const titleTerms = termsOf([title])
	return {
		terms: { title: titleTerms, keywords: termsOf(keywords), headings: termsOf(headings), body: termsOf(body) },
		words: [...words.values()],
		acronyms,
		profile: {
			titleStems: stemsOf(title),
			titleTerms: new Set(titleTerms),
			titleSmallWords: new Set(title.filter(({ kind }) => kind === 'small').map(({ surface }) => surface)),
			keywordLines: keywords.map((line) => new Set(termsOf([line]))),
			passages: passagesOf(body),
		},
	}
}

const stemsOf = (line: Token[]) => line.filter(({ kind }) => kind === 'word').map(({ stem }) => stem)

/** Stems, joined spellings, and the phrases that have synonyms. */
function lineTerms(line: Token[], { phrasesIn }: Thesaurus): string[] {
	const terms = line.filter(({ kind }) => kind !== 'small').map(({ stem }) => stem)
	for (const { term } of phrasesIn(stemsOf(line))) terms.push(term)
	return terms
}
