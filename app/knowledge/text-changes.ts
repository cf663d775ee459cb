import { diffArrays, diffWordsWithSpace } from 'diff'

export interface Piece {
	text: string
	/** Only in the text it stands in. */
	changed: boolean
}

/** A paragraph of two texts, side by side; `null` where one of them has none. */
export interface ComparedParagraph {
	before: Piece[] | null
	after: Piece[] | null
}

/** Words are compared within paragraphs that are not longer together; longer ones are shown whole. */
const LONGEST_COMPARED = 20_000

/** Two texts by paragraph, and by word within paragraphs that changed. Joined, each side is its text. */
export function compareTexts(before: string, after: string): ComparedParagraph[] {
	const rows: ComparedParagraph[] = []
	let gone: string[] = []
	const settle = (come: string[]) => {
		for (let at = 0; at < Math.max(gone.length, come.length); at++) rows.push(compareParagraph(gone[at], come[at]))
		gone = []
	}
	for (const { value, added, removed } of diffArrays(paragraphsOf(before), paragraphsOf(after))) {
		if (removed) gone.push(...value)
		else if (added) settle(value)
		else {
			settle([])
			for (const text of value) rows.push({ before: same(text), after: same(text) })
		}
	}
	settle([])
	return rows
}

function compareParagraph(before: string | undefined, after: string | undefined): ComparedParagraph {
	if (before === undefined || after === undefined || before.length + after.length > LONGEST_COMPARED)
		return { before: before === undefined ? null : all(before), after: after === undefined ? null : all(after) }
	const parts = diffWordsWithSpace(before, after)
	const side = (left: 'added' | 'removed', own: 'added' | 'removed') =>
		parts.filter((part) => !part[left]).map((part) => ({ text: part.value, changed: part[own] }))
	return { before: side('added', 'removed'), after: side('removed', 'added') }
}

const same = (text: string): Piece[] => [{ text, changed: false }]
const all = (text: string): Piece[] => [{ text, changed: true }]

/** Paragraphs with the blank lines after them. */
const paragraphsOf = (text: string) => text.match(/(?:(?!\n\n)[\s\S])+\n*|\n+/g) ?? []
