import { diff3Merge } from 'node-diff3'
import type { DraftContent } from '#db/schema/studio.server'
import { DRAFT_LINES, DRAFT_LISTS } from './draft-content'

/** A place where two people wrote different things over the same words. */
export interface DraftConflict {
	field: 'markdown' | (typeof DRAFT_LINES)[number]
	before: string
	mine: string
	theirs: string
}

export interface Merged {
	/** Both put together; where that cannot be, mine. */
	content: DraftContent
	conflicts: DraftConflict[]
}

/**
 * Puts together what two people made of the same draft. Lines that only one of them changed are theirs;
 * a line that both changed is put together word by word; where the same words were changed in two ways
 * the conflict is told, with mine in its place. What one of them wrote is in the content or in a conflict.
 *
 * Three-way merge after S. Khanna, K. Kunal and B. C. Pierce, "A Formal Investigation of Diff3" (2007).
 *
 * @param base - what both had read
 */
export function mergeDrafts(base: DraftContent, mine: DraftContent, theirs: DraftContent): Merged {
	const conflicts: DraftConflict[] = []
	const lines = Object.fromEntries(
		DRAFT_LINES.map((field) => {
			const [before, own, other] = [base[field], mine[field], theirs[field]]
			if (own === before || own === other) return [field, other]
			if (other !== before) conflicts.push({ field, before, mine: own, theirs: other })
			return [field, own]
		}),
	) as Pick<DraftContent, (typeof DRAFT_LINES)[number]>
	const lists = Object.fromEntries(
		DRAFT_LISTS.map((field) => [field, mergeLists(base[field], mine[field], theirs[field])]),
	) as Pick<DraftContent, (typeof DRAFT_LISTS)[number]>
	const { text, conflicts: passages } = mergeText(base.markdown, mine.markdown, theirs.markdown)
	return {
		content: { ...lines, ...lists, markdown: text },
		conflicts: [...conflicts, ...passages.map((passage) => ({ field: 'markdown' as const, ...passage }))],
	}
}

type Passage = Omit<DraftConflict, 'field'>

function mergeText(base: string, mine: string, theirs: string): { text: string; conflicts: Passage[] } {
	const conflicts: Passage[] = []
	const lines = mergeRows(rowsOf(mine), rowsOf(base), rowsOf(theirs), (passage) => {
		const words = mergeRows(wordsOf(passage.mine), wordsOf(passage.before), wordsOf(passage.theirs), () => null)
		if (words !== null) return words
		conflicts.push(passage)
		return passage.mine
	})
	return { text: lines ?? mine, conflicts }
}

/**
 * @param settle - what stands where both changed the same; `null` gives the merge up
 * @returns the text put together; `null` when it was given up
 */
function mergeRows(
	mine: string[],
	base: string[],
	theirs: string[],
	settle: (passage: Passage) => string | null,
): string | null {
	let text = ''
	for (const { ok, conflict } of diff3Merge(mine, base, theirs, { excludeFalseConflicts: true })) {
		if (ok) text += ok.join('')
		if (!conflict) continue
		const settled = settle({ mine: conflict.a.join(''), before: conflict.o.join(''), theirs: conflict.b.join('') })
		if (settled === null) return null
		text += settled
	}
	return text
}

/** Lines with their ends: put one after the other they are the text. */
const rowsOf = (text: string) => text.match(/[^\n]*\n|[^\n]+/g) ?? []
const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []

/** What either added is there, what either took away is not; in my order, theirs after. */
function mergeLists(base: string[], mine: string[], theirs: string[]): string[] {
	const removed = base.filter((word) => !mine.includes(word) || !theirs.includes(word))
	return [...new Set([...mine, ...theirs])].filter((word) => !removed.includes(word))
}
