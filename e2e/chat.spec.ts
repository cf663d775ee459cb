import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const reload = async (page: Page, isScripted: boolean) => {
	if (!isScripted) await page.reload()
}

/** The advisor lights the window and waits. */
async function lightTheWindow(advisor: Page): Promise<void> {
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.isVisible()) await light.click()
	await expect(advisor.getByRole('button', { name: 'Faire une pause' })).toBeVisible()
}

for (const javaScriptEnabled of [true, false])
	test(`promises 3 and 7: a search that finds nothing leads to an advisor, who sees it and what was kept; both write and conclude${javaScriptEnabled ? '' : ' (no JavaScript for the customer)'}`, async ({
		open,
	}) => {
		test.setTimeout(120_000)
		const lost = `xqzvw ${javaScriptEnabled ? 'kjhgf' : 'pwrtn'}`
		const advisor = await open('nadia')
		await lightTheWindow(advisor)

		const customer = await open('anonymous', { javaScriptEnabled })
		await customer.goto('/articles/messagerie-vocale')
		await customer.goto(`/search?q=${encodeURIComponent(lost)}`)
		await customer.locator('#parler').getByRole('link', { name: 'Écrire' }).click()
		await expect(customer.getByText(lost).first()).toBeVisible()
		const article = await customer
			.getByRole('checkbox', { name: /Retirer/ })
			.first()
			.getAttribute('aria-label')
		await customer
			.getByRole('checkbox', { name: /Retirer/ })
			.first()
			.check()
		await customer.getByLabel('Votre prénom').fill('Inès')
		await customer.getByLabel('De quoi avez-vous besoin ?').fill('Bonjour, je ne trouve rien sur ma question.')
		await customer.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
		await expect(customer).toHaveURL(/\/echanges\//)

		await expect(advisor.getByRole('link', { name: 'Inès' }).first()).toBeVisible()
		await advisor.getByRole('button', { name: 'Prendre la suivante' }).click()
		await expect(advisor.getByRole('heading', { level: 1, name: 'Inès' })).toBeVisible()
		const path = advisor.locator('#fil')
		await expect(path.getByText(new RegExp(`^Recherche.*${lost}.*sans réponse$`))).toBeVisible()
		const removed = article?.match(/«\s*(.*?)\s*»/)?.[1] ?? 'Messagerie'
		await expect(path.getByText(removed)).toHaveCount(0)

		await advisor.getByLabel('Répondre à Inès').fill('Bonjour Inès, je regarde avec vous.')
		await advisor.getByRole('button', { name: 'Envoyer' }).click()
		await expect(async () => {
			await reload(customer, javaScriptEnabled)
			await expect(customer.getByText('je regarde avec vous').first()).toBeVisible({ timeout: 2_000 })
		}).toPass()

		await customer.getByLabel(/Votre message/).fill('Merci, voici ma carte 4111 1111 1111 1111.')
		await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
		await expect(advisor.getByText('Merci, voici ma carte').first()).toBeVisible()
		await advisor.reload()
		await expect(advisor.getByText('Merci, voici ma carte').first()).toBeVisible()
		await expect(advisor.getByText('4111 1111')).toHaveCount(0)
		await customer.reload()
		await expect(customer.getByText('je regarde avec vous')).toHaveCount(1)

		await advisor.getByRole('link', { name: 'Conclure' }).click()
		await advisor.getByRole('radio', { name: 'Internet ou box' }).check()
		await advisor.getByRole('radio', { name: /^Réglé/ }).check()
		await advisor.getByRole('button', { name: 'Conclure et souffler' }).click()
		await expect(advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })).toBeVisible()
		await expect(async () => {
			await reload(customer, javaScriptEnabled)
			await expect(customer.getByText(/a terminé cette conversation/).first()).toBeVisible({ timeout: 2_000 })
		}).toPass()

		const supervisor = await open('claire')
		await supervisor.goto('/frictions')
		await expect(supervisor.getByRole('heading', { level: 1 })).toBeVisible()
		const causes = await (await supervisor.request.get('/frictions/export.csv')).text()
		expect(causes).toContain(lost)
	})

test('promise 1 and 2: asking twice, by a double click or the back button, makes one conversation', async ({
	open,
}) => {
	const advisor = await open('sami')
	await lightTheWindow(advisor)
	const customer = await open('paul')
	await customer.goto('/ecrire')
	await customer.getByLabel('De quoi avez-vous besoin ?').fill('Une question')
	await customer.getByRole('button', { name: 'Envoyer à un conseiller' }).dblclick()
	await expect(customer).toHaveURL(/\/echanges\//)
	const address = customer.url()
	await customer.goBack()
	await customer.goto('/ecrire')
	await expect(customer).toHaveURL(address)
	await customer.getByRole('button', { name: 'Quitter la file' }).click()
	await expect(customer.getByText('Vous avez quitté la file').first()).toBeVisible()
	await advisor.getByRole('button', { name: 'Quitter le poste' }).click()
})
