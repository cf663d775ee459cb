import type { SearchDocument, SearchLang } from './document'
import { buildSearchIndex, type QueryResult, queryIndex } from './engine.server'
import { bestExcerpt, type MarkedText, markText, type WantedStems } from './excerpt'
import type { Explanation } from './explanation'
import { boundQuery } from './query-plan'
import type { Hit } from './ranking'
import { relatedDocuments } from './related'
import type { SearchIndex } from './search-index'
import { NOTHING_STEERED } from './steering'
import { compileSteeringFile, currentSteering, type SteeringFile } from './steering.server'
import { isLightWord } from './stop-words'
import { readSynonyms, type Synonyms } from './synonyms.server'

export type ArticleResult = {
	id: string
	slug: string
	title: string
	summary: string
	topic: string
	url: string
	/** Comparable within one answer only. */
	score: number
	excerpt: MarkedText
	/** Differs from the language asked when nothing was found in it. */
	lang: SearchLang
	/** Only when asked for. */
	explanation?: Explanation
}

export type ArticleSearch = {
	/** The question as it was searched: one line, at most 200 characters. */
	query: string
	/** Language that was asked for. */
	lang: SearchLang
	/** Articles that answer, shown or not. */
	total: number
	tookMs: number
	/** `null` when every word was known. `corrected` is a question that can be asked in its turn. */
	correction: QueryResult['correction']
	/** Words no article uses and none is near of, as typed: what the results leave aside. */
	unknown: string[]
	results: ArticleResult[]
	/** Answers that can be reached by `offset`: at most the best 80. */
	reachable: number
	/** Only when asked for: the reachable answers by topic, the most frequent first, whatever topic is chosen. */
	facets?: { topic: string; count: number }[]
}

export type ArticleSuggestion = { id: string; slug: string; title: MarkedText; url: string; lang: SearchLang }

export type RelatedArticle = { id: string; slug: string; title: string; summary: string; topic: string; url: string }

/**
 * Makes these documents all there is to find in a language, at once: a search
 * sees the content before or after, never between.
 *
 * @param options.synonyms - groups to use instead of `content/synonyms.yaml`
 * @param options.steering - rules to use instead of `content/search.yaml`
 * @throws {Error} when one of these files is malformed; what was searchable stays so
 */
export function replaceDocuments(
	lang: SearchLang,
	documents: readonly SearchDocument[],
	options: { synonyms?: Synonyms; steering?: SteeringFile } = {},
): void {
	const synonyms = options.synonyms ?? readSynonyms()
	const rules = options.steering ? compileSteeringFile(options.steering) : currentSteering()
	const own = documents.filter((document) => document.lang === lang)
	showIndex(lang, buildSearchIndex(own, { lang, synonyms: synonyms[lang] }), rules)
}

/**
 * Answers from this index from now on, and forgets what was answered before: it may have changed since.
 *
 * @param rules - what editors pinned and lifted; those of `content/search.yaml` when left out
 * @throws {Error} when that file is malformed at the first reading; what was searchable stays so
 */
export function showIndex(lang: SearchLang, index: SearchIndex, rules = currentSteering()): void {
	shelves[lang] = index
	steer = rules
	version += 1
	answers.clear()
}

/** Grows by one with each change of what is found: what was kept from a search is stale when it changes. */
export const searchVersion = () => version

/**
 * Answers a question with articles, the best first.
 *
 * When nothing is found in the reader's language the other one is tried, word
 * for word: correcting towards another language finds nonsense.
 *
 * @param limit - 1 to 50
 * @param exact - take the words as typed, without correcting them
 * @param explain - say of each result what its score is made of, for editors
 * @param browse - count the answers by topic, and show those of one topic or further down the list
 */
export function searchArticles({
	query,
	lang,
	limit = 10,
	exact = false,
	explain = false,
	browse,
}: {
	query: string
	lang: SearchLang
	limit?: number
	exact?: boolean
	explain?: boolean
	browse?: Browse
}): ArticleSearch {
	const startedAt = performance.now()
	const asked = boundQuery(query).trim()
	const shown = boundLimit(limit)
	const place = browse ? `${browse.offset ?? 0} ${browse.topic ?? ''}` : ''
	const answer = remembered(`search ${lang} ${shown} ${exact} ${explain} [${place}] ${asked}`, () => {
		const own = answerFrom(lang, asked, { limit: shown, exact, explain, browse })
		if (own.total > 0) return own
		const other = answerFrom(lang === 'fr' ? 'en' : 'fr', asked, { limit: shown, exact: true, explain, browse })
		return other.total > 0 ? other : own
	})
	const tookMs = Math.round((performance.now() - startedAt) * 100) / 100
	return { query: asked, lang, tookMs, ...answer }
}

/**
 * Titles to propose while a question is being typed; its last word counts as unfinished.
 *
 * @returns `[]` below two letters
 */
