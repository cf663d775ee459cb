import { stem } from './analysis'
import type { SearchLang } from './document'
import { differingLetters, editDistance, letterMask, prefixDistance } from './edit-distance'
import { phoneticKey } from './phonetic'
import { isStopWord, stopWords } from './stop-words'

export type LexiconEntry = {
	/** Folded form. */
	surface: string
	stem: string
	/** As an article writes it, accents included. */
	display: string
	/** Articles that use the word, and articles whose title does. */
	documents: number
	titles: number
}

/** A reading of what was typed. Several entries when a glued word was cut (« motdepasse »). */
export type Candidate = { entries: LexiconEntry[]; display: string; weight: number }

/** The words of the articles, arranged to answer for words that are not among them. */
export type Lexicon = {
	readonly lang: SearchLang
	find(surface: string): LexiconEntry | undefined
	knowsStem(stem: string): boolean
	/** Readings of an unknown word, best first. `[]` when nothing is near; a number is never touched. */
	correct(surface: string): Candidate[]
	/** True for a 2 or 3-letter slip of a stop word (« dnas », « aec »), or one glued to another (« jai »). */
	isNearStopWord(surface: string): boolean
	/**
	 * Words that begin with what was typed so far, best first, one per stem.
	 * `tolerant` allows one slip when nothing begins that way.
	 */
	complete(prefix: string, limit: number, options?: { tolerant: boolean }): Candidate[]
}

export function buildLexicon(entries: Iterable<LexiconEntry>, lang: SearchLang): Lexicon {
	const words = new Map<string, LexiconEntry>()
	for (const entry of entries) words.set(entry.surface, entry)
	const sorted = [...words.values()].sort((a, b) => (a.surface < b.surface ? -1 : 1))
	const stems = new Set(sorted.map((entry) => entry.stem))
	const correctable = sorted.filter((entry) => entry.surface.length >= 3 && !/\d/.test(entry.surface))
	const shelves = shelve(correctable)
	const bySound = groupBySound(correctable, lang)

	const find = (surface: string) => words.get(surface)

	return {
		lang,
		find,
		knowsStem: (wanted) => stems.has(wanted),
		isNearStopWord: (surface) => nearStopWord(surface, lang),
		complete: (prefix, limit, { tolerant } = { tolerant: false }) => completions(sorted, prefix, limit, tolerant),
		correct(surface) {
			if (/\d/.test(surface) || surface.length < 3) return []
			const near = nearest(shelves, surface, 1, 0.9)
			if (near.length > 0) return near
			const cut = cutGlued(surface, find, lang)
			if (cut) return [cut]
			const far = surface.length >= 8 ? nearest(shelves, surface, 2, 0.7) : []
			if (far.length > 0) return far
			const alike = ranked(bySound.get(phoneticKey(surface, lang)) ?? [], 0.6)
			if (alike.length > 0) return alike
			const bare = withoutElision(surface, lang)
			if (bare) return nearest(shelves, bare, 1, 0.7)
			return []
		},
	}
}

const CANDIDATES = 4

/** Words by length and first letter: the only ones a slip of one or two letters can come from. */
type Shelves = Map<string, { entry: LexiconEntry; mask: number }[]>

const shelfOf = (length: number, first: string) => `${length}${first}`

function shelve(entries: LexiconEntry[]): Shelves {
	const shelves: Shelves = new Map()
	for (const entry of entries) {
		const key = shelfOf(entry.surface.length, entry.surface.charAt(0))
		const shelf = shelves.get(key) ?? []
		shelf.push({ entry, mask: letterMask(entry.surface) })
		shelves.set(key, shelf)
	}
	return shelves
}

function nearest(shelves: Shelves, surface: string, distance: 1 | 2, weight: number): Candidate[] {
	const mask = letterMask(surface)
	const found: LexiconEntry[] = []
	const visit = (length: number, first: string, accept: (candidate: string) => boolean) => {
		for (const { entry, mask: other } of shelves.get(shelfOf(length, first)) ?? []) {
			if (differingLetters(mask, other) > 2 * distance || !accept(entry.surface)) continue
			if (editDistance(surface, entry.surface, distance) <= distance) found.push(entry)
		}
	}
	const [first, second] = [surface.charAt(0), surface.charAt(1)]
	for (let length = surface.length - distance; length <= surface.length + distance; length++) {
		visit(length, first, () => true)
		if (second !== first) visit(length, second, (candidate) => candidate.charAt(1) === first)
	}
	return ranked(found, weight)
}

/** One candidate per stem, the words articles use most first. */
function ranked(entries: LexiconEntry[], weight: number): Candidate[] {
	const byFrequency = [...entries].sort((a, b) => frequency(b) - frequency(a) || (a.surface < b.surface ? -1 : 1))
	const top = frequency(byFrequency[0])
	const seen = new Set<string>()
	const candidates: Candidate[] = []
	for (const entry of byFrequency) {
		if (seen.has(entry.stem) || candidates.length >= CANDIDATES) continue
		seen.add(entry.stem)
		candidates.push({ entries: [entry], display: entry.display, weight: weight * prior(entry, top) })
	}
	return candidates
}

const frequency = (entry: LexiconEntry | undefined) => (entry ? entry.documents + 3 * entry.titles + 1 : 1)
const prior = (entry: LexiconEntry, top: number) => 0.55 + 0.45 * Math.sqrt(frequency(entry) / top)

function groupBySound(entries: LexiconEntry[], lang: SearchLang): Map<string, LexiconEntry[]> {
	const groups = new Map<string, LexiconEntry[]>()
	for (const entry of entries) {
		const key = phoneticKey(entry.surface, lang)
		if (key.length < 3) continue
		const group = groups.get(key) ?? []
		group.push(entry)
		groups.set(key, group)
	}
	return groups
}

