import { expect, it } from 'vitest'
import { db } from '#db/client.server'
import { synonymDecisions } from '#db/schema/knowledge.server'
import { approvedSynonyms, decideSynonyms, lastSynonymDecision, readSynonymGroup, synonymsOf } from './synonyms.server'

it.each([
	['box, boîtier , modem  routeur', ['box', 'boîtier', 'modem routeur']],
	['factures\nfacture\nnote', ['facture', 'note']],
	['box', null],
	['le, la, les', null],
	['', null],
	[`box, ${'x'.repeat(81)}`, null],
	[Array.from({ length: 13 }, (_, at) => `mot${at}`).join(','), null],
])('reads %j as a group', (typed, group) => {
	expect(readSynonymGroup(typed, 'fr')).toEqual(group)
})

it('the last decision about a group counts, whatever the order and the case of its words', async () => {
	await db.delete(synonymDecisions)
	const decide = (approved: boolean, ...words: string[]) =>
		decideSynonyms({ lang: 'fr', words, approved, personId: 'p1' })
	expect(await lastSynonymDecision()).toBe(0)
	await decide(true, 'bidule', 'box')
	await decide(true, 'truc', 'box')
	expect((await approvedSynonyms('fr')).map(({ words }) => words)).toEqual([
		['truc', 'box'],
		['bidule', 'box'],
	])
	const before = await lastSynonymDecision()
	await decide(false, 'Box', 'bidule')
	expect(await approvedSynonyms('fr')).toMatchObject([{ words: ['truc', 'box'], personId: 'p1' }])
	expect(await approvedSynonyms('en')).toEqual([])
	expect(await approvedSynonyms('fr', before)).toEqual([])
	expect(await lastSynonymDecision()).toBeGreaterThan(before)
	expect((await synonymsOf('fr')).at(-1)).toEqual(['truc', 'box'])
	expect((await synonymsOf('fr')).length).toBeGreaterThan(30)
})
