import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { searchArticles } from '~/search/articles.server'
import { listTopics } from './articles.server'
import { contentVersion } from './content-version.server'
import { matchActions, suggestActions } from './direct-actions'
import { readArticleFile } from './front-matter'
import { importFolder } from './import.server'
import { homeLinks } from './links.server'
import { publishContent, publishIfChanged } from './publish.server'
import { topics } from './topics.server'

const files = readdirSync('content', { recursive: true, encoding: 'utf8' })
	.filter((name) => /^(fr|en)\/.*\.md$/.test(name))
	.map((name) => ({ name, ...readArticleFile(readFileSync(join('content', name), 'utf8')) }))
const of = (lang: 'fr' | 'en') => files.filter(({ frontMatter }) => frontMatter.lang === lang)
const addresses = new Set(
	files.map(({ frontMatter: { lang, slug } }) => (lang === 'fr' ? `/articles/${slug}` : `/en/articles/${slug}`)),
)

describe('the shipped articles', () => {
	it('are at least 60 in French and 25 in English', () => {
		expect(of('fr').length).toBeGreaterThanOrEqual(60)
		expect(of('en').length).toBeGreaterThanOrEqual(25)
	})

	it.each(files.map(({ name, frontMatter, body }) => ({ name, frontMatter, body })))(
		'$name says what it must',
		({ name, frontMatter, body }) => {
			const { lang, topic, slug, summary, keywords, owner, translates } = frontMatter
			expect(name).toBe(`${lang}/${topic}/${slug}.md`)
			expect(topics().topics.map(({ id }) => id)).toContain(topic)
			expect(summary.length).toBeGreaterThan(20)
			expect(summary.length).toBeLessThanOrEqual(160)
			expect(keywords.length).toBeGreaterThanOrEqual(4)
			expect(owner).not.toBe('')
			expect(body).toContain(lang === 'fr' ? ':::si-ca-ne-marche-pas' : ':::if-it-does-not-work')
			expect(body).not.toMatch(/\bagents?\b|relance|oups/i)
			if (translates) expect(addresses).toContain(`/articles/${translates}`)
			for (const other of frontMatter.related)
				expect(addresses).toContain(`${lang === 'en' ? '/en' : ''}/articles/${other}`)
			for (const [, address = ''] of body.matchAll(/\]\((\/[^)\s]*)\)/g)) {
				if (/\/articles\//.test(address)) expect([...addresses], address).toContain(address.split('#')[0])
				else
					expect(address).toMatch(
						/^(\/en)?\/(compte(\/(renvoi|factures|resilier|retractation))?|ecrire|rappel|echanges|vos-donnees|themes\/[a-z-]+)$/,
					)
				if (lang === 'en') expect(address).toMatch(/^\/en\//)
			}
		},
	)
})

describe('once imported', () => {
	beforeAll(async () => {
		expect((await importFolder('content')).problems).toEqual([])
		await publishContent()
	})

	it('every topic has pages, in both languages', async () => {
		const french = await listTopics('fr')
		expect(french.map(({ id }) => id)).toEqual(topics().topics.map(({ id }) => id))
		expect(french.reduce((sum, { pages }) => sum + pages, 0)).toBe(of('fr').length)
		expect((await listTopics('en')).reduce((sum, { pages }) => sum + pages, 0)).toBe(of('en').length)
	})

	it('the home page links to what exists', async () => {
		const { tasks, oftenSearched } = await homeLinks('fr')
		expect(tasks).toHaveLength(topics().tasks.length)
		expect(oftenSearched).toHaveLength(topics().oftenSearched.length)
		for (const lang of ['fr', 'en'] as const)
			for (const { href } of [...(await homeLinks(lang)).tasks, ...(await homeLinks(lang)).oftenSearched])
				if (href.includes('/articles/')) expect(addresses).toContain(href)
	})

	it('articles are found', () => {
		expect(searchArticles({ query: 'ma box clignote en rouge', lang: 'fr' }).results[0]?.slug).toBe('voyant-rouge-box')
		expect(searchArticles({ query: 'voyant rouge', lang: 'fr' }).total).toBeGreaterThan(0)
	})

	it('publishing again happens only when something changed', async () => {
		const before = contentVersion()
		expect(await publishIfChanged()).toBe(false)
		expect(contentVersion()).toBe(before)
	})
})

describe('things to do at once', () => {
	const { actions } = topics()
	it.each([
		['renvoyer appels', 'forwarding'],
		['comment faire un renvoi d’appel', 'forwarding'],
		['resilier', 'cancel'],
		['Je veux résilier mon contrat', 'cancel'],
		['télécharger ma facture', 'invoices'],
		['me rétracter', 'withdrawal'],
	])('« %s » proposes %s', (query, id) => {
		expect(matchActions(actions, query, 'fr')[0]?.id).toBe(id)
	})

	it('proposes nothing for another question, or for a word lost in a long one', () => {
		expect(matchActions(actions, 'voyant rouge', 'fr')).toEqual([])
		expect(matchActions(actions, '', 'fr')).toEqual([])
		expect(matchActions(actions, 'ma box clignote orange depuis la dernière tempête facture', 'fr')).toEqual([])
	})

	it('speaks English', () => {
		expect(matchActions(actions, 'forward my calls', 'en')[0]).toMatchObject({
			id: 'forwarding',
			title: 'Forward my calls',
		})
	})

	it('suggests while a word is being typed', () => {
		expect(suggestActions(actions, 'renv', 'fr')[0]?.id).toBe('forwarding')
		expect(suggestActions(actions, 'voir mes fact', 'fr')[0]?.id).toBe('invoices')
		expect(suggestActions(actions, 'r', 'fr')).toEqual([])
	})
})
