import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const bubbles = (page: Page) => page.getByRole('region', { name: 'Messages' }).locator('.bubble')
const link = (page: Page) => page.getByLabel('Lien de la conversation')

async function ask(page: Page, firstName: string): Promise<void> {
	await page.goto('/ecrire')
	await page.getByLabel('Votre prénom').fill(firstName)
	await page.getByLabel('De quoi avez-vous besoin ?').fill('Ma box clignote, je pars au travail.')
	await page.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(page).toHaveURL(/\/echanges\//)
}

/** Somebody is there, so that one can ask. */
async function lightAWindow(advisor: Page): Promise<void> {
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.isVisible()) await light.click()
	await expect(advisor.getByRole('button', { name: 'Faire une pause' })).toBeVisible()
}

async function write(page: Page, words: string): Promise<void> {
	await page.getByLabel(/Votre message/).fill(words)
	await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
}

for (const javaScriptEnabled of [true, false])
	test(`a conversation goes on on another device by its link, until it is replaced or forgotten${javaScriptEnabled ? '' : ' (no JavaScript)'}`, async ({
		open,
		expectNoise,
	}) => {
		// A page whose conversation was closed to it asks once more and is told that there is nothing.
		expectNoise(/404 \(Not Found\)|410 \(Gone\)/)
		await lightAWindow(await open('nadia'))
		const home = await open('anonymous', { javaScriptEnabled })
		await ask(home, javaScriptEnabled ? 'Lina' : 'Omar')
		const address = new URL(home.url()).pathname
		const first = await link(home).inputValue()

		const phone = await open('anonymous', { javaScriptEnabled, viewport: { width: 390, height: 844 } })
		await phone.goto(address)
		await expect(phone.getByText('Ma box clignote')).toHaveCount(0)
		await phone.goto(first)
		await phone.getByRole('button', { name: 'Ouvrir ici' }).click()
		await expect(phone).toHaveURL(new RegExp(`${address}$`))
		await expect(bubbles(phone)).toHaveText(['Ma box clignote, je pars au travail.'])

		await write(phone, 'Je suis dans le bus.')
		await expect(bubbles(phone)).toHaveCount(2)
		if (!javaScriptEnabled) await home.reload()
		await expect(bubbles(home)).toHaveCount(2)
		await write(home, 'Et la box est éteinte.')
		if (!javaScriptEnabled) await phone.reload()
		const said = ['Ma box clignote, je pars au travail.', 'Je suis dans le bus.', 'Et la box est éteinte.']
		for (const page of [home, phone]) await expect(bubbles(page)).toHaveText(said)
		await phone.goto('/')
		await expect(phone.locator('#parler').getByRole('link', { name: 'Ouvrir la conversation' })).toBeVisible()

		await home.getByRole('button', { name: 'Rendre ce lien inutilisable' }).click()
		await expect(home.getByText(/n’ouvrent plus rien/)).toBeVisible()
		await phone.goto(address)
		await expect(phone.getByText('Je suis dans le bus.')).toHaveCount(0)
		await phone.goto(first)
		await expect(phone.getByRole('heading', { name: 'Ce lien n’ouvre plus rien' })).toBeVisible()

		await phone.goto(await link(home).inputValue())
		await phone.getByRole('button', { name: 'Ouvrir ici' }).click()
		await expect(bubbles(phone)).toHaveText(said)
		await phone.getByRole('button', { name: 'Oublier sur cet appareil' }).click()
		await phone.goto(address)
		await expect(phone.getByText('Je suis dans le bus.')).toHaveCount(0)
		await home.reload()
		await expect(bubbles(home)).toHaveText(said)
		await home.getByRole('button', { name: 'Quitter la file' }).click()
		await expect(home.getByText('Vous avez quitté la file').first()).toBeVisible()
	})

test('the link that went by e-mail proves the address, and only then may a copy go there', async ({ open }) => {
	await lightAWindow(await open('nadia'))
	const page = await open('anonymous')
	await ask(page, 'Zoé')
	const address = page.url()
	await page.getByLabel('Le recevoir par e-mail').fill('zoe@')
	await page.getByRole('button', { name: 'Envoyer le lien' }).click()
	await expect(page.getByRole('alert')).toContainText('Il manque quelque chose')
	await page.getByLabel('Le recevoir par e-mail').fill('zoe@exemple.fr')
	await page.getByRole('button', { name: 'Envoyer le lien' }).click()
	await expect(page.getByText(/Le lien part à zoe@exemple\.fr/)).toBeVisible()
	await expect(page.getByRole('button', { name: /Recevoir une copie/ })).toHaveCount(0)

	const mailbox = await open('olivier')
	await mailbox.goto('/dev/outbox')
	const letter = mailbox.getByText(/\/reprendre\?cle=/).first()
	const mailed = (await letter.textContent())?.match(/https?:\S+cle=\S+/)?.[0] ?? ''
	await page.goto(mailed)
	await page.getByRole('button', { name: 'Ouvrir ici' }).click()
	await page.getByRole('button', { name: 'Recevoir une copie à zoe@exemple.fr à la fin' }).click()
	await expect(page.getByText('Une copie partira à zoe@exemple.fr à la fin.')).toBeVisible()
	expect(page.url().split('#')[0]).toBe(address)
	await page.getByRole('button', { name: 'Quitter la file' }).click()
	await expect(page.getByRole('button', { name: 'Recevoir une copie à zoe@exemple.fr' })).toBeVisible()
})
