import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { proveNumber } from './prove-number'

/** Asks to be called as soon as possible, at a number that is proved by its owner. */
async function askNow(customer: Page, phone: string): Promise<void> {
	await customer.goto('/rappel')
	await customer.getByLabel('Votre numéro').fill(phone)
	await customer.getByLabel('Votre prénom').fill('Léa')
	await customer.getByLabel('De quoi s’agit-il').selectOption('internet')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await proveNumber(customer)
	await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
}

/** The two telephones, of which none is answered by itself. */
async function telephones(page: Page) {
	await page.goto('/dev/telephone')
	const off = page.getByRole('button', { name: 'Éteindre le mode automatique' })
	if (await off.count()) await off.click()
	await expect(page.getByRole('button', { name: 'Allumer le mode automatique' })).toBeVisible()
	return {
		advisor: page.getByRole('region', { name: 'Téléphone du conseiller' }),
		customer: page.getByRole('region', { name: 'Téléphone du client' }),
	}
}

test('an advisor passes and the next is rung; the customer is busy, reads when we try again, and moves it by the link of the SMS', async ({
	open,
	serve,
}) => {
	test.setTimeout(120_000)
	const { url: baseURL } = await serve('open')
	const customer = await open('anonymous', { baseURL })
	const rings = await telephones(await open('anonymous', { baseURL }))
	await askNow(customer, '06 00 00 12 41')

	await rings.advisor.getByRole('button', { name: 'Décrocher' }).click({ timeout: 30_000 })
	await expect(rings.advisor).toContainText('Rappel pour Léa')
	const first = await rings.advisor.getByText(/appelle le/).textContent()
	await rings.advisor.getByRole('button', { name: 'Touche 2' }).click()
	await rings.advisor.getByRole('button', { name: 'Décrocher' }).click({ timeout: 30_000 })
	await expect(rings.advisor.getByText(/appelle le/)).not.toHaveText(first ?? '')
	await rings.advisor.getByRole('button', { name: 'Touche 1' }).click()
	await expect(customer.getByRole('heading', { level: 1 })).toContainText('est en ligne', { timeout: 20_000 })
	await rings.customer.getByRole('button', { name: 'Refuser' }).click({ timeout: 30_000 })
	await expect(customer.getByRole('heading', { level: 1 })).toContainText('Nous vous rappelons', { timeout: 20_000 })

	const elsewhere = await open('anonymous', { baseURL })
	const missed = elsewhere.locator('li[data-channel=sms]', { hasText: 'Nous rappelons' })
	await expect(async () => {
		await elsewhere.goto('/dev/outbox')
		await expect(missed).toHaveCount(1, { timeout: 500 })
	}).toPass()
	await elsewhere.goto((await missed.getByRole('link').first().getAttribute('href')) ?? '')
	await elsewhere.getByRole('link', { name: 'Déplacer' }).click()
	await elsewhere.getByLabel('Je choisis un moment').check()
	await elsewhere.locator('.slot:has(input:not(:disabled)):visible').last().click()
	await elsewhere.getByRole('button', { name: 'Déplacer l’appel' }).click()
	await expect(elsewhere.getByRole('heading', { level: 1 })).toContainText(/vous appelle .* entre/)
	await expect(customer.getByRole('heading', { level: 1 })).toContainText(/vous appelle .* entre/, { timeout: 20_000 })
})

test('a call that its customer cancels while it rings goes silent at the advisor’s, and can be taken back', async ({
	open,
	serve,
}) => {
	test.setTimeout(90_000)
	const { url: baseURL } = await serve('open')
	const customer = await open('anonymous', { baseURL })
	const rings = await telephones(await open('anonymous', { baseURL }))
	await askNow(customer, '06 00 00 12 42')
	await expect(rings.advisor.getByRole('button', { name: 'Décrocher' })).toBeVisible({ timeout: 30_000 })
	await customer.getByRole('button', { name: 'Annuler l’appel' }).click()
	await expect(customer.getByRole('heading', { name: 'Votre demande est annulée' })).toBeVisible()
	await expect(rings.advisor).toContainText('Silencieux. Personne n’appelle.')
	await customer.getByRole('button', { name: /Rétablir/ }).click()
	await expect(rings.advisor.getByRole('button', { name: 'Décrocher' })).toBeVisible({ timeout: 30_000 })
})
