import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { proveNumber } from './prove-number'

/** A valid French number of the range kept for fiction, another one for each test. */
let next = 100
const number = () =>
	`01 99 00 ${String(++next)
		.padStart(4, '0')
		.replace(/(..)(..)/, '$1 $2')}`

async function askToBeCalled(customer: Page, phone: string): Promise<void> {
	await customer.goto('/rappel?depuis=%2Farticles%2Fvoyant-rouge-box')
	await customer.getByLabel('Votre numéro').fill(phone)
	await customer.getByLabel('Votre prénom').fill('Léa')
	await customer.getByLabel('Dès que possible').check()
	await customer.getByLabel('De quoi s’agit-il').selectOption('internet')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
}

for (const javaScriptEnabled of [true, false])
	test(`a callback asked from an article${javaScriptEnabled ? '' : ' without JavaScript'} rings an advisor, then the customer, and tells both`, async ({
		open,
	}) => {
		test.setTimeout(120_000)
		const customer = await open('anonymous', { javaScriptEnabled })
		await customer.goto('/articles/voyant-rouge-box')
		await askToBeCalled(customer, number())
		await proveNumber(customer)
		await expect(customer.getByText('Référence').first()).toBeVisible()
		await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
		await expect(async () => {
			if (!javaScriptEnabled) await customer.reload()
			await expect(customer.getByRole('heading', { name: 'L’appel a eu lieu' })).toBeVisible({ timeout: 1_500 })
		}).toPass({ timeout: 60_000 })

		await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
		await expect(customer.getByText('Choisissez un chiffre de 1 à 7')).toBeVisible()
		await customer.getByRole('radio', { name: '6 sur 7' }).check()
		await customer.getByLabel(/Qu’est-ce qui vous aurait facilité la vie/).fill('Que la fiche le dise.')
		await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
		await expect(customer.getByText('C’est lu par l’équipe, sans votre nom.')).toBeVisible()
		await customer.goto(customer.url().replace(/[?&]effort=\w+#effort/, ''))
		await expect(customer.getByRole('radio', { name: '6 sur 7' })).toHaveCount(0)
	})

test('a surcharged or incomplete number is refused with the reason in words, and nothing typed is lost', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/400/)
	const customer = await open('anonymous')
	await askToBeCalled(customer, '08 99 12 34 56')
	await expect(customer.getByText(/numéro surtaxé/).first()).toBeVisible()
	await expect(customer.getByLabel('Votre prénom')).toHaveValue('Léa')
	await customer.getByLabel('Votre numéro').fill('01 99 00 11')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await expect(customer.getByText(/Il manque deux chiffres/).first()).toBeVisible()
})

test('the link of the confirmation moves or cancels a slot without signing in; a link that was tampered with opens nothing', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/404|409/)
	const customer = await open('anonymous')
	await customer.goto('/rappel')
	await customer.getByLabel('Votre numéro').fill(number())
	await customer.getByLabel('Votre prénom').fill('Paul')
	await customer.getByLabel('Votre adresse e-mail').fill('paul@exemple.fr')
	await customer.getByLabel('Je choisis un moment').check()
	await customer.locator('.slot:has(input:not(:disabled)):visible').last().click()
	await customer.getByLabel('De quoi s’agit-il').selectOption('internet')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await proveNumber(customer)
	const reference = await customer
		.getByText(/RC-[2-9A-Z]{6}/)
		.first()
		.textContent()

	const elsewhere = await open('anonymous')
	await elsewhere.goto('/dev/outbox')
	const mail = elsewhere.locator('li[data-channel=email]', { hasText: reference?.match(/RC-\w+/)?.[0] ?? '' }).first()
	const link = await mail.getByRole('link').first().getAttribute('href')
	expect(link).toBeTruthy()
	await elsewhere.goto(link ?? '')
	await elsewhere.getByRole('button', { name: 'Annuler' }).click()
	await expect(elsewhere.getByRole('heading', { name: 'Votre demande est annulée' })).toBeVisible()
	const stranger = await open('anonymous')
	const refused = await stranger.goto(`${(link ?? '').slice(0, -4)}AAAA`)
	expect(refused?.status()).toBe(404)
})
