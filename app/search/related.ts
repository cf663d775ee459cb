import type { SearchIndex } from './search-index'

/**
 * Articles close to this one: those filed highest under the terms that tell it
 * from the others, with a small preference for its own topic.
 *
 * @returns closest first; `[]` for an unknown id or an article like no other
 */
export function relatedDocuments(index: SearchIndex, id: string, limit: number): { id: string; score: number }[] {
	const place = index.places.get(id)
	if (place === undefined) return []
	const scores = new Map<number, number>()
	for (const { term, weight } of index.profiles[place]?.signature ?? []) {
		const posting = index.postings.get(term)
		posting?.documents.forEach((other, at) => {
			if (other !== place) scores.set(other, (scores.get(other) ?? 0) + weight * (posting.weights[at] ?? 0))
		})
	}
	const topic = index.documents[place]?.topic
	return [...scores]
		.map(([other, score]) => ({ other, score: index.documents[other]?.topic === topic ? score * SAME_TOPIC : score }))
		.sort((a, b) => b.score - a.score || a.other - b.other)
		.slice(0, limit)
		.map(({ other, score }) => ({ id: index.documents[other]?.id ?? '', score: Math.round(score * 100) / 100 }))
}

const SAME_TOPIC = 1.15
