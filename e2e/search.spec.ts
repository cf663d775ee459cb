import { join } from 'node:path'
import Database from 'better-sqlite3'
import { lookFourWays } from './axe'
import { expect, test } from './fixtures'

test('a slip of the pen is corrected in sight, and the words as typed stay one link away', async ({ open }) => {
	const page = await open('anonymous')
	await page.goto('/search?q=factrue')
	await expect(page.locator('main')).toContainText('Résultats pour facture')
	await page.getByRole('link', { name: /factrue.* exactement/ }).click()
	await expect(page).toHaveURL(/exact=1/)
	await expect(page.locator('main')).toContainText('factrue')
	await expect(page.locator('main')).not.toContainText('Résultats pour')
	await page.getByRole('link', { name: 'Chercher aussi les mots proches' }).click()
	await expect(page.locator('main')).toContainText('Résultats pour facture')
})

test('a topic narrows the answers to as many as it says', async ({ open }) => {
	const page = await open('anonymous', { javaScriptEnabled: false })
	await page.goto('/search?q=box')
	const facets = page.getByRole('navigation', { name: 'Affiner par sujet' })
	const chosen = facets.getByRole('link').nth(2)
	const count = Number(((await chosen.textContent()) ?? '').match(/\((\d+)\)/)?.[1])
	await chosen.click()
	await expect(facets.locator('[aria-current]')).toContainText(`(${count})`)
	await expect(page.locator('main ol > li:has(h2)')).toHaveCount(Math.min(10, count))
})

test('a long list goes on without a script, and no answer comes twice', async ({ open }) => {
	const page = await open('anonymous', { javaScriptEnabled: false })
	await page.goto('/search?q=box')
	const titles = () => page.locator('main ol h2').allInnerTexts()
	const first = await titles()
	await page.getByRole('link', { name: 'Voir les réponses suivantes' }).click()
	const second = await titles()
	expect(second.length).toBeGreaterThan(0)
	expect(first.filter((title) => second.includes(title))).toEqual([])
})

test('suggestions follow what is typed last, however late and out of order answers come', async ({ open }) => {
	const page = await open('anonymous')
	await page.goto('/')
	await page.route('**/api/suggest**', async (route) => {
		const typed = new URL(route.request().url()).searchParams.get('q') ?? ''
		await new Promise((resolve) => setTimeout(resolve, typed.length < 5 ? 1_500 : 300))
		await route.continue().catch(() => {})
	})
	const field = page.getByRole('searchbox')
	await field.pressSequentially('fact', { delay: 30 })
	await page.waitForTimeout(250)
	await field.fill('renvoyer mes appels')
	const list = page.getByRole('list', { name: 'Suggestions' })
	await expect(list.getByRole('link').first()).toContainText('Renvoyer mes appels')
	await expect(list.getByRole('link').last()).toContainText('Demander à quelqu’un « renvoyer mes appels »')
	await page.waitForTimeout(1_600)
	await expect(list.getByRole('link').last()).toContainText('renvoyer mes appels')
	await field.press('Escape')
	await expect(list).toBeHidden()
	await expect(field).toBeFocused()
})

