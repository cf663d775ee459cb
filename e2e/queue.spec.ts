import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'

for (const javaScriptEnabled of [true, false])
	test(`when the queue is full, whoever comes next is told so and keeps their words${javaScriptEnabled ? '' : ' (no JavaScript)'}`, async ({
		open,
		serve,
		expectNoise,
	}) => {
		test.setTimeout(90_000)
		expectNoise(/409 \(Conflict\)/)
		const server = await serve('open', {}, (settings) =>
			settings.replace(/fullQueuePerAdvisor: \d+/, 'fullQueuePerAdvisor: 1'),
		)
		const advisor = await open('anonymous', { baseURL: server.url })
		await signIn(advisor, 'nadia', server.url)
		await lightTheWindow(advisor)
		const late = await open('anonymous', { baseURL: server.url, javaScriptEnabled })
		await late.goto('/ecrire')
		await late.getByLabel('Votre prénom').fill('Tardif')
		await late.getByLabel('De quoi avez-vous besoin ?').fill('Ma box est tombée dans l’escalier')

		// One place for each of the three who are there: Nadia, and two by phone.
		for (const name of ['Un', 'Deux', 'Trois'])
			await ask(await open('anonymous', { baseURL: server.url }), name, 'Bonjour')

		await late.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
		await expect(late.getByRole('heading', { name: 'La file est pleine' })).toBeVisible()
		await expect(late.getByText('Ma box est tombée dans l’escalier').first()).toBeVisible()
		await expect(late.getByRole('main').getByRole('link', { name: 'Demander un appel' })).toBeVisible()
		await late.getByRole('main').getByRole('button', { name: 'Laisser un message' }).click()
		await expect(late.getByRole('textbox', { name: 'Votre message' })).toHaveValue('Ma box est tombée dans l’escalier')
		await expect(late.getByLabel('Votre prénom')).toHaveValue('Tardif')
	})

test('two tabs and a cut network show each message once, in order', async ({ open, expectNoise }) => {
	test.setTimeout(90_000)
	expectNoise(/ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_NETWORK|net::/)
	const advisor = await open('nadia')
	await lightTheWindow(advisor)
	const customer = await open('anonymous')
	await ask(customer, 'Maud', 'Première question')
	await advisor.goto('/desk')
	await advisor.getByRole('link', { name: 'Maud' }).first().click()
	await advisor.getByRole('button', { name: 'Prendre', exact: true }).click()

	const second = await customer.context().newPage()
	await second.goto(customer.url())
	await reply(advisor, 'Bonjour Maud')
	for (const tab of [customer, second]) await expect(bubble(tab, 'Bonjour Maud')).toHaveCount(1)

	await customer.context().setOffline(true)
	await reply(advisor, 'Écrit pendant la coupure')
	await customer.getByLabel(/Votre message/).fill('Tapé pendant la coupure')
	await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
	await customer.context().setOffline(false)
	for (const page of [customer, second, advisor]) {
		await expect(bubble(page, 'Tapé pendant la coupure')).toHaveCount(1, { timeout: 30_000 })
		await expect(bubble(page, 'Écrit pendant la coupure')).toHaveCount(1, { timeout: 30_000 })
	}
	await reply(advisor, 'Et voilà')
	const words = /Première question|Bonjour Maud|Écrit pendant la coupure|Tapé pendant la coupure|Et voilà/
	for (const tab of [customer, second]) await expect(bubble(tab, 'Et voilà')).toHaveCount(1)
	const order = (page: Page) => page.getByRole('main').locator('.bubble').filter({ hasText: words }).allInnerTexts()
	expect(await order(customer)).toEqual(await order(second))
})

test('a server that is asked to stop ends an open chat within 5 seconds, and the chat goes on without a reload', async ({
	open,
	serve,
	expectNoise,
}) => {
	test.setTimeout(90_000)
	expectNoise(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY|Failed to fetch|ERR_NETWORK|net::/)
	const server = await serve('open')
	const advisor = await open('anonymous', { baseURL: server.url })
	await signIn(advisor, 'nadia', server.url)
	await lightTheWindow(advisor)
	const customer = await open('anonymous', { baseURL: server.url })
	await ask(customer, 'Noé', 'Avant l’arrêt')

	const { code, tookMs } = await server.stop()
	expect(code).toBe(0)
	expect(tookMs).toBeLessThan(5_000)
	await server.start()

	await customer.getByLabel(/Votre message/).fill('Après l’arrêt')
	await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
	await expect(bubble(customer, 'Après l’arrêt')).toHaveCount(1)
	await advisor.goto('/desk')
	await advisor.getByRole('link', { name: 'Noé' }).first().click()
	await expect(bubble(advisor, 'Avant l’arrêt')).toHaveCount(1)
	await expect(bubble(advisor, 'Après l’arrêt')).toHaveCount(1, { timeout: 30_000 })
})

async function lightTheWindow(advisor: Page): Promise<void> {
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.count()) await light.click()
	await expect(advisor.getByText('Disponible').first()).toBeVisible()
}

async function ask(customer: Page, firstName: string, words: string): Promise<void> {
	await customer.goto('/ecrire')
	await customer.getByLabel('Votre prénom').fill(firstName)
	await customer.getByLabel('De quoi avez-vous besoin ?').fill(words)
	await customer.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(customer).toHaveURL(/\/echanges\//)
}

async function reply(advisor: Page, words: string): Promise<void> {
	await advisor.getByLabel(/^Répondre à/).fill(words)
	await advisor.getByRole('button', { name: 'Envoyer', exact: true }).click()
}

/** A message as it stands in a conversation. */
function bubble(page: Page, words: string) {
	return page.locator('.bubble').filter({ hasText: words })
}
