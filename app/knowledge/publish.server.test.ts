import { mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { articleFeedback, articles } from '#db/schema/knowledge.server'
import { relatedArticles, searchArticles, suggestArticles } from '~/search/articles.server'
import { contentVersion } from './content-version.server'
import { buildIndexesIn, loadIndex } from './index-builder.server'
import { publishContent, publishIfChanged, publishingSettled } from './publish.server'
import { decideSynonyms } from './synonyms.server'

const folder = mkdtempSync(join(tmpdir(), 'relais-index-'))
const beside = join(folder, 'relais.db')
const worker = join(folder, 'worker.mjs')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
	await db.delete(articles)
	buildIndexesIn({ worker: null, beside: null })
})
afterEach(publishingSettled)

type Columns = Partial<typeof articles.$inferInsert>
async function write(slug: string, columns: Columns = {}): Promise<string> {
	const [row] = await db
		.insert(articles)
		.values({
			slug,
			lang: 'fr',
			topic: 'internet',
			title: `Titre ${slug}`,
			summary: '',
			keywords: [],
			owner: '',
			reviewedAt: new Date(0),
			related: [],
			markdown: '',
			html: '',
			plainText: `Texte de ${slug}. La box est posée debout.`,
			headings: [],
			extra: {},
			state: 'published',
			...columns,
		})
		.returning({ id: articles.id })
	return row?.id ?? ''
}
const writeMany = async (count: number) => {
	for (let at = 0; at < count; at++) await write(`lot-${at}`)
}
const change = (id: string, columns: Columns) => db.update(articles).set(columns).where(eq(articles.id, id))
const found = (query: string) => searchArticles({ query, lang: 'fr', exact: true }).results.map(({ slug }) => slug)

describe('what is published changes what is found', () => {
	it('a new article, another title, another address, and one that is taken back', async () => {
		await write('ancien')
		await publishContent()
		const before = contentVersion()
		const id = await write('girouette')
		expect(await publishIfChanged()).toBe(true)
		expect(contentVersion()).toBeGreaterThan(before)
		expect(found('girouette')).toEqual(['girouette'])

		await change(id, { title: 'Un anémomètre', plainText: 'Du vent.' })
		await publishIfChanged()
		expect(found('anémomètre')).toEqual(['girouette'])
		expect(found('girouette')).toEqual([])

		await change(id, { slug: 'vent' })
		await publishIfChanged()
		expect(found('anémomètre')).toEqual(['vent'])

		await change(id, { state: 'unpublished' })
		await publishIfChanged()
		expect(found('anémomètre')).toEqual([])
		expect(await publishIfChanged()).toBe(false)
	})

	it('an article deleted, and one that changes its language', async () => {
		const [first, second] = [await write('zebre'), await write('deux', { plainText: 'Un hibou.' })]
		await publishContent()
		await db.delete(articles).where(eq(articles.id, first))
		await change(second, { lang: 'en' })
		await publishIfChanged()
		expect(found('zebre')).toEqual([])
		expect(searchArticles({ query: 'hibou', lang: 'en', exact: true }).results).toMatchObject([{ lang: 'en' }])
	})

	it('more at once than is worth adding one by one, an article taken back at once', async () => {
		const id = await write('retire', { plainText: 'Un pingouin.' })
		await publishContent()
		await writeMany(310)
		await change(id, { state: 'unpublished' })
		const start = Date.now()
		await publishIfChanged(new Date(start))
		expect(found('pingouin')).toEqual([])
		expect(found('lot')).toEqual([])
		await publishIfChanged(new Date(start + 1_100))
		await publishingSettled()
		expect(searchArticles({ query: 'lot', lang: 'fr', exact: true }).total).toBe(310)
		expect(found('pingouin')).toEqual([])
	})

	it('folds what was added once there is much of it, and loses nothing that came in between', async () => {
		await publishContent()
		await writeMany(200)
		await publishIfChanged()
		await write('entretemps')
		await publishingSettled()
		await publishIfChanged()
		expect(found('entretemps')).toEqual(['entretemps'])
		expect(searchArticles({ query: 'lot', lang: 'fr', exact: true }).total).toBe(200)
	})

	it('answers while articles are taken in', async () => {
		await write('stable', { plainText: 'Une licorne.' })
		await publishContent()
		await writeMany(150)
		let isDone = false
		const taking = publishIfChanged().then(() => {
			isDone = true
		})
		let asked = 0
		while (!isDone) {
			expect(searchArticles({ query: 'licorne', lang: 'fr', limit: 1 + asked }).results).toMatchObject([
				{ slug: 'stable' },
			])
			asked += 1
			await new Promise((resolve) => setImmediate(resolve))
		}
		await taking
		expect(asked).toBeGreaterThan(1)
	})
})

