import { acronymTerm, analyse, type Token } from './analysis'
import type { SearchLang } from './document'
import type { Candidate } from './lexicon'
import { idfOf } from './postings'
import type { SearchIndex } from './search-index'
import { isLightWord, isLinkingWord } from './stop-words'

export type QueryOptions = { unfinished?: boolean; exact?: boolean }

/** One word of the question and everything it may stand for. */
export type Slot = {
	/** The word as it was typed. */
	asked: string
	/** Term of the index → how far we believe in it, 0 to 1. */
	terms: Map<string, number>
	/** How much the word tells, whether or not every reading of it is equally rare. */
	idf: number
	/** Not enough on its own to call an article found. */
	light: boolean
	/** Stop word that may be an acronym or the start of a word: helps, is never missed. */
	optional: boolean
}

export type QueryPlan = {
	slots: Slot[]
	smallWords: ReadonlySet<string>
	/** Every word of the question is a light one: then, and only then, they can find articles. */
	onlyLight: boolean
	correction: { original: string; corrected: string } | null
	/** Words no article uses and none is near of, as typed. */
	unknown: string[]
}

/** A question longer than this is cut: past it, words no longer help and cost time. */
export const QUERY_CHARACTERS = 200
export const QUERY_WORDS = 24

/** The question as it is searched: one line, bounded, whole characters. */
export function boundQuery(query: string): string {
	const line = query
		.slice(0, 4 * QUERY_CHARACTERS)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trimStart()
	return Array.from(line).slice(0, QUERY_CHARACTERS).join('')
}

/** Reads a question into slots: known words, corrections, completions, synonyms. */
export function planQuery(index: SearchIndex, query: string, options: QueryOptions): QueryPlan {
	const text = boundQuery(query)
	const tokens = analyse(text, index.lang, { acronyms: true }).filter(({ kind }) => kind !== 'joined')
	const asked = tokens.slice(0, QUERY_WORDS)
	const last = asked.length === tokens.length ? asked.at(-1) : undefined
	const placeOf = (token: Token): Place => {
		if (token !== last || token.end < text.length) return 'inside'
		return options.unfinished ? 'open' : 'last'
	}
	const readings = asked.map((token) =>
		token.kind === 'small'
			? readSmallWord(index, token, asked, placeOf(token) === 'open')
			: readWord(index, token, placeOf(token), { ...options, alone: asked.length === 1 }),
	)
	joinNeighbours(index, asked, readings, options)
	const [lone, ...others] = asked.filter((_, at) => readings[at] === UNKNOWN)
	if (lone && others.length === 0 && !options.exact && readings.every(({ slots }) => slots.length === 0)) {
		// Nothing would be found: the nearest word, shown as a correction, is better than that.
		readings[asked.indexOf(lone)] = readUnknown(index, lone, { generous: true })
	}
	const slots = readings.flatMap(({ slots }) => slots)
	addSynonyms(index, slots)

	return {
		slots,
		smallWords: new Set(asked.filter(({ kind }) => kind === 'small').map(({ surface }) => surface)),
		onlyLight: asked.every(({ kind, surface }) => kind === 'small' || isLight(surface, index.lang)),
		correction: correctionOf(text, asked, readings),
		unknown: asked.flatMap(({ surface, start, end }, at) =>
			readings[at] === UNKNOWN && !/\d/.test(surface) ? [text.slice(start, end)] : [],
		),
	}
}

/** A bare number is in many articles and says what none of them is about. */
const isLight = (surface: string, lang: SearchLang) => isLightWord(surface, lang) || /^\d+$/.test(surface)

/** `corrected` is what to show in place of the word, `null` when the word is taken as typed. */
type Reading = { slots: Slot[]; corrected: string | null; known: boolean }

/** A small word, or a slip of one. */
const UNREAD: Reading = { slots: [], corrected: null, known: false }
const UNKNOWN: Reading = { slots: [], corrected: null, known: false }
const COMPLETIONS = 10

/** `open`: still being typed. `last`: the end of a question that was sent, perhaps too early. */
type Place = 'inside' | 'last' | 'open'

