import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DraftContent } from '#db/schema/studio.server'
import { sameContent } from './draft-content'
import { mergeDrafts } from './draft-merge'

const BASE: DraftContent = {
	title: 'Le voyant clignote',
	summary: 'Trois gestes suffisent.',
	topic: 'box',
	keywords: ['box', 'voyant'],
	owner: 'Hélène',
	reviewed: '2026-10-14',
	related: [],
	markdown: 'Regardez le câble blanc.\n\nDébranchez la prise.\n\nAttendez dix minutes.\n',
}
const edited = (change: Partial<DraftContent>): DraftContent => ({ ...BASE, ...change })
const written = (from: string, to: string, text = BASE.markdown) => edited({ markdown: text.replace(from, to) })

test('changes to different paragraphs, and to different words of one, are both there', () => {
	const apart = mergeDrafts(BASE, written('blanc', 'vert'), written('dix', 'quinze'))
	expect(apart.conflicts).toEqual([])
	expect(apart.content.markdown).toBe('Regardez le câble vert.\n\nDébranchez la prise.\n\nAttendez quinze minutes.\n')
	const sameLine = mergeDrafts(BASE, written('Regardez', 'Cherchez'), written('blanc', 'vert'))
	expect(sameLine.conflicts).toEqual([])
	expect(sameLine.content.markdown).toContain('Cherchez le câble vert.')
})

test('the same words changed in two ways are a conflict that shows both, and mine stands', () => {
	const { content, conflicts } = mergeDrafts(BASE, written('blanc', 'vert'), written('blanc', 'bleu'))
	expect(conflicts).toEqual([
		{
			field: 'markdown',
			before: 'Regardez le câble blanc.\n',
			mine: 'Regardez le câble vert.\n',
			theirs: 'Regardez le câble bleu.\n',
		},
	])
	expect(content.markdown).toContain('vert')
})

test('title and lists are put together by themselves', () => {
	const mine = edited({ title: 'Le voyant est rouge', keywords: ['box', 'voyant', 'rouge'] })
	const theirs = edited({ summary: 'Deux gestes suffisent.', keywords: ['box', 'lumière'] })
	const { content, conflicts } = mergeDrafts(BASE, mine, theirs)
	expect(conflicts).toEqual([])
	expect(content).toMatchObject({
		title: 'Le voyant est rouge',
		summary: 'Deux gestes suffisent.',
		keywords: ['box', 'rouge', 'lumière'],
	})
	expect(mergeDrafts(BASE, mine, edited({ title: 'La diode est rouge' })).conflicts).toMatchObject([
		{ field: 'title', mine: 'Le voyant est rouge', theirs: 'La diode est rouge' },
	])
})

const paragraph = fc.constantFrom('un', 'deux', 'trois', 'quatre mots de plus', 'Voyez [ici](/articles/x).', '')
const text = fc.array(paragraph, { maxLength: 8 }).map((lines) => lines.join('\n\n'))
const draft = fc.record({ title: fc.constantFrom('A', 'B', 'C'), markdown: text }).map(edited)

test('over any three texts: nothing changed gives the other, both the same gives it, and nothing written is lost', () => {
	fc.assert(
		fc.property(draft, draft, draft, (base, mine, theirs) => {
			expect(sameContent(mergeDrafts(base, base, theirs).content, theirs)).toBe(true)
			expect(sameContent(mergeDrafts(base, mine, base).content, mine)).toBe(true)
			expect(mergeDrafts(base, base, theirs).conflicts).toEqual([])
			expect(sameContent(mergeDrafts(base, mine, mine).content, mine)).toBe(true)

			const { content, conflicts } = mergeDrafts(base, mine, theirs)
			const kept = [content.markdown, ...conflicts.map(({ theirs: other }) => other)].join('\n')
			const wordsIn = (markdown: string) => markdown.split(/[^\p{L}]+/u).filter(Boolean)
			const known = new Set(wordsIn(base.markdown))
			for (const word of [...wordsIn(mine.markdown), ...wordsIn(theirs.markdown)])
				if (!known.has(word)) expect(kept).toContain(word)
		}),
		{ numRuns: 500 },
	)
})

test('whoever saves second, the same places are in conflict', () => {
	fc.assert(
		fc.property(draft, draft, draft, (base, mine, theirs) => {
			const one = mergeDrafts(base, mine, theirs).conflicts
			const other = mergeDrafts(base, theirs, mine).conflicts
			expect(other.map((conflict) => ({ ...conflict, mine: conflict.theirs, theirs: conflict.mine }))).toEqual(one)
		}),
	)
})