it.each(['draft', 'unpublished'] as const)('an article that is %s is not found anywhere', async (state) => {
	const open = await write('ouvert', { plainText: 'Un tamanoir mange des fourmis.', title: 'Le tamanoir' })
	await write('cache', { plainText: 'Un tamanoir secret mange des fourmis.', title: 'Le tamanoir secret', state })
	await write('autre', { plainText: 'Un tamanoir mange encore des fourmis.', title: 'Un tamanoir' })
	await publishContent()
	const nowhere = () => {
		expect(found('tamanoir').sort()).toEqual(['autre', 'ouvert'])
		expect(found('secret')).toEqual([])
		expect(suggestArticles({ query: 'secr', lang: 'fr' })).toEqual([])
		expect(suggestArticles({ query: 'tamano', lang: 'fr' }).map(({ slug }) => slug)).not.toContain('cache')
		expect(relatedArticles(open, 'fr').map(({ slug }) => slug)).toEqual(['autre'])
	}
	nowhere()
	await change(open, { keywords: ['fourmilier'] })
	await publishIfChanged()
	nowhere()
})

describe('synonyms that editors approve', () => {
	const decide = (approved: boolean, ...words: string[]) =>
		decideSynonyms({ lang: 'fr', words, approved, personId: null })
	const answers = (query: string) => searchArticles({ query, lang: 'fr' }).results.map(({ slug }) => slug)

	it('count at once for a word no article uses, are built in, kept, and taken back', async () => {
		await write('boitier', { title: 'Le boîtier', plainText: 'Le boîtier est noir.' })
		await write('facture', { title: 'La facture', plainText: 'Une facture arrive chaque mois.' })
		await publishContent()
		expect(answers('zinzin')).toEqual([])
		const before = contentVersion()

		await decide(true, 'zinzin', 'boîtier')
		expect(await publishIfChanged()).toBe(true)
		expect(contentVersion()).toBeGreaterThan(before)
		expect(answers('zinzin')).toEqual(['boitier'])
		await write('ailleurs', { plainText: 'Un autre boîtier.' })
		await publishIfChanged()
		expect(answers('zinzin').sort()).toEqual(['ailleurs', 'boitier'])
		await publishingSettled()
		await publishIfChanged()
		expect(answers('zinzin').sort()).toEqual(['ailleurs', 'boitier'])

		await decide(false, 'Boîtier', 'zinzin')
		await publishIfChanged()
		expect(answers('zinzin')).toEqual([])
		await publishingSettled()
		expect(answers('zinzin')).toEqual([])
	})

	it('count at once for a phrase, in the articles that say it and in no others', async () => {
		await write('phrase', { plainText: 'Ouvrez la trappe du fond.' })
		await write('apart', { plainText: 'La trappe est fermée. Au milieu du salon, un autre fond.' })
		await publishContent()
		await decide(true, 'kifkif', 'trappe du fond')
		await publishIfChanged()
		expect(answers('kifkif')).toEqual(['phrase'])
		await publishingSettled()
		expect(answers('kifkif')).toEqual(['phrase'])
		await decide(false, 'kifkif', 'trappe du fond')
	})

	it('are not lost by a build that began before', async () => {
		await publishContent()
		await writeMany(200)
		await publishIfChanged()
		await decide(true, 'bidulot', 'debout')
		await publishIfChanged()
		await publishingSettled()
		expect(searchArticles({ query: 'bidulot', lang: 'fr' }).total).toBe(200)
		await publishIfChanged()
		await publishingSettled()
		expect(searchArticles({ query: 'bidulot', lang: 'fr' }).total).toBe(200)
	})
})

