import { placeIn, type SearchIndex } from './search-index'

/**
 * Articles close to this one: those filed highest under the terms that tell it
 * from the others, with a small preference for its own topic.
 *
 * @returns closest first; `[]` for an unknown id or an article like no other
 */
export function relatedDocuments(index: SearchIndex, id: string, limit: number): { id: string; score: number }[] {
	const place = index.placeOf(id)
	if (place < 0) return []
	const scores = new Map<number, number>()
	for (const term of index.signatureAt(place)) {
		const posting = index.postings.get(term)
		if (!posting || posting.documents.length > COMMONEST) continue
		const { documents, weights, idf } = posting
		const own = weights[placeIn(posting, place)] ?? 0
		documents.forEach((other, at) => {
			if (other !== place) scores.set(other, (scores.get(other) ?? 0) + own * idf * idf * (weights[at] ?? 0))
		})
	}
	const topic = index.topicAt(place)
	const least = [...scores.values()].sort((a, b) => b - a)[WEIGHED - 1] ?? 0
	return [...scores]
		.filter(([, score]) => score >= least)
		.map(([other, score]) => ({ other, score: index.topicAt(other) === topic ? score * SAME_TOPIC : score }))
		.sort((a, b) => b.score - a.score || a.other - b.other)
		.slice(0, limit)
		.map(({ other, score }) => ({ id: index.idAt(other), score: Math.round(score * 100) / 100 }))
}

const SAME_TOPIC = 1.15

/** The best by their words alone, among which the topic then counts. */
const WEIGHED = 200

/** A term of this many articles tells little of any of them, and costs the most. */
const COMMONEST = 4_000
