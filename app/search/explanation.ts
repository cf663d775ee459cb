import type { Slot } from './query-plan'
import { placeIn, type SearchIndex } from './search-index'

/** Why an article stands where it does: the points of the parts add up to its score. */
export type Explanation = { parts: ScorePart[] }

/**
 * - `words`: how much the article speaks of the words, next to the best article (0 to 1)
 * - `coverage`: share of the question the article meets, by rarity
 * - `title`: share of the question the title meets; more when the question is the title
 * - `title-share`: share of the title that the question accounts for
 * - `title-phrase`: neighbours in the question that are neighbours in the title
 * - `small-words`: « combien », « c'est quoi » shared with the title
 * - `keywords`: the line of customers' words that says the same as the question
 * - `passage`: the words stand close together in the body
 * - `health`: verified lately, found helpful
 * - `boost`: an editor lifts or lowers this article for this question
 * - `pin`: an editor chose this article for this question
 */
export type ScorePartKind =
	| 'words'
	| 'coverage'
	| 'title'
	| 'title-share'
	| 'title-phrase'
	| 'small-words'
	| 'keywords'
	| 'passage'
	| 'health'
	| 'boost'
	| 'pin'

export type ScorePart = {
	kind: ScorePartKind
	points: number
	/** For `words`: what each word of the question brought. Their points add up to the part's. */
	words?: WordPart[]
}

export type WordPart = {
	/** Folded, as typed. */
	asked: string
	/** Term of the article that counted for it: a stem, or the stems of a phrase. */
	term: string
	/** 1 for the word itself, less for a correction, a completion or a synonym. */
	trust: number
	points: number
	/** Fields known to hold the term besides the body. */
	fields: ('title' | 'keywords')[]
}

/** Points are kept to four decimals, so that what is shown adds up. */
export const rounded = (points: number) => Math.round(points * 10_000) / 10_000

export const part = (kind: ScorePartKind, points: number): ScorePart => ({ kind, points: rounded(points) })

export function explain(
	index: SearchIndex,
	slots: readonly Slot[],
	document: number,
	parts: readonly ScorePart[],
): Explanation {
	const told = parts.filter(({ points }) => points !== 0)
	return {
		parts: told.map((each) =>
			each.kind === 'words' ? { ...each, words: wordParts(index, slots, document, each.points) } : each,
		),
	}
}

/** Shares the points of the words out among them. */
function wordParts(index: SearchIndex, slots: readonly Slot[], document: number, points: number): WordPart[] {
	const profile = index.profileAt(document)
	const met = slots.flatMap(({ asked, terms, idf }) => {
		let strongest: { asked: string; term: string; trust: number; weight: number } | null = null
		for (const [term, trust] of terms) {
			const posting = index.postings.get(term)
			const place = posting ? placeIn(posting, document) : -1
			const weight = trust * Math.min(idf, posting?.idf ?? 0) * (posting?.weights[place] ?? 0)
			if (place >= 0 && weight > (strongest?.weight ?? 0)) strongest = { asked, term, trust, weight }
		}
		return strongest ?? []
	})
	const all = met.reduce((total, { weight }) => total + weight, 0)
	let left = points
	return met.map(({ asked, term, trust, weight }, at) => {
		const own = at === met.length - 1 ? rounded(left) : rounded((points * weight) / all)
		left -= own
		const fields: WordPart['fields'] = []
		if (profile?.titleTerms.has(term)) fields.push('title')
		if (profile?.keywordLines.some((line) => line.has(term))) fields.push('keywords')
		return { asked, term, trust: rounded(trust), points: own, fields }
	})
}
