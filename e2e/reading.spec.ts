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
