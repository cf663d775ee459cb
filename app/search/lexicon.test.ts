import { describe, expect, test } from 'vitest'
import { editDistance, prefixDistance, slipCost } from './edit-distance'
import { buildLexicon, collectEntries } from './lexicon'
import { phoneticKey } from './phonetic'

const lexicon = lexiconOf(
	'abonnement facture factures facturation connexion forfait mot passe prélèvement box réseau wifi rouge route',
)

test('a word of the articles needs no correction', () => {
	expect(lexicon.find('facture')?.display).toBe('facture')
	expect(lexicon.find('prelevement')?.display).toBe('prélèvement')
	expect(lexicon.find('constructor')).toBeUndefined()
	expect(lexicon.find('__proto__')).toBeUndefined()
})

describe('correction', () => {
	test.each([
		['fcature', 'facture'],
		['afcture', 'facture'],
		['abonement', 'abonnement'],
		['prelevmant', 'prélèvement'],
		['conekssion', 'connexion'],
		['labonnement', "l'abonnement"],
		['labonement', 'abonnement'],
		['motdepasse', 'mot de passe'],
	])('%s is read as %s', (typed, meant) => {
		expect(lexicon.correct(typed)[0]?.display).toBe(meant)
	})

	test('a number, a short word or a far one is left alone', () => {
		for (const typed of ['1234', '3g', 'bx', 'xylophone', '', '__proto__', 'zzzzzzzz']) {
			expect(lexicon.correct(typed)).toEqual([])
		}
	})

	test('a slip in the first letter of a long word is put right', () => {
		for (const typed of ['gacture', 'acture', 'ffacture']) expect(lexicon.correct(typed)[0]?.display).toBe('facture')
	})

	test('a longer slip of a stop word costs little, a real word is none', () => {
		for (const typed of ['vorte', 'atres', 'adns']) expect(lexicon.stopWordCost(typed)).toBeLessThan(1)
		expect(lexicon.stopWordCost('banane')).toBe(Number.POSITIVE_INFINITY)
	})

	test('a slip of a stop word is recognised as one', () => {
		expect(lexicon.isNearStopWord('dns')).toBe(true)
		expect(lexicon.isNearStopWord('banane')).toBe(false)
		expect(lexicon.isNearStopWord('cest')).toBe(true)
	})
})

describe('completion', () => {
	const complete = (prefix: string) => lexicon.complete(prefix, 10).map(({ display }) => display)

	test('proposes one word per stem', () => expect(complete('fac')).toEqual(['facture']))
	test('knows nothing that begins otherwise', () => expect(complete('zz')).toEqual([]))
	test('forgives one slip only when asked to', () => {
		expect(complete('abonem')).toEqual([])
		expect(lexicon.complete('abonem', 10, { tolerant: true })[0]?.display).toBe('abonnement')
	})
})

test('distances stop counting above their limit', () => {
	expect(editDistance('wifi', 'wifi', 1)).toBe(0)
	expect(editDistance('wfii', 'wifi', 1)).toBe(1)
	expect(editDistance('abcd', 'wxyz', 2)).toBe(3)
	expect(prefixDistance('abonem', 'abonnement', 1)).toBe(1)
})

test('slips that fingers and ears make cost less than others', () => {
	const [swapped, doubled, near, alike, missing, extra, other] = [
		slipCost('fcature', 'facture'),
		slipCost('abbonement', 'abbonnement'),
		slipCost('fqcture', 'facture'),
		slipCost('fakture', 'facture'),
		slipCost('fcture', 'facture'),
		slipCost('facwture', 'facture'),
		slipCost('facbure', 'facture'),
	]
	for (const likely of [swapped, doubled, near, alike]) expect(likely).toBeLessThanOrEqual(0.7)
	expect(missing).toBeGreaterThan(0.7)
	expect(extra).toBeGreaterThanOrEqual(missing)
	expect(other).toBeGreaterThan(extra)
	expect(slipCost('facture', 'facture')).toBe(0)
})

test('words that sound alike share a key', () => {
	expect(phoneticKey('forfet', 'fr')).toBe(phoneticKey('forfait', 'fr'))
	expect(phoneticKey('fone', 'en')).toBe(phoneticKey('phone', 'en'))
})

function lexiconOf(words: string) {
	const collected = collectEntries('fr')
	for (const [place, word] of words.split(' ').entries()) {
		collected.add(word.normalize('NFD').replace(/\p{M}/gu, ''), word, place, false)
	}
	return buildLexicon(collected.entries.values(), 'fr')
}
