import { expect, test } from './fixtures'

test('feeds, sitemap and search description are there, linked, and asked again answer 304', async ({ open }) => {
	const page = await open('anonymous')
	for (const prefix of ['', '/en']) {
		await page.goto(`${prefix}/themes`)
		const href = await page.locator('link[type="application/atom+xml"]').getAttribute('href')
		expect(href).toBe(`${prefix}/articles.atom`)
		const feed = await page.request.get(href ?? '')
		expect(feed.headers()['content-type']).toContain('application/atom+xml')
		const problem = await page.evaluate(
			(xml) =>
				new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent ?? null,
			await feed.text(),
		)
		expect(problem).toBeNull()
		const again = await page.request.get(href ?? '', { headers: { 'If-None-Match': feed.headers().etag ?? '' } })
		expect(again.status()).toBe(304)
	}
	expect(await (await page.request.get('/sitemap.xml')).text()).toContain('hreflang="x-default"')
})

test('an article’s data block is read by nobody as a script and by search engines as JSON', async ({ open }) => {
	const page = await open('anonymous')
	const first = await page.goto('/articles/voyant-rouge-box')
	const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
	expect(data['@graph'].map((part: { '@type': string }) => part['@type'])).toEqual(['Article', 'BreadcrumbList'])
	const again = await page.request.get('/articles/voyant-rouge-box', {
		headers: { 'If-None-Match': first?.headers().etag ?? 'none', Cookie: '' },
	})
	expect(again.status()).toBe(304)
})

test('on paper there is the page, its address and where its links lead', async ({ open }) => {
	const page = await open('anonymous')
	await page.goto('/articles/voyant-rouge-box')
	await page.emulateMedia({ media: 'print' })
	for (const selector of ['.dock', 'body > header', 'body > footer', '#regle'])
		await expect(page.locator(selector)).toBeHidden()
	await expect(page.getByText('Adresse de cette page')).toBeVisible()
})

test('a browser learns to search in the language of the page', async ({ open, server }) => {
	const page = await open('anonymous')
	for (const [prefix, lang] of [
		['', 'fr'],
		['/en', 'en'],
	]) {
		await page.goto(`${prefix}/themes`)
		const href = (await page.locator('link[rel="search"]').getAttribute('href')) ?? ''
		expect(href).toBe(`${prefix}/opensearch.xml`)
		const answer = await page.request.get(href)
		expect(answer.headers()['content-type']).toContain('application/opensearchdescription+xml')
		const [problem, name, language, template] = await page.evaluate(
			(xml) => {
				const read = new DOMParser().parseFromString(xml, 'application/xml')
				const textOf = (tag: string) => read.querySelector(tag)?.textContent ?? ''
				return [
					read.querySelector('parsererror')?.textContent ?? null,
					textOf('ShortName'),
					textOf('Language'),
					read.querySelector('Url[type="text/html"]')?.getAttribute('template') ?? '',
				]
			},
			await answer.text(),
		)
		expect([problem, language]).toEqual([null, lang])
		expect((name ?? '').length).toBeGreaterThan(0)
		expect((name ?? '').length).toBeLessThanOrEqual(16)
		expect(template).toBe(`${server.url}${prefix}/search?q={searchTerms}`)
		expect((await page.goto((template ?? '').replace('{searchTerms}', 'box')))?.status()).toBe(200)
	}
})

test('pages asked again answer 304 to strangers; what is shown to somebody signed in is kept nowhere', async ({
	open,
}) => {
	const stranger = await open('anonymous')
	const camille = await open('camille')
	for (const address of ['/', '/articles/voyant-rouge-box', '/en/themes/internet', '/search?q=facture']) {
		const first = await stranger.request.get(address)
		expect(first.headers()['cache-control'], address).toBe('private, no-cache')
		expect(first.headers().vary, address).toContain('Cookie')
		const again = await stranger.request.get(address, { headers: { 'If-None-Match': first.headers().etag ?? 'none' } })
		expect(again.status(), address).toBe(304)
		expect(await again.text()).toBe('')

		const own = await camille.request.get(address, { headers: { 'If-None-Match': first.headers().etag ?? 'none' } })
		expect(own.status(), address).toBe(200)
		expect(own.headers()['cache-control'], address).toBe('private, no-store')
		expect(own.headers().etag, address).toBeUndefined()
		expect(await own.text()).toContain('Camille')
		expect(await (await stranger.request.get(address)).text(), address).not.toContain('Camille Vasseur')
	}
})

test('the data block says nothing that the page does not show', async ({ open }) => {
	const page = await open('anonymous')
	for (const address of ['/articles/voyant-rouge-box', '/en/themes/internet']) {
		await page.goto(address)
		const blocks = await page.locator('script[type="application/ld+json"]').allTextContents()
		const parts = blocks.flatMap((block) => JSON.parse(block)['@graph'])
		// A page of articles is no list of questions with their answers: `FAQPage` is left out, so is `HowTo`.
		for (const part of parts) expect(['Article', 'BreadcrumbList']).toContain(part['@type'])
		const article = parts.find((part) => part['@type'] === 'Article')
		if (!article) continue
		await expect(page.locator('h1')).toHaveText(article.headline)
		expect(await page.locator('meta[name="description"]').getAttribute('content')).toBe(article.description)
		expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(article.url)
		if (article.author) await expect(page.locator('article')).toContainText(article.author.name.split(' ')[0])
	}
})
