import type { QueryPlan, Slot } from './query-plan'
import { type Profile, placeIn, type SearchIndex } from './search-index'

export type Hit = {
	id: string
	/** Comparable within one answer only. */
	score: number
	/** Stems of the article that the question met, for marking. */
	matchedStems: string[]
	/** Only when asked for. */
	explanation?: Explanation
}

/** Why an article stands where it does: the points of the parts add up to its score. */
export type Explanation = { parts: ScorePart[] }

/**
 * - `words`: how much the article speaks of the words, next to the best article (0 to 1)
 * - `coverage`: share of the question the article meets, by rarity
 * - `title`: share of the question the title meets
 * - `title-share`: share of the title that the question accounts for
 * - `title-phrase`: neighbours in the question that are neighbours in the title
 * - `small-words`: « combien », « c'est quoi » shared with the title
 * - `keywords`: the line of customers' words that says the same as the question
 * - `passage`: the words stand close together in the body
 * - `health`: verified lately, found helpful
 * - `pin`: an editor chose this article for this question
 */
export type ScorePartKind = 'words' | 'coverage' | 'title' | 'title-share' | 'title-phrase' | 'small-words' | 'keywords'

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

/**
 * Ranks in two steps: the postings say which articles speak of the words, then
 * the best of them are compared on how much of the question they cover and how
 * much of their title the question explains.
 *
 * @param explain - give the parts of each score with the hit
 */
export function rank(
	index: SearchIndex,
	plan: QueryPlan,
	limit: number,
	{ explain = false } = {},
): { total: number; hits: Hit[] } {
	const scored = scoreAll(index, plan)
	const leaders = best(scored, Math.max(RERANKED, limit))
	const top = scored.scores[leaders[0] ?? 0] ?? 0
	if (top <= 0) return { total: 0, hits: [] }

	const ranked = leaders
		.map((document) => {
			const covered = scored.coverage[document] ?? 0
			const parts = [
				part('words', (scored.scores[document] ?? 0) / top),
				part('coverage', 1.2 * covered),
				...titleEvidence(index, plan, index.profiles[document]),
			]
			return { document, covered, parts, score: rounded(sum(parts.map(({ points }) => points))) }
		})
		.sort((a, b) => b.score - a.score || a.document - b.document)

	const most = Math.max(...ranked.map(({ covered }) => covered))
	const shown = ranked.filter(({ covered }, place) => place < ALWAYS_SHOWN || covered >= LEAST_COVERAGE * most)
	const total = Math.max(shown.length, countCovered(scored, most))
	return {
		total,
		hits: shown.slice(0, limit).map(({ document, score, parts }) => ({
			id: index.documents[document]?.id ?? '',
			score,
			matchedStems: stemsMet(index, plan.slots, document),
			...(explain && { explanation: explanationOf(index, plan, document, parts) }),
		})),
	}
}

const rounded = (points: number) => Math.round(points * 10_000) / 10_000
const part = (kind: ScorePartKind, points: number): ScorePart => ({ kind, points: rounded(points) })

function explanationOf(index: SearchIndex, plan: QueryPlan, document: number, parts: ScorePart[]): Explanation {
	const told = parts.filter(({ points }) => points !== 0)
	return {
		parts: told.map((each) =>
			each.kind === 'words' ? { ...each, words: wordParts(index, plan, document, each.points) } : each,
		),
	}
}

