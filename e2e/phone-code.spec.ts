import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { Axe } from './axe'
import { expect, type Fixtures, signIn, test } from './fixtures'
import { proveNumber, readCode } from './prove-number'
import type { TestServer } from './server'

const MOBILE = '06 00 00 12 34'
const CODE = 'Code à 6 chiffres'
const CHECK = 'Vérifier et demander l’appel'

async function ask(customer: Page, phone: string): Promise<void> {
	await customer.goto('/rappel?depuis=%2Farticles%2Fvoyant-rouge-box')
	await customer.getByLabel('Votre numéro').fill(phone)
	await customer.getByLabel('Votre prénom').fill('Zoé')
	await customer.getByLabel('En quelques mots').fill('Ma box clignote')
	await customer.getByLabel('De quoi s’agit-il').selectOption('internet')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
}

/** A server with settings of its own, and what opens pages on it. */
async function ownServer(
	{ open, serve }: Pick<Fixtures, 'open' | 'serve'>,
	edit: (settings: string) => string,
): Promise<{ visit: Fixtures['open']; server: TestServer }> {
	const server = await serve('open', {}, edit)
	const visit: Fixtures['open'] = async (person, options) => {
		const page = await open('anonymous', { baseURL: server.url, ...options })
		if (person !== 'anonymous') await signIn(page, person, server.url)
		return page
	}
	return { visit, server }
}
const shipped = (settings: string) => settings
const often = (settings: string) => settings.replace('everySeconds: 30', 'everySeconds: 1')
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const inDatabase = <T>(server: TestServer, work: (database: Database.Database) => T): T => {
	const database = new Database(join(server.folder, 'relais.db'))
	try {
		return work(database)
	} finally {
		database.close()
	}
}
const countOf = (server: TestServer, table: string) =>
	inDatabase(server, (database) =>
		database.prepare(`select count(*) from ${table} where phone = '+33600001234'`).pluck().get(),
	)

for (const javaScriptEnabled of [true, false])
	test(`a number that nobody knows is proved by a code sent by SMS, and nothing typed is lost on the way${javaScriptEnabled ? '' : ', without JavaScript'}`, async ({
		open,
		serve,
	}) => {
		const { visit, server } = await ownServer({ open, serve }, often)
		const customer = await visit('anonymous', { javaScriptEnabled })
		await ask(customer, MOBILE)
		await expect(customer.getByText('Un SMS avec un code à 6 chiffres part au')).toBeVisible()
		await expect(customer.getByLabel(CODE)).toHaveAttribute('autocomplete', 'one-time-code')
		expect(countOf(server, 'callbacks')).toBe(0)

		// Reloading sends nothing, and what was typed can be changed without a second code.
		await customer.reload()
		await customer.getByRole('link', { name: 'Changer de numéro ou de demande' }).click()
		await expect(customer.getByLabel('Votre prénom')).toHaveValue('Zoé')
		await expect(customer.getByLabel('En quelques mots')).toHaveValue('Ma box clignote')
		await expect(customer.getByLabel('Votre numéro')).toHaveValue(MOBILE)
		await customer.getByLabel('En quelques mots').fill('Ma box clignote en rouge')
		await customer.getByRole('button', { name: 'Demander l’appel' }).click()
		await expect(customer.getByLabel(CODE)).toBeVisible()
		const codePage = customer.url()
		await customer.goBack()
		await expect(customer.getByLabel('Votre prénom')).toBeVisible()
		await customer.goForward()
		await expect(customer.getByLabel(CODE)).toBeVisible()
		if (javaScriptEnabled) expect((await new Axe({ page: customer }).analyze()).violations).toEqual([])
		expect(inDatabase(server, (database) => database.prepare('select count(*) from code_sends').pluck().get())).toBe(1)

		const code = await readCode(customer)
		await customer.getByLabel(CODE).fill(wrong(code))
		await customer.getByRole('button', { name: CHECK }).click()
		await expect(customer.getByText('Il reste 4 essais')).toBeVisible()
		await customer.reload()
		await expect(customer.getByText('Il reste 4 essais')).toBeVisible()
		await customer.getByLabel(CODE).fill(`${code.slice(0, 3)} ${code.slice(3)}`)
		await customer.getByRole('button', { name: CHECK }).dblclick()
		await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
		expect(countOf(server, 'callbacks')).toBe(1)
		expect(
			inDatabase(server, (database) =>
				database.prepare('select subject from callbacks order by created_at desc').pluck().get(),
			),
		).toBe('Ma box clignote en rouge')

		// The page of the code leads to the call from now on, not to a second one.
		await customer.goto(codePage)
		await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
		expect(countOf(server, 'callbacks')).toBe(1)
	})