test('with the keyboard alone: type, go down, open; Enter in the field searches what was typed', async ({ open }) => {
	const page = await open('anonymous')
	await page.goto('/')
	const field = page.getByRole('searchbox')
	await field.focus()
	await page.keyboard.type('voyant rouge')
	const list = page.getByRole('list', { name: 'Suggestions' })
	await expect(list.getByRole('link').first()).toBeVisible()
	await page.keyboard.press('ArrowDown')
	await expect(list.getByRole('link').first()).toBeFocused()
	await page.keyboard.press('ArrowUp')
	await expect(field).toBeFocused()
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(/\/search\?q=voyant/)

	// Back from an answer within ten seconds: it was not the one.
	await page.locator('main a[href^="/articles/"]').first().press('Enter')
	await expect(page).toHaveURL(/\/articles\//)
	const opened = new URL(page.url()).pathname
	const said = page.waitForRequest((request) => request.url().endsWith('/api/signal'))
	await page.goBack()
	expect((await said).postDataJSON()).toEqual({ kind: 'article-left', path: opened })
})

// French typography puts no-break spaces around what was typed, and before its colons.
const found = [/pour «\sfacture/, /for “facture/] as const
for (const [typed, french, english] of [
	['', /Que cherchez-vous/, /What are you looking for/],
	['   ', /Que cherchez-vous/, /What are you looking for/],
	['a', /«\sa\s» est trop court/, /“a” is too short/],
	['🙂🙂', /pas trouvé de mots/, /no words|words/],
	['-', /pas trouvé de mots/, /no words|words/],
	['+titre:* ~1 ^9 "', /titre/, /titre/],
	['titre:facture AND -box', /«\stitre:facture/, /“titre:facture/],
	['facture^100 ~2 *', /facture/, /facture/],
	['<script>alert(1)</script>', /<script>alert\(1\)<\/script>/, /<script>alert\(1\)<\/script>/],
	["'; DROP TABLE articles; --", /DROP TABLE|DROP tablette/, /DROP TABLE/],
	['facture '.repeat(1_250), ...found],
	['x'.repeat(10_000), /Nous n’avons pas de réponse/, /We don’t have an answer/],
] as const)
	test(`« ${typed.slice(0, 24)} » (${typed.length}) gets a clear answer in both languages`, async ({ open }) => {
		const page = await open('anonymous')
		for (const [prefix, title] of [
			['', french],
			['/en', english],
		] as const) {
			const answer = await page.goto(`${prefix}/search?q=${encodeURIComponent(typed)}`)
			expect(answer?.status()).toBe(200)
			await expect(page.locator('h1')).toContainText(title)
			await expect(page.locator('#parler')).toBeVisible()
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
			expect(overflow).toBeLessThanOrEqual(0)
		}
	})

test('editors alone see why each answer stands where it does', async ({ open }) => {
	const editor = await open('helene')
	await editor.goto('/search?q=facture&explain=1')
	await expect(editor.getByText('Pourquoi cet ordre').first()).toBeVisible()
	await expect(editor.locator('main table').first()).toContainText('Mots de la question dans le titre')
	const reader = await open('camille')
	await reader.goto('/search?q=facture&explain=1')
	await expect(reader.locator('main table')).toHaveCount(0)
})

test('how the reader’s own forwarding stands is said beside the action, to nobody else', async ({ open }) => {
	const page = await open('camille')
	await page.goto('/search?q=renvoyer+mes+appels')
	await expect(page.getByRole('list', { name: 'Sur votre compte en ce moment' })).toBeVisible()
	const stranger = await open('anonymous')
	await stranger.goto('/search?q=renvoyer+mes+appels')
	await expect(stranger.getByRole('link', { name: 'Régler le renvoi' })).toBeVisible()
	await expect(stranger.getByRole('list', { name: 'Sur votre compte en ce moment' })).toHaveCount(0)
})

test('a question without an answer goes to a person with the search', async ({ open }) => {
	const page = await open('anonymous', { javaScriptEnabled: false })
	await page.goto('/search?q=xylophone')
	await expect(page.locator('h1')).toContainText('Nous n’avons pas de réponse')
	await page.locator('#humain ~ div a').first().click()
	await expect(page).toHaveURL(/\/(ecrire|rappel|message)\?depuis=/)
})

test('axe finds nothing on the search states, light and dark, wide and narrow', async ({ open }) => {
	const page = await open('helene')
	for (const address of [
		'/search?q=box',
		'/search?q=box&page=2',
		'/search?q=factrue&explain=1',
		'/search?q=xylophone',
		'/en/search?q=bill&topic=facture',
	]) {
		await page.goto(address)
		await lookFourWays(page, address)
	}
})

test('what is typed in a question without an answer is kept without what names a person', async ({ open, server }) => {
	const page = await open('anonymous')
	for (const secret of [
		'0639981234',
		'jeannette.dupontel@quichotte.qq',
		'FR7630006000011234567890189',
		'4970100000000154',
	]) {
		await page.goto(`/search?q=${encodeURIComponent(`xylophonique ${secret}`)}`)
		await expect(page.locator('h1')).toContainText('Nous n’avons pas de réponse')
	}
	const database = new Database(join(server.folder, 'relais.db'), { readonly: true })
	const rows = [
		...database.prepare("select * from frictions where label like 'xylophonique%'").all(),
		...database.prepare("select * from visit_steps where label like 'xylophonique%'").all(),
	]
	database.close()
	expect(rows.length).toBe(8)
	const kept = decodeURIComponent(JSON.stringify(rows)).replace(/[\s+]/g, '')
	for (const secret of ['0639981234', 'jeannette', 'FR763000', '49701000']) expect(kept).not.toContain(secret)
})

test('near an answer that is not there: articles when some come near, all topics when none does', async ({ open }) => {
	const page = await open('anonymous', { javaScriptEnabled: false })
	await page.goto('/search?q=factrue&exact=1')
	const near = page.getByRole('region', { name: 'Sujets voisins' })
	await expect(near.getByRole('link')).toHaveCount(3)
	await near.getByRole('link').first().click()
	await expect(page).toHaveURL(/\/articles\//)
	await page.goto('/en/search?q=xylophone')
	await expect(page.getByRole('region', { name: 'Close by' })).toHaveCount(0)
	await expect(page.getByRole('region', { name: 'All topics' }).getByRole('link').first()).toBeVisible()
})

test('a request that a key made stale is given up, and a slow network stops nobody from searching', async ({
	open,
}) => {
	const page = await open('anonymous')
	await page.goto('/')
	const asked: string[] = []
	const givenUp: string[] = []
	const typedIn = (url: string) => new URL(url).searchParams.get('q') ?? ''
	page.on('request', (request) => request.url().includes('/api/suggest') && asked.push(typedIn(request.url())))
	page.on('requestfailed', (request) => givenUp.push(typedIn(request.url())))
	await page.route('**/api/suggest**', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 3_000))
		await route.continue().catch(() => {})
	})
	const field = page.getByRole('searchbox')
	for (const word of ['facture', 'facture trop', 'facture trop chère']) {
		await field.fill(word)
		await page.waitForTimeout(250)
	}
	expect(asked).toEqual(['facture', 'facture trop', 'facture trop chère'])
	await expect.poll(() => givenUp).toEqual(['facture', 'facture trop'])
	await field.press('Enter')
	await expect(page).toHaveURL(/\/search\?q=facture/)
	await expect(page.locator('main ol h2').first()).toBeVisible()
})

