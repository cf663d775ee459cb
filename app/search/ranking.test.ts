import { describe, expect, test } from 'vitest'
import { analyse } from './analysis'
import { frenchCorpus, smallSynonyms } from './corpus.fixture'
import type { SearchDocument } from './document'
import { buildSearchIndex, queryIndex } from './engine.server'
import { closenessTo, passagesOf } from './passages'
import { planQuery } from './query-plan'
import { compileSteering, type SteeringRules } from './steering'

const article = (slug: string, title: string, text: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
	id: slug,
	lang: 'fr',
	slug,
	title,
	summary: '',
	keywords: [],
	headings: [],
	topic: '',
	text,
	...more,
})
const indexOf = (documents: SearchDocument[]) => buildSearchIndex(documents, { lang: 'fr', synonyms: smallSynonyms.fr })
const found = (documents: SearchDocument[], query: string, rules?: SteeringRules) =>
	queryIndex(indexOf(documents), query, {
		limit: 50,
		explain: true,
		...(rules && { steering: compileSteering(rules, 'fr')(query) }),
	}).hits

test('an article whose body answers comes before one whose title shares a word', () => {
	const answers = article(
		'demenager',
		'Changer de logement',
		'Vous partez ? Le technicien déplace la prise de la fibre dans le salon. Comptez deux semaines.',
	)
	const near = ['prise-electrique', 'prise-murale', 'prise-double'].map((slug) =>
		article(slug, `La ${slug.replace('-', ' ')}`, 'Branchez la box sur cette prise. Elle chauffe un peu.'),
	)
	const query = 'déplacer la prise de la fibre dans le salon'
	expect(found([...near, ...frenchCorpus, answers], query)[0]?.id).toBe('demenager')
})

test('words that stand together are worth more than words far apart', () => {
	const filler = 'Rien de particulier ensuite dans ce long texte ordinaire. '.repeat(8)
	const apart = article('apart', 'Le premier texte', `Votre adresse suit. ${filler} Le courrier arrive demain.`)
	const together = article(
		'together',
		'Le second texte',
		`Votre adresse de courrier suit. ${filler} Elle arrive demain.`,
	)
	expect(found([apart, together], 'adresse courrier')[0]?.id).toBe('together')
})

test('closeness sees passages, not the whole article', () => {
	const { slots } = planQuery(indexOf(frenchCorpus), 'voyant box rouge', {})
	const closeness = closenessTo(slots)
	const passages = (text: string) => passagesOf([analyse(text, 'fr')])
	expect(closeness(passages('le voyant de la box est rouge'))).toEqual({ together: 1, neighbours: 1 })
	const far = closeness(passages(`voyant ${'mot '.repeat(40)} box ${'mot '.repeat(40)} rouge`))
	expect(far.together).toBeLessThan(0.7)
	expect(far.neighbours).toBe(0)
	expect(closeness(new Uint32Array())).toEqual({ together: 0, neighbours: 0 })
})

test('articles that meet one common word of several are left out, the answers never', () => {
	const many = Array.from({ length: 30 }, (_, at) => article(`numero-${at}`, `Le numéro ${at}`, 'Gardez ce numéro.'))
	const answers = article(
		'portabilite',
		'Quitter sans perdre sa ligne',
		'Le code RIO sert à garder votre numéro belge.',
	)
	const hits = found([...many, answers], 'code rio belge pour le numéro')
	expect(hits[0]?.id).toBe('portabilite')
	expect(hits.length).toBeLessThanOrEqual(5)
})

describe('health', () => {
	const twin = (slug: string, health?: number) => article(slug, 'Payer une facture', 'Ouvrez vos factures.', { health })

	test('parts two articles that are otherwise alike', () => {
		expect(found([twin('old', 0.1), twin('sound', 0.9)], 'payer facture')[0]?.id).toBe('sound')
		expect(found([twin('unknown'), twin('sound', 0.9)], 'payer facture')[0]?.id).toBe('sound')
	})

	test('never hides the article asked for by its title', () => {
		const exact = article('exact', 'Payer une facture', 'Choisissez.', { health: 0 })
		const others = ['par carte', 'en retard', 'de la box'].map((end) =>
			article(end, `Payer une facture ${end}`, 'Choisissez.', { health: 1 }),
		)
		expect(found([...others, exact], 'payer une facture')[0]?.id).toBe('exact')
	})
})

