import { describe, expect, it } from 'vitest'
import { linkedParts } from './linked-words'

const links = (text: string) => linkedParts(text).flatMap((part) => (part.kind === 'link' ? [part] : []))

describe('addresses in messages', () => {
	it.each([
		['Voyez https://ligne-claire.example/box.', 'https://ligne-claire.example/box'],
		['(https://ligne-claire.example/box)', 'https://ligne-claire.example/box'],
		['https://fr.wikipedia.org/wiki/Box_(internet), oui', 'https://fr.wikipedia.org/wiki/Box_(internet)'],
		['« https://ligne-claire.example/?a=1&b=2 »', 'https://ligne-claire.example/?a=1&b=2'],
		['c’est https://ligne-claire.example !', 'https://ligne-claire.example'],
		['lu sur https://ligne-claire.example/a, b…', 'https://ligne-claire.example/a'],
		['La fiche /articles/voyant-rouge-box.', '/articles/voyant-rouge-box'],
		['/en/articles/box#reset', '/en/articles/box#reset'],
	])('follows the one in %j', (text, address) => expect(links(text).map((link) => link.text)).toEqual([address]))

	it.each([
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)//https',
		'data:text/html;base64,AAAA',
		'vbscript:x',
		'https://ligne-claire.example@voleur.example/',
		'https://ligne-claire.example:x@voleur.example',
		'http://',
		'https://exa mple',
		'//voleur.example/articles/box',
		'voleur.example/articles/box',
	])('makes no link of %j', (text) =>
		expect(links(text).filter(({ href }) => !href.startsWith('https://exa'))).toEqual([]),
	)

	it('tells the real site behind letters of another alphabet', () => {
		const [link] = links('https://ligne-clаire.example/payer')
		expect(link?.host).toMatch(/^xn--/)
		expect(links('https://Ligne-Claire.example/payer')[0]?.host).toBeNull()
	})

	it('loses and adds no sign', () => {
		for (const text of ['a https://x.example/b, c (https://y.example).', 'rien', '', 'https://x.example'])
			expect(
				linkedParts(text)
					.map((part) => part.text)
					.join(''),
			).toBe(text)
	})
})