const ELISIONS = ['jusqu', 'lorsqu', 'puisqu', 'quoiqu', 'qu', 'l', 'd', 'j', 'm', 'n', 's', 't', 'c']

/** The elisions that come before a noun, the kind of word a question is made of. */
const BEFORE_NOUNS = ['qu', 'l', 'd']

function withoutElision(surface: string, lang: SearchLang): string | null {
	if (lang !== 'fr') return null
	const prefix = BEFORE_NOUNS.find(
		(elision) => surface.startsWith(elision) && /^[aeiouyh]/.test(surface.slice(elision.length)),
	)
	return prefix && surface.length - prefix.length >= 4 ? surface.slice(prefix.length) : null
}

/** « labonnement », « motdepasse » : two or three known words typed in one, cut where the words are commonest. */
function cutGlued(
	surface: string,
	find: (surface: string) => LexiconEntry | undefined,
	lang: SearchLang,
): Candidate | null {
	let best: { pieces: string[]; entries: LexiconEntry[]; commonness: number } | null = null
	for (const pieces of cutsOf(surface, 3)) {
		const entries = pieces.flatMap((piece) => (isStopWord(piece, lang) ? [] : (find(piece) ?? [])))
		const commonness = Math.min(...entries.map(frequency))
		if (entries.length > 0 && (!best || commonness > best.commonness)) best = { pieces, entries, commonness }
	}
	if (!best) return null
	const display = best.pieces
		.map((piece) => (ELISIONS.includes(piece) && lang === 'fr' ? `${piece}'` : `${find(piece)?.display ?? piece} `))
		.join('')
		.trim()
	return { entries: best.entries, display, weight: 0.8 }

	function cutsOf(rest: string, most: number): string[][] {
		const cuts = isPiece(rest) ? [[rest]] : []
		for (let length = 1; most > 1 && length <= rest.length - 2; length++) {
			const left = rest.slice(0, length)
			if (!isPiece(left)) continue
			for (const right of cutsOf(rest.slice(length), most - 1)) cuts.push([left, ...right])
		}
		return cuts
	}

	function isPiece(piece: string): boolean {
		if (isStopWord(piece, lang)) return piece.length >= 2 || (lang === 'fr' && ELISIONS.includes(piece))
		return piece.length >= 3 && find(piece) !== undefined
	}
}

function nearStopWord(surface: string, lang: SearchLang): boolean {
	if (/\d/.test(surface)) return false
	const bare = ELISIONS.find(
		(elision) => surface.startsWith(elision) && isStopWord(surface.slice(elision.length), lang),
	)
	if (lang === 'fr' && bare) return true
	if (surface.length > 3) return false
	for (const word of stopWords(lang)) {
		if (word.length >= 2 && word.charAt(0) === surface.charAt(0) && editDistance(surface, word, 1) <= 1) return true
	}
	return false
}

function completions(sorted: LexiconEntry[], prefix: string, limit: number, tolerant: boolean): Candidate[] {
	const best = new Map<string, LexiconEntry>()
	const offer = (entry: LexiconEntry) => {
		const held = best.get(entry.stem)
		const gain = held ? frequency(entry) - frequency(held) || held.surface.length - entry.surface.length : 1
		if (gain > 0) best.set(entry.stem, entry)
	}
	for (let at = firstFrom(sorted, prefix); sorted[at]?.surface.startsWith(prefix); at++) {
		const entry = sorted[at]
		if (entry) offer(entry)
	}
	const exact = best.size > 0
	if (!exact && tolerant && prefix.length >= 4) {
		for (let at = firstFrom(sorted, prefix.charAt(0)); sorted[at]?.surface.startsWith(prefix.charAt(0)); at++) {
			const entry = sorted[at]
			if (entry && prefixDistance(prefix, entry.surface, 1) <= 1) offer(entry)
		}
	}
	const byFrequency = [...best.values()].sort((a, b) => frequency(b) - frequency(a) || (a.surface < b.surface ? -1 : 1))
	const top = frequency(byFrequency[0])
	return byFrequency.slice(0, limit).map((entry) => ({
		entries: [entry],
		display: entry.display,
		weight: (exact ? 1 : 0.8) * prior(entry, top),
	}))
}

/** Place of the first entry that sorts at or after `prefix`. */
function firstFrom(sorted: LexiconEntry[], prefix: string): number {
	let [low, high] = [0, sorted.length]
	while (low < high) {
		const middle = (low + high) >> 1
		if ((sorted[middle]?.surface ?? '') < prefix) low = middle + 1
		else high = middle
	}
	return low
}

/** Gathers the words of a collection before the lexicon is arranged. */
export function collectEntries(lang: SearchLang) {
	const entries = new Map<string, LexiconEntry>()
	const seenBy = new Map<string, number>()
	return {
		entries,
		/** Counts a word once per document; the first spelling seen is the one shown. */
		add(surface: string, written: string, document: number, inTitle: boolean, term = stem(surface, lang)) {
			const entry = entries.get(surface) ?? {
				surface,
				stem: term,
				display: written.toLowerCase(),
				documents: 0,
				titles: 0,
			}
			entries.set(surface, entry)
			if (seenBy.get(surface) === document) return
			seenBy.set(surface, document)
			entry.documents += 1
			if (inTitle) entry.titles += 1
		},
		/** A word nobody wrote but everybody may type: a synonym. */
		know(surface: string, written: string) {
			if (entries.has(surface)) return
			entries.set(surface, {
				surface,
				stem: stem(surface, lang),
				display: written.toLowerCase(),
				documents: 0,
				titles: 0,
			})
		},
	}
}
