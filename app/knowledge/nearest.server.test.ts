import { beforeAll, expect, it } from 'vitest'
import { searchArticles } from '~/search/articles.server'
import { importFolder } from './import.server'
import { nearestArticles } from './nearest.server'
import { publishContent } from './publish.server'

beforeAll(async () => {
	await importFolder('content')
	await publishContent()
})

it('a question asked word for word, with a slip, is near what the slip meant', async () => {
	expect(searchArticles({ query: 'factrue', lang: 'fr', exact: true }).total).toBe(0)
	const near = await nearestArticles('factrue', 'fr')
	expect(near).toHaveLength(3)
	expect(near.map(({ title }) => title).join(' ')).toMatch(/facture/i)
})

it('a word that begins like one of the articles is near them', async () => {
	expect(searchArticles({ query: 'facturisateur', lang: 'fr' }).total).toBe(0)
	expect((await nearestArticles('facturisateur', 'fr')).length).toBeGreaterThan(0)
})

it.each(['xylophone', 'zzz', '', '🙂', 'x'.repeat(200), 'qsdf '.repeat(40)])(
	'nothing is near « %s »',
	async (query) => {
		expect(await nearestArticles(query, 'fr')).toEqual([])
	},
)
