import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const offer = (page: Page) => page.getByRole('region', { name: /^Cela résiste/ })

/** Two questions that no article answers. */
async function failTwice(page: Page): Promise<void> {
	for (const query of ['xqzvw kjhgf', 'pwrtn zzkqx']) {
		await page.goto(`/search?q=${encodeURIComponent(query)}`)
		await expect(offer(page)).toHaveCount(0)
	}
}

for (const javaScriptEnabled of [true, false])
	test(`help is offered once to who fails twice, in the page, and a refusal is remembered${javaScriptEnabled ? '' : ' (no JavaScript)'}`, async ({
		open,
	}) => {
		const page = await open('anonymous', { javaScriptEnabled })
		// The home page is one kept for everyone: who fails gets one of their own.
		await page.goto('/')
		await failTwice(page)
		await page.goto('/')
		await expect(offer(page)).toBeVisible()
		await expect(page.getByRole('dialog')).toHaveCount(0)
		// The first Tab leads where it always does.
		await page.keyboard.press('Tab')
		await expect(page.locator(':focus')).toHaveText('Parler à quelqu’un')
		await page.goto('/articles/voyant-rouge-box')
		await expect(offer(page)).toHaveCount(0)
		await page.goto('/')
		await offer(page).getByRole('button', { name: 'Non merci' }).click()
		await expect(page).toHaveURL(/\/$/)
		await expect(offer(page)).toHaveCount(0)
		const remembered = (await page.context().cookies()).find(({ name }) => name === 'help')
		expect(remembered?.value).toBe('no')
		expect((remembered?.expires ?? 0) * 1_000 - Date.now()).toBeGreaterThan(29 * 86_400_000)

		// Another visit of the same browser, days later.
		await page.context().clearCookies({ name: 'visit' })
		await page.goto('/themes')
		await failTwice(page)
		await page.goto('/')
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
		await expect(offer(page)).toHaveCount(0)
	})

test('taking the help up leads to a person with what was tried, and is counted', async ({ open }) => {
	const page = await open('anonymous')
	await page.goto('/')
	await failTwice(page)
	await page.goto('/articles/voyant-rouge-box')
	await offer(page).getByRole('button').first().click()
	await expect(page).toHaveURL(/\/(ecrire|rappel)\?depuis=%2Farticles/)
	await expect(page.getByText('pwrtn zzkqx').first()).toBeVisible()
	const supervisor = await open('claire')
	await supervisor.goto('/frictions')
	await expect(supervisor.getByRole('region', { name: 'Aide proposée' })).toContainText(/Acceptée\s*1/)
})
