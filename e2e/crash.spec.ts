import { expect, signIn, test } from './fixtures'
import { proveNumber } from './prove-number'
import { TestServer } from './server'

test('a server killed in the middle of a chat and of a callback loses nothing, and the callback goes on', async ({
	open,
	expectNoise,
}) => {
	test.setTimeout(180_000)
	expectNoise(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY|Failed to fetch|ERR_NETWORK|net::/)
	const server = await new TestServer('open').start()
	try {
		const advisor = await open('anonymous', { baseURL: server.url })
		await signIn(advisor, 'nadia', server.url)
		await advisor.goto('/desk')
		await advisor.getByRole('button', { name: 'Rallumer ma fenêtre' }).click()
		await expect(advisor.getByRole('button', { name: 'Faire une pause' })).toBeVisible()

		const customer = await open('anonymous', { baseURL: server.url })
		await customer.goto('/ecrire')
		await customer.getByLabel('Votre prénom').fill('Zoé')
		await customer.getByLabel('De quoi avez-vous besoin ?').fill('Premier message')
		await customer.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
		await expect(customer).toHaveURL(/\/echanges\//)
		await advisor.getByRole('button', { name: 'Prendre la suivante' }).click()

		const called = await open('anonymous', { baseURL: server.url })
		await called.goto('/rappel')
		await called.getByLabel('Votre numéro').fill('01 99 00 77 01')
		await called.getByLabel('Votre prénom').fill('Léo')
		await called.getByRole('button', { name: 'Demander l’appel' }).click()
		await proveNumber(called)
		await expect(called.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()

		await server.kill()
		await customer.getByLabel(/Votre message/).fill('Écrit pendant la panne')
		await customer.getByRole('button', { name: 'Envoyer', exact: true }).click()
		await server.start()

		await expect(customer.getByText('Premier message')).toHaveCount(1)
		await expect(async () => {
			await advisor.reload()
			await expect(advisor.getByText('Écrit pendant la panne')).toHaveCount(1, { timeout: 3_000 })
		}).toPass({ timeout: 60_000 })
		await expect(async () => {
			await called.reload()
			await expect(called.getByRole('heading', { name: 'L’appel a eu lieu' })).toBeVisible({ timeout: 3_000 })
		}).toPass({ timeout: 90_000 })
	} finally {
		await server.remove()
	}
})
