import { analyse, type Token } from './analysis'
import type { SearchLang } from './document'
import { foldText } from './fold'

/** A run of text, marked when it is what the person asked for. Never HTML. */
export type MarkedText = { text: string; marked: boolean }[]

/** Stems to look for and how much each tells. */
export type WantedStems = ReadonlyMap<string, number>

/**
 * The sentence of an article that answers best, cut to about `length` characters
 * around the words it was found by.
 *
 * @param summary - shown when no sentence of `text` holds a wanted word
 */
export function bestExcerpt(
	{ text, summary, lang }: { text: string; summary: string; lang: SearchLang },
	wanted: WantedStems,
	length = EXCERPT_LENGTH,
): MarkedText {
	const found = bestSentence(text, wanted, lang)
	if (!found) return markText(shorten(summary || text, 0, length), wanted, lang)
	return markText(shorten(found.sentence, found.from, length), wanted, lang)
}

/** A short text in full, its wanted words marked. */
export function markText(text: string, wanted: WantedStems, lang: SearchLang): MarkedText {
	const parts: MarkedText = []
	const push = (slice: string, marked: boolean) => {
		const last = parts.at(-1)
		if (slice === '') return
		if (last?.marked === marked) last.text += slice
		else parts.push({ text: slice, marked })
	}
	let from = 0
	for (const { start, end } of wantedTokens(analyse(text, lang, { acronyms: true }), wanted)) {
		if (start < from) continue
		push(text.slice(from, start), false)
		push(text.slice(start, end), true)
		from = end
	}
	push(text.slice(from), false)
	return parts
}

const EXCERPT_LENGTH = 180
const TEXT_READ = 20_000

/** Ends of sentences, and line ends: list items and headings rarely have a full stop. */
const SENTENCE = /[^.!?…\n]+(?:[.!?…]+(?!\s|$)[^.!?…\n]*)*[.!?…]*/g

function bestSentence(text: string, wanted: WantedStems, lang: SearchLang): { sentence: string; from: number } | null {
	let best: { sentence: string; from: number; place: number } | null = null
	let most = 0
	for (const { sentence, place, atMost } of promising(text.slice(0, TEXT_READ), wanted)) {
		if (atMost < most) break
		let value = 0
		let from = Number.POSITIVE_INFINITY
		const met = new Set<string>()
		for (const { kind, stem, start } of analyse(sentence, lang)) {
			if (kind === 'small' || met.has(stem)) continue
			met.add(stem)
			value += wanted.get(stem) ?? 0
			if (wanted.has(stem)) from = Math.min(from, start)
		}
		value = valueAt(value, sentence, place)
		const isBetter = value > most || (value === most && best !== null && place < best.place)
		if (from === Number.POSITIVE_INFINITY || value <= 0 || !isBetter) continue
		most = value
		best = { sentence, from, place }
	}
	return best
}

/** A sentence, and the value it has if every word that begins like a wanted one is one. */
type Promising = { sentence: string; place: number; atMost: number }

/**
 * The sentences that may hold a wanted word, the most promising first. Cutting a
 * text into stems costs more than all the rest of a search: a look at how words
 * begin spares it for nearly all sentences, and leaves out none that would win.
 */
function promising(text: string, wanted: WantedStems): Promising[] {
	const beginnings = [...wanted].map(([stem, weight]) => ({ begins: beginningOf(stem), weight }))
	const found: Promising[] = []
	let place = 0
	for (const [raw] of text.matchAll(SENTENCE)) {
		const sentence = raw.trim()
		if (sentence === '') continue
		const readable = BEYOND_ACCENTED.test(sentence) ? foldText(sentence) : sentence
		let value = 0
		for (const { begins, weight } of beginnings) if (begins.test(readable)) value += weight
		if (value > 0) found.push({ sentence, place, atMost: valueAt(value, sentence, place) })
		place += 1
	}
	return found.sort((a, b) => b.atMost - a.atMost || a.place - b.place)
}

/** A stem keeps the first letters of its words, whatever ends them and whatever joins their parts (« e-mail »). */
function beginningOf(stem: string): RegExp {
	const letters = stem.slice(0, Math.max(1, Math.min(3, stem.length - 1)))
	const written = Array.from(letters, (letter, at) => {
		const isLigature = /^(oe|ae)/.test(letters.slice(at - 1)) && at > 0
		return `${ACCENTED[letter] ?? letter}${isLigature ? '?' : ''}`
	}).join("[\\s\\-‐‑.'’]?")
	return new RegExp(`(?<![a-z0-9à-ÿ])(?:${written}${stem.startsWith('euro') ? '|€' : ''})`, 'i')
}

/** The letters that fold to one: cheaper to look for than to fold every text that is shown. */
const ACCENTED: Record<string, string> = {
	a: '[aàáâãäåæ]',
	c: '[cç]',
	e: '[eèéêë]',
	i: '[iìíîï]',
	n: '[nñ]',
	o: '[oòóôõöøœ]',
	u: '[uùúûü]',
	y: '[yýÿ]',
}

/** Letters no class of `ACCENTED` holds: combining marks, full-width letters, other scripts. */
const BEYOND_ACCENTED = /[^\0-\u017f\u2000-\u206f€]/

/** Very short sentences are mostly headings; what answers is said early. */
const valueAt = (value: number, sentence: string, place: number) =>
	value * (sentence.length < 30 ? 0.6 : 1) - 0.01 * Math.min(place, 20)

function wantedTokens(tokens: Token[], wanted: WantedStems): Token[] {
	return tokens.filter(({ kind, stem }) => kind !== 'small' && wanted.has(stem))
}

/** Cuts at spaces where a line may break, keeping the place `from` in view, with « … » where something was left out. */
function shorten(text: string, from: number, length: number): string {
	const line = text.replace(/[^\S\u00a0]+/g, ' ').trim()
	if (line.length <= length) return line
	const begin = from < length * 0.7 ? 0 : line.lastIndexOf(' ', from - Math.floor(length / 3)) + 1
	const room = line.slice(begin, begin + length)
	const isEnd = begin + length >= line.length
	const cut = isEnd ? room : room.slice(0, Math.max(room.lastIndexOf(' '), Math.floor(length / 2)))
	return `${begin > 0 ? '… ' : ''}${cut.replace(/[\s,;:]+$/, '')}${isEnd ? '' : ' …'}`
}
