import { beforeEach, describe, expect, it, test } from 'vitest'
import { db } from '#db/client.server'
import { snippets } from '#db/schema/desk.server'
import { makeAdvisor } from '#db/testing/builders'
import { askedSnippet, fillSnippet, matchSnippets } from './fill-snippet'
import { keepSnippet, listSnippets, removeSnippet } from './snippets.server'

beforeEach(async () => {
	await db.delete(snippets)
})
const phrase = { id: null, lang: 'fr' as const, title: 'Bonjour', body: 'Bonjour {prénom}', shortcut: '/Bonjour' }

describe('phrases that are kept', () => {
	it('are one’s own and everybody’s, never a colleague’s', async () => {
		const [nadia, sami] = [await makeAdvisor(), await makeAdvisor()]
		expect(await keepSnippet({ ...phrase, ownerId: null })).toEqual({ ok: true })
		expect(await keepSnippet({ ...phrase, ownerId: nadia.id, body: 'Le mien' })).toEqual({ ok: true })
		expect(await keepSnippet({ ...phrase, ownerId: sami.id, lang: 'en' })).toEqual({ ok: true })
		expect((await listSnippets(nadia.id)).map(({ shared, shortcut }) => [shortcut, shared])).toEqual([
			['bonjour', false],
			['bonjour', true],
		])
		expect(await listSnippets(sami.id, 'fr')).toMatchObject([{ shared: true }])
	})

	it('need words and a shortcut of their own', async () => {
		const nadia = await makeAdvisor()
		const keep = (over: object) => keepSnippet({ ...phrase, ownerId: nadia.id, ...over })
		expect(await keep({ body: ' ' })).toEqual({ ok: false, reason: 'missing' })
		expect(await keep({ shortcut: 'a b' })).toEqual({ ok: false, reason: 'shortcut' })
		expect(await keep({})).toEqual({ ok: true })
		expect(await keep({})).toEqual({ ok: false, reason: 'taken' })
	})

	it('are changed and removed by whose they are', async () => {
		const [nadia, sami] = [await makeAdvisor(), await makeAdvisor()]
		await keepSnippet({ ...phrase, ownerId: nadia.id })
		const [own] = await listSnippets(nadia.id)
		const id = own?.id ?? ''
		await keepSnippet({ ...phrase, id, ownerId: sami.id, body: 'Volé' })
		await removeSnippet(id, sami.id)
		await removeSnippet(id, null)
		expect(await listSnippets(nadia.id)).toMatchObject([{ body: 'Bonjour {prénom}' }])
		await keepSnippet({ ...phrase, id, ownerId: nadia.id, body: 'Bonsoir' })
		expect(await listSnippets(nadia.id)).toMatchObject([{ id, body: 'Bonsoir' }])
		await removeSnippet(id, nadia.id)
		expect(await listSnippets(nadia.id)).toEqual([])
	})
})

test('first names go where the phrase has a place for them', () => {
	const names = { customer: 'Camille', advisor: 'Nadia' }
	expect(fillSnippet('Bonjour {prénom}, ici {Conseiller}.', names)).toBe('Bonjour Camille, ici Nadia.')
	expect(fillSnippet('Hello {name}, {advisor} here. {other}', names)).toBe('Hello Camille, Nadia here. {other}')
})

test.each([
	['/bon', 4, { query: 'bon', from: 0 }],
	['Bonjour /', 9, { query: '', from: 8 }],
	['Bonjour /été suite', 12, { query: 'été', from: 8 }],
	['et/ou', 5, null],
	['https://exemple', 15, null],
	['/bon jour', 9, null],
])('in « %s » at %i a phrase is asked for: %o', (text, caret, asked) => {
	expect(askedSnippet(text, caret)).toEqual(asked)
})

test('phrases are found by their shortcut first, whatever the accents', () => {
	const all = [
		{ shortcut: 'merci', title: 'Après un délai' },
		{ shortcut: 'delai', title: 'Délai du technicien' },
		{ shortcut: 'bonjour', title: 'Bonjour' },
	]
	expect(matchSnippets(all, 'dé', 5).map(({ shortcut }) => shortcut)).toEqual(['delai', 'merci'])
	expect(matchSnippets(all, '', 2)).toHaveLength(2)
	expect(matchSnippets(all, 'x', 5)).toEqual([])
})
