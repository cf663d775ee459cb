import { beforeEach, describe, expect, test } from 'vitest'
import { relatedArticles, replaceDocuments, searchArticles, searchVersion, suggestArticles } from './articles.server'
import { readShippedArticles } from './content.fixture'
import { englishCorpus, frenchCorpus, smallSynonyms } from './corpus.fixture'

beforeEach(() => {
	replaceDocuments('fr', frenchCorpus, { synonyms: smallSynonyms })
	replaceDocuments('en', englishCorpus, { synonyms: smallSynonyms })
})

const search = (query: string, lang: 'fr' | 'en' = 'fr') => searchArticles({ query, lang })

test('an answer carries all a page shows', () => {
	const { results, total, correction, tookMs } = search('voyant rouge')
	expect(results[0]).toMatchObject({
		slug: 'voyant-box-rouge',
		url: '/articles/voyant-box-rouge',
		topic: 'internet',
		lang: 'fr',
	})
	expect(results[0]?.excerpt).toContainEqual({ text: 'rouge', marked: true })
	expect(total).toBeGreaterThanOrEqual(results.length)
	expect(correction).toBeNull()
	expect(tookMs).toBeGreaterThanOrEqual(0)
})

test('what the reader’s language does not have is looked for in the other', () => {
	const { lang, results } = search('thunderstorm')
	expect(lang).toBe('fr')
	expect(results[0]).toMatchObject({ lang: 'en', url: '/en/articles/thunderstorm' })
})

test('new content is found at once, the old no longer', () => {
	expect(search('voyant rouge').total).toBeGreaterThan(0)
	const before = searchVersion()
	replaceDocuments('fr', [], { synonyms: smallSynonyms })
	expect(searchVersion()).toBeGreaterThan(before)
	expect(search('voyant rouge').total).toBe(0)
})

test('suggestions complete the last word and mark it', () => {
	const [suggestion] = suggestArticles({ query: 'resil', lang: 'fr' })
	expect(suggestion).toMatchObject({ slug: 'resilier-abonnement', url: '/articles/resilier-abonnement' })
	expect(suggestion?.title[0]).toEqual({ text: 'Résilier', marked: true })
	expect(suggestArticles({ query: 'r', lang: 'fr' })).toEqual([])
	expect(suggestArticles({ query: '   ', lang: 'fr' })).toEqual([])
})

test('related articles never include the article itself', () => {
	const slugs = relatedArticles('fr-payer-facture', 'fr').map(({ slug }) => slug)
	expect(slugs[0]).toBe('facture-plus-elevee')
	expect(slugs).not.toContain('payer-facture')
})

describe('hostile or empty questions get a plain answer', () => {
	const hostile = [
		'',
		' ',
		'a',
		'-',
		'+',
		'*',
		'"',
		'~',
		'^',
		':',
		'erreur: 12',
		'title:',
		'title:box',
		'a^b',
		'box~9',
		'+box -wifi',
		'__proto__',
		'constructor',
		'toString',
		'hasOwnProperty',
		'📱',
		'👨‍👩‍👧',
		'1️⃣',
		'\u0000',
		'\ud800',
		'\\',
		'<script>alert(1)</script>',
		"'; DROP TABLE articles; --",
		'../../etc/passwd',
		'%00%ff',
		'l’',
		'de la du',
		'日本語',
		'ﬁbre',
		'x'.repeat(10_000),
		'box '.repeat(2_500),
		'é'.repeat(10_000),
		'aa'.repeat(100),
		'\n\t\r',
	]
	test.each(hostile)('%j', (query) => {
		for (const lang of ['fr', 'en'] as const) {
			const answer = search(query, lang)
			expect(answer.query.length).toBeLessThanOrEqual(400)
			expect(answer.results.length).toBeLessThanOrEqual(answer.total)
			expect(Array.isArray(suggestArticles({ query, lang }))).toBe(true)
		}
	})

	test('a very long question is cut, and still answered', () => {
		const { query, results } = search('box '.repeat(2_500))
		expect(query.length).toBeLessThanOrEqual(200)
		expect(results[0]?.slug).toBe('voyant-box-rouge')
	})

	test('strange limits are brought back to 1–50', () => {
		for (const limit of [0, -3, Number.NaN, 1e9, 2.5]) {
			expect(searchArticles({ query: 'box', lang: 'fr', limit }).results.length).toBeGreaterThan(0)
		}
	})
})

