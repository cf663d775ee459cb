import { expect, test } from 'vitest'
import { passesLuhn, scrub, scrubAddress, scrubDeep } from './scrub'

/** What people type, and what may be stored of it. Numbers are fictitious (Arcep's reserved ranges, test cards, published examples). */
const CORPUS: [typed: string, stored: string][] = [
	// Phone numbers
	['Rappelez-moi au 06 39 98 12 34 svp', 'Rappelez-moi au [téléphone] svp'],
	['mon numéro est 0639981234', 'mon numéro est [téléphone]'],
	['06.39.98.12.34', '[téléphone]'],
	['06-39-98-12-34 ou 06/39/98/12/35', '[téléphone] ou [téléphone]'],
	['appelez le +33 6 39 98 12 34 merci', 'appelez le [téléphone] merci'],
	['+33639981234', '[téléphone]'],
	['+33 (0)6 39 98 12 34', '[téléphone]'],
	['0033 6 39 98 12 34', '[téléphone]'],
	['0033639981234', '[téléphone]'],
	['garder mon numéro belge +32 470 12 34 56', 'garder mon numéro belge [téléphone]'],
	['le 03\u00a053\u00a001\u00a020\u00a020 ne répond pas', 'le [téléphone] ne répond pas'],
	['06 399 812 34', '[numéro]'],
	['renvoi vers 0199001234 refusé', 'renvoi vers [téléphone] refusé'],
	['my mobile is +44 7700 900123', 'my mobile is [téléphone]'],
	['numéro belge 0470 12 34 56 ', 'numéro belge [téléphone] '],
	// E-mail
	['écrivez à claire.dubreuil@example.fr', 'écrivez à [e-mail]'],
	['Claire.Dubreuil+box@mail.example.co.uk!', '[e-mail]!'],
	['c_dubreuil@exemple.fr, et aussi jm@exemple.fr.', '[e-mail], et aussi [e-mail].'],
	['claire.dubreuil arobase orange point fr', '[e-mail]'],
	['claire (at) exemple.fr', '[e-mail]'],
	['élodie@exemple.fr', '[e-mail]'],
	// IBAN
	['FR76 3000 6000 0112 3456 7890 189 merci', '[IBAN] merci'],
	['mon rib FR7630006000011234567890189', 'mon rib [IBAN]'],
	['fr76 3000 6000 0112 3456 7890 189', '[IBAN]'],
	['BE68 5390 0754 7034', '[IBAN]'],
	['IBAN DE89370400440532013000.', 'IBAN [IBAN].'],
	['avec une faute FR76 3000 6000 0112 3456 7890 188', 'avec une faute [IBAN]'],
	['GB29 NWBK 6016 1331 9268 19 please', '[IBAN] please'],
	// Cards
	['ma carte 4970 1000 0000 0154 est refusée', 'ma carte [carte] est refusée'],
	['4111111111111111', '[carte]'],
	['5555-5555-5555-4444 exp 12/27', '[carte] exp 12/27'],
	['amex 3782 822463 10005', 'amex [carte]'],
	['carte mal tapée 4970 1000 0000 0155', 'carte mal tapée [numéro]'],
	// Contracts, customers, porting codes
	['contrat LC-2024-004182', 'contrat [contrat]'],
	['contrat n° 12345678 bloqué', 'contrat n° [contrat] bloqué'],
	['mon numéro client 884213', 'mon numéro client [contrat]'],
	['référence : AB123456', 'référence : [contrat]'],
	['RIO 03P123456ABC', 'RIO [contrat]'],
	['facture F-2026-11-00418', 'facture [contrat]'],
	['customer number 7741829', 'customer number [contrat]'],
	['sécu 2 85 05 78 006 084 36', 'sécu [numéro]'],
	['dossier 2026110041823', 'dossier [numéro]'],
	// What must stay: the meaning is in it
	['facture de 47,48 € au lieu de 32,99 €', 'facture de 47,48 € au lieu de 32,99 €'],
	['depuis le 12/03/2026', 'depuis le 12/03/2026'],
	['depuis le 2026-03-12', 'depuis le 2026-03-12'],
	['erreur 691 puis code 1234', 'erreur 691 puis code 1234'],
	['la box affiche 192.168.100.254', 'la box affiche 192.168.100.254'],
	['le 3179 ne marche pas', 'le 3179 ne marche pas'],
	['iPhone 15 Pro en 5G, 200 Go', 'iPhone 15 Pro en 5G, 200 Go'],
	['59000 Lille', '59000 Lille'],
	['mon dossier RC-7K42PQ', 'mon dossier RC-7K42PQ'],
	['entre 18 h 30 et 19 h 15', 'entre 18 h 30 et 19 h 15'],
	['garder mon numéro belge', 'garder mon numéro belge'],
	['facture de novembre 2026', 'facture de novembre 2026'],
	['10 000 000 de clients', '10 000 000 de clients'],
	['Wi-Fi 6 en 2,4 GHz', 'Wi-Fi 6 en 2,4 GHz'],
	['', ''],
]

