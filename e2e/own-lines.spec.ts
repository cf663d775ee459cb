import { Axe } from './axe'
import { expect, test } from './fixtures'

// Nobody is there to help, as at three in the morning.
test.use({ hours: 'closed' })

const PHONE = { viewport: { width: 390, height: 844 } }

test('at night, without JavaScript, a lost line is suspended, an old page does nothing, and it is taken back', async ({
	open,
}) => {
	const camille = await open('camille', { ...PHONE, javaScriptEnabled: false })
	await camille.goto('/compte')
	const card = camille.getByRole('region', { name: 'Mobile 40 Go' })
	await card.getByRole('link', { name: /Gérer cette ligne/ }).click()
	const oldPage = await camille.context().newPage()
	await oldPage.goto(camille.url())
	await camille.getByRole('link', { name: 'Suspendre la ligne' }).click()
	await expect(camille.getByText(/Le changement coûte 0,00/)).toBeVisible()
	await camille.getByRole('button', { name: 'Suspendre maintenant' }).click()
	await expect(camille.getByRole('status')).toContainText(/est suspendue\..*OP-[0-9A-F]{8}/)

	await oldPage.getByRole('textbox', { name: 'Nom' }).fill('Perdu')
	await oldPage.getByRole('button', { name: 'Enregistrer le nom' }).click()
	await expect(oldPage.getByRole('status')).toContainText('rien n’a été fait')

	await camille.getByRole('button', { name: 'Annuler ce changement' }).click()
	await expect(camille.getByRole('status')).toContainText('exactement comme avant')
	await expect(camille.getByText('En service', { exact: true })).toBeVisible()
})

test('at night, in English, a line gets a name and reads well on a telephone', async ({ open }) => {
	const camille = await open('camille', PHONE)
	await camille.goto('/en/compte')
	await camille
		.getByRole('link', { name: /Manage this line/ })
		.last()
		.click()
	await camille.getByRole('textbox', { name: 'Name' }).fill('Work phone')
	await camille.getByRole('button', { name: 'Save the name' }).click()
	await expect(camille.getByRole('status')).toContainText('is now called “Work phone”')
	const { violations } = await new Axe({ page: camille }).analyze()
	expect(violations.map(({ id }) => id)).toEqual([])
	expect(await camille.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})
