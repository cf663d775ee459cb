import { describe, expect, it } from 'vitest'
import { renderArticle } from './markdown.server'

const html = (markdown: string) => renderArticle(markdown, 'fr').html

describe('headings', () => {
	it('leaves h1 to the title and skips no level', () => {
		const { headings } = renderArticle('### Un\n\n##### Deux\n\n### Trois\n\n# Quatre\n\n###### Cinq', 'fr')
		expect(headings.map(({ depth, text }) => [depth, text])).toEqual([
			[2, 'Un'],
			[3, 'Deux'],
			[2, 'Trois'],
			[2, 'Quatre'],
			[3, 'Cinq'],
		])
	})

	it('gives each its own address', () => {
		const { headings } = renderArticle('## Régler\n\n## Régler', 'fr')
		expect(headings.map(({ id }) => id)).toEqual(['s-régler', 's-régler-1'])
	})
})

describe('typography', () => {
	it('is applied to words, not to code', () => {
		expect(html("C'est réglé ? Tapez `l'adresse : 1` et **l'**autre.")).toContain(
			"C’est réglé\u00a0? Tapez <code>l'adresse : 1</code>",
		)
		expect(html("l'**abonnement**")).toContain('l’<strong>abonnement</strong>')
		expect(html('« **Wi-Fi** »')).toContain('«\u00a0<strong>Wi-Fi</strong>\u00a0»')
	})
})

describe('blocks', () => {
	it('gives a remark, a risk and what to do when it does not work their look', () => {
		const page = renderArticle(
			':::note\nUn mot.\n:::\n\n:::attention\nUn risque.\n:::\n\n:::si-ca-ne-marche-pas\nParlez-nous.\n:::',
			'fr',
		)
		expect(page.html).toContain('<div class="notice mt-6!">')
		expect(page.html).toContain('<div class="notice notice-warn mt-6!">')
		expect(page.html).toContain('card-human')
		expect(page.headings).toEqual([{ depth: 2, id: 's-si-ça-ne-marche-pas', text: 'Si ça ne marche pas' }])
		expect(renderArticle(':::if-it-does-not-work\nTalk.\n:::', 'en').headings[0]?.text).toBe('If it doesn’t work')
	})

	it('keeps the words of a block or a colon it does not know', () => {
		expect(html(':::inconnu\nGardé.\n:::')).toContain('Gardé.')
		expect(html('Le code erreur:internet reste.')).toContain('erreur:internet reste')
		expect(html('De 8:30 à 9:15, ::note-libre')).toContain('8:30')
	})

	it('numbers steps that follow a heading, and leaves other lists alone', () => {
		expect(html('## Faire\n\n1. Un\n2. Deux')).toContain('<ol class="steps')
		expect(html('- Un\n- Deux')).not.toContain('steps')
		expect(html('- a\n\n  1. Un\n  2. Deux')).not.toContain('steps')
	})
})

describe('plain text', () => {
	it('has one block per line, without headings', () => {
		const { plainText } = renderArticle(
			'Bonjour.\n\n## Titre\n\n1. Un\n2. Deux\n\n| a | b |\n| - | - |\n| c | d |',
			'fr',
		)
		expect(plainText.split('\n').map((line) => line.trim())).toEqual(['Bonjour.', 'Un', 'Deux', 'a · b', 'c · d'])
	})

	it('keeps the words of HTML typed in Markdown', () => {
		const page = renderArticle('<div class="x">Le <b>bon</b> code</div>\n\nUne ligne<br>une autre', 'fr')
		expect(page.plainText).toContain('Le bon code')
		expect(page.html).toContain('Une ligne<br>')
	})
})

const HOSTILE = [
	'<script>alert(1)</script>',
	'<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
	'<img src=x onerror=alert(1)>',
	'<svg onload=alert(1)>',
	'<svg><script>alert(1)</script></svg>',
	'<iframe src="javascript:alert(1)"></iframe>',
	'<object data="data:text/html,<script>alert(1)</script>"></object>',
	'<embed src="javascript:alert(1)">',
	'<form action="//evil.example"><input name=q><button formaction="javascript:alert(1)">x</button></form>',
	'<a href="javascript:alert(1)">x</a>',
	'<body onload=alert(1)>',
	'<style>@import "//evil.example/x.css"</style>',
	'<link rel=stylesheet href="//evil.example/x.css">',
	'<meta http-equiv=refresh content="0;url=//evil.example">',
	'<base href="//evil.example/">',
	'<math><mtext><script>alert(1)</script></mtext></math>',
	'<details open ontoggle=alert(1)>x</details>',
	'<video><source onerror="alert(1)"></video>',
	'<input autofocus onfocus=alert(1)>',
	'<scr<script>ipt>alert(1)</scr</script>ipt>',
	'<!--<img src="--><img src=x onerror=alert(1)//">',
	'<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	'<template><script>alert(1)</script></template>',
	'[x](javascript:alert(1))',
	'[x](JaVaScRiPt:alert(1))',
	'[x](&#106;avascript:alert(1))',
	'[x](java\tscript:alert(1))',
	'[x](vbscript:msgbox(1))',
	'[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
	'[x](file:///etc/passwd)',
	'![x](javascript:alert(1))',
	'![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
	'<javascript:alert(1)>',
	'[x]: javascript:alert(1)\n\n[x]',
	'![x" onerror="alert(1)](a.png "t\\" onerror=\\"alert(1)")',
	':::note{onclick="alert(1)" style="position:fixed" class="dock" id="parler"}\nx\n:::',
	':::note[<img src=x onerror=alert(1)>]\nx\n:::',
	'::script[alert(1)]',
	':a[x]{href="javascript:alert(1)" onclick=alert(1)}',
	'```html onclick=alert(1)\n<script>alert(1)</script>\n```',
	'| <img src=x onerror=alert(1)> | b |\n| - | - |\n| <script>alert(1)</script> | d |',
	'# <img src=x onerror=alert(1)>',
	'[^1]\n\n[^1]: <script>alert(1)</script>',
	'\u0000<script>alert(1)</script>',
	'<a\u000bhref="javascript:alert(1)">x</a>',
]

describe('hostile content', () => {
	it.each(HOSTILE)('renders no script, handler or dangerous address: %s', (markdown) => {
		const { html: page } = renderArticle(markdown, 'fr')
		const tags = page.match(/<[a-z][^>]*>/gi) ?? []
		for (const tag of tags) {
			expect(tag).toMatch(
				/^<(p|a|strong|em|code|pre|div|ol|ul|li|h[2-6]|table|thead|tbody|tr|t[hd]|img|svg|circle|path|br|sup|section|del|hr)\b/,
			)
			expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son\w+\s*=|\sstyle\s*=|\sformaction|\ssrcdoc/i)
			for (const [, address = ''] of tag.matchAll(/\s(?:href|src)="([^"]*)"/g))
				expect(address).toMatch(/^(https?:|mailto:|tel:|[/#?.]|[\w%-]+(\.png)?$|$)/)
		}
		expect(page).not.toMatch(/id="(parler|contenu)"/)
	})
})