describe('health', () => {
	const vote = async (articleId: string, yes: number, no: number) => {
		for (let at = 0; at < yes + no; at++)
			await db.insert(articleFeedback).values({ articleId, visitId: `${articleId} ${at}`, solved: at < yes })
	}
	const day = (text: string) => new Date(`${text}T00:00:00Z`)
	const lately = new Date(Date.now() - 30 * 86_400_000)

	it('moves answers that are otherwise equal: verified lately, then found helpful', async () => {
		const same = { title: 'Changer la pile', plainText: 'Ouvrez la trappe.' }
		await write('vieux', { ...same, reviewedAt: day('2019-01-01') })
		await write('recent', { ...same, reviewedAt: lately })
		const loved = await write('aime', { ...same, reviewedAt: lately })
		await vote(loved, 16, 4)
		const lucky = await write('chance', { ...same, reviewedAt: lately })
		await vote(lucky, 1, 0)
		await publishContent()
		expect(found('changer la pile')).toEqual(['aime', 'chance', 'recent', 'vieux'])
	})

	it('never hides the article asked for by its title', async () => {
		const worst = await write('exact', {
			title: 'Changer la pile',
			plainText: 'Ouvrez la trappe.',
			reviewedAt: day('2010-01-01'),
		})
		await vote(worst, 0, 50)
		for (let at = 0; at < 12; at++) {
			const id = await write(`autre-${at}`, {
				title: `Changer la pile ${'du boîtier de la télécommande'
					.split(' ')
					.slice(0, 2 + (at % 4))
					.join(' ')}`,
				plainText: 'Ouvrez la trappe.',
				reviewedAt: lately,
			})
			await vote(id, 20, 0)
		}
		await publishContent()
		expect(found('changer la pile')[0]).toBe('exact')
	})

	it('is weighed anew once a day, votes included', async () => {
		const same = { title: 'Changer la pile', plainText: 'Ouvrez la trappe.', reviewedAt: lately }
		await write('a', same)
		const second = await write('b', same)
		await publishContent()
		expect(found('changer la pile')).toEqual(['a', 'b'])
		await vote(second, 10, 0)
		await publishIfChanged(new Date(Date.now() + 3_600_000))
		await publishingSettled()
		expect(found('changer la pile')).toEqual(['a', 'b'])
		await publishIfChanged(new Date(Date.now() + 25 * 3_600_000))
		await publishingSettled()
		expect(found('changer la pile')).toEqual(['b', 'a'])
	})
})

describe('in a thread of its own', () => {
	beforeAll(async () => {
		await build({
			entryPoints: ['app/knowledge/index-worker.server.ts'],
			outfile: worker,
			bundle: true,
			external: ['better-sqlite3'],
			platform: 'node',
			format: 'esm',
		})
		// The same packages, not copies: two SQLite libraries in one process would not see each other's locks.
		symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
	})
	beforeEach(() => buildIndexesIn({ worker, beside }))

	it('keeps the index and brings it up to date at the next start', async () => {
		const [kept, gone] = [await write('garde'), await write('parti')]
		await publishContent()
		expect((await loadIndex('fr'))?.live).toBe(2)

		await db.delete(articles).where(eq(articles.id, gone))
		await change(kept, { title: 'Un caribou' })
		await write('arrive')
		await publishContent()
		expect(found('caribou')).toEqual(['garde'])
		expect(found('arrive')).toEqual(['arrive'])
		expect(found('parti')).toEqual([])
	})

	it('builds again what is torn, foreign, or made by another program', async () => {
		const file = `${beside}.search-fr`
		await write('lynx')
		await publishContent()
		const whole = readFileSync(file)
		truncateSync(file, whole.length - 40)
		expect(await loadIndex('fr')).toBeNull()
		const flipped = Buffer.from(whole)
		flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 1
		writeFileSync(file, flipped)
		expect(await loadIndex('fr')).toBeNull()
		writeFileSync(file, 'Bonjour')
		expect(await loadIndex('fr')).toBeNull()
		await publishContent()
		expect(found('lynx')).toEqual(['lynx'])
		expect(await loadIndex('fr')).not.toBeNull()

		writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n// another program\n`)
		expect(await loadIndex('fr')).toBeNull()
	})

	it('stays on the old index when the thread dies, and tries again later', async () => {
		await write('vigie')
		await publishContent()
		const broken = join(folder, 'broken.mjs')
		writeFileSync(broken, 'process.exit(3)')
		buildIndexesIn({ worker: broken, beside })
		await writeMany(200)
		const now = Date.now()
		await publishIfChanged(new Date(now))
		await publishingSettled()
		expect(found('vigie')).toEqual(['vigie'])
		expect(searchArticles({ query: 'lot', lang: 'fr', exact: true }).total).toBe(200)

		buildIndexesIn({ worker, beside })
		await publishIfChanged(new Date(now + 1_000))
		await publishingSettled()
		expect((await loadIndex('fr'))?.live).not.toBe(201)
		await publishIfChanged(new Date(now + 40_000))
		await publishingSettled()
		expect((await loadIndex('fr'))?.live).toBe(201)
	})
})
