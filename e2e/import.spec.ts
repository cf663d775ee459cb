import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { expect, test } from './fixtures'
import type { TestServer } from './server'

const ROOT = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** What `npm run content:import` does, in a process of its own, into the database the server uses. */
async function importInto(server: TestServer, folder: string): Promise<string> {
	const { stdout } = await run(process.execPath, [join(ROOT, 'scripts/content.mjs'), 'import', folder], {
		cwd: ROOT,
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			NODE_ENV: 'production',
			DEMO: 'true',
			DATABASE_URL: `file:${join(server.folder, 'relais.db')}`,
		},
	})
	return stdout
}

function article(folder: string, slug: string, { head = '', body = '' } = {}) {
	mkdirSync(join(folder, 'fr/animaux'), { recursive: true })
	const title = `Nourrir un ${slug.replace(/-/g, ' ')}`
	writeFileSync(
		join(folder, `fr/animaux/${slug}.md`),
		`---\ntitle: ${title}\nslug: ${slug}\ntopic: animaux\nreviewed: 2026-10-14\n${head}---\n\n${body || `Donnez des fourmis au ${slug}.`}\n`,
	)
}

const folder = mkdtempSync(join(tmpdir(), 'relais-import-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('articles imported by another process are found within seconds, old addresses lead to them, again changes nothing', async ({
	open,
	server,
}) => {
	test.setTimeout(120_000)
	const { request } = await open('anonymous')
	for (let at = 0; at < 40; at++) article(folder, `tamanoir-${at}`, at === 7 ? { head: 'aliases: [fourmilier]\n' } : {})
	expect((await request.get('/articles/fourmilier')).status()).toBe(404)
	expect(await importInto(server, folder)).toContain('40 added, 0 changed, 0 unchanged, 0 left out')
	const search = async (query: string) =>
		(await (await request.get('/api/search', { params: { q: query } })).json()).results
	await expect.poll(() => search('tamanoir').then(({ length }) => length)).toBe(10)
	expect((await search('tamanoir 7'))[0]).toMatchObject({ slug: 'tamanoir-7', topic: 'animaux' })
	const moved = await request.get('/articles/fourmilier', { maxRedirects: 0 })
	expect([moved.status(), moved.headers().location]).toEqual([301, '/articles/tamanoir-7'])

	const addresses = ['/articles/tamanoir-7', '/articles.atom', '/sitemap.xml', '/search?q=tamanoir']
	const seen = () =>
		Promise.all(
			addresses.map(async (address) => ({ address, text: withoutKeys(await (await request.get(address)).text()) })),
		)
	const before = await seen()
	const { etag = '' } = (await request.get(addresses[0] ?? '', { headers: { Cookie: '' } })).headers()
	expect(await importInto(server, folder)).toContain('0 added, 0 changed, 40 unchanged')
	await new Promise((resolve) => setTimeout(resolve, 1_200))
	expect(await seen()).toEqual(before)
	const again = await request.get(addresses[0] ?? '', { headers: { Cookie: '', 'If-None-Match': etag } })
	expect(again.status()).toBe(304)

	// Renamed: the address it had goes where it is now, and is found nowhere else.
	rmSync(join(folder, 'fr/animaux/tamanoir-9.md'))
	article(folder, 'tamanoir-geant', { head: 'redirects: [tamanoir-9]\n' })
	expect(await importInto(server, folder)).toContain('0 added, 1 changed, 39 unchanged')
	await expect
		.poll(async () => (await request.get('/articles/tamanoir-9', { maxRedirects: 0 })).headers().location)
		.toBe('/articles/tamanoir-geant')
	expect((await search('tamanoir géant'))[0].slug).toBe('tamanoir-geant')
	expect(await (await request.get('/sitemap.xml')).text()).not.toContain('tamanoir-9<')
})