test('a wrong code five times and a code of yesterday are refused in words, and a new one works', async ({
	open,
	serve,
}) => {
	const { visit, server } = await ownServer({ open, serve }, often)
	const customer = await visit('anonymous')
	await ask(customer, MOBILE)
	const code = await readCode(customer)
	for (let n = 1; n <= 5; n++) {
		await customer.getByLabel(CODE).fill(wrong(code))
		await customer.getByRole('button', { name: CHECK }).click()
	}
	await expect(customer.getByText('Ce n’était pas le bon code, cinq fois')).toBeVisible()
	await expect(customer.getByLabel(CODE)).toBeHidden()

	await customer.getByRole('button', { name: 'Envoyer un autre SMS' }).click()
	await expect(customer.getByLabel(CODE)).toBeVisible()
	inDatabase(server, (database) => database.prepare('update phone_proofs set code_expires_at = ?').run(Date.now() - 1))
	await customer.getByLabel(CODE).fill(await readCode(customer))
	await customer.getByRole('button', { name: CHECK }).click()
	await expect(customer.getByText('Ce code a plus de 10 minutes')).toBeVisible()
	expect(countOf(server, 'callbacks')).toBe(0)

	await expect(async () => {
		await customer.getByRole('button', { name: 'Envoyer un autre SMS' }).click()
		await expect(customer.getByLabel(CODE)).toBeVisible({ timeout: 500 })
	}).toPass({ timeout: 10_000 })
	await proveNumber(customer)
	await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
})

test('too many codes for one number: the page says when the next one is possible, and writing is one step away', async ({
	open,
	serve,
}) => {
	const { visit } = await ownServer({ open, serve }, shipped)
	const customer = await visit('anonymous')
	await ask(customer, MOBILE)
	await customer.getByRole('button', { name: 'Envoyer un autre SMS' }).click()
	await expect(customer.getByText(/Vous pourrez en demander un autre dans \d+ secondes/)).toBeVisible()
	await customer.getByRole('main').getByRole('link', { name: 'Parler à quelqu’un par écrit' }).first().click()
	await expect(customer).toHaveURL(/\/ecrire\?depuis=/)
})

test('a landline is offered no SMS: its owner hears the code on the telephone, twice', async ({ open, serve }) => {
	test.setTimeout(90_000)
	const { visit } = await ownServer({ open, serve }, shipped)
	const customer = await visit('anonymous')
	await ask(customer, '01 99 00 12 34')
	await expect(customer.getByText(/ne reçoit pas de SMS/)).toBeVisible()
	await expect(customer.getByRole('button', { name: /SMS/ })).toHaveCount(0)
	await customer.getByRole('button', { name: 'M’appeler pour dicter le code' }).click()

	const telephone = await visit('anonymous')
	await telephone.goto('/dev/telephone')
	await expect(telephone.getByRole('region', { name: 'Téléphone du client' })).toContainText('01 99 00 12 34')
	const past = telephone.getByRole('region', { name: 'Appels passés' })
	await expect(past).toContainText(/((\d ){6}).*Je répète\. \1/, { timeout: 60_000 })
	const heard = ((await past.textContent()) ?? '').match(/(\d ){5}\d/)?.[0] ?? ''
	await customer.getByLabel(CODE).fill(heard)
	await customer.getByRole('button', { name: CHECK }).click()
	await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
})

