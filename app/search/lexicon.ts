import { stem } from './analysis'
import type { SearchLang } from './document'
import { editDistance, letterMask, prefixDistance, slipCost } from './edit-distance'
import { phoneticKey } from './phonetic'
import { isStopWord, stopWords } from './stop-words'
import { type LexiconEntry, openVocabulary, threes, type Vocabulary, vocabularySections } from './vocabulary'

/** A reading of what was typed. Several entries when a glued word was cut (« motdepasse »). */
export type Candidate = {
	entries: LexiconEntry[]
	display: string
	weight: number
	/** How unlikely the slip is (`slipCost`); 0 when nothing was corrected. */
	cost: number
}

/** The words of the articles, arranged to answer for words that are not among them. */
export type Lexicon = {
	readonly lang: SearchLang
	find(surface: string): LexiconEntry | undefined
	knowsStem(stem: string): boolean
	/**
	 * Readings of an unknown word, best first. `[]` when nothing is near; a number is never touched.
	 * `generous` believes less likely slips: for a question that is one word.
	 */
	correct(surface: string, options?: { generous: boolean }): Candidate[]
	/** True for a 2 or 3-letter slip of a stop word (« dnas », « aec »), or one glued to another (« jai »). */
	isNearStopWord(surface: string): boolean
	/** How unlikely it is that a longer word is a slip of a stop word (« atres », « vorte »), `Infinity` when none is near. */
	stopWordCost(surface: string): number
	/**
	 * Words that begin with what was typed so far, best first, one per stem.
	 * `tolerant` allows one slip when nothing begins that way.
	 */
	complete(prefix: string, limit: number, options?: { tolerant: boolean }): Candidate[]
}

/** Arranges words gathered by `collectEntries`. */
export function buildLexicon(entries: Iterable<LexiconEntry>, lang: SearchLang): Lexicon {
	return lexiconOver(openVocabulary(vocabularySections(entries, lang)), lang)
}

/** Answers from a vocabulary, which may change in the meantime. */
export function lexiconOver(words: Vocabulary, lang: SearchLang): Lexicon {
	const looksWritten = (surface: string) => isSpelledLike(words, surface)
	const isCommon = ({ documents, titles }: LexiconEntry) =>
		titles > 0 && documents >= Math.max(3, COMMON_SHARE * words.mostUsed)
	const find = (surface: string) => words.find(surface)

	return {
		lang,
		find,
		knowsStem: (wanted) => words.knowsStem(wanted),
		stopWordCost: (surface) => stopWordCost(surface, lang),
		isNearStopWord: (surface) => nearStopWord(surface, lang),
		complete: (prefix, limit, { tolerant } = { tolerant: false }) => completions(words, prefix, limit, tolerant),
		correct(surface, { generous } = { generous: false }) {
			if (/\d/.test(surface) || surface.length < 3) return []
			const bar = barFor(surface, looksWritten(surface)) + (generous && surface.length >= 5 ? GENEROUS_MARGIN : 0)
			const accept = (typed: string, found: LexiconEntry[]) => likely(typed, found, bar, isCommon, lang)

			const near = accept(surface, within(words, surface, 1))
			if (near.length > 0) return near
			const cut = cutGlued(surface, find, looksWritten(surface), lang)
			if (cut) return [cut]
			const far = surface.length >= 7 ? accept(surface, within(words, surface, 2)) : []
			if (far.length > 0) return far
			const alike = accept(surface, words.sounding(phoneticKey(surface, lang)))
			if (alike.length > 0) return alike
			const bare = withoutElision(surface, lang)
			const elided = bare ? accept(bare, within(words, bare, 1)) : []
			if (elided.length > 0) return elided
			return surface.length >= 6 ? accept(surface, otherBeginnings(words, surface)) : []
		},
	}
}

const CANDIDATES = 4

/** Words at most `distance` letters away that begin alike, or with their first two letters swapped. */
function within(words: Vocabulary, surface: string, distance: 1 | 2): LexiconEntry[] {
	const mask = letterMask(surface)
	const found: LexiconEntry[] = []
	const visit = (length: number, first: string, accept: (candidate: string) => boolean) => {
		for (const entry of words.shaped(length, first, mask, 2 * distance)) {
			if (accept(entry.surface) && editDistance(surface, entry.surface, distance) <= distance) found.push(entry)
		}
	}
	const [first, second] = [surface.charAt(0), surface.charAt(1)]
	for (let length = surface.length - distance; length <= surface.length + distance; length++) {
		visit(length, first, () => true)
		if (second !== first) visit(length, second, (candidate) => candidate.charAt(1) === first)
	}
	return found
}