test('an editor says which words mean the same, and everybody finds by them within seconds', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/400/)
	const editor = await open('helene', { javaScriptEnabled: false })
	const { request } = await open('anonymous')
	const total = async () => (await (await request.get('/api/search?q=bitoniau')).json()).total
	expect(await total()).toBe(0)
	await editor.goto('/studio/words')
	await editor.getByLabel('Ces mots veulent dire la même chose').fill('bitoniau')
	await editor.getByRole('button', { name: 'Approuver ces mots' }).click()
	await expect(editor.getByText('Il faut de deux à douze mots')).toBeVisible()
	await expect(editor.getByLabel('Ces mots veulent dire la même chose')).toHaveValue('bitoniau')
	await editor.getByLabel('Ces mots veulent dire la même chose').fill('bitoniau, télécommande, carte SIM')
	await editor.getByRole('button', { name: 'Approuver ces mots' }).click()
	await expect(editor.getByText(/Approuvé le .* par Hélène/)).toBeVisible()
	await expect.poll(total, { timeout: 3_000 }).toBeGreaterThan(0)
	await editor.getByRole('button', { name: /Retirer bitoniau/ }).click()
	await expect(editor.getByText('Aucun groupe approuvé ici')).toBeVisible()
	await expect.poll(total, { timeout: 3_000 }).toBe(0)
})
