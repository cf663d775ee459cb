import type { SearchLang } from './document'
import { LiveIndex } from './live-index'
import { planQuery, type QueryOptions } from './query-plan'
import { type Hit, rank } from './ranking'
import type { SearchIndex } from './search-index'
import { buildSegment, openSegment, type StampedDocument } from './segment'
import type { Steering } from './steering'
import type { SynonymGroup } from './synonyms'

export type QueryResult = {
	/** Articles that answer, shown or not. */
	total: number
	hits: Hit[]
	/** `null` when every word was known. */
	correction: { original: string; corrected: string } | null
	/** Words no article uses and none is near of, as typed. */
	unknown: string[]
}

/** Builds the index of one language in this thread: for few articles, and for tests. */
export function buildSearchIndex(
	documents: Iterable<StampedDocument>,
	{ lang, synonyms }: { lang: SearchLang; synonyms: readonly SynonymGroup[] },
): LiveIndex {
	const segment = openSegment(buildSegment(documents, { lang, synonyms, key: '', change: 0 }))
	return new LiveIndex(segment, synonyms)
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
