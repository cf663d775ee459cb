import { evidence } from './evidence'
import { type Explanation, explain, part, rounded } from './explanation'
import { closenessTo } from './passages'
import type { QueryPlan, Slot } from './query-plan'
import { placeIn, type SearchIndex } from './search-index'
import { NOTHING_STEERED, type Steering } from './steering'

export type Hit = {
	id: string
	/** Comparable within one answer only. */
	score: number
	/** Stems of the article that the question met, and how far each is what was asked (0 to 1), for marking. */
	matchedStems: ReadonlyMap<string, number>
	/** Only when asked for. */
	explanation?: Explanation
}

/**
 * Ranks in two steps: the postings say which articles speak of the words, then
 * the best of them are compared on what their title, the customers' words and
 * their best passage say of the question.
 *
 * @param options.explained - give the parts of each score with the hit
 * @param options.steering - articles an editor chose, lifts or lowers for this question
 */
export function rank(
	index: SearchIndex,
	plan: QueryPlan,
	limit: number,
	{ explained = false, steering = NOTHING_STEERED }: { explained?: boolean; steering?: Steering } = {},
): { total: number; hits: Hit[] } {
	const scored = scoreAll(index, plan)
	const steered = steeredPlaces(index, steering)
	const leaders = best(scored, Math.max(RERANKED, limit))
	const top = scored.scores[leaders[0] ?? 0] ?? 0
	const pinned = [...steered].flatMap(([document, { pin }]) => (pin > 0 ? [document] : []))
	if (top <= 0 && pinned.length === 0) return { total: 0, hits: [] }

	const telling = plan.slots.filter(({ idf }) => idf > 0)
	const closeness = closenessTo(telling)
	const ranked = [...new Set([...pinned, ...leaders])]
		.map((document) => {
			const covered = scored.coverage[document] ?? 0
			const { pin = 0, boost = 0 } = steered.get(document) ?? {}
			const parts = [
				part('words', top > 0 ? (scored.scores[document] ?? 0) / top : 0),
				part('coverage', WEIGHTS.coverage * covered),
				...evidence(index, plan, telling, document, closeness),
				part('boost', boost),
				part('pin', pin),
			]
			return { document, covered, parts, score: rounded(sum(parts.map(({ points }) => points))), isPinned: pin > 0 }
		})
		.sort((a, b) => b.score - a.score || a.document - b.document)

	const most = Math.max(...ranked.map(({ covered }) => covered))
	const floor = (place: number) => (place < ALWAYS_SHOWN ? LEAST_OF_FIRST : LEAST_COVERAGE) * most
	const shown = ranked.filter(({ covered, isPinned }, place) => isPinned || covered >= floor(place))
	const total = Math.max(shown.length, countCovered(scored, most))
	return {
		total,
		hits: shown.slice(0, limit).map(({ document, score, parts }) => ({
			id: index.idAt(document),
			score,
			matchedStems: stemsMet(index, plan.slots, document),
			...(explained && { explanation: explain(index, plan.slots, document, parts) }),
		})),
	}
}

/** All the words of the question somewhere in the article: little, since a long article holds everything. */
const WEIGHTS = { coverage: 0.15 }

const RERANKED = 80

/**
 * Articles that meet far less of the question than the best one are no answer.
 * The first few are judged more mildly: there, one word that tells can be enough.
 */
const LEAST_COVERAGE = 0.65
const LEAST_OF_FIRST = 0.12
const ALWAYS_SHOWN = 5

function steeredPlaces(index: SearchIndex, { pins, boosts }: Steering): Map<number, { pin: number; boost: number }> {
	const places = new Map<number, { pin: number; boost: number }>()
	if (pins.length + boosts.size === 0) return places
	for (const slug of new Set([...pins, ...boosts.keys()])) {
		const document = index.placeOfSlug(slug)
		const order = pins.indexOf(slug)
		const pin = order < 0 ? 0 : PIN + pins.length - order
		if (document >= 0) places.set(document, { pin, boost: boosts.get(slug) ?? 0 })
	}
	return places
}

/** More than all other parts can add up to. */
const PIN = 10