/** Shares the points of the words out among them. */
function wordParts(index: SearchIndex, { slots }: QueryPlan, document: number, points: number): WordPart[] {
	const profile = index.profiles[document]
	const met = slots.flatMap(({ asked, terms }) => {
		let strongest: { asked: string; term: string; trust: number; weight: number } | null = null
		for (const [term, trust] of terms) {
			const posting = index.postings.get(term)
			const place = posting ? placeIn(posting, document) : -1
			const weight = trust * (posting?.weights[place] ?? 0)
			if (place >= 0 && weight > (strongest?.weight ?? 0)) strongest = { asked, term, trust, weight }
		}
		return strongest ?? []
	})
	const all = sum(met.map(({ weight }) => weight))
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

const RERANKED = 80

/** Articles that meet far less of the question than the best one are no answer, beyond the first few. */
const LEAST_COVERAGE = 0.3
const ALWAYS_SHOWN = 5

/** Per document: added weights, and the share (0 to 1, weighted by rarity) of the question that is met. */
type Scored = { touched: number[]; scores: Float32Array; coverage: Float32Array }

function scoreAll(index: SearchIndex, { slots, onlyLight }: QueryPlan): Scored {
	const size = index.documents.length
	const [scores, coverage] = [new Float32Array(size), new Float32Array(size)]
	const [slotScore, slotTrust] = [new Float32Array(size), new Float32Array(size)]
	const touched: number[] = []
	const solid = new Uint8Array(size)
	const asked = sum(slots.filter(({ optional }) => !optional).map(({ idf }) => idf)) || 1

	for (const slot of slots) {
		const met: number[] = []
		for (const [term, trust] of slot.terms) {
			const posting = index.postings.get(term)
			if (!posting) continue
			const { documents, weights } = posting
			for (let at = 0; at < documents.length; at++) {
				const document = documents[at] ?? 0
				if (slotTrust[document] === 0) met.push(document)
				slotScore[document] = Math.max(slotScore[document] ?? 0, trust * (weights[at] ?? 0))
				slotTrust[document] = Math.max(slotTrust[document] ?? 0, trust)
			}
		}
		for (const document of met) {
			if (scores[document] === 0) touched.push(document)
			if (!slot.light || onlyLight) solid[document] = 1
			scores[document] = (scores[document] ?? 0) + (slotScore[document] ?? 0)
			coverage[document] = (coverage[document] ?? 0) + (slot.idf * (slotTrust[document] ?? 0)) / asked
			slotScore[document] = 0
			slotTrust[document] = 0
		}
	}
	return { touched: touched.filter((document) => solid[document] === 1), scores, coverage }
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

/** What the title, and the customers' own phrases, say for an article: how much of the question, how much of themselves. */
function titleEvidence(index: SearchIndex, plan: QueryPlan, profile: Profile | undefined): ScorePart[] {
	if (!profile) return []
	const slots = plan.slots.filter(({ idf }) => idf > 0)
	return [
		part('title', covered(slots, profile.titleTerms)),
		part('title-share', 0.75 * explained(index, slots, profile.titleStems, profile.titleTerms)),
		part('title-phrase', 0.5 * adjacent(slots, profile.titleStems)),
		part('small-words', 0.2 * shareOf(plan.smallWords, profile.titleSmallWords)),
		part('keywords', 0.5 * bestLine(index, slots, profile.keywordLines)),
	]
}

function covered(slots: Slot[], terms: ReadonlySet<string>): number {
	const all = sum(slots.filter(({ optional }) => !optional).map(({ idf }) => idf))
	return all === 0 ? 0 : Math.min(1, sum(slots.map((slot) => slot.idf * trustIn(slot, terms))) / all)
}

function trustIn(slot: Slot, terms: ReadonlySet<string>): number {
	let trust = 0
	for (const [term, weight] of slot.terms) if (weight > trust && terms.has(term)) trust = weight
	return trust
}

/** Share of a title, by rarity, that the question's words account for. */
function explained(index: SearchIndex, slots: Slot[], stems: readonly string[], terms: ReadonlySet<string>): number {
	const met = new Set<string>()
	for (const slot of slots) {
		for (const [term] of slot.terms) if (terms.has(term)) for (const stem of term.split(' ')) met.add(stem)
	}
	const rarity = (stem: string) => index.postings.get(stem)?.idf ?? 0
	const all = sum(stems.map(rarity))
	return all === 0 ? 0 : sum(stems.filter((stem) => met.has(stem)).map(rarity)) / all
}

/** Share of the question's neighbouring words that are neighbours in the title too, in the same order. */
function adjacent(slots: Slot[], stems: readonly string[]): number {
	if (slots.length < 2) return 0
	let pairs = 0
	for (let at = 0; at + 1 < slots.length; at++) {
		const [left, right] = [slots[at], slots[at + 1]]
		const isPair = stems.some((stem, place) => left?.terms.has(stem) && right?.terms.has(stems[place + 1] ?? ''))
		if (isPair) pairs += 1
	}
	return pairs / (slots.length - 1)
}

function shareOf(asked: ReadonlySet<string>, title: ReadonlySet<string>): number {
	if (asked.size === 0) return 0
	let shared = 0
	for (const word of asked) if (title.has(word)) shared += 1
	return shared / asked.size
}

/** A keyword line counts when it covers the question and the question covers it: both ways, multiplied. */
function bestLine(index: SearchIndex, slots: Slot[], lines: readonly ReadonlySet<string>[]): number {
	let most = 0
	for (const line of lines) {
		const ours = covered(slots, line)
		if (ours > most) most = Math.max(most, ours * explained(index, slots, [...line], line))
	}
	return most
}

function stemsMet(index: SearchIndex, slots: Slot[], document: number): string[] {
	const met = new Set<string>()
	for (const slot of slots) {
		for (const term of slot.terms.keys()) {
			const posting = index.postings.get(term)
			if (posting && placeIn(posting, document) >= 0) for (const stem of term.split(' ')) met.add(stem)
		}
	}
	return [...met].sort()
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
