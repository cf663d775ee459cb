import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadSettings, parseSettings, SettingsError } from './settings.server'

const shipped = readFileSync('content/settings.yaml', 'utf8')

/** The line of the shipped file that begins so. */
function lineOf(beginning: string, text = shipped): number {
	const index = text.split('\n').findIndex((line) => line.startsWith(beginning))
	if (index < 0) throw new Error(`no line begins with ${beginning}`)
	return index + 1
}

function mistakeIn(text: string): string {
	try {
		parseSettings(text, 'settings.yaml')
	} catch (error) {
		expect(error).toBeInstanceOf(SettingsError)
		return (error as SettingsError).message
	}
	throw new Error('the settings were accepted')
}

test('the shipped file is valid, and is what a folder without one of its own gets', () => {
	expect(parseSettings(shipped, 'settings.yaml').brand.name).toBe('Ligne Claire')
	expect(loadSettings('a/folder/that/does/not/exist')).toEqual(loadSettings('content'))
})

test.each([
	[
		'a number that is not one',
		"phone: '+33353012020'",
		"phone: '03 53 01 20 20'",
		'phone: a number such as +33353012020',
	],
	[
		'an unknown time zone',
		'timeZone: Europe/Paris',
		'timeZone: Europe/Lille',
		'timeZone: a time zone such as Europe/Paris',
	],
	[
		'a wrong sender address',
		'  senderEmail: bonjour@ligne-claire.example',
		'  senderEmail: bonjour',
		'brand.senderEmail: ',
	],
	[
		'an SMS sender that carriers refuse',
		'  smsSender: LigneClaire',
		'  smsSender: LigneClaire2026',
		'brand.smsSender: ',
	],
	['a list that is not one', 'languages: [fr, en]', 'languages: fr', 'languages: '],
	['an unknown language', 'languages: [fr, en]', 'languages: [fr, de]', 'languages.1: '],
	['a number written as text', '  slotMinutes: 30', '  slotMinutes: half an hour', 'callback.slotMinutes: '],
	['a number out of bounds', '  maxRings: 3', '  maxRings: 12', 'callback.maxRings: '],
	['a retention of no day', '  outbox: 30', '  outbox: 0', 'retention.outbox: '],
	['an unknown word', '  slotMinutes: 30', '  slotsMinutes: 30', 'callback.slotsMinutes: '],
	['an unknown country', 'country: FR', 'country: XX', 'country: a country whose public holidays are known'],
	['an unknown region', '  region: null', '  region: Moselle', 'holidays.region: a region of FR: '],
])('%s is told with its line and the reason', (_name, before, after, reason) => {
	const text = shipped.replace(before, after)
	expect(text).not.toBe(shipped)
	expect(mistakeIn(text)).toContain(`settings.yaml:${lineOf(after, text)}: ${reason}`)
})

test.each([
	["[['20:00', '08:00']]", 'opens after it closes'],
	["[['08:00', '25:00']]", 'a time such as 08:00'],
	["[['8:00', '20:00']]", 'a time such as 08:00'],
	["[['08:00']]", 'hours.chat.monday.0'],
])('hours written %s are refused on their line', (hours, reason) => {
	const text = shipped.replace("    monday: [['08:00', '20:00']]", `    monday: ${hours}`)
	const mistake = mistakeIn(text)
	expect(mistake).toContain(`settings.yaml:${lineOf(`    monday: ${hours}`, text)}: hours.chat.monday.0`)
	expect(mistake).toContain(reason)
})

test.each([
	['2026-12-32', '2027-01-02', 'closures.0.from: a local date or time such as 2026-12-24T15:00'],
	['2026-02-30T10:00', '2026-03-02', 'closures.0.from: a local date or time such as'],
	['2026-12-24T25:00', '2026-12-25', 'closures.0.from: a local date or time such as'],
	['24/12/2026', '2026-12-25', 'closures.0.from: a local date or time such as'],
	['2026-12-24', '2026-12-23', 'closures.0: ends before it begins'],
	['2026-12-24T15:00', '2026-12-24T15:00', 'closures.0: ends before it begins'],
])('a closure from %s to %s is refused on its line', (from, to, reason) => {
	const text = shipped.replace(
		'closures: []',
		`closures:\n  - { from: ${from}, to: ${to}, reason: { fr: Fermé, en: Closed } }`,
	)
	expect(mistakeIn(text)).toContain(`settings.yaml:${lineOf('  - { from:', text)}: ${reason}`)
})

test('a closure of one whole day, and one that ends on the day it began, are accepted', () => {
	for (const from of ['2026-12-24', '2026-12-24T15:00']) {
		const text = shipped.replace(
			'closures: []',
			`closures:\n  - { from: ${from}, to: 2026-12-24, reason: { fr: Fermé, en: Closed } }`,
		)
		expect(parseSettings(text, 'settings.yaml').closures).toHaveLength(1)
	}
})

test('what is missing is told on the line of what should hold it', () => {
	const withoutName = shipped.replace('  name: Ligne Claire\n', '')
	expect(mistakeIn(withoutName)).toContain(`settings.yaml:${lineOf('brand:', withoutName)}: brand.name: `)
	const withoutEnglish = shipped.replace('    en: Moving home\n', '')
	expect(mistakeIn(withoutEnglish)).toContain(
		`settings.yaml:${lineOf('  - id: moving', withoutEnglish)}: reasons.4.en: `,
	)
	expect(mistakeIn(shipped.replace('currency: EUR\n', ''))).toContain('settings.yaml:1: currency: ')
})

test('text that is no YAML is told with its line', () => {
	const text = shipped.replace('currency: EUR', 'currency: [EUR')
	expect(mistakeIn(text)).toMatch(/^settings\.yaml:\d+: /)
	const twice = shipped.replace('currency: EUR\n', 'currency: EUR\ncurrency: CHF\n')
	expect(mistakeIn(twice)).toContain(`settings.yaml:${lineOf('currency: CHF', twice)}: `)
	expect(mistakeIn('')).toContain('settings.yaml:1: file: ')
})

test('several mistakes are told at once', () => {
	const text = shipped.replace('currency: EUR', 'currency: EURO').replace('  slotMinutes: 30', '  slotMinutes: 1')
	expect(mistakeIn(text).split('\n')).toHaveLength(2)
})

test('a brand token cannot leave its declaration', () => {
	const text = shipped.replace('    light: {}', "    light: { '--ink': 'red; } body { display: none' }")
	expect(mistakeIn(text)).toContain('brand.tokens.light.--ink: ')
})