describe('steering', () => {
	const rules: SteeringRules = {
		pins: [
			{ query: 'payer ma facture', slug: 'repondeur' },
			{ query: 'payer ma facture', slug: 'wifi-lent' },
			{ query: 'introuvable', slug: 'wifi-lent' },
		],
		boosts: [{ query: 'réseau', slug: 'activer-esim', points: 2 }],
	}

	test('pinned articles come first, in the order of the file, whatever the wording', () => {
		for (const query of ['payer ma facture', 'FACTURES, payer', 'comment payer une facture ?']) {
			expect(
				found(frenchCorpus, query, rules)
					.slice(0, 3)
					.map(({ id }) => id),
			).toEqual(['fr-repondeur', 'fr-wifi-lent', 'fr-payer-facture'])
		}
		expect(found(frenchCorpus, 'facture', rules)[0]?.id).not.toBe('fr-repondeur')
	})

	test('a pinned article is found by words it does not hold', () => {
		expect(found(frenchCorpus, 'introuvable', rules).map(({ id }) => id)).toEqual(['fr-wifi-lent'])
	})

	test('a boost moves an article, and the explanation says so', () => {
		const [before] = found(frenchCorpus, 'réseau')
		const [after] = found(frenchCorpus, 'réseau', rules)
		expect(before?.id).toBe('fr-pas-de-reseau')
		expect(after?.id).toBe('fr-activer-esim')
		expect(after?.explanation?.parts).toContainEqual({ kind: 'boost', points: 2 })
	})

	test('an article that is not published is not pinned', () => {
		const gone = { pins: [{ query: 'facture', slug: 'nowhere' }], boosts: [] }
		expect(found(frenchCorpus, 'facture', gone).map(({ id }) => id)).not.toContain('nowhere')
	})
})

describe('half-typed and unknown words', () => {
	const ask = (query: string) => queryIndex(indexOf(frenchCorpus), query, { limit: 5 })

	test('the last word of a question sent early is read as a beginning', () => {
		expect(ask('la messag').hits[0]?.id).toBe('fr-repondeur')
		// « carte » is in the customers' words of another article: both meet one of the two words.
		const both = ask('carte de la messag').hits.slice(0, 2)
		expect(both.map(({ id }) => id).sort()).toEqual(['fr-payer-facture', 'fr-repondeur'])
		expect(ask('factu').correction).toEqual({ original: 'factu', corrected: 'facture' })
		expect(ask('resil ').hits[0]?.id).toBe('fr-resilier-abonnement')
	})

	test('words that no article uses are told', () => {
		expect(ask('facture kangourou').unknown).toEqual(['kangourou'])
		expect(ask('facture').unknown).toEqual([])
		expect(ask('Xyzzy 42 de la')).toMatchObject({ total: 0, unknown: ['Xyzzy'] })
	})
})

test('an article asked for by its whole title comes first, however much others say of it', () => {
	const asked = article('changer-pile', 'Changer la pile', 'Non.')
	const others = Array.from({ length: 12 }, (_, at) =>
		article(
			`pile-${at}`,
			`Changer la pile de la télécommande numéro ${at}`,
			'Changer la pile. Pour changer la pile, ouvrez le capot. Changer la pile prend une minute.',
		),
	)
	expect(found([...others, asked], 'changer la pile')[0]?.id).toBe('changer-pile')
})

test('a number alone is no answer to a question of words, and is searched when it is the question', () => {
	const codes = article('codes', 'Les codes', 'Composez 06 ou 12, puis 39.')
	expect(found([codes, ...frenchCorpus], 'xylophonique 06 39 98 12 34')).toEqual([])
	expect(found([codes, ...frenchCorpus], '39')[0]?.id).toBe('codes')
})

test('whatever is typed is plain text: no throw, no more than was asked, the same twice', () => {
	const index = indexOf(frenchCorpus)
	const random = numbers(20_261_122)
	const pieces = [
		...'abéœ\'’"-+*~^:()[]{}\\/|&%$#@!?.,;<>€0123 \t\n\u0000\u200d\ufeff',
		'📱',
		'👨‍👩‍👧',
		'\ud83d',
		'facture',
		'box',
		'title:',
		'AND',
		' ',
	]
	for (let round = 0; round < 500; round++) {
		const length = Math.floor(random() * 40)
		const query = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('')
		for (const options of [{}, { unfinished: true }, { exact: true }, { explain: true }]) {
			const answer = queryIndex(index, query, { limit: 3, ...options })
			expect(answer.hits.length).toBeLessThanOrEqual(Math.min(3, answer.total))
			expect(answer.hits.every(({ score }) => Number.isFinite(score))).toBe(true)
			expect(queryIndex(index, query, { limit: 3, ...options })).toEqual(answer)
		}
	}
})

/** Numbers from 0 to 1 (excluded), the same for the same seed. */
function numbers(seed: number) {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return state / 2 ** 32
	}
}
