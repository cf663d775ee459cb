import type { Page } from '@playwright/test'
import { Axe } from './axe'
import { expect, test } from './fixtures'

// Nobody is there to help, as at three in the morning.
test.use({ hours: 'closed' })

const PHONE = { viewport: { width: 390, height: 844 } }

test('at night, without JavaScript, an option is added, replaced by one that conflicts, and brought back', async ({
	open,
}) => {
	const camille = await open('camille', { ...PHONE, javaScriptEnabled: false })
	await camille.goto('/compte')
	await camille.getByRole('link', { name: 'Options (Mobile 40 Go)' }).click()
	await camille.getByRole('link', { name: /Ajouter.*9,00.*Option Monde/ }).click()
	await expect(camille.getByRole('heading', { level: 1 })).toHaveText('Ajouter l’Option Monde')
	await camille.getByRole('button', { name: /Passer à 21,99.*par mois/ }).click()
	await expect(camille.getByRole('status')).toContainText(/C’est fait, et nous l’avons vérifié.*21,99/)

	await camille.getByRole('link', { name: 'Options', exact: true }).click()
	await camille.getByRole('link', { name: /Remplacer l’Option Monde par l’Option Frontière.*7,00/ }).click()
	await expect(camille.getByText(/L’Option Monde s’arrête, car cette option ne va pas avec/)).toBeVisible()
	await camille.getByRole('button', { name: /Passer à 14,99.*par mois/ }).click()
	await expect(camille.getByText(/^OP-[0-9A-F]{8}$/)).toBeVisible()
	await camille.getByRole('button', { name: 'Annuler ce changement' }).click()
	await expect(camille.getByRole('status')).toContainText('exactement comme avant')

	await camille.getByRole('link', { name: 'Retour à votre compte' }).click()
	const card = camille.getByRole('region', { name: 'Mobile 40 Go' })
	await expect(card.getByRole('region', { name: 'Ce qui fait ce prix' })).toContainText(/Option Monde\s*9,00.*21,99/)
})

test('at night, in English, a plan is changed with the next bill, withdrawn, and no old page orders it twice', async ({
	open,
}) => {
	const camille = await open('camille', PHONE)
	await camille.goto('/en/compte')
	await camille.getByRole('link', { name: 'Change plan (Fibre 1 Gb/s)' }).click()
	await camille.getByRole('link', { name: /See the change to Fibre 500 Mb\/s/ }).click()
	await expect(camille.getByText('You will no longer have: Television.')).toBeVisible()
	await camille.getByRole('link', { name: /when the next billed month begins/ }).click()
	await expect(camille.getByText(/Nothing to work out/)).toBeVisible()
	await expectAccessible(camille)
	const oldPage = camille.url()
	const confirm = camille.getByRole('button', { name: /Change to €24.99 a month on/ })
	const otherTab = await camille.context().newPage()
	await otherTab.goto(oldPage)
	await confirm.click()
	await expect(camille.getByRole('status')).toContainText(/It is planned/)
	await expectAccessible(camille)

	await otherTab.getByRole('button', { name: /Change to €24.99 a month on/ }).click()
	await expect(otherTab.getByRole('status')).toContainText('A change is already planned on this contract.')

	await camille.goto('/en/compte')
	const card = camille.getByRole('region', { name: 'Fibre 1 Gb/s' })
	await expect(card).toContainText(/Planned change\..*Move from Fibre 1 Gb\/s to Fibre 500 Mb\/s/)
	await card.getByRole('button', { name: 'Withdraw this change' }).click()
	await expect(camille.getByRole('status')).toContainText('the contract stays as it is')
})

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new Axe({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target).join()}`)).toEqual([])
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}
