import type { Token } from './analysis'
import type { Slot } from './query-plan'

/**
 * The words of a text in reading order, each as a number, so that the ranking
 * can tell words that stand together from words at opposite ends of an article.
 *
 * A number is drawn from the stem alone: articles need no common list of words,
 * and those of two indexes can be compared. Two stems share a number once in
 * four billion pairs, and then only misplace a bonus.
 */
export function passagesOf(lines: readonly Token[][]): Uint32Array {
	const numbers: number[] = []
	for (const line of lines) for (const { kind, stem } of line) if (kind === 'word') numbers.push(numberOf(stem))
	return Uint32Array.from(numbers.slice(0, PASSAGE_WORDS))
}

/** What stands further down in a very long article is found all the same, only not weighed as a passage. */
const PASSAGE_WORDS = 800

/** FNV-1a. */
function numberOf(stem: string): number {
	let hash = 0x811c9dc5
	for (let at = 0; at < stem.length; at++) hash = Math.imul(hash ^ stem.charCodeAt(at), 0x01000193)
	return hash >>> 0
}

/** A passage is about two sentences: this many words that are not small ones. */
const PASSAGE_LENGTH = 24

/** Two words this far apart at most are still said together: « résilier mon abonnement », « résilier un tel abonnement ». */
const NEIGHBOURS = 2

/** How much of the question one passage of an article says, and how many of its neighbouring words stand together there. */
export type Closeness = { together: number; neighbours: number }

/**
 * Prepares to compare articles with a question.
 *
 * @returns a function of an article's passages; both numbers are from 0 to 1
 */
export function closenessTo(slots: readonly Slot[]): (passages: Uint32Array) => Closeness {
	const wanted = new Map<number, { slot: number; trust: number }[]>()
	const sieve = new Uint8Array(SIEVE)
	slots.forEach(({ terms }, slot) => {
		for (const [term, trust] of terms) {
			if (term.includes(' ')) continue
			const number = numberOf(term)
			wanted.set(number, [...(wanted.get(number) ?? []), { slot, trust }])
			sieve[number % SIEVE] = 1
		}
	})
	const asked = slots.reduce((total, { idf, optional }) => total + (optional ? 0 : idf), 0)
	const last = new Int32Array(slots.length)
	const trusts = new Float64Array(slots.length)
	const paired = new Uint8Array(slots.length)

	return (passages) => {
		if (asked === 0) return { together: 0, neighbours: 0 }
		last.fill(-PASSAGE_LENGTH)
		paired.fill(0)
		let most = 0
		for (let at = 0; at < passages.length; at++) {
			const number = passages[at] ?? 0
			if (sieve[number % SIEVE] === 0) continue
			for (const { slot, trust } of wanted.get(number) ?? []) {
				const gap = slot === 0 ? 0 : at - (last[slot - 1] ?? 0)
				if (gap > 0 && gap <= NEIGHBOURS) paired[slot] = 1
				last[slot] = at
				trusts[slot] = trust
			}
			let value = 0
			for (let slot = 0; slot < last.length; slot++) {
				if (at - (last[slot] ?? 0) < PASSAGE_LENGTH) value += (slots[slot]?.idf ?? 0) * (trusts[slot] ?? 0)
			}
			most = Math.max(most, value)
		}
		const pairs = paired.reduce((total, met) => total + met, 0)
		return { together: Math.min(1, most / asked), neighbours: slots.length < 2 ? 0 : pairs / (slots.length - 1) }
	}
}

/** Spares a look in the map for almost every word of an article. */
const SIEVE = 1024
