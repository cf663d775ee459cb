import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Axe } from './axe'
import { expect, test } from './fixtures'

for (const javaScriptEnabled of [true, false])
	test(`an appointment in writing asks for no number, and becomes a chat at its time${javaScriptEnabled ? '' : ' without JavaScript'}`, async ({
		open,
		server,
		expectNoise,
	}) => {
		expectNoise(/400/)
		const customer = await open('anonymous', { javaScriptEnabled, viewport: { width: 390, height: 844 } })
		await customer.goto('/')
		await customer.getByRole('link', { name: 'échange par écrit sur rendez-vous' }).click()
		await expect(customer.getByLabel('Par écrit, sans téléphone')).toBeChecked()
		await expect(customer.getByLabel('Je choisis un moment')).toBeChecked()
		await expect(customer.getByLabel('Votre numéro')).toBeHidden()
		await customer.locator('.slot:has(input:not(:disabled)):visible').last().click()
		await customer.getByLabel('Votre prénom').fill('Léa')
		await customer.getByRole('button', { name: 'Prendre rendez-vous' }).click()
		await expect(
			customer.getByText('Pour un rendez-vous par écrit, indiquez votre adresse e-mail').first(),
		).toBeVisible()
		await customer.getByLabel('Votre adresse e-mail').fill(`lea-${javaScriptEnabled}@exemple.fr`)
		await customer.getByRole('button', { name: 'Prendre rendez-vous' }).click()
		await expect(customer.getByRole('heading', { level: 1 })).toContainText('Rendez-vous par écrit')
		await expect(customer.getByRole('button', { name: 'Entrer dans la conversation' })).toHaveCount(0)
		if (javaScriptEnabled) expect((await new Axe({ page: customer }).analyze()).violations).toEqual([])
		const url = new URL(customer.url())
		const reference = url.pathname.split('/').at(-1)

		// Its time has come.
		const database = new Database(join(server.folder, 'relais.db'))
		const now = Date.now()
		const half = 15 * 60_000
		database
			.prepare('update callbacks set slot_start = ?, slot_end = ?, due_at = ? where reference = ?')
			.run(now - half, now + half, now - half, reference)
		database.close()
		const elsewhere = await open('anonymous', { javaScriptEnabled })
		await elsewhere.goto(`${url.pathname}${url.search}`)
		await expect(elsewhere.getByRole('heading', { level: 1 })).toContainText('entrez, on vous attend')
		await elsewhere.getByRole('button', { name: 'Entrer dans la conversation' }).click()
		await elsewhere.waitForURL(/\/echanges\//)
		await expect(elsewhere.getByText('je viens pour notre rendez-vous par écrit').first()).toBeVisible()
	})
