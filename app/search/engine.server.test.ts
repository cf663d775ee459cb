import { describe, expect, test } from 'vitest'
import { frenchCorpus, smallSynonyms } from './corpus.fixture'
import { buildSearchIndex, queryIndex } from './engine.server'
import { relatedDocuments } from './related'

const index = buildSearchIndex(frenchCorpus, { lang: 'fr', synonyms: smallSynonyms.fr })
const ask = (query: string, options = {}) => queryIndex(index, query, { limit: 5, ...options })
const first = (query: string, options = {}) => ask(query, options).hits[0]?.id.replace('fr-', '')

describe('people find the article in their own words', () => {
	test.each([
		['ma box clignote en rouge', 'voyant-box-rouge'],
		['voyant rouge', 'voyant-box-rouge'],
		['facture plus chere', 'facture-plus-elevee'],
		['wi fi lent', 'wifi-lent'],
		['wifi lent', 'wifi-lent'],
		["l'abonement", 'resilier-abonnement'],
		['labonnement', 'resilier-abonnement'],
		['RESILIER', 'resilier-abonnement'],
		['résiliations', 'resilier-abonnement'],
		['motdepasse oublier', 'mot-de-passe-oublie'],
		['jai pas de reseau', 'pas-de-reseau'],
		['e sim', 'activer-esim'],
		['comment regler ma fcature', 'payer-facture'],
		['boite vocale', 'repondeur'],
		['répondeur', 'repondeur'],
		['modem rouge', 'voyant-box-rouge'],
		['boitier ont', 'boitier-ont'],
		['ONT', 'boitier-ont'],
		['ont', 'boitier-ont'],
		["c'est quoi la lumière de l'ont", 'boitier-ont'],
		["qu'est-ce que l'ont", 'boitier-ont'],
		['100mo', 'facture-plus-elevee'],
		['code rio', 'resilier-abonnement'],
		['repon deur', 'repondeur'],
	])('%s', (query, slug) => expect(first(query)).toBe(slug))
})

test('accents change nothing to the answer', () => {
	for (const query of ['résilier l’abonnement', 'facture élevée', 'réseau']) {
		const bare = query.normalize('NFD').replace(/\p{M}/gu, '')
		expect(ask(bare).hits).toEqual(ask(query).hits)
	}
})

test('a word still being typed finds what it may become', () => {
	expect(first('resil', { unfinished: true })).toBe('resilier-abonnement')
	expect(first('facture el', { unfinished: true })).toBe('facture-plus-elevee')
	expect(first('mes', { unfinished: true })).toBe('repondeur')
})

test('a correction is told, and can be refused', () => {
	expect(ask('payer ma fcature').correction).toEqual({ original: 'payer ma fcature', corrected: 'payer ma facture' })
	expect(ask('payer ma facture').correction).toBeNull()
	expect(ask('fcature', { exact: true })).toMatchObject({ total: 0, hits: [], correction: null })
})

test('what no article speaks of is not found', () => {
	for (const query of ['xyzzy', 'zzzzzz qqqqqq', '99999', 'je ne comment']) {
		expect(ask(query)).toMatchObject({ total: 0, hits: [], correction: null })
	}
})

test('negation alone does not make an answer', () => expect(ask('kangourou sans xyzzy').total).toBe(0))

test('the same question gets the same answer', () => {
	const again = buildSearchIndex(frenchCorpus, { lang: 'fr', synonyms: smallSynonyms.fr })
	expect(queryIndex(again, 'facture rouge box', { limit: 5 })).toEqual(ask('facture rouge box'))
})

test('names that JavaScript objects carry are words like others', () => {
	const text = 'constructor __proto__ toString hasOwnProperty'
	const odd = {
		...frenchCorpus[0],
		id: '__proto__',
		lang: 'fr',
		slug: 'constructor',
		title: text,
		text,
	} as (typeof frenchCorpus)[0]
	const oddIndex = buildSearchIndex([...frenchCorpus, odd], { lang: 'fr', synonyms: [] })
	for (const query of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
		expect(queryIndex(oddIndex, query, { limit: 5 }).hits[0]?.id).toBe('__proto__')
	}
})

test('an empty index answers nothing', () => {
	const empty = buildSearchIndex([], { lang: 'fr', synonyms: smallSynonyms.fr })
	expect(queryIndex(empty, 'facture box', { limit: 5 })).toMatchObject({ total: 0, hits: [], correction: null })
	expect(relatedDocuments(empty, 'none', 3)).toEqual([])
})

test('related articles share the words that count', () => {
	expect(relatedDocuments(index, 'fr-facture-plus-elevee', 1)[0]?.id).toBe('fr-payer-facture')
	expect(relatedDocuments(index, 'unknown', 3)).toEqual([])
})

describe('an explanation', () => {
	test.each(['ma box clignote en rouge', 'payer ma fcature', 'combien', 'boite vocale', 'ont', 'wifi lent 4g'])(
		'of « %s » adds up to the score, word by word',
		(query) => {
			for (const { score, explanation } of ask(query, { explain: true }).hits) {
				const parts = explanation?.parts ?? []
				expect(added(parts)).toBeCloseTo(score, 8)
				const words = parts.find(({ kind }) => kind === 'words')
				expect(added(words?.words ?? [])).toBeCloseTo(words?.points ?? -1, 8)
			}
		},
	)

	test('names the word typed, the term found and where', () => {
		const [hit] = ask('payer ma fcature', { explain: true }).hits
		const words = hit?.explanation?.parts[0]?.words ?? []
		expect(words.map(({ asked }) => asked)).toEqual(['payer', 'fcature'])
		expect(words[1]).toMatchObject({ term: 'factur', fields: ['title', 'keywords'] })
		expect(words[1]?.trust).toBeLessThan(1)
	})

	test('is given only when asked for', () => expect(ask('facture').hits[0]).not.toHaveProperty('explanation'))
})

const added = (parts: { points: number }[]) => parts.reduce((total, { points }) => total + points, 0)
