import type { SearchDocument, SearchLang } from './document'
import type { Lexicon } from './lexicon'
import type { Thesaurus } from './synonyms'

/**
 * The articles filed under one term; `documents` are places in the index, ascending.
 * A weight counts for `idf × weight`: the idf changes with every publication, the weight does not.
 */
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
}

/** What is asked of an index. Each answer tells of the articles that are found now. */
export type SearchIndex = {
	readonly lang: SearchLang
	/** Places given so far; some may be of articles that are no longer found. */
	readonly size: number
	/** Articles that are found. */
	readonly live: number
	/** Place of a document by its id, or by its slug; -1 when it is not found. */
	placeOf(id: string): number
	placeOfSlug(slug: string): number
	documentAt(place: number): SearchDocument | undefined
	idAt(place: number): string
	topicAt(place: number): string
	healthAt(place: number): number
	profileAt(place: number): Profile | undefined
	/** The terms that tell an article from the others. */
	signatureAt(place: number): readonly string[]
	readonly postings: { get(term: string): Posting | undefined; has(term: string): boolean }
	/** Stop words that some title or keyword uses as an acronym (« ONT »). */
	readonly acronyms: { has(surface: string): boolean }
	readonly lexicon: Lexicon
	readonly thesaurus: Thesaurus
}

/** Place of a document in a posting, or -1. */
export function placeIn({ documents }: { documents: Uint32Array }, document: number): number {
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
