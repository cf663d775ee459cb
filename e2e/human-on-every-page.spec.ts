import { lookFourWays } from './axe'
import { expect, type Person, test } from './fixtures'

const ADDRESSES = [
	'/',
	'/themes/internet',
	'/articles/voyant-rouge-box',
	'/search?q=facture',
	'/search?q=garder+mon+num%C3%A9ro+belge+zzzz',
	'/connexion',
	'/ecrire',
	'/rappel',
	'/message',
	'/echanges',
	'/resilier',
	'/retractation',
	'/accessibilite',
	'/vos-donnees',
	'/vous-avez-dit',
	'/promesses',
	'/hors-ligne',
	'/cette-page-n-existe-pas',
	'/articles/cette-fiche-n-existe-pas',
]
const SIGNED_IN = ['/compte', '/compte/factures', '/compte/renvoi', '/compte/securite']

for (const lang of ['', '/en'])
	for (const javaScriptEnabled of [true, false])
		test(`promise 1: every page leads to a person in one step, at the same place${lang} ${javaScriptEnabled ? '' : 'without JavaScript'}`, async ({
			open,
			expectNoise,
		}) => {
			expectNoise(/404/)
			const page = await open('anonymous', { javaScriptEnabled })
			for (const address of ADDRESSES) {
				const path = lang && address === '/' ? '/en' : `${lang}${address}`
				await page.goto(lang ? path.replace('/articles/voyant-rouge-box', '/articles/red-light-on-box') : path)
				const landmarks = await page
					.locator('body > :is(header, main, aside, footer)')
					.evaluateAll((elements) => elements.map((element) => element.tagName))
				expect(landmarks, address).toEqual(['HEADER', 'MAIN', 'ASIDE', 'FOOTER'])
				const dock = page.locator('#parler')
				await expect(dock.getByRole('link'), address).toHaveCount(2)
				expect(
					await page.locator('a').first().getAttribute('href'),
					`${address}: the first stop leads to a person`,
				).toBe('#parler')
				await expect(page.locator('h1'), address).toHaveCount(1)
				await expect(page.locator('html')).toHaveAttribute('lang', lang ? 'en' : 'fr')
			}
		})

test('promise 1: one interaction opens a form that works', async ({ open }) => {
	const page = await open('anonymous')
	await page.goto('/articles/voyant-rouge-box')
	await page
		.locator('#parler')
		.getByRole('link', { name: /Rappelez-moi/ })
		.click()
	await expect(page.getByLabel(/numéro/i).first()).toBeVisible()
})

const LOOKED_AT: [Person, string[]][] = [
	['anonymous', ADDRESSES],
	['camille', SIGNED_IN],
	['nadia', ['/desk']],
	['claire', ['/frictions', '/studio']],
	['anonymous', ['/dev/telephone', '/dev/outbox', '/dev/ui']],
]

for (const [person, addresses] of LOOKED_AT)
	test(`axe finds nothing on any page of ${person}, from ${addresses[0]}, light and dark, wide and narrow`, async ({
		open,
		expectNoise,
	}) => {
		test.setTimeout(180_000)
		expectNoise(/404/)
		const page = await open(person)
		for (const address of addresses) {
			await page.setViewportSize({ width: 1280, height: 900 })
			await page.goto(address)
			await lookFourWays(page, address)
		}
	})

test('no page scrolls sideways at 320 px', async ({ open, expectNoise }) => {
	expectNoise(/404/)
	for (const [person, addresses] of LOOKED_AT) {
		const page = await open(person, { viewport: { width: 320, height: 700 } })
		for (const address of addresses) {
			await page.goto(address)
			const [scrolled, seen] = await page.evaluate(() => [
				document.documentElement.scrollWidth,
				document.documentElement.clientWidth,
			])
			expect(scrolled, address).toBeLessThanOrEqual(seen ?? 0)
		}
	}
})
