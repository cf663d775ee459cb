import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { currentSteering, readSteering } from './steering.server'

const written = (text: string) => {
	const file = path.join(mkdtempSync(path.join(tmpdir(), 'search-')), 'search.yaml')
	writeFileSync(file, text)
	return file
}
const none = { pins: [], boosts: [] }

test('no file, an empty one and the shipped one are read', () => {
	expect(readSteering('nowhere/search.yaml')).toEqual({ fr: none, en: none })
	expect(readSteering(written('# nothing yet\n'))).toEqual({ fr: none, en: none })
	expect(() => readSteering()).not.toThrow()
})

test('rules are read by language', () => {
	const file = written('fr:\n  pins:\n    - { query: "résilier", slug: resilier-contrat }\n')
	expect(readSteering(file)).toEqual({
		fr: { pins: [{ query: 'résilier', slug: 'resilier-contrat' }], boosts: [] },
		en: none,
	})
})

test.each([
	[
		'fr:\n  pins:\n    - { query: "x y", slug: "Pas un slug" }\n',
		/search\.yaml:3: fr\.pins\.0\.slug: an article is named by its slug/,
	],
	[
		'fr:\n  boosts:\n    - query: lent\n      slug: wifi-lent\n      points: 9\n',
		/search\.yaml:5: fr\.boosts\.0\.points: /,
	],
	['de: {}\n', /search\.yaml:1: file: /],
	['fr:\n  pins: [\n', /search\.yaml:\d+: /],
])('a mistake is told with its line: %j', (text, message) => {
	expect(() => readSteering(written(text))).toThrow(message)
})

test('a file that is spoilt later keeps the rules that were good, one that is mended counts at once', () => {
	const pin = (slug: string) => `fr:\n  pins:\n    - { query: facture, slug: ${slug} }\n`
	const file = written(pin('payer-facture'))
	const rewrite = (text: string, second: number) => {
		writeFileSync(file, text)
		utimesSync(file, second, second)
	}
	const pinned = () => currentSteering(file).fr('facture').pins
	expect(pinned()).toEqual(['payer-facture'])
	rewrite('fr:\n  pins: [\n', 1_000)
	expect(pinned()).toEqual(['payer-facture'])
	rewrite(pin('facture-elevee'), 2_000)
	expect(pinned()).toEqual(['facture-elevee'])
	expect(() => currentSteering(written('de: {}\n'))).toThrow('search.yaml:1')
})
