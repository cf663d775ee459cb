import { part, type ScorePart } from './explanation'
import type { Closeness } from './passages'
import type { QueryPlan, Slot } from './query-plan'
import type { SearchIndex } from './search-index'

/**
 * Found on articles and questions of several kinds (0013); the plateau is flat
 * around them. A title that meets part of the question is worth little: it would
 * bury the article whose body answers.
 */
const WEIGHTS = {
	title: 0.6,
	titleShare: 0.4,
	/** Above what a body and `health` can say together: an article asked for by its title is not hidden. */
	exactTitle: 1.2,
	titlePhrase: 0.3,
	smallWords: 0.1,
	/** A line of the customers' own words that says the same as the question is as good as it gets. */
	keywords: 1.5,
	together: 0.4,
	neighbours: 0.1,
	health: 0.08,
}

/** What speaks for an article besides how often it says the words. */
export function evidence(
	index: SearchIndex,
	plan: QueryPlan,
	slots: readonly Slot[],
	document: number,
	closeness: (passages: Uint32Array) => Closeness,
): ScorePart[] {
	const profile = index.profileAt(document)
	if (!profile) return []
	const { titleStems, titleTerms, titleSmallWords, keywordLines, passages } = profile
	const met = covered(slots, titleTerms)
	const share = explained(index, slots, titleStems, titleTerms)
	const { together, neighbours } = closeness(passages)
	const isExact = met > 0.999 && share > 0.999
	return [
		part('title', WEIGHTS.title * met ** 1.5 + (isExact ? WEIGHTS.exactTitle : 0)),
		part('title-share', WEIGHTS.titleShare * share * met),
		part('title-phrase', WEIGHTS.titlePhrase * adjacent(slots, titleStems)),
		part('small-words', WEIGHTS.smallWords * shareOf(plan.smallWords, titleSmallWords)),
		part('keywords', WEIGHTS.keywords * bestLine(index, slots, keywordLines)),
		part('passage', WEIGHTS.together * together + WEIGHTS.neighbours * neighbours),
		part('health', WEIGHTS.health * Math.min(1, Math.max(0, index.healthAt(document)))),
	]
}

function covered(slots: readonly Slot[], terms: ReadonlySet<string>): number {
	const all = sum(slots.filter(({ optional }) => !optional).map(({ idf }) => idf))
	return all === 0 ? 0 : Math.min(1, sum(slots.map((slot) => slot.idf * trustIn(slot, terms))) / all)
}

function trustIn(slot: Slot, terms: ReadonlySet<string>): number {
	let trust = 0
	for (const [term, weight] of slot.terms) if (weight > trust && terms.has(term)) trust = weight
	return trust
}

/** Share of a title, by rarity, that the question's words account for. */
function explained(
	index: SearchIndex,
	slots: readonly Slot[],
	stems: readonly string[],
	terms: ReadonlySet<string>,
): number {
	const met = new Set<string>()
	for (const slot of slots) {
		for (const [term] of slot.terms) if (terms.has(term)) for (const stem of term.split(' ')) met.add(stem)
	}
	const rarity = (stem: string) => index.postings.get(stem)?.idf ?? 0
	const all = sum(stems.map(rarity))
	return all === 0 ? 0 : sum(stems.filter((stem) => met.has(stem)).map(rarity)) / all
}

/** Share of the question's neighbouring words that are neighbours in the title too, in the same order. */
function adjacent(slots: readonly Slot[], stems: readonly string[]): number {
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
function bestLine(index: SearchIndex, slots: readonly Slot[], lines: readonly ReadonlySet<string>[]): number {
	let most = 0
	for (const line of lines) {
		const ours = covered(slots, line)
		if (ours > most) most = Math.max(most, ours * explained(index, slots, [...line], line))
	}
	return most
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
