import { analyse, type Token } from './analysis'
import type { SearchLang } from './document'

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
	let best: { sentence: string; from: number } | null = null
	let most = 0
	sentencesOf(text, lang).forEach(({ sentence, firstStarts }, place) => {
		let value = 0
		let from = Number.POSITIVE_INFINITY
		for (const [stem, weight] of wanted) {
			const start = firstStarts.get(stem)
			if (start === undefined) continue
			value += weight
			from = Math.min(from, start)
		}
		if (from === Number.POSITIVE_INFINITY) return
		if (sentence.length < 30) value *= 0.6
		value -= 0.01 * Math.min(place, 20)
		if (value > most) {
			most = value
			best = { sentence, from }
		}
	})
	return best
}

interface Sentence {
	sentence: string
	/** Where each stem first stands in it. */
	firstStarts: ReadonlyMap<string, number>
}

/** Cutting a text into stems costs more than all the rest of a search: the last texts shown are kept cut. */
const kept = new Map<string, Sentence[]>()
const MOST_KEPT = 200

function sentencesOf(text: string, lang: SearchLang): Sentence[] {
	const key = `${lang}${text}`
	const sentences = kept.get(key) ?? cutIntoSentences(text, lang)
	kept.delete(key)
	kept.set(key, sentences)
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
	return sentences
}

function cutIntoSentences(text: string, lang: SearchLang): Sentence[] {
	const sentences: Sentence[] = []
	for (const [raw] of text.slice(0, TEXT_READ).matchAll(SENTENCE)) {
		const sentence = raw.trim()
		if (sentence === '') continue
		const firstStarts = new Map<string, number>()
		for (const { kind, stem, start } of analyse(sentence, lang))
			if (kind !== 'small' && !firstStarts.has(stem)) firstStarts.set(stem, start)
		sentences.push({ sentence, firstStarts })
	}
	return sentences
}

function wantedTokens(tokens: Token[], wanted: WantedStems): Token[] {
	return tokens.filter(({ kind, stem }) => kind !== 'small' && wanted.has(stem))
}

/** Cuts at spaces, keeping the place `from` in view, with « … » where something was left out. */
function shorten(text: string, from: number, length: number): string {
	const line = text.replace(/\s+/g, ' ').trim()
	if (line.length <= length) return line
	const begin = from < length * 0.7 ? 0 : line.lastIndexOf(' ', from - Math.floor(length / 3)) + 1
	const room = line.slice(begin, begin + length)
	const isEnd = begin + length >= line.length
	const cut = isEnd ? room : room.slice(0, Math.max(room.lastIndexOf(' '), Math.floor(length / 2)))
	return `${begin > 0 ? '… ' : ''}${cut.replace(/[\s,;:]+$/, '')}${isEnd ? '' : ' …'}`
}
