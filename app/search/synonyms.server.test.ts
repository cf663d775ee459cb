import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { compileSynonyms } from './synonyms'
import { readSynonyms } from './synonyms.server'

test('the shipped file is valid and rich enough', () => {
	const { fr, en } = readSynonyms()
	expect(fr.length).toBeGreaterThanOrEqual(30)
	expect(en.length).toBeGreaterThanOrEqual(12)
})

test('no file is no synonyms, a wrong one says where', () => {
	const file = path.join(mkdtempSync(path.join(tmpdir(), 'synonyms-')), 'synonyms.yaml')
	expect(readSynonyms(file)).toEqual({ fr: [], en: [] })
	writeFileSync(file, 'fr:\n  - [seul]\n')
	expect(() => readSynonyms(file)).toThrow(/synonyms\.yaml:2: fr\.0: /)
})

test('phrases are recognised among stems', () => {
	const thesaurus = compileSynonyms([['boîte vocale', 'répondeur']], 'fr')
	const [phrase] = thesaurus.phrasesIn(['ma', 'boit', 'vocal'])
	expect(phrase).toMatchObject({ at: 1, length: 2 })
	expect(thesaurus.equivalents(phrase?.term ?? '')).toEqual(['repondeur'])
})