function readWord(
	index: SearchIndex,
	token: Token,
	place: Place,
	{ exact, alone }: QueryOptions & { alone: boolean },
): Reading {
	const { lexicon } = index
	const isWritten = lexicon.find(token.surface) !== undefined
	const isKnown = isWritten || lexicon.knowsStem(token.stem)
	const terms = new Map<string, number>(isKnown || exact ? [[token.stem, 1]] : [])
	const light = isLight(token.surface, index.lang)
	const isAcronym = isKnown && index.postings.has(acronymTerm(token.surface)) && (token.acronym || alone)
	if (isAcronym) {
		terms.set(acronymTerm(token.surface), 1)
		terms.set(token.stem, TRUST_IN_NAMESAKE)
	}

	if (exact) return { slots: [slotOf(index, token.surface, terms, { light })], corrected: null, known: isKnown }
	if (place !== 'inside' && token.surface.length >= SHORTEST_BEGINNING) {
		// A beginning can have the stem of a word by chance; no article writes it so.
		const trust = (isWritten ? TRUST_IN_LONGER[place] : 0.85) * (isAcronym ? TRUST_IN_NAMESAKE : 1)
		const tolerant = place === 'open'
		const longer = trust > 0 ? lexicon.complete(token.surface, COMPLETIONS, { tolerant }) : []
		for (const { entries, weight } of longer) addTerms(terms, entries, weight * trust)
		if (isKnown || place === 'open') {
			if (terms.size > 0)
				return { slots: [slotOf(index, token.surface, terms, { light })], corrected: null, known: true }
		} else if (longer.length > 0) {
			for (const { entries, weight } of lexicon.correct(token.surface)) {
				if (entries.length === 1) addTerms(terms, entries, weight)
			}
			return { slots: [slotOf(index, token.surface, terms)], corrected: longer[0]?.display ?? null, known: false }
		}
	}
	if (isKnown) return { slots: [slotOf(index, token.surface, terms, { light })], corrected: null, known: true }
	return readUnknown(index, token)
}

/** How far a last word that is known may be the beginning of a longer one: while it is typed, and once it was sent. */
const TRUST_IN_LONGER = { open: 0.6, last: 0.5 }
const SHORTEST_BEGINNING = 2

/** How far « PEE » may be an ordinary word that has the same stem. */
const TRUST_IN_NAMESAKE = 0.4

function readUnknown(index: SearchIndex, token: Token, { generous } = { generous: false }): Reading {
	const { lexicon } = index
	if (isLight(token.surface, index.lang) || lexicon.isNearStopWord(token.surface)) return UNREAD
	const candidates = lexicon.correct(token.surface, { generous })
	const best = candidates[0]
	const small = lexicon.stopWordCost(token.surface)
	if (small <= Math.min(SURE_SLIP, best?.cost ?? SURE_SLIP)) return UNREAD
	if (best) return { slots: candidateSlots(index, token.surface, candidates), corrected: best.display, known: false }

	const longer = token.surface.length >= 4 ? lexicon.complete(token.surface, COMPLETIONS) : []
	if (longer.length === 0) return UNKNOWN
	const terms = new Map<string, number>()
	for (const { entries, weight } of longer) addTerms(terms, entries, weight * 0.5)
	return { slots: [slotOf(index, token.surface, terms)], corrected: longer[0]?.display ?? null, known: false }
}

/** A slip of a stop word this likely is one, unless a word of the articles is likelier. */
const SURE_SLIP = 0.95

/** A glued word becomes one slot per word in it; other readings compete within one slot. */
function candidateSlots(index: SearchIndex, asked: string, candidates: Candidate[]): Slot[] {
	const [best] = candidates
	if (best && best.entries.length > 1) {
		return best.entries.map(({ stem }) => slotOf(index, asked, new Map([[stem, best.weight]])))
	}
	const terms = new Map<string, number>()
	for (const { entries, weight } of candidates) addTerms(terms, entries, weight)
	return [slotOf(index, asked, terms)]
}

/** A stop word typed in small letters can still be the box of a title (« ont »), or the start of a longer word. */
function readSmallWord(index: SearchIndex, token: Token, asked: Token[], open: boolean): Reading {
	const terms = new Map<string, number>()
	const isAcronym = index.acronyms.has(token.surface)
	// A sentence does not end on such a word: « qu'est-ce que le des » asks for the DES.
	if (isAcronym && token === asked.at(-1)) {
		terms.set(token.surface, 1)
		return { slots: [slotOf(index, token.surface, terms)], corrected: null, known: true }
	}
	if (isAcronym && asked.length <= 4 && !isLinkingWord(token.surface, index.lang)) terms.set(token.surface, 0.6)
	if (open && token.surface.length >= 2) {
		for (const { entries, weight } of index.lexicon.complete(token.surface, COMPLETIONS)) {
			addTerms(terms, entries, weight * 0.4)
		}
	}
	if (terms.size === 0) return UNREAD
	const someWord = asked.some(({ kind }) => kind === 'word')
	return { slots: [slotOf(index, token.surface, terms, { optional: someWord })], corrected: null, known: true }
}