test('an article that is taken back is gone from everywhere within seconds, and a draft never was there', async ({
	open,
	server,
}) => {
	test.setTimeout(60_000)
	const { request } = await open('anonymous')
	for (const slug of ['ornithorynque', 'ornithorynque-voisin', 'ornithorynque-brouillon'])
		article(folder, slug, { body: 'Un ornithorynque mange des larves au bord de la rivière.' })
	await importInto(server, folder)
	const database = new Database(join(server.folder, 'relais.db'))
	const become = (state: string, slug: string) =>
		database.prepare('update articles set state = ? where slug = ?').run(state, slug)
	become('draft', 'ornithorynque-brouillon')
	const everywhere = async (slug: string) => {
		const link = `/articles/${slug}"`
		const places: Record<string, string> = {
			'/search?q=ornithorynque': link,
			'/search?q=larves+au+bord&page=1': link,
			'/api/search?q=ornithorynque': `"slug":"${slug}"`,
			'/api/suggest?q=ornithoryn': `"slug":"${slug}"`,
			'/sitemap.xml': `/articles/${slug}<`,
			'/articles.atom': link,
			'/themes/animaux': link,
			'/articles/ornithorynque-voisin': link,
		}
		const found = await Promise.all(
			Object.entries(places).map(async ([address, text]) =>
				(await (await request.get(address)).text()).includes(text) ? address : [],
			),
		)
		const status = (await request.get(`/articles/${slug}`)).status()
		return [...found.flat(), ...(status === 404 ? [] : [`itself: ${status}`])]
	}
	await expect.poll(() => everywhere('ornithorynque')).toHaveLength(9)
	expect(await everywhere('ornithorynque-brouillon')).toEqual([])
	become('unpublished', 'ornithorynque')
	await expect.poll(() => everywhere('ornithorynque')).toEqual([])
	database.close()
})

test('synonyms that another process approves change what is found within seconds', async ({ open, server }) => {
	const { request } = await open('anonymous')
	const slugs = async () =>
		(await (await request.get('/api/search?q=schmilblick')).json()).results.map(({ slug }: { slug: string }) => slug)
	expect(await slugs()).toEqual([])
	const database = new Database(join(server.folder, 'relais.db'))
	const decide = database.prepare('insert into synonym_decisions (lang, words, approved, at) values (?, ?, ?, ?)')
	decide.run('fr', '["schmilblick","voyant rouge"]', 1, Date.now())
	await expect.poll(slugs).toContain('voyant-rouge-box')
	decide.run('fr', '["schmilblick","voyant rouge"]', 0, Date.now())
	await expect.poll(slugs).toEqual([])
	database.close()
})

test('while a thousand articles come in, the server goes on answering', async ({ open, server }) => {
	test.setTimeout(180_000)
	const { request } = await open('anonymous')
	const many = mkdtempSync(join(tmpdir(), 'relais-import-'))
	const text = Array.from(
		{ length: 60 },
		(_, at) => `Phrase ${at} sur la box, la **facture** et le [forfait](/themes).`,
	).join('\n\n')
	for (let at = 0; at < 1_000; at++) article(many, `lot-${at}`, { body: text })
	let isDone = false
	const begun = performance.now()
	const importing = importInto(server, many).finally(() => {
		isDone = true
	})
	const times: number[] = []
	while (!isDone) {
		const start = performance.now()
		const answer = await request.get('/api/search', { params: { q: `facture ${times.length}` } })
		expect(answer.status()).toBe(200)
		times.push(performance.now() - start)
		await new Promise((resolve) => setTimeout(resolve, 20))
	}
	rmSync(many, { recursive: true, force: true })
	expect(await importing).toMatch(/500 of 1000 files, \d+ a second[\s\S]*1000 added/)
	// A ratio and no time: nobody waits for the import to end (`npm run bench:scale` has the milliseconds).
	expect(Math.max(...times), `${times.length} answers`).toBeLessThan((performance.now() - begun) / 2)
})

/** What differs in two answers of the same page: the keys of forms and the nonce of scripts. */
const withoutKeys = (page: string) => page.replace(/nonce="[^"]*"/g, '').replace(/"?requestKey"?[^,>]*/g, '')
