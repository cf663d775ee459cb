import { expect, test } from 'vitest'
import { makeVisit } from '#db/testing/builders'
import { frictionsOf, recordStep } from './record.server'
import { recordSignal } from './signal.server'

async function report(signal: unknown) {
	const { id: visitId } = await makeVisit()
	const body = typeof signal === 'string' ? signal : JSON.stringify(signal)
	const logged = await recordSignal({ body, visitId, customerId: null, lang: 'fr' })
	return { logged, rows: await frictionsOf(visitId) }
}

test('an error of our script is logged with its file, without what was typed in the address', async () => {
	const { logged, rows } = await report({
		...{
			kind: 'script-error',
			message: 'TypeError: x is null for a@exemple.fr',
			source: 'https://relais.example/assets/main-1a2b.js?v=3',
		},
		path: '/recherche?q=0639981234',
	})
	expect(logged).toBe(true)
	expect(rows).toMatchObject([
		{
			kind: 'script-error',
			label: 'TypeError: x is null for [e-mail]',
			path: '/recherche',
			detail: { file: 'main-1a2b.js' },
		},
	])
})

test('a network cut is logged with the page it happened on', async () => {
	expect((await report({ kind: 'offline', path: '/compte' })).rows).toMatchObject([
		{ kind: 'offline', label: '/compte' },
	])
})

test('an article left at once is logged under the title it was read by', async () => {
	const { id: visitId } = await makeVisit()
	const now = new Date()
	await recordStep({ visitId, kind: 'article', label: 'Voyant rouge', href: '/articles/voyant-rouge-box', now })
	const leave = (path: string) =>
		recordSignal({
			body: JSON.stringify({ kind: 'article-left', path }),
			...{ visitId, customerId: null, lang: 'fr' as const },
		})
	expect(await leave('/articles/voyant-rouge-box')).toBe(true)
	expect(await leave('/articles/never-read')).toBe(false)
	expect(await frictionsOf(visitId)).toMatchObject([{ kind: 'article-left', label: 'Voyant rouge' }])
})

test.each([
	['a return to what is no article', { kind: 'article-left', path: '/compte' }],
	['an extension', { kind: 'script-error', message: 'boom', source: 'chrome-extension://abc/x.js', path: '/' }],
	['another kind', { kind: 'search-empty', label: 'x', path: '/' }],
	['too long', { kind: 'script-error', message: 'x'.repeat(301), path: '/' }],
	['not JSON', 'hello'],
	['null', 'null'],
	['nothing', ''],
])('%s is left out', async (_, signal) => {
	const { logged, rows } = await report(signal)
	expect(logged).toBe(false)
	expect(rows).toEqual([])
})
