import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import { makeArticle } from '#db/testing/knowledge'
import { findMoved, lastChange, listLatest } from './articles.server'
import { contentChanged } from './content-version.server'
import { atomFeed } from './feed.server'
import { alternates } from './page-meta'
import { articleData } from './structured-data'
import { escapeXml } from './xml'

beforeEach(async () => {
	await db.delete(articles)
	contentChanged()
})

describe('an address an article had', () => {
	test('leads to where it stands now, given as a slug or as a path, under either name', async () => {
		await makeArticle({ slug: 'new', extra: { aliases: ['old', '/articles/older'] } })
		await makeArticle({ slug: 'other', extra: { redirects: 'gone' } })
		expect(await findMoved('fr', 'old')).toMatchObject({ lang: 'fr', slug: 'new' })
		expect(await findMoved('fr', 'older')).toMatchObject({ lang: 'fr', slug: 'new' })
		expect(await findMoved('fr', 'gone')).toMatchObject({ lang: 'fr', slug: 'other' })
		expect(await findMoved('fr', 'never')).toBeNull()
	})

	test('leads to the translation when it is asked for in the other language', async () => {
		await makeArticle({ slug: 'nouveau', extra: { aliases: ['ancien'] } })
		expect(await findMoved('en', 'ancien')).toMatchObject({ lang: 'fr', slug: 'nouveau' })
		await makeArticle({ lang: 'en', slug: 'new', translates: 'nouveau' })
		contentChanged()
		expect(await findMoved('en', 'ancien')).toMatchObject({ lang: 'en', slug: 'new' })
	})

	test('leads nowhere when the article is a draft', async () => {
		await makeArticle({ slug: 'draft', state: 'draft', extra: { aliases: ['old'] } })
		expect(await findMoved('fr', 'old')).toBeNull()
	})
})

test('the last change is told in its author’s words, and only then', async () => {
	const article = await makeArticle()
	expect(await lastChange(article.id)).toBeNull()
	const version = { articleId: article.id, title: '', summary: '', markdown: '' }
	await db.insert(articleVersions).values([
		{ ...version, version: 1, note: 'Le prix', at: new Date('2026-10-01T10:00:00Z') },
		{ ...version, version: 2, note: 'Le délai', at: new Date('2026-11-01T10:00:00Z') },
	])
	contentChanged()
	expect(await lastChange(article.id)).toEqual({ note: 'Le délai', at: new Date('2026-11-01T10:00:00Z') })
})

describe('the feed', () => {
	test('holds what RFC 4287 asks for, newest first, drafts left out', async () => {
		await makeArticle({ slug: 'a', title: 'Un <b> & "deux"', updatedAt: new Date('2026-10-01T10:00:00Z') })
		await makeArticle({ slug: 'b', title: 'Plus récent', updatedAt: new Date('2026-11-01T10:00:00Z') })
		await makeArticle({ slug: 'c', title: 'Brouillon', state: 'draft' })
		await makeArticle({ slug: 'd', title: 'English', lang: 'en' })
		const { body, etag } = await atomFeed('fr')
		const titles = [...body.matchAll(/<entry>.*?<title>(.*?)<\/title>/gs)].map(([, title]) => title)
		expect(titles[0]).toContain('Plus')
		expect(titles[1]).toContain('&lt;b&gt; &amp;')
		expect(titles).toHaveLength(2)
		const [head = '', ...entries] = body.split('<entry>')
		for (const part of [head, ...entries]) {
			expect(part.match(/<id>[^<]+<\/id>/g)).toHaveLength(1)
			expect(part.match(/<title>[^<]+<\/title>/g)).toHaveLength(1)
			expect(part.match(/<updated>\d{4}-\d\d-\d\dT[\d:.]+Z<\/updated>/g)).toHaveLength(1)
			expect(part).toMatch(/<link rel="alternate"/)
		}
		expect(head).toContain('rel="self"')
		expect(head).toContain('<updated>2026-11-01T10:00:00.000Z</updated>')
		expect(new Set(body.match(/<id>.*?<\/id>/g)).size).toBe(3)
		expect(etag).toMatch(/^"[\w-]{22}"$/)
	})

	test('changes with what is published', async () => {
		const before = await atomFeed('fr')
		await makeArticle()
		contentChanged()
		expect((await atomFeed('fr')).etag).not.toBe(before.etag)
		expect(await listLatest('fr', 10)).toHaveLength(1)
	})
})

test('XML holds no markup of ours and no character it forbids', () => {
	expect(escapeXml('a<b>&"\u0000\u000b')).toBe('a&lt;b&gt;&amp;&quot;')
})

test('the article’s data names what schema.org asks of an article and a breadcrumb', () => {
	const data = articleData({
		publicUrl: 'https://aide.example',
		brand: 'Ligne Claire',
		href: '/articles/a',
		article: {
			lang: 'fr',
			title: 'T'.repeat(130),
			summary: '',
			owner: '',
			updatedAt: '2026-11-01T10:00:00.000Z',
			publishedAt: null,
		},
		above: [
			{ name: 'Aide', path: '/' },
			{ name: 'Internet', path: '/themes/internet' },
		],
	})
	const [article, trail] = data['@graph'] as unknown as [
		Record<string, unknown>,
		{ itemListElement: Record<string, unknown>[] },
	]
	expect(data['@context']).toBe('https://schema.org')
	expect(article).toMatchObject({ '@type': 'Article', inLanguage: 'fr', url: 'https://aide.example/articles/a' })
	expect(String(article.headline).length).toBeLessThanOrEqual(110)
	expect(article.dateModified).toMatch(/^\d{4}-\d\d-\d\dT/)
	// Left out rather than empty: an empty author or description is an error to a validator.
	for (const key of ['author', 'description', 'datePublished']) expect(article).not.toHaveProperty(key)
	expect(trail.itemListElement.map(({ position }) => position)).toEqual([1, 2, 3])
	for (const step of trail.itemListElement) expect(String(step.item)).toMatch(/^https:\/\//)
})

describe('alternates', () => {
	const linksOf = (paths: Parameters<typeof alternates>[2]) =>
		alternates('https://aide.example', 'fr', paths) as {
			rel?: string
			hrefLang?: string
			href?: string
			type?: string
		}[]

	test('name each language there is, and French for the others', () => {
		expect(linksOf({ fr: '/a', en: '/en/b' }).flatMap(({ hrefLang }) => hrefLang ?? [])).toEqual([
			'fr',
			'en',
			'x-default',
		])
	})

	test('are left out when the page exists in one language', () => {
		const links = linksOf({ fr: '/a' })
		expect(links.filter(({ hrefLang }) => hrefLang)).toEqual([])
		expect(links.find(({ rel }) => rel === 'canonical')?.href).toBe('https://aide.example/a')
		expect(links.find(({ type }) => type === 'application/atom+xml')?.href).toBe('/articles.atom')
	})
})
