import type { Lang } from '~/i18n/language'

export interface Reading {
	words: number
	/** Sentences of more words than people follow at a glance. */
	longSentences: number
	ease: 'easy' | 'medium' | 'hard'
	/** What would make it easier to follow. */
	hints: ('steps' | 'heading')[]
}

const LONG_SENTENCE = 25
const EASY_FROM = 60
const MEDIUM_FROM = 40
const LONG_TEXT = 200
/** Instructions in a paragraph begin to be too many here. */
const MANY_SENTENCES = 5

/**
 * How hard a text is to read: from the words of a sentence (asl) and the syllables of a word (asw), by
 * `207 − 1.015 asl − 73.6 asw` in French (L. Kandel, A. Moles, "Application de l'indice de Flesch à la
 * langue française", Cahiers d'études de radio-télévision 19, 1958) and `206.835 − 1.015 asl − 84.6 asw` in
 * English (R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32, 1948). Syllables are
 * counted as groups of vowels, so the score is a hint and is never shown as a number.
 */
export function readingOf(markdown: string, lang: Lang): Reading {
	const blocks = plainBlocks(markdown)
	const sentences = blocks.flatMap((block) => block.split(/(?<=[.!?…])\s+/u)).filter((text) => wordsIn(text).length > 0)
	const words = sentences.flatMap(wordsIn)
	const perSentence = words.length / Math.max(1, sentences.length)
	const perWord = words.reduce((sum, word) => sum + syllables(word), 0) / Math.max(1, words.length)
	const score =
		lang === 'fr' ? 207 - 1.015 * perSentence - 73.6 * perWord : 206.835 - 1.015 * perSentence - 84.6 * perWord
	const hasSteps = /^\s*1[.)]\s/m.test(markdown)
	const hasHeading = /^#{2,3}\s/m.test(markdown)
	const isDense = blocks.some((block) => block.split(/(?<=[.!?…])\s+/u).length > MANY_SENTENCES)
	return {
		words: words.length,
		longSentences: sentences.filter((sentence) => wordsIn(sentence).length > LONG_SENTENCE).length,
		ease: words.length === 0 || score >= EASY_FROM ? 'easy' : score >= MEDIUM_FROM ? 'medium' : 'hard',
		hints: [
			...(isDense && !hasSteps ? (['steps'] as const) : []),
			...(words.length > LONG_TEXT && !hasHeading ? (['heading'] as const) : []),
		],
	}
}

/** Paragraphs, list items and headings without their marks. */
function plainBlocks(markdown: string): string[] {
	return markdown
		.replace(/```[\s\S]*?```/g, '')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)/)
		.map((block) =>
			block
				.replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)]|:{3,}[\w-]*|>)\s*/gm, '')
				.replace(/[*_`|]/g, '')
				.replace(/\s+/g, ' ')
				.trim(),
		)
		.filter(Boolean)
}

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

const syllables = (word: string) => Math.max(1, (word.match(/[aeiouyàâäéèêëîïôöùûüœæ]+/giu) ?? []).length)
