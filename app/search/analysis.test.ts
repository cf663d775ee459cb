import { expect, test } from 'vitest'
import { analyse, contentStems } from './analysis'

const surfaces = (text: string, lang: 'fr' | 'en' = 'fr', kind = 'word') =>
	analyse(text, lang)
		.filter((token) => token.kind === kind)
		.map(({ surface }) => surface)

test('an elided article is the same word, whatever the apostrophe, the accents or the case', () => {
	const plain = contentStems('abonnement', 'fr')
	for (const text of ["l'abonnement", 'l’abonnement', 'L`ABONNEMENT', 'd’abonnements', 'lʼabonnement']) {
		expect(contentStems(text, 'fr')).toEqual(plain)
	}
	expect(contentStems('Réseau NŒUD', 'fr')).toEqual(contentStems('reseau noeud', 'fr'))
})

test('compounds are one word in one piece, in two, or hyphenated', () => {
	for (const text of ['wifi', 'Wi-Fi', 'wi fi', 'WI‑FI']) expect(surfaces(text)).toEqual(['wifi'])
	for (const text of ['esim', 'e-SIM', 'e sim']) expect(surfaces(text)).toEqual(['esim'])
	expect(surfaces('rendez-vous')).toEqual(['rendezvous'])
	expect(surfaces('carte pré-payée')).toEqual(['carte', 'pre', 'payee'])
	expect(surfaces('carte pré-payée', 'fr', 'joined')).toEqual(['prepayee'])
	expect(surfaces('dois-je', 'fr', 'joined')).toEqual([])
})

test('a number and its unit are found together and apart', () => {
	for (const text of ['100 Mo', '100Mo', '100 Mo']) {
		expect(surfaces(text)).toEqual(['100', 'mo'])
		expect(surfaces(text, 'fr', 'joined')).toEqual(['100mo'])
	}
	for (const text of ['4G', '4 g']) expect(surfaces(text)).toEqual(['4g'])
	expect(surfaces('12 €')).toEqual(['12', 'euro'])
})

test('negation is kept, in both languages', () => {
	expect(surfaces("je n'ai pas de réseau")).toEqual(['pas', 'reseau'])
	expect(surfaces("I don't have a network", 'en')).toEqual(['not', 'network'])
	expect(surfaces('it doesnt work', 'en')).toEqual(['not', 'work'])
})

test('an acronym that spells a stop word is a word in capitals only', () => {
	expect(contentStems('Le boîtier ONT', 'fr')).toContain('ont')
	expect(contentStems('Les clients ont gagné', 'fr')).not.toContain('ont')
	expect(contentStems('ILS ONT GAGNÉ', 'fr')).not.toContain('ont')
})

test('« le son » is a noun, « son forfait » is not', () => {
	expect(surfaces('pas de son sur la télé')).toContain('son')
	expect(surfaces('changer son forfait')).not.toContain('son')
})

test('tokens know their place in the text', () => {
	const text = 'Où est l’abonnement ?'
	const token = analyse(text, 'fr').find(({ kind }) => kind === 'word')
	expect(text.slice(token?.start, token?.end)).toBe('abonnement')
})

test('forms of one French word meet', () => {
	for (const forms of [
		['numéro', 'numéros'],
		['crédit', 'crédits', 'credit'],
		['résilier', 'résilié', 'résiliée', 'résiliation', 'résilie'],
		['payer', 'payé', 'paiement', 'paiements'],
		['photo', 'photos'],
		['euro', 'euros'],
		['réseau', 'réseaux'],
	])
		expect(new Set(forms.flatMap((form) => contentStems(form, 'fr'))), forms.join(' ')).toHaveLength(1)
})
