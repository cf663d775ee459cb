import type { Page } from '@playwright/test'
import { Axe } from './axe'
import { expect, test } from './fixtures'
import { proveNumber } from './prove-number'

/** A valid French number of the range kept for fiction, another one for each test. */
let next = 700
const number = () =>
	`01 99 00 ${String(++next)
		.padStart(4, '0')
		.replace(/(..)(..)/, '$1 $2')}`

/** Books the last slot that is offered. @returns the reference, and the link that was sent */
async function book(customer: Page, phone = number()): Promise<{ reference: string; link: string }> {
	await customer.goto('/rappel')
	await customer.getByLabel('Votre numéro').fill(phone)
	await customer.getByLabel('Votre prénom').fill('Paul')
	await customer.getByLabel('Je choisis un moment').check()
	const lastDay = customer.locator('details:has(.slot input:not(:disabled))').last()
	if ((await lastDay.getAttribute('open')) === null) await lastDay.locator('summary').click()
	await lastDay.locator('.slot:has(input:not(:disabled))').last().click()
	await customer.getByLabel('De quoi s’agit-il').selectOption('internet')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await proveNumber(customer)
	await customer.waitForURL(/\/rappel\/RC-/)
	const url = new URL(customer.url())
	return { reference: url.pathname.split('/').at(-1) ?? '', link: `${url.pathname}${url.search}` }
}

for (const javaScriptEnabled of [true, false])
	test(`a cancelled call is restored by one click, and two clicks are one${javaScriptEnabled ? '' : ' without JavaScript'}`, async ({
		open,
	}) => {
		const customer = await open('anonymous', { javaScriptEnabled })
		const { link } = await book(customer)
		const when = await customer.getByRole('heading', { level: 1 }).textContent()
		const elsewhere = await open('anonymous', { javaScriptEnabled })
		await elsewhere.goto(link)
		await elsewhere.getByRole('button', { name: 'Annuler' }).dblclick()
		await expect(elsewhere.getByRole('heading', { name: 'Votre demande est annulée' })).toBeVisible()
		const ics = await elsewhere.request.get(link.replace('?', '.ics?'))
		expect(await ics.text()).toMatch(/METHOD:CANCEL.*STATUS:CANCELLED/s)
		await elsewhere.getByRole('button', { name: 'Rétablir l’appel' }).dblclick()
		await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(when ?? '')
		await expect(elsewhere.getByText('Demande rétablie')).toHaveCount(1)
		await expect(elsewhere.getByRole('button', { name: 'Rétablir l’appel' })).toHaveCount(0)
	})

test('a replaced link opens nothing, says so, and a new one goes to the number', async ({ open, expectNoise }) => {
	expectNoise(/410/)
	const customer = await open('anonymous')
	const { reference, link } = await book(customer)
	await customer.getByRole('button', { name: 'Remplacer le lien' }).click()
	await expect(customer.getByText('L’ancien lien ne s’ouvre plus.')).toBeVisible()

	const stranger = await open('anonymous')
	const refused = await stranger.goto(link)
	expect(refused?.status()).toBe(410)
	await expect(stranger.getByRole('heading', { name: 'Ce lien n’est plus valable.' })).toBeVisible()
	await expect(stranger.getByText(/mot de passe/)).toHaveCount(0)
	const forced = await stranger.request.post(link, {
		form: { intent: 'cancel' },
		headers: { Origin: new URL(stranger.url()).origin },
	})
	expect(forced.status()).toBe(404)
	await stranger.getByRole('button', { name: 'Recevoir un nouveau lien' }).click()
	await expect(stranger.getByText('Un nouveau lien vient de partir par SMS.')).toBeVisible()

	await stranger.goto('/dev/outbox')
	const sms = stranger.locator('li[data-channel=sms]', { hasText: 'votre nouveau lien' }).filter({ hasText: reference })
	const fresh = await sms.first().getByRole('link').first().getAttribute('href')
	await stranger.goto(fresh ?? '')
	await expect(stranger.getByText(reference).first()).toBeVisible()
})

test('a closure declared by the supervisor moves the call, tells the customer, and shows who was moved', async ({
	open,
}) => {
	const customer = await open('anonymous', { javaScriptEnabled: false })
	const phone = number()
	const { reference, link } = await book(customer, phone)
	const ics = await (await customer.request.get(link.replace('?', '.ics?'))).text()
	const [, day = ''] = ics.match(/DTSTART:(\d{8})T/) ?? []
	const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`
	// The last slot of the last day: what comes after it is beyond the days offered.
	const supervisor = await open('claire')
	await supervisor.goto('/planning')
	const violations = (await new Axe({ page: supervisor }).analyze()).violations.map(({ id }) => id)
	expect(violations).toEqual([])
	const closure = supervisor.getByRole('region', { name: 'Fermeture exceptionnelle' })
	const shifted = new Date(`${date}T00:00:00Z`)
	const around = (days: number) => new Date(shifted.getTime() + days * 86_400_000).toISOString().slice(0, 10)
	await closure.getByLabel('Du').fill(`${around(-1)}T22:00`)
	await closure.getByLabel('Au').fill(`${around(1)}T23:59`)
	await closure.getByLabel('Ce que lisent les clients').fill('Exercice')
	await closure.getByLabel('La même chose en anglais').fill('Drill')
	await closure.getByRole('button', { name: 'Fermer et déplacer les appels' }).click()
	await expect(supervisor.getByRole('status').filter({ hasText: 'C’est enregistré.' })).toBeVisible()
	const moved = supervisor.getByRole('region', { name: /Déplacés par nous/ })
	await expect(moved.getByText(reference)).toBeVisible()

	await customer.goto(link)
	await expect(customer.getByText(/Déplacé par nous|Plus de place à l’heure prévue/).first()).toBeVisible()
	await supervisor.getByRole('button', { name: 'Rouvrir : Exercice' }).click()
	await expect(supervisor.getByText('Aucune fermeture.')).toBeVisible()
})

test('somebody in Réunion reads both hours, and keeps what was typed when the place is gone', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/400/)
	const customer = await open('anonymous')
	await customer.goto('/rappel')
	await customer.getByLabel('Votre numéro').fill('+262 692 12 34 56')
	await customer.getByLabel('Votre prénom').fill('Marie')
	await customer.getByLabel('Je choisis un moment').check()
	// A place that is gone: nothing starts at this instant any more.
	await customer
		.locator('.slot input:not(:disabled)')
		.first()
		.evaluate((input: HTMLInputElement) => {
			input.value = '2020-01-01T10:00:00.000Z'
			input.checked = true
		})
	await customer.getByLabel('De quoi s’agit-il').selectOption('internet')
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await expect(customer.getByText('Ce moment vient d’être pris. Voici ceux qui restent.').first()).toBeVisible()
	await expect(customer.getByLabel('Votre prénom')).toHaveValue('Marie')
	await expect(customer.getByText('Entre parenthèses : l’heure à La Réunion.').first()).toBeVisible()
	await customer.locator('.slot:has(input:not(:disabled)):visible').first().click()
	await customer.getByRole('button', { name: 'Demander l’appel' }).click()
	await proveNumber(customer)
	await expect(customer.getByRole('heading', { level: 1 })).toContainText('à La Réunion')
})
