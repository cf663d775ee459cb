import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const kept = (page: Page) =>
	page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('relais-words')))

test('words that are not sent are kept while one looks elsewhere, and forgotten by signing out; writing is told sparingly', async ({
	open,
}) => {
	const advisor = await open('nadia')
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.isVisible()) await light.click()
	await expect(advisor.getByRole('button', { name: 'Faire une pause' })).toBeVisible()

	const page = await open('aicha')
	await page.goto('/ecrire')
	await page.getByLabel('De quoi avez-vous besoin ?').fill('Une question')
	await page.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(page).toHaveURL(/\/echanges\//)
	const address = page.url()
	const told: string[] = []
	page.on('request', (request) => {
		if (request.method() === 'POST' && request.postData()?.includes('typing')) told.push(request.url())
	})
	const field = page.getByLabel(/Votre message/)
	await expect(page.locator('label[for=files]')).toBeVisible()
	const beganAt = Date.now()
	await field.pressSequentially('Je vérifie le numéro', { delay: 30 })
	// Once, and again every three seconds: a slow machine types for longer than one stretch.
	const stretches = 1 + Math.floor((Date.now() - beganAt) / 3_000)
	expect(told.length).toBeGreaterThanOrEqual(1)
	expect(told.length).toBeLessThanOrEqual(stretches)

	await page.goto('/articles/voyant-rouge-box')
	await page.goto('/compte')
	await page.goto(address)
	await expect(field).toHaveValue('Je vérifie le numéro')
	await page.reload()
	await expect(field).toHaveValue('Je vérifie le numéro')
	await page.getByRole('button', { name: 'Quitter la file' }).click()
	await expect(page.getByText('Vous avez quitté la file').first()).toBeVisible()

	await page.getByRole('button', { name: 'Reprendre cette conversation' }).click()
	await expect(field).toBeEmpty()
	await field.pressSequentially('Mon nom est secret')
	expect(await kept(page)).not.toEqual([])
	const again = page.url()
	await page.getByRole('button', { name: 'Quitter la file' }).focus()
	await page.goto('/articles/voyant-rouge-box')
	await page.getByRole('button', { name: 'Se déconnecter' }).click()
	await expect(page.getByRole('link', { name: 'Se connecter' }).first()).toBeVisible()
	expect(await kept(page)).toEqual([])
	const refused = await page.request.get(again)
	expect(refused.status()).toBe(404)

	// The next who waits at this advisor's desk is not this one.
	const back = await open('aicha')
	await back.goto(again)
	await back.getByRole('button', { name: 'Quitter la file' }).click()
	await expect(back.getByText('Vous avez quitté la file').first()).toBeVisible()
})
