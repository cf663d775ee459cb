import { mkdtempSync, readFileSync } from 'node:fs'
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import { findMoved, lastChange } from './articles.server'
import { contentChanged } from './content-version.server'
import { exportFolder, toFile } from './export.server'
import { atomFeed } from './feed.server'
import { readArticleFile, writeHead } from './front-matter'
import { importFolder } from './import.server'
import { lastChange as lastArticleChange } from './published.server'
import { HEAD_KEY } from './source'

let folder: string
beforeEach(async () => {
	await db.delete(articles)
	folder = mkdtempSync(join(tmpdir(), 'relais-content-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const HEAD = `---
# Tenu par l'équipe box
title: "Ma box : tout s'arrête"
slug: tout-sarrete
lang: fr
topic: internet
summary: Débranchez.
keywords: [box morte, "plus rien : noir"]
owner: Thibault Mercier
reviewed: 2026-10-14
related: []
legacy: 007
weight: 1.10
source: { id: F123, tags: [a, b] }
---
`
const put = async (name: string, text: string) => {
	await mkdir(join(folder, name, '..'), { recursive: true })
	await writeFile(join(folder, name), text)
}
const only = async () => {
	const rows = await db.select().from(articles)
	expect(rows).toHaveLength(1)
	return rows[0] as (typeof rows)[number]
}

it('stores an article once, with its HTML, text and headings', async () => {
	await put('fr/internet/tout-sarrete.md', `${HEAD}\nPlus rien.\n\n## Faire\n\nDébranchez.\n`)
	expect(await importFolder(folder)).toEqual({ added: 1, changed: 0, unchanged: 0, problems: [] })
	expect(await importFolder(folder)).toEqual({ added: 0, changed: 0, unchanged: 1, problems: [] })
	expect(await only()).toMatchObject({
		title: "Ma box : tout s'arrête",
		keywords: ['box morte', 'plus rien : noir'],
		state: 'published',
		version: 1,
		plainText: 'Plus rien.\nDébranchez.',
		headings: [{ depth: 2, id: 's-faire', text: 'Faire' }],
		extra: { weight: 1.1, source: { id: 'F123', tags: ['a', 'b'] } },
	})
})

it('keeps what an article said before its file changed', async () => {
	await put('a.md', `${HEAD}\nAvant.\n`)
	await importFolder(folder)
	await put('a.md', `${HEAD}\nAprès.\n`)
	expect(await importFolder(folder)).toMatchObject({ added: 0, changed: 1 })
	const article = await only()
	expect(article).toMatchObject({ version: 2, plainText: 'Après.' })
	expect(await db.select().from(articleVersions).where(eq(articleVersions.articleId, article.id))).toMatchObject([
		{ version: 1, markdown: 'Avant.\n' },
	])
})

it('renders a stored article again when the renderer has changed, without a version', async () => {
	await put('a.md', `${HEAD}\nAvant.\n`)
	await importFolder(folder)
	const { sourceHash } = await only()
	await db.update(articles).set({ sourceHash: `0 ${sourceHash?.split(' ')[1]}`, html: 'vieux' })
	expect(await importFolder(folder)).toMatchObject({ changed: 0, unchanged: 1 })
	expect(await only()).toMatchObject({ sourceHash, html: '<p>Avant.</p>', version: 1 })
})

it('tells readers the note of a change once, and no date for what they do not read', async () => {
	const [first, second, third] = ['2026-10-01', '2026-11-01', '2026-11-02'].map((day) => new Date(`${day}T10:00:00Z`))
	const noted = `${HEAD.replace('legacy: 007', 'change: Le délai passe à deux jours')}`
	await put('a.md', `${HEAD}\nAvant.\n`)
	await importFolder(folder, { now: first })
	const article = await only()
	await put('a.md', `${noted}\nAprès.\n`)
	await importFolder(folder, { now: second })
	contentChanged()
	expect(await lastChange(article.id)).toEqual({ note: 'Le délai passe à deux jours', at: second })

	await put('a.md', `${noted.replace('box morte', 'box éteinte').replace('2026-10-14', '2026-11-02')}\nAprès.\n`)
	expect(await importFolder(folder, { now: third })).toMatchObject({ changed: 1 })
	expect(await only()).toMatchObject({
		id: article.id,
		version: 2,
		updatedAt: second,
		keywords: ['box éteinte', 'plus rien : noir'],
	})
	await put('a.md', `${noted}\nAprès, sans faute.\n`)
	await importFolder(folder, { now: third })
	expect(await only()).toMatchObject({ version: 3, updatedAt: third })
	expect((await db.select().from(articleVersions).orderBy(articleVersions.version)).map(({ note }) => note)).toEqual([
		'Le délai passe à deux jours',
		null,
	])
	contentChanged()
	expect(await lastChange(article.id)).toEqual({ note: 'Le délai passe à deux jours', at: second })
})

it('an import of the same files, and a newer renderer, change no date that readers see', async () => {
	await put('fr/internet/tout-sarrete.md', `${HEAD}\nAvant.\n`)
	await importFolder(folder, { now: new Date('2026-10-01T10:00:00Z') })
	contentChanged()
	const [before, change] = [await atomFeed('fr'), await lastArticleChange()]
	const article = await only()
	await importFolder(folder, { now: new Date('2026-11-19T10:00:00Z') })
	expect(await only()).toEqual(article)
	expect(await lastArticleChange()).toBe(change)

	await db.update(articles).set({ sourceHash: `0 ${article.sourceHash?.split(' ')[1]}` })
	await importFolder(folder, { now: new Date('2026-11-19T10:00:00Z') })
	expect(await only()).toEqual(article)
	contentChanged()
	expect((await atomFeed('fr')).etag).toBe(before.etag)
})

it('a file that was renamed keeps its article, its versions and its old address', async () => {
	await put('fr/ancien.md', HEAD.replace('tout-sarrete', 'ancien'))
	await importFolder(folder)
	const { id } = await only()
	await rm(join(folder, 'fr/ancien.md'))
	await put(
		'fr/nouveau.md',
		HEAD.replace('tout-sarrete', 'nouveau').replace('legacy: 007', 'aliases: [/articles/ancien]'),
	)
	expect(await importFolder(folder)).toMatchObject({ added: 0, changed: 1, problems: [] })
	expect(await only()).toMatchObject({ id, slug: 'nouveau', version: 1 })
	contentChanged()
	expect(await findMoved('fr', 'ancien')).toMatchObject({ slug: 'nouveau' })
	expect(await importFolder(folder)).toMatchObject({ unchanged: 1 })

	await put('fr/ancien.md', HEAD.replace('tout-sarrete', 'ancien'))
	await put('fr/autre.md', HEAD.replace('tout-sarrete', 'autre').replace('legacy: 007', 'aliases: [ancien]'))
	expect(await importFolder(folder)).toMatchObject({ added: 2, changed: 0, unchanged: 1 })
})

it('leaves an article whose file is gone', async () => {
	await put('a.md', `${HEAD}\nAvant.\n`)
	await importFolder(folder)
	await rm(join(folder, 'a.md'))
	await importFolder(folder)
	expect((await only()).state).toBe('published')
})

it('names the files it cannot use and goes on with the rest', async () => {
	await put('fr/a.md', `${HEAD}\nBon.\n`)
	await put('fr/copie.md', `${HEAD}\nEncore.\n`)
	await put('fr/sans-tete.md', 'Rien au-dessus.')
	await put('fr/date.md', HEAD.replace('tout-sarrete', 'x').replace('2026-10-14', '2026-02-31'))
	await put('fr/titre.md', HEAD.replace('tout-sarrete', 'y').replace(/title:.*\n/, ''))
	await put('fr/yaml.md', '---\ntitle: [\n---\n')
	await writeFile(join(folder, 'fr/latin.md'), Buffer.from([0x2d, 0xe9, 0xff]))
	const seen: string[] = []
	const report = await importFolder(folder, { log: (line) => seen.push(line) })
	expect(report.added).toBe(1)
	expect(report.problems).toEqual(seen)
	expect(report.problems.map((problem) => problem.split(':')[0])).toEqual([
		'fr/copie.md',
		'fr/date.md',
		'fr/latin.md',
		'fr/sans-tete.md',
		'fr/titre.md',
		'fr/yaml.md',
	])
	expect(seen.join('\n')).toMatch(
		/date\.md:10: reviewed is not a day[\s\S]*titre\.md:1: title is missing[\s\S]*yaml\.md:2: front matter/,
	)
})

it('takes content that knows less: a slug from the file, a language from the folder, no keywords', async () => {
	await put(
		'en/help/How-To.md',
		'---\ntitle: 2026\ntopic: 12\nreviewed: 2026-01-02T10:00:00Z\nkeywords: one, two\n---\nBody',
	)
	expect((await importFolder(folder)).problems).toEqual([])
	expect(await only()).toMatchObject({
		lang: 'en',
		slug: 'How-To',
		title: '2026',
		topic: '12',
		keywords: ['one', 'two'],
		owner: '',
		related: [],
	})
})

it('is generous: no topic, no day, keywords of any kind, a language with its country', async () => {
	await put(
		'a.md',
		'---\ntitle: Seul\nlang: fr-FR\nreviewed: 14/10/2026\nkeywords: [2026, true, null, 2026-01-02, a b]\n---\nCorps\n',
	)
	await put('b.md', '---\ntitle: Sans jour\nkeywords: 12\nowner:\nsource: X1\n---\nCorps\n')
	expect((await importFolder(folder)).problems).toEqual([])
	const rows = await db.select().from(articles).orderBy(articles.slug)
	expect(rows).toMatchObject([
		{
			lang: 'fr',
			topic: 'general',
			keywords: ['2026', 'true', '2026-01-02', 'a b'],
			reviewedAt: new Date('2026-10-14'),
		},
		{ lang: 'fr', topic: 'general', keywords: ['12'], owner: '', extra: { source: 'X1' } },
	])
	for (const [at, name] of ['a.md', 'b.md'].entries())
		expect(toFile(rows[at] as (typeof rows)[number])).toBe(readFileSync(join(folder, name), 'utf8'))
})

it('gives every file back byte for byte: the content folder, comments, unknown keys, line ends', async () => {
	// Guides for advisors live beside the articles and are none of them.
	await cp('content', join(folder, 'in'), {
		recursive: true,
		filter: (source) => !source.endsWith('.yaml') && source !== join('content', 'guides'),
	})
	await put('in/fr/internet/tout-sarrete.md', `${HEAD}\n\n  Texte.\r\n\r\n`)
	await put('in/fr/internet/windows.md', HEAD.replace('tout-sarrete', 'windows').replace(/\n/g, '\r\n'))
	const report = await importFolder(join(folder, 'in'))
	expect(report.problems).toEqual([])
	expect(await exportFolder(join(folder, 'out'))).toBe(report.added)

	for (const file of await markdownIn(join(folder, 'in')))
		expect(readFileSync(join(folder, 'out', file), 'utf8'), file).toBe(readFileSync(join(folder, 'in', file), 'utf8'))
	expect(await importFolder(join(folder, 'out'))).toMatchObject({ added: 0, changed: 0, problems: [] })
})

it('writes an edited article with only its changed keys changed', async () => {
	await put('a.md', `${HEAD}\nCorps.\n`)
	await importFolder(folder)
	const article = await only()
	const text = toFile({ ...article, title: 'Un autre titre', keywords: ['x'] })
	expect(text).toContain("# Tenu par l'équipe box")
	expect(text).toContain('title: Un autre titre')
	expect(text).toContain('keywords: [x]')
	expect(text).toMatch(/^legacy: 007$/m)
	expect(text).toMatch(/^weight: 1\.10$/m)
	const again = readArticleFile(text)
	expect(again.unknown).toEqual(readArticleFile(`${HEAD}\nCorps.\n`).unknown)
	expect(again.body).toBe('Corps.\n')
})

it('writes the head of an article made here', () => {
	const head = writeHead(
		{
			title: 'a: b',
			slug: 'a',
			lang: 'fr',
			topic: 't',
			summary: '',
			keywords: ['x', 'y: z'],
			owner: '',
			reviewed: '2026-01-02',
			related: [],
			couleur: 'rouge',
		},
		null,
	)
	const read = readArticleFile(`${head}Corps`)
	expect(read.frontMatter).toMatchObject({ title: 'a: b', keywords: ['x', 'y: z'], reviewed: '2026-01-02' })
	expect(read.unknown).toEqual({ couleur: 'rouge' })
})

describe('whatever an article holds', () => {
	const random = numbers(20_261_119)
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
	const WORDS = [
		'box',
		"l'abonnement",
		'é\u0301té',
		'«\u00a0oui\u00a0»',
		': deux',
		'# dièse',
		'- tiret',
		'"',
		"'",
		'007',
		'true',
		'null',
		'2026-01-02',
		'{a: 1}',
		'[b]',
		'---',
		'🙂',
		'%',
		'*',
		'&x',
		'!y',
		'|',
		'>',
		'`',
		'\\n',
		'~',
		'@',
		'1e3',
		'0x1F',
		'non',
		'.5',
	]
	const phrase = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(WORDS)).join(' ')
	const list = () => Array.from({ length: Math.floor(random() * 4) }, () => phrase(2).replace(/,/g, ''))
	const value = (): unknown =>
		pick([
			() => phrase(3),
			() => random(),
			() => random() > 0.5,
			() => null,
			list,
			() => ({ [pick(['a', 'b c', 'é'])]: phrase(2) }),
		])()
	const body = () =>
		Array.from(
			{ length: Math.floor(random() * 5) },
			() => `${phrase(9)}${pick(['\n', '\r\n', '\n\n', '  \n', ''])}`,
		).join('')

	it.each(Array.from({ length: 60 }, (_, at) => at))('it comes back as it was written, %i', async (at) => {
		const lang = pick(['fr', 'en'] as const)
		const written = {
			title: phrase(5),
			slug: `article-${at}`,
			lang,
			topic: pick(['internet', 'Mon sujet', 'a/b']),
			summary: pick(['', phrase(8)]),
			keywords: list(),
			owner: pick(['', 'Thibault Mercier', phrase(2)]),
			reviewed: pick(['2026-10-14', '1999-12-31']),
			related: list(),
			...(lang === 'en' ? { translates: `article-${at}` } : {}),
			...Object.fromEntries(
				['aliases', 'change', 'weight', 'source'].flatMap((key) => (random() > 0.5 ? [[key, value()]] : [])),
			),
		}
		const text = writeHead(written as Parameters<typeof writeHead>[0], null) + body()
		await put(`${lang}/a.md`, text)
		expect((await importFolder(folder)).problems).toEqual([])
		expect(toFile(await only())).toBe(text)

		// One made in the product has no text to give back: every field of it does.
		const { [HEAD_KEY]: _, ...extra } = (await only()).extra
		const made = readArticleFile(toFile({ ...(await only()), extra }))
		const typed = readArticleFile(text)
		expect(made).toMatchObject({ frontMatter: typed.frontMatter, unknown: typed.unknown, body: typed.body })

		// One that was edited changes what was edited.
		const edited = { ...(await only()), title: phrase(4), keywords: list(), summary: phrase(3) }
		const again = readArticleFile(toFile(edited))
		expect(again.frontMatter).toEqual({
			...typed.frontMatter,
			title: edited.title,
			keywords: edited.keywords,
			summary: edited.summary,
		})
		expect(again.unknown).toEqual(typed.unknown)
		expect(again.body).toBe(typed.body)
	})
})

it('brings in hundreds of files at once', async () => {
	for (let i = 0; i < 400; i++)
		await put(`fr/lot/${i}.md`, `${HEAD.replace('tout-sarrete', `lot-${i}`)}\n${'Un paragraphe. '.repeat(80)}\n`)
	expect(await importFolder(folder)).toMatchObject({ added: 400, problems: [] })
})

async function markdownIn(place: string): Promise<string[]> {
	const entries = await readdir(place, { recursive: true, withFileTypes: true })
	return entries
		.filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
		.map((entry) => relative(place, join(entry.parentPath, entry.name)))
}

/** The same numbers at each run, from a seed: what fails can be run again. */
function numbers(seed: number): () => number {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return (state >>> 8) / 2 ** 24
	}
}
