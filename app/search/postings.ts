import { BOOSTS, FIELDS, type Field } from './reading'

/** What is read of a built lunr index; its own types leave these out. */
export type LunrVectors = {
	fieldVectors: Record<string, { elements: number[] }>
	invertedIndex: Record<string, Record<string, object> & { _index: number }>
}

export const K1 = 1.2
export const B = 0.75

/** Per term, in the order of the terms: the documents that hold it, ascending, and its weight in each. */
export type FlatPostings = { terms: string[]; starts: Uint32Array; documents: Uint32Array; weights: Float32Array }

/**
 * Turns a lunr index into flat postings, after which lunr can be let go.
 *
 * lunr's score of a term in a field is `idf × boost × s`, `s` being BM25's
 * saturated frequency. Its idf is divided away: it counts a document once per
 * field, and the true one changes with every publication.
 *
 * @param index - built with numbers from 0 as document references
 */
export function flattenPostings(index: LunrVectors, documentCount: number): FlatPostings {
	const terms: { term: string; lunrIdf: number }[] = []
	for (const [term, posting] of Object.entries(index.invertedIndex)) {
		terms[posting._index] = { term, lunrIdf: lunrIdf(posting, documentCount) }
	}
	const gathered = terms.map(() => ({ documents: [] as number[], sums: [] as number[], frequencies: [] as number[] }))
	for (let document = 0; document < documentCount; document++) {
		for (const field of FIELDS) {
			const boost = BOOSTS[field]
			const elements = index.fieldVectors[`${field}/${document}`]?.elements ?? []
			for (let at = 0; at < elements.length; at += 2) {
				const [place, score] = [elements[at] ?? 0, elements[at + 1] ?? 0]
				const found = gathered[place]
				const idf = terms[place]?.lunrIdf ?? 0
				if (!found || idf <= 0) continue
				const saturated = Math.min(score / (idf * boost), K1 + 0.98)
				if (found.documents.at(-1) !== document) {
					found.documents.push(document)
					found.sums.push(0)
					found.frequencies.push(0)
				}
				const last = found.documents.length - 1
				found.sums[last] = (found.sums[last] ?? 0) + boost * saturated
				found.frequencies[last] = (found.frequencies[last] ?? 0) + boost * unsaturated(saturated)
			}
		}
	}

	const held = terms
		.map(({ term }, place) => ({ term, ...(gathered[place] ?? { documents: [], sums: [], frequencies: [] }) }))
		.filter(({ documents }) => documents.length > 0)
		.sort((a, b) => (a.term < b.term ? -1 : 1))
	const starts = new Uint32Array(held.length + 1)
	held.forEach(({ documents }, at) => {
		starts[at + 1] = (starts[at] ?? 0) + documents.length
	})
	const all = starts[held.length] ?? 0
	const flat = { documents: new Uint32Array(all), weights: new Float32Array(all) }
	held.forEach(({ documents, sums, frequencies }, at) => {
		const from = starts[at] ?? 0
		flat.documents.set(documents, from)
		sums.forEach((sum, offset) => {
			flat.weights[from + offset] = weightOf(sum, frequencies[offset] ?? 0)
		})
	})
	return { terms: held.map(({ term }) => term), starts, ...flat }
}

/**
 * The weights of one article's terms, as `flattenPostings` would give them.
 *
 * @param lengths - average number of terms of each field
 */
export function weighTerms(terms: Record<Field, string[]>, lengths: Record<Field, number>): Map<string, number> {
	const met = new Map<string, { sum: number; frequency: number }>()
	for (const field of FIELDS) {
		const boost = BOOSTS[field]
		const counts = new Map<string, number>()
		for (const term of terms[field]) counts.set(term, (counts.get(term) ?? 0) + 1)
		const length = lengths[field] > 0 ? terms[field].length / lengths[field] : 1
		for (const [term, count] of counts) {
			const frequency = count / (1 - B + B * length)
			const saturated = Math.min(((K1 + 1) * frequency) / (K1 + frequency), K1 + 0.98)
			const held = met.get(term) ?? { sum: 0, frequency: 0 }
			met.set(term, {
				sum: held.sum + boost * saturated,
				frequency: held.frequency + boost * unsaturated(saturated),
			})
		}
	}
	return new Map([...met].map(([term, { sum, frequency }]) => [term, weightOf(sum, frequency)]))
}

/**
 * lunr adds fields without saturation, so the title drowns the body: half of the
 * weight comes from BM25F, which saturates once over all fields.
 */
const weightOf = (sum: number, frequency: number) => 0.5 * sum + ((K1 + 1) * frequency) / (K1 + frequency)

const unsaturated = (saturated: number) => (K1 * saturated) / (K1 + 1 - saturated)

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
