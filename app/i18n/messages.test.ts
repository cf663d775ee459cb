import { expect, test } from 'vitest'
import { messagesIn, plural } from './messages'

const dictionary = {
	fr: {
		ask: "Besoin d'aide ?",
		wait: (minutes: number) => `attente : ${minutes} min`,
		list: ["l'un", "l'autre"],
		nested: { yes: 'Oui !' },
	},
	en: {
		ask: "Can't find it?",
		wait: (minutes: number) => `wait: ${minutes} min`,
		list: ['one', 'other'],
		nested: { yes: 'Yes!' },
	},
}

test('words, functions, lists and groups come out typeset', () => {
	const t = messagesIn(dictionary, 'fr')
	expect(t.ask).toBe('Besoin d’aide\u00a0?')
	expect(t.wait(3)).toBe('attente\u00a0: 3\u00a0min')
	expect(t.list).toEqual(['l’un', 'l’autre'])
	expect(t.nested.yes).toBe('Oui\u00a0!')
	expect(messagesIn(dictionary, 'en').ask).toBe('Can’t find it?')
	expect(messagesIn(dictionary, 'en').wait(3)).toBe('wait: 3 min')
})

test('a dictionary is typeset once', () => {
	expect(messagesIn(dictionary, 'fr')).toBe(messagesIn(dictionary, 'fr'))
	expect(messagesIn(dictionary, 'fr')).not.toBe(messagesIn(dictionary, 'en'))
})

test('nothing is one in French, several in English', () => {
	expect(plural('fr', 0, 'page', 'pages')).toBe('page')
	expect(plural('en', 0, 'page', 'pages')).toBe('pages')
	expect(plural('fr', 1, 'page', 'pages')).toBe('page')
	expect(plural('fr', 2, 'page', 'pages')).toBe('pages')
})
