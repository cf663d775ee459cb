import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, signIn, test } from './fixtures'

test('without scripts a place is kept, an answer is told beside what is being typed, and the conversation ends', async ({
	open,
	serve,
}) => {
	test.setTimeout(90_000)
	const server = await serve('open')
	const baseURL = server.url
	const advisor = await open('anonymous', { baseURL })
	await signIn(advisor, 'nadia', baseURL)
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.count()) await light.click()
	await expect(advisor.getByText('Disponible').first()).toBeVisible()
	const customer = await open('anonymous', { baseURL, javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
	await customer.goto('/ecrire')
	await customer.getByLabel('Votre prénom').fill('Ines')
	await customer.getByLabel('De quoi avez-vous besoin ?').fill('Ma box clignote')
	await customer.getByRole('button', { name: /Envoyer/ }).click()
	await expect(customer).toHaveURL(/\/echanges\//)

	await customer.getByRole('textbox', { name: /Votre message/ }).fill('Je précise : en rouge')
	const news = customer.frameLocator('iframe[title="Du nouveau dans la conversation"]')
	await expect(news.getByText(/Votre place est gardée/)).toBeVisible()
	// As if the page had been open for most of a minute: the frame's next look keeps the place.
	const database = new Database(join(server.folder, 'relais.db'))
	const past = Date.now() - 50_000
	database.prepare('update conversations set customer_seen_at = ? where first_name = ?').run(past, 'Ines')

	await advisor
		.getByRole('article', { name: /Ines/ })
		.getByRole('button', { name: /Accepter/ })
		.click({ timeout: 20_000 })
	await expect(news.getByText('Nadia vous répond.')).toBeVisible({ timeout: 25_000 })
	const seenAt = database.prepare('select customer_seen_at from conversations where first_name = ?').pluck().get('Ines')
	expect(Number(seenAt)).toBeGreaterThan(past)
	database.close()
	await expect(customer.getByRole('textbox', { name: /Votre message/ })).toHaveValue('Je précise : en rouge')
	await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
	await expect(customer.getByText('Je précise : en rouge').first()).toBeVisible()
	await expect(advisor.getByText('Je précise : en rouge').first()).toBeVisible()
	await customer.getByRole('button', { name: 'Terminer' }).click()
	await expect(customer.getByText(/Reprendre cette conversation/).first()).toBeVisible()
})
