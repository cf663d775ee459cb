import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { englishTypography, typography } from './typography'

/** No-break spaces made visible. */
const shown = (text: string) => text.replaceAll('\u00a0', '~')

const CASES: [written: string, typeset: string][] = [
	["Parler à quelqu'un", 'Parler à quelqu’un'],
	["l'« offre »", 'l’«~offre~»'],
	[
		"Nous n'avons pas de réponse à « garder mon numéro belge ».",
		'Nous n’avons pas de réponse à «~garder mon numéro belge~».',
	],
	['«offre»', '«~offre~»'],
	['Besoin d’aide ?', 'Besoin d’aide~?'],
	['Merci !', 'Merci~!'],
	['attente : environ 3 min', 'attente~: environ 3~min'],
	['oui ; non', 'oui~; non'],
	["Dès 8 h, jusqu'à 14 h 30.", 'Dès 8~h, jusqu’à 14~h~30.'],
	['Passer à 15,99 € par mois', 'Passer à 15,99~€ par mois'],
	['1 234,56 €', '1~234,56~€'],
	['88 % en 2 mois', '88~% en 2~mois'],
	['40 Go, 300 Mb/s', '40~Go, 300~Mb/s'],
	['Il manque deux chiffres : 06 39 98 12', 'Il manque deux chiffres~: 06 39 98 12'],
	['Appelez le 03 53 01 20 20.', 'Appelez le 03~53~01~20~20.'],
	['le 14 septembre, venu le 16 : 10 € rendus', 'le 14~septembre, venu le 16~: 10~€ rendus'],
	['le 1er novembre, jeudi 19 novembre', 'le 1er~novembre, jeudi~19~novembre'],
]

test.each(CASES)('« %s »', (written, typeset) => {
	expect(shown(typography(written))).toBe(typeset)
})

test.each(CASES)('twice is once: « %s »', (written) => {
	expect(typography(typography(written))).toBe(typography(written))
})

test('every French word of the interface is typeset once and for all', () => {
	const files = readdirSync('app/i18n').filter((name) => name.endsWith('.fr.ts'))
	expect(files.length).toBeGreaterThan(0)
	for (const file of files) {
		const text = readFileSync(`app/i18n/${file}`, 'utf8')
		expect(typography(typography(text)), file).toBe(typography(text))
	}
})

test('an address, an e-mail address and a time zone are left as they are', () => {
	for (const text of ['https://exemple.fr/rappel?to=/a', 'camille@exemple.fr', 'RC-7K42PQ', '12:30'])
		expect(typography(text)).toBe(text)
})

test('English has curly apostrophes and nothing else', () => {
	expect(englishTypography("We don't have an answer to that yet: ask someone!")).toBe(
		'We don’t have an answer to that yet: ask someone!',
	)
	expect(englishTypography(englishTypography("it's"))).toBe('it’s')
})
