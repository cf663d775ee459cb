import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { db } from '#db/client.server'
import { snippets } from '#db/schema/desk.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { action as keepOwn } from '~/routes/desk.snippets'
import { action as keepShared, loader as readShared } from '~/routes/studio_.snippets'
import { askedSnippet, fillSnippet, matchSnippets } from './fill-snippet'
import { keepSnippet, listSharedSnippets, listSnippets, removeSnippet } from './snippets.server'

beforeEach(async () => {
	await db.delete(snippets)
})
const phrase = {
	...{ id: null, lang: 'fr' as const, title: 'Bonjour', body: 'Bonjour {prénom}', shortcut: '/Bonjour' },
	shared: false,
}
const advisor = async () => ({ id: (await makeAdvisor()).id, maySharePhrases: false })
const keeper = async () => ({ id: (await makeAdvisor()).id, maySharePhrases: true })

describe('phrases that are kept', () => {
	it('are one’s own and everybody’s, never a colleague’s', async () => {
		const [nadia, sami, claire] = [await advisor(), await advisor(), await keeper()]
		expect(await keepSnippet({ ...phrase, by: claire, shared: true })).toEqual({ ok: true })
		expect(await keepSnippet({ ...phrase, by: nadia, body: 'Le mien' })).toEqual({ ok: true })
		expect(await keepSnippet({ ...phrase, by: sami, lang: 'en' })).toEqual({ ok: true })
		expect((await listSnippets(nadia.id)).map(({ shortcut, shared }) => [shortcut, shared])).toEqual([
			['bonjour', false],
			['bonjour', true],
		])
		expect(await listSnippets(sami.id, 'fr')).toMatchObject([{ shared: true }])
		expect(await listSharedSnippets()).toMatchObject([{ body: 'Bonjour {prénom}' }])
	})

	it('need words and a shortcut of their own', async () => {
		const nadia = await advisor()
		const keep = (over: object) => keepSnippet({ ...phrase, by: nadia, ...over })
		expect(await keep({ body: ' ' })).toEqual({ ok: false, reason: 'missing' })
		expect(await keep({ shortcut: 'a b' })).toEqual({ ok: false, reason: 'shortcut' })
		expect(await keep({})).toEqual({ ok: true })
		expect(await keep({})).toEqual({ ok: false, reason: 'taken' })
		expect(await Promise.all([keep({ shortcut: 'deux' }), keep({ shortcut: 'deux' })])).toEqual([
			{ ok: true },
			{ ok: false, reason: 'taken' },
		])
	})

	it('are changed and removed by whose they are; anybody else is told that nothing was', async () => {
		const [nadia, sami, claire] = [await advisor(), await advisor(), await keeper()]
		await keepSnippet({ ...phrase, by: nadia })
		const id = (await listSnippets(nadia.id))[0]?.id ?? ''
		for (const by of [sami, claire]) {
			expect(await keepSnippet({ ...phrase, id, by, body: 'Volé' })).toEqual({ ok: false, reason: 'gone' })
			expect(await removeSnippet(id, by)).toBe(false)
		}
		expect(await listSnippets(nadia.id)).toMatchObject([{ body: 'Bonjour {prénom}' }])
		expect(await keepSnippet({ ...phrase, id, by: nadia, body: 'Bonsoir' })).toEqual({ ok: true })
		expect(await listSnippets(nadia.id)).toMatchObject([{ id, body: 'Bonsoir' }])
		expect(await removeSnippet(id, nadia)).toBe(true)
		expect(await listSnippets(nadia.id)).toEqual([])
	})

	it('change hands with their new words: to everybody, and back to whoever does it', async () => {
		const [claire, sami] = [await keeper(), await advisor()]
		await keepSnippet({ ...phrase, by: claire })
		const id = (await listSnippets(claire.id))[0]?.id ?? ''
		expect(await keepSnippet({ ...phrase, id, by: claire, shared: true, body: 'À tous' })).toEqual({ ok: true })
		expect(await listSnippets(sami.id)).toMatchObject([{ id, shared: true, body: 'À tous' }])
		expect(await keepSnippet({ ...phrase, id, by: sami, shared: true, body: 'Non' })).toEqual({
			ok: false,
			reason: 'gone',
		})
		expect(await keepSnippet({ ...phrase, id, by: claire, shared: false, body: 'À moi' })).toEqual({ ok: true })
		expect(await listSnippets(sami.id)).toEqual([])
		expect(await listSnippets(claire.id)).toMatchObject([{ id, shared: false, body: 'À moi' }])
	})

	it('are not written over when a colleague changed them in between', async () => {
		const [claire, helene] = [await keeper(), await keeper()]
		await keepSnippet({ ...phrase, by: claire, shared: true, now: new Date('2026-11-23T09:00:00Z') })
		const [seen] = await listSharedSnippets()
		const change = { ...phrase, id: seen?.id ?? '', shared: true, seen: seen?.updatedAt }
		expect(await keepSnippet({ ...change, by: helene, body: 'De Hélène' })).toEqual({ ok: true })
		expect(await keepSnippet({ ...change, by: claire, body: 'De Claire' })).toEqual({ ok: false, reason: 'changed' })
		expect(await listSharedSnippets()).toMatchObject([{ body: 'De Hélène' }])
	})
})