/** The first letter is the slip, and the only one: « gacture », « acture », « ffacture ». */
function otherBeginnings(words: Vocabulary, surface: string): LexiconEntry[] {
	const found: LexiconEntry[] = []
	for (const first of ALPHABET) {
		for (const [length, rest] of [
			[surface.length, surface.slice(1)],
			[surface.length + 1, surface],
		] as const) {
			for (const entry of words.shaped(length, first, letterMask(rest), 1)) {
				if (entry.surface.endsWith(rest)) found.push(entry)
			}
		}
	}
	for (const entry of words.shaped(surface.length - 1, surface.charAt(1), letterMask(surface), 1)) {
		if (surface.endsWith(entry.surface)) found.push(entry)
	}
	return found
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/**
 * How unlikely a slip may be and still be believed. Short words have many
 * neighbours, and an unknown word spelled like those of the language is more
 * often a real word that no article uses (« quantique ») than a slip.
 */
function barFor(surface: string, looksWritten: boolean): number {
	const { length } = surface
	if (length <= 3) return 0.75
	if (length <= 5) return looksWritten ? 0.8 : 1.3
	if (length <= 7) return looksWritten ? 1 : 1.3
	return looksWritten ? 1.7 : 2.3
}

const GENEROUS_MARGIN = 0.5

/** A slip towards a word of a title that many articles use is believed a little sooner. */
const COMMON_MARGIN = 0.3
const COMMON_SHARE = 0.15

/** Beyond the likeliest reading, those not much less likely are tried too. */
const NEARLY_AS_LIKELY = 0.35

/** The words that may have been meant, one per stem, likeliest first: near, and used by many articles. */
function likely(
	typed: string,
	found: LexiconEntry[],
	bar: number,
	isCommon: (entry: LexiconEntry) => boolean,
	lang: SearchLang,
): Candidate[] {
	const sound = phoneticKey(typed, lang)
	const weighed = found
		.map((entry) => {
			const slip = slipCost(typed, entry.surface)
			return { entry, cost: phoneticKey(entry.surface, lang) === sound ? Math.min(slip, SAME_SOUND) : slip }
		})
		.filter(({ entry, cost }) => cost <= bar + (isCommon(entry) ? COMMON_MARGIN : 0))
	const least = Math.min(...weighed.map(({ cost }) => cost))
	const close = weighed.filter(({ cost }) => cost <= least + NEARLY_AS_LIKELY)
	const top = Math.max(...close.map(({ entry }) => frequency(entry)))
	const best = new Map<string, Candidate>()
	for (const { entry, cost } of close) {
		const weight = (1.05 - 0.22 * cost) * prior(entry, top)
		const held = best.get(entry.stem)
		if (!held || weight > held.weight) best.set(entry.stem, { entries: [entry], display: entry.display, weight, cost })
	}
	return [...best.values()].sort((a, b) => b.weight - a.weight || (a.display < b.display ? -1 : 1)).slice(0, CANDIDATES)
}

const SAME_SOUND = 0.75

/**
 * Tells whether a word is spelled like those of the articles: each run of three
 * letters of it, ends included, is in some of theirs.
 */
function isSpelledLike(words: Vocabulary, surface: string): boolean {
	const enough = Math.max(2, words.words / 1500)
	return threes(surface).every((run) => words.runs(run) >= enough)
}

const frequency = (entry: LexiconEntry | undefined) => (entry ? entry.documents + 3 * entry.titles + 1 : 1)
const prior = (entry: LexiconEntry, top: number) => 0.55 + 0.45 * Math.sqrt(frequency(entry) / top)

const ELISIONS = ['jusqu', 'lorsqu', 'puisqu', 'quoiqu', 'qu', 'l', 'd', 'j', 'm', 'n', 's', 't', 'c']

/** The elisions that come before a noun, the kind of word a question is made of. */
const BEFORE_NOUNS = ['qu', 'l', 'd']

function withoutElision(surface: string, lang: SearchLang): string | null {
	if (lang !== 'fr') return null
	const prefix = BEFORE_NOUNS.find(
		(elision) => surface.startsWith(elision) && /^[aeiouyh]/.test(surface.slice(elision.length)),
	)
	return prefix && surface.length - prefix.length >= 6 ? surface.slice(prefix.length) : null
}

/**
 * « labonnement », « motdepasse » : known words typed in one, cut where the words
 * are commonest. Small words only lead or link: « quantique » is no « qu'anti que ».
 * Two words side by side must look odd in one piece: « passeport » is no « passe port ».
 */
function cutGlued(
	surface: string,
	find: (surface: string) => LexiconEntry | undefined,
	looksWritten: boolean,
	lang: SearchLang,
): Candidate | null {
	let best: { pieces: string[]; entries: LexiconEntry[]; commonness: number } | null = null
	for (const pieces of cutsOf(surface, 3)) {
		const entries = pieces.flatMap((piece) => (isStopWord(piece, lang) ? [] : (find(piece) ?? [])))
		if (!isSensibleCut(pieces, entries, looksWritten, lang)) continue
		const commonness = Math.min(...entries.map(frequency))
		if (!best || commonness > best.commonness) best = { pieces, entries, commonness }
	}
	if (!best) return null
	const display = best.pieces
		.map((piece) => (ELISIONS.includes(piece) && lang === 'fr' ? `${piece}'` : `${find(piece)?.display ?? piece} `))
		.join('')
		.trim()
	return { entries: best.entries, display, weight: 0.8, cost: 0 }

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

const LEADING: Record<SearchLang, ReadonlySet<string>> = {
	fr: new Set([...ELISIONS, 'la', 'le', 'les', 'un', 'une', 'mon', 'ma', 'mes', 'de', 'du', 'des']),
	en: new Set(['the', 'my']),
}

const LINKING: Record<SearchLang, ReadonlySet<string>> = {
	fr: new Set(['de', 'du', 'des', 'd', 'a', 'en', 'et']),
	en: new Set(['of', 'to', 'the']),
}

function isSensibleCut(pieces: string[], entries: LexiconEntry[], looksWritten: boolean, lang: SearchLang): boolean {
	const small = pieces.map((piece) => isStopWord(piece, lang))
	const [first, second] = pieces
	if (entries.length === 0 || small.at(-1)) return false
	if (small.filter(Boolean).length > 1) return false
	const isLinked = pieces.some((piece) => LINKING[lang].has(piece))
	if (!small[0] && small.some(Boolean) && !isLinked) return false
	if (!small[0] && !isLinked && looksWritten) return false
	if (!small[0])
		return isLinked || entries.every((entry) => entry.surface.length >= 4 || frequency(entry) >= COMMON_PIECE)
	const elided = ELISIONS.includes(first ?? '') && lang === 'fr'
	if (elided && !/^[aeiouyh]/.test(second ?? '')) return false
	return LEADING[lang].has(first ?? '') && entries.every(({ surface }) => surface.length >= 4)
}

/** A three-letter word is only cut off when many articles use it (« cartesim »). */
const COMMON_PIECE = 6

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

function beginsLike(left: string, right: string): boolean {
	const [first, second] = [right.charAt(0), right.charAt(1)]
	return left.charAt(0) === first || (left.charAt(0) === second && left.charAt(1) === first)
}

function stopWordCost(surface: string, lang: SearchLang): number {
	let least = Number.POSITIVE_INFINITY
	if (surface.length < 4) return least
	for (const word of stopWords(lang)) {
		if (word.length < 4 || !beginsLike(surface, word) || editDistance(surface, word, 1) > 1) continue
		least = Math.min(least, slipCost(surface, word))
	}
	return least
}

function completions(words: Vocabulary, prefix: string, limit: number, tolerant: boolean): Candidate[] {
	const best = new Map<string, LexiconEntry>()
	const offer = (entry: LexiconEntry) => {
		const held = best.get(entry.stem)
		const gain = held ? frequency(entry) - frequency(held) || held.surface.length - entry.surface.length : 1
		if (gain > 0) best.set(entry.stem, entry)
	}
	for (const entry of words.beginning(prefix)) offer(entry)
	const exact = best.size > 0
	if (!exact && tolerant && prefix.length >= 4) {
		for (const entry of words.beginning(prefix.charAt(0), letterMask(prefix))) {
			if (prefixDistance(prefix, entry.surface, 1) <= 1) offer(entry)
		}
	}
	const byFrequency = [...best.values()].sort((a, b) => frequency(b) - frequency(a) || (a.surface < b.surface ? -1 : 1))
	const top = frequency(byFrequency[0])
	return byFrequency.slice(0, limit).map((entry) => ({
		entries: [entry],
		display: entry.display,
		weight: (exact ? 1 : 0.8) * prior(entry, top),
		cost: exact ? 0 : 1,
	}))
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
