import { expect, test } from 'vitest'
import { languageOf, localPath, neutralPath, samePageIn } from './language'

test.each([
	['/', 'fr'],
	['/rappel', 'fr'],
	['/en', 'en'],
	['/en/', 'en'],
	['/en.data', 'en'],
	['/en/rappel.data', 'en'],
	['/entretien', 'fr'],
	['/enfant/en', 'fr'],
	['/articles/en', 'fr'],
])('%s is in %s', (path, lang) => {
	expect(languageOf(path)).toBe(lang)
})

test.each(['/', '/rappel', '/articles/code-puk', '/search?q=box', '/?q=en'])('%s goes to English and back', (path) => {
	expect(languageOf(new URL(localPath('en', path), 'https://x').pathname)).toBe('en')
	expect(neutralPath(localPath('en', path))).toBe(path)
	expect(samePageIn('fr', samePageIn('en', path))).toBe(path)
	expect(localPath('fr', path)).toBe(path)
})

test('a page that is in English already stays where it is', () => {
	expect(samePageIn('en', '/en/rappel')).toBe('/en/rappel')
	expect(samePageIn('en', '/en')).toBe('/en')
	expect(neutralPath('/entretien')).toBe('/entretien')
})