describe('the pages', () => {
	type Args = LoaderFunctionArgs & ActionFunctionArgs
	async function ask(to: (args: Args) => Promise<unknown>, who: Parameters<typeof browserOf>[0], fields?: object) {
		const headers = await browserOf(who)
		const body = fields && new URLSearchParams(fields as Record<string, string>)
		const request = new Request('http://localhost:3000/', { method: body ? 'POST' : 'GET', headers, body })
		return answerOf(() => to({ request, params: {}, context: {} } as unknown as Args))
	}
	const fields = { shortcut: 'merci', title: 'Merci', body: 'Merci, {prénom}', lang: 'fr' }

	it('of everybody’s phrases is the editors’, who have no desk', async () => {
		const helene = await makePerson({ role: 'editor' })
		expect((await ask(keepShared, helene, fields)).status).toBe(303)
		const [kept] = await listSharedSnippets()
		expect(kept).toMatchObject({ shortcut: 'merci' })
		expect((await ask(keepShared, helene, { ...fields, id: kept?.id, body: 'Merci' })).status).toBe(303)
		expect(await listSharedSnippets()).toMatchObject([{ id: kept?.id, body: 'Merci' }])
		expect((await ask(keepOwn, helene, fields)).status).toBe(404)
		for (const role of ['advisor', 'customer'] as const) {
			const other = await makePerson({ role })
			expect((await ask(readShared, other)).status).toBe(404)
			expect((await ask(keepShared, other, { ...fields, id: kept?.id, intent: 'remove' })).status).toBe(404)
		}
		expect(await listSharedSnippets()).toHaveLength(1)
		expect((await ask(keepShared, helene, { id: kept?.id, intent: 'remove' })).status).toBe(303)
		expect(await listSharedSnippets()).toEqual([])
	})

	it('give refused words back, with what was chosen beside them', async () => {
		const claire = await makePerson({ role: 'supervisor' })
		await ask(keepOwn, claire, { ...fields, shared: 'yes' })
		const refused = await ask(keepOwn, claire, { ...fields, shared: 'yes', body: 'Autre chose' })
		expect(await refused.json()).toMatchObject({
			data: { reason: 'taken', written: { body: 'Autre chose', shared: true } },
			init: { status: 400 },
		})
		const gone = await ask(keepOwn, claire, { intent: 'remove', id: 'none' })
		expect(await gone.json()).toMatchObject({ data: { reason: 'gone' }, init: { status: 404 } })
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