test('a number of the account is called without a code', async ({ open, serve }) => {
	const { visit } = await ownServer({ open, serve }, shipped)
	const camille = await visit('camille')
	await camille.goto('/rappel')
	await expect(camille.getByLabel('Votre numéro')).not.toHaveValue('')
	await camille.getByRole('button', { name: 'Demander l’appel' }).click()
	await expect(camille.getByText(/RC-[2-9A-Z]{6}|Un appel (vous )?est déjà prévu/).first()).toBeVisible()
	await expect(camille.getByLabel(CODE)).toHaveCount(0)
})

test('an advisor presses 9: the number is called no more, whoever asks reads why, and a supervisor can lift it', async ({
	open,
	serve,
	expectNoise,
}) => {
	test.setTimeout(120_000)
	expectNoise(/400|409/)
	const edit = (settings: string) => often(settings).replace('nowEveryMinutes: 15', 'nowEveryMinutes: 0')
	const { visit } = await ownServer({ open, serve }, edit)
	const telephone = await visit('anonymous')
	await telephone.goto('/dev/telephone')
	await telephone.getByRole('button', { name: 'Éteindre le mode automatique' }).click()
	const customer = await visit('anonymous')
	await ask(customer, MOBILE)
	await proveNumber(customer)
	await expect(customer.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()

	const advisors = telephone.getByRole('region', { name: 'Téléphone du conseiller' })
	await advisors.getByRole('button', { name: 'Décrocher' }).click({ timeout: 30_000 })
	await expect(advisors).toContainText('Rappel pour Zoé')
	await advisors.getByRole('button', { name: 'Touche 9' }).click()
	await expect(customer.getByRole('heading', { name: 'Nous n’appelons plus ce numéro' })).toBeVisible({
		timeout: 20_000,
	})

	const again = await visit('anonymous')
	await ask(again, MOBILE)
	await expect(again.getByText(/ne souhaite pas être appelée/).first()).toBeVisible()

	const claire = await visit('claire')
	await claire.goto('/frictions')
	await claire.getByRole('link', { name: '1 numéro bloqué' }).click()
	await claire.getByRole('button', { name: 'Permettre de l’appeler' }).click()
	await expect(claire.getByText(/Permis de nouveau par Claire/)).toBeVisible()
	await ask(again, MOBILE)
	await expect(again.getByLabel(CODE)).toBeVisible()
})

test('when a limit of spending is reached, customers are told what they can do and supervisors see it', async ({
	open,
	serve,
	expectNoise,
}) => {
	expectNoise(/400/)
	const edit = (settings: string) =>
		settings
			.replace(/codesPerMonthCents: \d+/, 'codesPerMonthCents: 1')
			.replace(/callsPerDayCents: \d+/, 'callsPerDayCents: 1')
	const { visit } = await ownServer({ open, serve }, edit)
	const customer = await visit('anonymous', { javaScriptEnabled: false })
	await ask(customer, MOBILE)
	await expect(customer.getByText(/Nous ne pouvons plus appeler aujourd’hui/).first()).toBeVisible()
	await customer.getByLabel('Je choisis un moment').check()
	const lastDay = customer.locator('details[name=jour]').last()
	await lastDay.locator('summary').click()
	await lastDay.locator('.slot:has(input:not(:disabled))').last().click()
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await expect(customer.getByText(/Nous ne pouvons plus envoyer de code/).first()).toBeVisible()
	await expect(customer.getByLabel('Votre prénom')).toHaveValue('Zoé')
	await customer.getByRole('main').getByRole('link', { name: 'Parler à quelqu’un par écrit' }).first().click()
	await expect(customer.getByRole('main').getByRole('link', { name: 'Laisser un message' })).toBeVisible()

	const claire = await visit('claire')
	await claire.goto('/frictions')
	await expect(claire.getByText(/rappels du jour ont atteint leur plafond/)).toBeVisible()
	await expect(claire.getByText(/codes du mois ont atteint leur budget/)).toBeVisible()
})
