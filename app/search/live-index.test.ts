import { expect, test } from 'vitest'
import { frenchCorpus, smallSynonyms } from './corpus.fixture'
import { buildSearchIndex, queryIndex } from './engine.server'
import { FlatFormatError } from './flat'
import { buildSegment, openSegment } from './segment'

const options = { lang: 'fr', synonyms: smallSynonyms.fr } as const
const QUESTIONS = [
	'ma box clignote en rouge',
	'payer ma fcature',
	'wi fi lent',
	'ont',
	'boite vocale',
	'abonement',
	'reseau 4g',
]

const slugsOf = (index: ReturnType<typeof buildSearchIndex>, question: string) =>
	queryIndex(index, question, { limit: 10 }).hits.map(({ id }) => id)

test('articles added one by one are found as if all had been built together', () => {
	const whole = buildSearchIndex(frenchCorpus, options)
	const grown = buildSearchIndex(frenchCorpus.slice(0, 7), options)
	for (const document of frenchCorpus.slice(7)) grown.put(document)
	expect(grown.live).toBe(whole.live)
	for (const question of QUESTIONS) expect(slugsOf(grown, question)[0], question).toBe(slugsOf(whole, question)[0])
	for (const term of ['box', 'factur', 'rouge', 'cod']) {
		expect(grown.postings.get(term)?.idf).toBe(whole.postings.get(term)?.idf)
		expect(grown.postings.get(term)?.documents).toEqual(whole.postings.get(term)?.documents)
	}
	for (const word of ['facture', 'reseau', 'scannez'])
		expect(grown.lexicon.find(word), word).toEqual(whole.lexicon.find(word))
})

test('articles taken out leave no trace in counts, words or answers', () => {
	const [first, second, ...rest] = frenchCorpus
	const whole = buildSearchIndex(rest, options)
	const shrunk = buildSearchIndex(frenchCorpus, options)
	for (const document of [first, second]) expect(shrunk.remove(document?.id ?? '')).toBe(true)
	expect(shrunk.remove('unknown')).toBe(false)
	for (const question of QUESTIONS)
		expect(slugsOf(shrunk, question).sort(), question).toEqual(slugsOf(whole, question).sort())
	expect(shrunk.postings.get('box')?.idf).toBe(whole.postings.get('box')?.idf)
	expect(shrunk.lexicon.find('clignote')).toBe(whole.lexicon.find('clignote'))
	expect(shrunk.lexicon.knowsStem('clignot')).toBe(false)
})

test('an article that is put again replaces itself', () => {
	const index = buildSearchIndex(frenchCorpus, options)
	const [first] = frenchCorpus
	for (const title of ['Un ornithorynque', 'Un kangourou']) index.put({ ...first, title } as typeof first & object)
	expect(index.live).toBe(frenchCorpus.length)
	expect(slugsOf(index, 'kangourou')).toEqual([first?.id])
	expect(slugsOf(index, 'ornithorynque')).toEqual([])
	expect(index.placeOfSlug(first?.slug ?? '')).toBe(index.placeOf(first?.id ?? ''))
})

test('a buffer that is no segment is refused', () => {
	const whole = buildSegment(frenchCorpus, { ...options, key: 'k', change: 3 })
	expect(openSegment(whole).origin).toEqual({ lang: 'fr', key: 'k', change: 3 })
	for (const broken of [new ArrayBuffer(0), new ArrayBuffer(64), whole.slice(0, whole.byteLength - 8)])
		expect(() => openSegment(broken)).toThrow(FlatFormatError)
})