test.each(CORPUS)('%j is stored as %j', (typed, stored) => {
	expect(scrub(typed)).toBe(stored)
})

test('scrubbing twice changes nothing', () => {
	for (const [, stored] of CORPUS) expect(scrub(stored)).toBe(stored)
})

// Work that grew with the square of the length would run for minutes here: the test would be given up.
test('a text built to be slow is scrubbed all the same', () => {
	for (const piece of ['0 ', 'a.', 'FR76 ', '1-', 'contrat n° ', 'a@', '+33 '])
		scrub(piece.repeat(400_000 / piece.length))
})

test('texts inside kept values are scrubbed, other values stay', () => {
	const detail = { words: ['tel 0639981234'], count: 3, inner: { email: 'a@exemple.fr', none: null } }
	expect(scrubDeep(detail)).toEqual({ words: ['tel [téléphone]'], count: 3, inner: { email: '[e-mail]', none: null } })
})

test('Luhn accepts a card and refuses its neighbour', () => {
	expect(passesLuhn('4970100000000154')).toBe(true)
	expect(passesLuhn('4970100000000155')).toBe(false)
})

test.each([
	['/search?q=xylophone%2006%2039%2098%2012%2034', '/search?q=xylophone%20[téléphone]'],
	['/search?q=xylophone+06+39+98+12+34&page=2', '/search?q=xylophone%20[téléphone]&page=2'],
	['/en/search?q=foo.bar%40exemple.fr', '/en/search?q=[e-mail]'],
	['/search?q=FR76%203000%206000%200112%203456%207890%20189', '/search?q=[IBAN]'],
	['/search?q=4970%201000%200000%200154', '/search?q=[carte]'],
	['/jean%40exemple.fr/compte', '/[e-mail]/compte'],
	['/search?q=ma+box&page=2#a', '/search?q=ma+box&page=2#a'],
	['/articles/voyant-rouge-box', '/articles/voyant-rouge-box'],
	['/rappel/RC-7K42PQ', '/rappel/RC-7K42PQ'],
	// Begins as a Belgian IBAN does, and goes on as a contract number.
	['/compte/paiements/be2051b2-d5a6-429d-ab02-45dbda8a2962', '/compte/paiements/be2051b2-d5a6-429d-ab02-45dbda8a2962'],
	[
		'/compte/renvoi?changement=be2051b2-d5a6-429d-ab02-45dbda8a2962&tel=0639981234',
		'/compte/renvoi?changement=be2051b2-d5a6-429d-ab02-45dbda8a2962&tel=[téléphone]',
	],
	['/a/be2051b2-d5a6-429d-ab02-45dbda8a2962/06/39/98/12/34', '/a/be2051b2-d5a6-429d-ab02-45dbda8a2962/[téléphone]'],
	['/search?q=%E0%A4%A', '/search?q=%E0%A4%A'],
	['/a?b', '/a?b'],
])('the address %s is kept as %s', (address, kept) => {
	expect(scrubAddress(address)).toBe(kept)
	expect(scrubAddress(kept)).toBe(kept)
})
