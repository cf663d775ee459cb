import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTexts } from './text-changes'

const joined = (rows: ReturnType<typeof compareTexts>, side: 'before' | 'after') =>
	rows.flatMap((row) => row[side] ?? []).map(({ text }) => text)

test('a changed word is told within its paragraph, and the rest is as it was', () => {
	const rows = compareTexts('Un câble blanc.\n\nAttendez.\n', 'Un câble vert.\n\nAttendez.\n')
	expect(rows).toHaveLength(2)
	const changed = (side: 'before' | 'after') =>
		rows[0]?.[side]?.filter((piece) => piece.changed).map(({ text }) => text)
	expect([changed('before'), changed('after')]).toEqual([['blanc'], ['vert']])
	expect(rows[1]?.before).toEqual([{ text: 'Attendez.\n', changed: false }])
})

test('a paragraph that came or went stands alone', () => {
	expect(compareTexts('A\n\nC\n', 'A\n\nB\n\nC\n')).toEqual([
		{ before: [{ text: 'A\n\n', changed: false }], after: [{ text: 'A\n\n', changed: false }] },
		{ before: null, after: [{ text: 'B\n\n', changed: true }] },
		{ before: [{ text: 'C\n', changed: false }], after: [{ text: 'C\n', changed: false }] },
	])
	expect(compareTexts('', '')).toEqual([])
})

test('over any two texts each side joined is its text, and nothing changed means nothing is marked', () => {
	const text = fc.array(fc.constantFrom('un mot', 'deux', '\n', '\n\n', ' trois mots', '**gras**'), { maxLength: 12 })
	fc.assert(
		fc.property(text, text, (one, other) => {
			const [before, after] = [one.join(''), other.join('')]
			const rows = compareTexts(before, after)
			expect([joined(rows, 'before').join(''), joined(rows, 'after').join('')]).toEqual([before, after])
			const marked = rows.some((row) => [...(row.before ?? []), ...(row.after ?? [])].some(({ changed }) => changed))
			expect(marked).toBe(before !== after)
		}),
	)
})