/** Per document: added weights, and the share (0 to 1, by rarity, light words aside) of the question that is met. */
type Scored = { touched: number[]; scores: Float32Array; coverage: Float32Array }

function scoreAll(index: SearchIndex, { slots, onlyLight }: QueryPlan): Scored {
	const { scores, coverage, slotScore, slotTrust, solid, touched } = cleanSheet(index.size)
	const counts = ({ light, optional }: Slot) => !optional && (!light || onlyLight)
	const asked = sum(slots.filter(counts).map(({ idf }) => idf)) || 1

	for (const slot of slots) {
		const met: number[] = []
		for (const [term, trust] of slot.terms) {
			const posting = index.postings.get(term)
			if (!posting) continue
			const { documents, weights } = posting
			// A rare synonym, completion or reading tells no more than the word that was typed.
			const worth = trust * Math.min(slot.idf, posting.idf)
			for (let at = 0; at < documents.length; at++) {
				const document = documents[at] ?? 0
				if (slotTrust[document] === 0) met.push(document)
				slotScore[document] = Math.max(slotScore[document] ?? 0, worth * (weights[at] ?? 0))
				slotTrust[document] = Math.max(slotTrust[document] ?? 0, trust)
			}
		}
		for (const document of met) {
			if (scores[document] === 0) touched.push(document)
			if (!slot.light || onlyLight) solid[document] = 1
			scores[document] = (scores[document] ?? 0) + (slotScore[document] ?? 0)
			if (counts(slot)) coverage[document] = (coverage[document] ?? 0) + (slot.idf * (slotTrust[document] ?? 0)) / asked
			slotScore[document] = 0
			slotTrust[document] = 0
		}
	}
	return { touched: touched.filter((document) => solid[document] === 1), scores, coverage }
}

type Sheet = {
	size: number
	scores: Float32Array
	coverage: Float32Array
	slotScore: Float32Array
	slotTrust: Float32Array
	solid: Uint8Array
	/** Where the sheet was written on. */
	touched: number[]
}

let sheet: Sheet = newSheet(0)

/**
 * One sheet serves all questions, which are answered one after the other: a new
 * one each time would cost more than the scores of a rare word. What an answer
 * reads of it holds until the next question.
 */
function cleanSheet(size: number): Sheet {
	if (sheet.size < size) sheet = newSheet(size)
	for (const document of sheet.touched) {
		sheet.scores[document] = 0
		sheet.coverage[document] = 0
		sheet.solid[document] = 0
	}
	sheet.touched.length = 0
	return sheet
}

function newSheet(size: number): Sheet {
	const numbers = () => new Float32Array(size)
	return {
		size,
		scores: numbers(),
		coverage: numbers(),
		slotScore: numbers(),
		slotTrust: numbers(),
		solid: new Uint8Array(size),
		touched: [],
	}
}

/** The `count` best documents, without sorting all those that were touched. */
function best({ touched, scores }: Scored, count: number): number[] {
	const before = (a: number, b: number) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b
	if (touched.length <= 4 * count) return touched.sort(before).slice(0, count)
	const kept: number[] = []
	for (const document of touched) {
		const worst = kept[count - 1]
		if (worst !== undefined && before(worst, document) < 0) continue
		let [low, high] = [0, kept.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if (before(kept[middle] ?? 0, document) < 0) low = middle + 1
			else high = middle
		}
		kept.splice(low, 0, document)
		if (kept.length > count) kept.pop()
	}
	return kept
}

function countCovered({ touched, coverage }: Scored, most: number): number {
	let count = 0
	for (const document of touched) if ((coverage[document] ?? 0) >= LEAST_COVERAGE * most) count += 1
	return count
}

function stemsMet(index: SearchIndex, slots: Slot[], document: number): Map<string, number> {
	const met = new Map<string, number>()
	for (const slot of slots) {
		for (const [term, trust] of slot.terms) {
			const posting = index.postings.get(term)
			if (!posting || placeIn(posting, document) < 0) continue
			for (const stem of term.split(' ')) met.set(stem, Math.max(met.get(stem) ?? 0, trust))
		}
	}
	return met
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
