import { expect, test } from 'vitest'
import { contentStems } from './analysis'
import { bestExcerpt, markText } from './excerpt'

const wanted = (words: string) => new Map(contentStems(words, 'fr').map((stem) => [stem, 1]))
const plain = (parts: { text: string }[]) => parts.map(({ text }) => text).join('')
const marked = (parts: { text: string; marked: boolean }[]) =>
	parts.flatMap(({ text, marked }) => (marked ? [text] : []))

const article = {
	lang: 'fr' as const,
	summary: 'Ce que disent les voyants.',
	text: 'Posez la box debout.\nUn voyant rouge annonce une panne. La lumière verte dit que tout va bien.',
}

test('the sentence that answers best is shown, its words marked as written', () => {
	const excerpt = bestExcerpt(article, wanted('voyants rouges'))
	expect(plain(excerpt)).toBe('Un voyant rouge annonce une panne.')
	expect(marked(excerpt)).toEqual(['voyant', 'rouge'])
})

test('without a match the summary is shown', () => {
	expect(plain(bestExcerpt(article, wanted('kangourou')))).toBe(article.summary)
})

test('spaces that keep a line together are kept, in whole sentences and in cut ones', () => {
	const text = 'Choisissez «\u00a0voyant\u00a0» sur la\n  page.'
	expect(plain(bestExcerpt({ ...article, text }, wanted('voyant')))).toContain('«\u00a0voyant\u00a0» sur la')
	const long = `${'avant '.repeat(80)}«\u00a0voyant\u00a0» ${'puis\u00a0: '.repeat(80)}`
	expect(plain(bestExcerpt({ ...article, text: long }, wanted('voyant')))).toMatch(
		/«\u00a0voyant\u00a0» puis\u00a0: .*…$/,
	)
})

test('a long sentence is cut around what was found', () => {
	const text = `${'avant '.repeat(80)}le voyant rouge ${'puis '.repeat(80)}`
	const excerpt = plain(bestExcerpt({ ...article, text }, wanted('voyant')))
	expect(excerpt).toMatch(/^… .*voyant.* …$/)
	expect(excerpt.length).toBeLessThan(200)
})

test('marking keeps every character of the text', () => {
	const text = '<b>L’abonnement</b> & l’ABONNEMENT'
	const parts = markText(text, wanted('abonnements'), 'fr')
	expect(plain(parts)).toBe(text)
	expect(marked(parts)).toEqual(['abonnement', 'ABONNEMENT'])
})

test('the best sentence is found however its words are written', () => {
	const wants = (words: string, text: string) =>
		marked(bestExcerpt({ ...article, text: `Rien ici ne répond à la question posée.\n${text}` }, wanted(words)))
	expect(wants('email', 'Votre e-mail est vérifié.')).toEqual(['e-mail'])
	expect(wants('oeuvre', 'Une œuvre achevée.')).toEqual(['œuvre'])
	expect(wants('euros', 'Il en coûte 3 € par an.')).toEqual(['3 €'])
	expect(wants('étendue', 'L\u2019e\u0301tendue du re\u0301seau.')).toEqual(['e\u0301tendue'])
	expect(wants('wifi', 'Le ｗｉｆｉ de la box.')).toEqual(['ｗｉｆｉ'])
	expect(wants('prépayé', 'Une carte pré-payée suffit.')).toEqual(['pré-payée'])
})