export function suggestArticles({
	query,
	lang,
	limit = 6,
}: {
	query: string
	lang: SearchLang
	limit?: number
}): ArticleSuggestion[] {
	const asked = boundQuery(query)
	const shown = boundLimit(limit)
	if ((asked.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 2) return []
	return remembered(`suggest ${lang} ${shown} ${asked}`, () => {
		const index = shelves[lang]
		return queryIndex(index, asked, { limit: shown, unfinished: true }).hits.flatMap((hit) => {
			const document = documentOf(index, hit.id)
			if (!document) return []
			const { id, slug } = document
			const title = markText(document.title, wantedOf(index, hit), lang)
			return [{ id, slug, title, url: articleUrl(document), lang }]
		})
	})
}

/** Articles close to one that is being read, closest first. `[]` for an unknown id. */
export function relatedArticles(id: string, lang: SearchLang, limit = 4): RelatedArticle[] {
	return remembered(`related ${lang} ${boundLimit(limit)} ${id}`, () => {
		const index = shelves[lang]
		return relatedDocuments(index, id, boundLimit(limit)).flatMap((related) => {
			const document = documentOf(index, related.id)
			if (!document) return []
			const { slug, title, summary, topic } = document
			return [{ id: document.id, slug, title, summary, topic, url: articleUrl(document) }]
		})
	})
}

/** Address of an article: French has no prefix. */
export function articleUrl({ slug, lang }: { slug: string; lang: SearchLang }): string {
	return `${lang === 'en' ? '/en' : ''}/articles/${encodeURIComponent(slug)}`
}

const shelves: Record<SearchLang, SearchIndex> = {
	fr: buildSearchIndex([], { lang: 'fr', synonyms: [] }),
	en: buildSearchIndex([], { lang: 'en', synonyms: [] }),
}
let steer: ReturnType<typeof compileSteeringFile> = { fr: () => NOTHING_STEERED, en: () => NOTHING_STEERED }
let version = 0

const REMEMBERED_ANSWERS = 500
const answers = new Map<string, unknown>()

/** Keeps the last answers until the content changes; the least recently asked goes first. */
function remembered<Answer>(key: string, compute: () => Answer): Answer {
	const held = answers.get(key) as Answer | undefined
	const answer = held ?? compute()
	answers.delete(key)
	answers.set(key, answer)
	const oldest = answers.keys().next()
	if (answers.size > REMEMBERED_ANSWERS && !oldest.done) answers.delete(oldest.value)
	return answer
}

const boundLimit = (limit: number) => Math.min(50, Math.max(1, Math.floor(limit) || 1))

interface Browse {
	topic?: string | null
	offset?: number
}

interface AnswerOptions {
	limit: number
	exact: boolean
	explain: boolean
	browse?: Browse
}

/** As many answers as the ranking compares with each other. */
const MOST_REACHABLE = 80

function answerFrom(lang: SearchLang, query: string, { limit, browse, ...options }: AnswerOptions) {
	const index = shelves[lang]
	const found = queryIndex(index, query, {
		...options,
		limit: browse ? MOST_REACHABLE : limit,
		steering: steer[lang](query),
	})
	const { correction, unknown } = found
	if (!browse) {
		const results = found.hits.flatMap((hit) => resultOf(index, hit))
		return { total: found.total, correction, unknown, results, reachable: results.length }
	}
	const topicOf = (hit: Hit) => index.topicAt(index.placeOf(hit.id))
	const facets = countTopics(found.hits.map(topicOf))
	const topic = facets.some((facet) => facet.topic === browse.topic) ? browse.topic : null
	const hits = topic ? found.hits.filter((hit) => topicOf(hit) === topic) : found.hits
	const from = browse.offset ?? 0
	return {
		total: topic ? hits.length : found.total,
		correction,
		unknown,
		results: hits.slice(from, from + limit).flatMap((hit) => resultOf(index, hit)),
		reachable: hits.length,
		facets,
	}
}

function countTopics(topics: string[]): { topic: string; count: number }[] {
	const counts = new Map<string, number>()
	for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1)
	return [...counts]
		.map(([topic, count]) => ({ topic, count }))
		.sort((a, b) => b.count - a.count || (a.topic < b.topic ? -1 : 1))
}

function resultOf(index: SearchIndex, hit: Hit): ArticleResult[] {
	const document = documentOf(index, hit.id)
	if (!document) return []
	const { id, slug, title, summary, topic, lang } = document
	const excerpt = bestExcerpt(document, wantedOf(index, hit))
	const { score, explanation } = hit
	const result = { id, slug, title, summary, topic, url: articleUrl(document), score, excerpt, lang }
	return [explanation ? { ...result, explanation } : result]
}

function documentOf(index: SearchIndex, id: string): SearchDocument | undefined {
	return index.documentAt(index.placeOf(id))
}

/** Small words that were met are not marked, unless they are all there is. */
function wantedOf(index: SearchIndex, hit: Hit): WantedStems {
	const met = [...hit.matchedStems]
	const telling = met.filter(([stem]) => !isLightWord(stem, index.lang))
	const wanted = telling.length > 0 ? telling : met
	// A sentence with the word itself says more than one with a synonym or a longer word.
	return new Map(wanted.map(([stem, trust]) => [stem, trust ** 2 * (index.postings.get(stem)?.idf ?? 1)]))
}
