import lunr from 'lunr'
import { analyse, type Token } from './analysis'
import type { SearchDocument, SearchLang } from './document'
import { buildLexicon, collectEntries } from './lexicon'
import { passagesOf } from './passages'
import { flattenPostings, type LunrVectors } from './postings'
import { planQuery, type QueryOptions } from './query-plan'
import { type Hit, rank } from './ranking'
import type { Posting, Profile, SearchIndex } from './search-index'
import type { Steering } from './steering'
import { compileSynonyms, type SynonymGroup } from './synonyms'

export type QueryResult = {
	/** Articles that answer, shown or not. */
	total: number
	hits: Hit[]
	/** `null` when every word was known. */
	correction: { original: string; corrected: string } | null
	/** Words no article uses and none is near of, as typed. */
	unknown: string[]
}

/**
 * Builds the index of one language. lunr is the builder; its own index is read
 * once into flat postings and dropped, ten times smaller and faster to query.
 *
 * Documents with an id already seen are left out: an id finds one article.
 */
export function buildSearchIndex(
	documents: readonly SearchDocument[],
	options: { lang: SearchLang; synonyms: readonly SynonymGroup[] },
): SearchIndex {
	const { lang } = options
	const thesaurus = compileSynonyms(options.synonyms, lang)
	const words = collectEntries(lang)
	const builder = newBuilder()
	const kept: SearchDocument[] = []
	const places = new Map<string, number>()
	const acronyms = new Set<string>()
	const profiles: Omit<Profile, 'signature'>[] = []

	for (const document of documents) {
		if (places.has(document.id)) continue
		const place = kept.length
		places.set(document.id, place)
		kept.push(document)

		const title = analyse(document.title, lang, { acronyms: true })
		const keywords = document.keywords.map((line) => analyse(line, lang, { acronyms: true }))
		const headings = document.headings.map((line) => analyse(line, lang))
		const body = [analyse(document.summary, lang), analyse(document.text, lang)]

		const collect = (lines: Token[][], texts: string[], inTitle: boolean) =>
			lines.forEach((line, index) => {
				for (const { kind, surface, start, end, stem, acronym } of line) {
					if (kind === 'small') continue
					if (acronym) acronyms.add(surface)
					words.add(surface, texts[index]?.slice(start, end) ?? surface, place, inTitle, stem)
				}
			})
		collect([title], [document.title], true)
		collect(keywords, document.keywords, true)
		collect(headings, document.headings, false)
		collect(body, [document.summary, document.text], false)

		const termsOf = (lines: Token[][]) => lines.flatMap((line) => lineTerms(line, thesaurus.phrasesIn))
		builder.add({
			id: String(place),
			title: termsOf([title]),
			keywords: termsOf(keywords),
			headings: termsOf(headings),
			body: termsOf(body),
		})
		profiles.push({
			titleStems: stemsOf(title),
			titleTerms: new Set(termsOf([title])),
			titleSmallWords: new Set(title.filter(({ kind }) => kind === 'small').map(({ surface }) => surface)),
			keywordLines: keywords.map((line) => new Set(termsOf([line]))),
			passages: passagesOf(body),
		})
	}
	for (const { surface, written } of thesaurus.words) words.know(surface, written)

	const vectors = builder.build() as unknown as LunrVectors
	const postings = flattenPostings(vectors, kept.length, BOOSTS, K1)
	const signatures = signaturesOf(postings, kept.length)
	return {
		lang,
		documents: kept,
		places,
		postings,
		profiles: profiles.map((profile, place) => ({ ...profile, signature: signatures[place] ?? [] })),
		acronyms: new Set([...acronyms].filter((surface) => postings.has(surface))),
		lexicon: buildLexicon(words.entries.values(), lang),
		thesaurus,
	}
}

/**
 * Finds the articles that answer a question. What a person typed is only ever
 * cut into words: no character of it is an operator, and nothing makes it throw.
 *
 * Deterministic: the same index and question give the same answer, ties
 * included (by order of the documents).
 *
 * @param options.unfinished - the last word is still being typed
 * @param options.exact - take every word as it is typed: no correction, no cutting, no completion
 * @param options.explain - say of each hit what its score is made of
 * @param options.steering - articles an editor chose, lifts or lowers for this question
 */
export function queryIndex(
	index: SearchIndex,
	query: string,
	options: QueryOptions & { limit: number; explain?: boolean; steering?: Steering },
): QueryResult {
	const plan = planQuery(index, query, options)
	const { total, hits } = rank(index, plan, options.limit, { explained: options.explain, steering: options.steering })
	return { total, hits, correction: total > 0 ? plan.correction : null, unknown: plan.unknown }
}

const K1 = 1.2
const B = 0.75

/** Low for the title on purpose: the ranking weighs titles by what they explain, not by how often they repeat. */
const BOOSTS = { title: 1.2, keywords: 0.6, headings: 0.6, body: 1 }

function newBuilder(): lunr.Builder {
	const builder = new lunr.Builder()
	builder.ref('id')
	for (const [field, boost] of Object.entries(BOOSTS)) builder.field(field, { boost })
	builder.k1(K1)
	builder.b(B)
	// The terms are ready-made. Plain strings do where lunr expects its Token, which it only ever uses as a key here.
	builder.tokenizer = ((terms: string[]) => terms) as unknown as typeof lunr.tokenizer
	return builder
}

const stemsOf = (line: Token[]) => line.filter(({ kind }) => kind === 'word').map(({ stem }) => stem)

/** Stems, joined spellings, and the phrases that have synonyms. */
function lineTerms(line: Token[], phrasesIn: SearchIndex['thesaurus']['phrasesIn']): string[] {
	const terms = line.filter(({ kind }) => kind !== 'small').map(({ stem }) => stem)
	for (const { term } of phrasesIn(stemsOf(line))) terms.push(term)
	return terms
}

const SIGNATURE_TERMS = 24

function signaturesOf(postings: Map<string, Posting>, documentCount: number): Profile['signature'][] {
	const gathered = Array.from({ length: documentCount }, () => [] as { term: string; weight: number }[])
	for (const [term, { documents, weights }] of postings) {
		if (documents.length < 2) continue
		documents.forEach((document, at) => {
			gathered[document]?.push({ term, weight: weights[at] ?? 0 })
		})
	}
	return gathered.map((terms) =>
		terms.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)).slice(0, SIGNATURE_TERMS),
	)
}