describe('the shipped articles answer what people really ask', () => {
	const shipped = { fr: readShippedArticles('fr'), en: readShippedArticles('en') }

	beforeEach(() => {
		replaceDocuments('fr', shipped.fr)
		replaceDocuments('en', shipped.en)
	})

	test.each([
		['fr', 'ma box clignote en rouge', /box|voyant|fibre|internet/],
		['fr', 'voyant rouge', /voyant|box|fibre|tonalite|internet/],
		['fr', 'facture plus chere', /^facture-plus-elevee$/],
		['fr', 'pourquoi je paye plus ce mois ci', /^facture-plus-elevee$/],
		['fr', "l'abonement", /forfait|resilier|contrat/],
		['fr', 'resilier', /^resilier-contrat$/],
		['fr', 'prelevment rejete', /^prelevement-rejete$/],
		['fr', 'motdepasse', /^mot-de-passe-oublie$/],
		['fr', 'mdp oublié', /^mot-de-passe-oublie$/],
		['fr', 'jai perdu mon tel', /telephone-(vole|perdu)|carte-sim-perdue/],
		['fr', 'code puk', /^code-puk$/],
		['fr', 'garder mon numero', /portabilite-numero|garder-numero/],
		['fr', 'e sim', /^configurer-esim$/],
		['fr', 'demenagement', /^demenager/],
		['fr', 'répondeur', /^messagerie-vocale$/],
		['fr', 'changer mon rib', /^changer-rib$/],
		['fr', 'plus de reseau sur mon portable', /^pas-de-reseau/],
		['en', 'my bill is too high', /^higher-bill$/],
		['en', 'lost my sim', /^lost-sim-card$/],
		['en', 'recieve no signal', /^no-mobile-network$/],
	] as const)('%s: %s', (lang, query, slug) => {
		const known = shipped[lang].some((article) => slug.test(article.slug))
		if (!known) return
		const slugs = searchArticles({ query, lang, limit: 3 }).results.map((result) => result.slug)
		expect(slugs.filter((found) => slug.test(found))).not.toEqual([])
	})

	test.runIf(shipped.fr.some(({ slug }) => /wifi/.test(slug)))('fr: wi fi lent', () => {
		expect(searchArticles({ query: 'wi fi lent', lang: 'fr' }).results[0]?.slug).toMatch(/wifi|lent|debit/)
	})

	test.each(['quantique', 'physique quantique', 'recette tarte aux pommes', 'kangourou', 'chocolat'])(
		'« %s » is not turned into words of the articles',
		(query) => {
			const words = shipped.fr.flatMap(({ title, text }) => `${title} ${text}`.toLowerCase().match(/\p{L}+/gu) ?? [])
			const known = new Set(words)
			expect(query.split(' ').filter((word) => word.length > 4 && known.has(word))).toEqual([])
			const { total, correction, unknown } = searchArticles({ query, lang: 'fr' })
			expect({ total, correction }).toEqual({ total: 0, correction: null })
			expect(unknown).not.toEqual([])
		},
	)

	test('every title finds its own article first or second', () => {
		for (const { title, slug, lang } of [...shipped.fr, ...shipped.en]) {
			const slugs = searchArticles({ query: title, lang, limit: 2 }).results.map((result) => result.slug)
			expect(slugs, title).toContain(slug)
		}
	})
})

describe('browsing the answers', () => {
	test('counts them by topic and shows those of one topic', () => {
		const all = searchArticles({ query: 'box facture mobile', lang: 'fr', limit: 3, browse: {} })
		expect(all.facets?.length).toBeGreaterThan(1)
		expect(all.facets?.reduce((sum, { count }) => sum + count, 0)).toBe(all.reachable)
		const last = all.facets?.at(-1)
		const some = searchArticles({ query: 'box facture mobile', lang: 'fr', limit: 50, browse: { topic: last?.topic } })
		expect(some.results.map(({ topic }) => topic)).toEqual(Array(last?.count).fill(last?.topic))
		expect(some.total).toBe(last?.count)
		expect(some.facets).toEqual(all.facets)
	})

	test('goes on where the list stopped, without repeating or leaving out an answer', () => {
		const ids = (offset: number) =>
			searchArticles({ query: 'box', lang: 'fr', limit: 3, browse: { offset } }).results.map(({ id }) => id)
		const whole = searchArticles({ query: 'box', lang: 'fr', limit: 6 }).results.map(({ id }) => id)
		expect([...ids(0), ...ids(3)]).toEqual(whole)
	})

	test('ignores a topic that no answer is in', () => {
		const found = searchArticles({ query: 'box', lang: 'fr', browse: { topic: 'no-such-topic' } })
		expect(found.total).toBe(searchArticles({ query: 'box', lang: 'fr' }).total)
	})
})
