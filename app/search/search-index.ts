import type { SearchDocument, SearchLang } from './document'
import type { Lexicon } from './lexicon'
import type { Thesaurus } from './synonyms'

/** The articles filed under one term; `documents` are places in `SearchIndex.documents`, ascending. */
export type Posting = { documents: Uint32Array; weights: Float32Array; idf: number }

/** What the ranking reads of an article besides the postings. */
export type Profile = {
	titleStems: readonly string[]
	/** Terms of the title: stems, joined spellings, phrases of the thesaurus. */
	titleTerms: ReadonlySet<string>
	/** Stop words of the title. */
	titleSmallWords: ReadonlySet<string>
	/** One set of terms per keyword line. */
	keywordLines: readonly ReadonlySet<string>[]
	/** The words of the summary and the body in reading order, as `passages.ts` numbers them. */
	passages: Uint32Array
	/** The terms that tell the article from the others, strongest first. */
	signature: readonly { term: string; weight: number }[]
}

/** Immutable: new content makes a new index. */
export type SearchIndex = Readonly<{
	lang: SearchLang
	documents: readonly SearchDocument[]
	/** Place of a document by its id. */
	places: ReadonlyMap<string, number>
	postings: ReadonlyMap<string, Posting>
	profiles: readonly Profile[]
	/** Stop words that some title or keyword uses as an acronym (« ONT »). */
	acronyms: ReadonlySet<string>
	lexicon: Lexicon
	thesaurus: Thesaurus
}>

/** Place of a document in a posting, or -1. */
export function placeIn(posting: Posting, document: number): number {
	const { documents } = posting
	let [low, high] = [0, documents.length - 1]
	while (low <= high) {
		const middle = (low + high) >> 1
		const found = documents[middle] ?? 0
		if (found === document) return middle
		if (found < document) low = middle + 1
		else high = middle - 1
	}
	return -1
}
