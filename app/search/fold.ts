const PLAIN = /^[a-z0-9]+$/
const LONGEST_SURFACE = 40

/**
 * The form under which a word is compared: no accent, no case, no ligature.
 *
 * Compatibility decomposition also brings full-width letters and the ligatures
 * of copied PDF text to their plain form.
 */
export function fold(word: string): string {
	if (PLAIN.test(word)) return word.slice(0, LONGEST_SURFACE)
	const known = folded.get(word)
	if (known !== undefined) return known
	if (folded.size >= REMEMBERED_WORDS) folded.clear()
	const form = decompose(word)
	if (word.length <= LONGEST_SURFACE) folded.set(word, form)
	return form
}

const folded = new Map<string, string>()
const REMEMBERED_WORDS = 20_000

function decompose(word: string): string {
	return foldText(word).slice(0, LONGEST_SURFACE)
}

/** As `fold`, for a text of any length, its spaces and signs kept. */
export function foldText(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replaceAll('œ', 'oe')
		.replaceAll('æ', 'ae')
		.replaceAll('ß', 'ss')
		.replaceAll('ı', 'i')
		.replaceAll('€', 'euro')
}

export const APOSTROPHES = "'’‘ʼ′`´＇"