/** « répondeur » typed « repon deur » : two neighbours, one of them unknown, that are one word together. */
function joinNeighbours(index: SearchIndex, asked: Token[], readings: Reading[], { exact }: QueryOptions): void {
	if (exact) return
	asked.forEach((token, at) => {
		const [next, here, after] = [asked[at + 1], readings[at], readings[at + 1]]
		if (!next || !here || !after || token.kind !== 'word' || next.kind !== 'word') return
		const joined = index.lexicon.find(token.surface + next.surface)
		if (!joined) return
		if (here.known && after.known) {
			for (const slot of [...here.slots, ...after.slots]) slot.terms.set(joined.stem, 0.8)
			return
		}
		const together = `${token.surface} ${next.surface}`
		readings[at] = { slots: [slotOf(index, together, new Map([[joined.stem, 0.9]]))], corrected: null, known: true }
		readings[at + 1] = { ...UNREAD, known: true }
	})
}

const SYNONYM_WEIGHT = 0.7

/** « forfait » alone is not quite what « hors forfait » asks for. */
const PART_OF_PHRASE_WEIGHT = 0.75

/** Synonyms enter the slot of the word they replace, so that they compete with it and are not counted twice. */
function addSynonyms(index: SearchIndex, slots: Slot[]): void {
	const { thesaurus, postings } = index
	const add = (slot: Slot | undefined, term: string, weight: number) => {
		if (!slot || !postings.has(term)) return
		slot.terms.set(term, Math.max(slot.terms.get(term) ?? 0, weight))
	}
	const main = slots.map(({ terms }) => [...terms][0] ?? (['', 0] as [string, number]))
	for (const { term, at, length } of thesaurus.phrasesIn(main.map(([term]) => term))) {
		for (let place = at; place < at + length; place++) {
			const slot = slots[place]
			if (slot && postings.has(term)) discount(slot.terms, PART_OF_PHRASE_WEIGHT)
			add(slot, term, 1)
			for (const other of thesaurus.equivalents(term)) add(slots[place], other, SYNONYM_WEIGHT)
		}
	}
	slots.forEach((slot, at) => {
		const [term, weight] = main[at] ?? ['', 0]
		for (const other of thesaurus.equivalents(term)) add(slot, other, SYNONYM_WEIGHT * weight)
		if (slot.idf === 0) slot.idf = rarity(index, slot.terms)
	})
}

function slotOf(
	index: SearchIndex,
	asked: string,
	terms: Map<string, number>,
	{ light = false, optional = false } = {},
): Slot {
	return { asked, terms, idf: rarity(index, terms), light, optional }
}

/** Rarity of the word as a whole: of all the articles any of its readings is in. Zero when there is none. */
function rarity(index: SearchIndex, terms: Map<string, number>): number {
	let most = 0
	const believed = 0.5 * Math.max(...terms.values())
	for (const [term, trust] of terms) {
		if (trust >= believed) most = Math.max(most, index.postings.get(term)?.documents.length ?? 0)
	}
	return most === 0 ? 0 : idfOf(most, index.live)
}

function discount(terms: Map<string, number>, factor: number): void {
	for (const [term, weight] of terms) if (!term.includes(' ')) terms.set(term, weight * factor)
}

function addTerms(terms: Map<string, number>, entries: { stem: string }[], weight: number): void {
	for (const { stem } of entries) terms.set(stem, Math.max(terms.get(stem) ?? 0, weight))
}

function correctionOf(text: string, asked: Token[], readings: Reading[]): QueryPlan['correction'] {
	let corrected = ''
	let from = 0
	let changed = false
	asked.forEach((token, at) => {
		const replacement = readings[at]?.corrected
		if (!replacement) return
		corrected += text.slice(from, token.start) + replacement
		from = token.end
		changed = true
	})
	return changed ? { original: text.trim(), corrected: (corrected + text.slice(from)).trim() } : null
}
