import type { Posting } from './search-index'

/** What is read of a built lunr index; its own types leave these out. */
export type LunrVectors = {
	fieldVectors: Record<string, { elements: number[] }>
	invertedIndex: Record<string, Record<string, object> & { _index: number }>
}

export type FieldBoosts = Readonly<Record<string, number>>

/**
 * Turns a lunr index into flat postings, after which lunr can be let go.
 *
 * lunr's score of a term in a field is `idf × boost × s`, `s` being BM25's
 * saturated frequency. Two things are put right on the way:
 * - lunr's idf counts a document once per field, so a word of every title looks
 *   commoner than it is: the scores get the idf over documents instead;
 * - lunr adds fields without saturation, so the title drowns the body: half of
 *   the weight comes from BM25F, which saturates once over all fields. The
 *   unsaturated frequency is recovered as `t = k1·s / (k1 + 1 − s)`.
 *
 * @param index - built with numbers from 0 as document references
 */
export function flattenPostings(
	index: LunrVectors,
	documentCount: number,
	boosts: FieldBoosts,
	k1: number,
): Map<string, Posting> {
	const terms: { term: string; lunrIdf: number }[] = []
	for (const [term, posting] of Object.entries(index.invertedIndex)) {
		terms[posting._index] = { term, lunrIdf: lunrIdf(posting, documentCount) }
	}
	const gathered = terms.map(() => ({ documents: [] as number[], sums: [] as number[], frequencies: [] as number[] }))
	for (let document = 0; document < documentCount; document++) {
		for (const [field, boost] of Object.entries(boosts)) {
			const elements = index.fieldVectors[`${field}/${document}`]?.elements ?? []
			for (let at = 0; at < elements.length; at += 2) {
				const [place, score] = [elements[at] ?? 0, elements[at + 1] ?? 0]
				const found = gathered[place]
				const idf = terms[place]?.lunrIdf ?? 0
				if (!found || idf <= 0) continue
				const saturated = Math.min(score / (idf * boost), k1 + 0.98)
				const frequency = (k1 * saturated) / (k1 + 1 - saturated)
				if (found.documents.at(-1) !== document) {
					found.documents.push(document)
					found.sums.push(0)
					found.frequencies.push(0)
				}
				const last = found.documents.length - 1
				found.sums[last] = (found.sums[last] ?? 0) + boost * saturated
				found.frequencies[last] = (found.frequencies[last] ?? 0) + boost * frequency
			}
		}
	}

	const postings = new Map<string, Posting>()
	terms.forEach(({ term }, place) => {
		const found = gathered[place]
		if (!found || found.documents.length === 0) return
		const idf = idfOf(found.documents.length, documentCount)
		const weights = found.sums.map((sum, at) => {
			const frequency = found.frequencies[at] ?? 0
			return idf * (0.5 * sum + ((k1 + 1) * frequency) / (k1 + frequency))
		})
		postings.set(term, { documents: Uint32Array.from(found.documents), weights: Float32Array.from(weights), idf })
	})
	return postings
}

/** BM25's inverse document frequency, never negative. */
export function idfOf(documentsWithTerm: number, documentCount: number): number {
	return Math.log(1 + (documentCount - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5))
}

/** The formula of `lunr.idf`, needed to divide its scores by it. */
function lunrIdf(posting: Record<string, object> & { _index: number }, documentCount: number): number {
	let counted = 0
	for (const [field, documents] of Object.entries(posting)) {
		if (field !== '_index') counted += Object.keys(documents).length
	}
	return Math.log(1 + Math.abs((documentCount - counted + 0.5) / (counted + 0.5)))
}
