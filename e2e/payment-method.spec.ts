import { expect, test } from './fixtures'

test.use({ hours: 'closed' })

const PHONE = { viewport: { width: 390, height: 844 } }
const ACCOUNT = 'FR76 3000 6000 0112 3456 7890 189'

test('at night, without JavaScript, the account that is debited is changed, refused when mistyped, and put back', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/status of 400/)
	const page = await open('camille', { ...PHONE, javaScriptEnabled: false })
	await page.goto('/compte')
	await page.getByRole('navigation', { name: 'Dans cette page' }).getByRole('link', { name: 'Paiements' }).click()
	await page.getByRole('link', { name: 'Changer de compte' }).click()
	await page.getByLabel('IBAN', { exact: true }).fill(ACCOUNT.replace('189', '188'))
	await page.getByRole('button', { name: 'Vérifier avant de signer' }).click()
	await expect(page.getByRole('alert')).toContainText('recopiez cet IBAN')
	await expect(page.getByRole('link', { name: 'En parler à quelqu’un' })).toBeVisible()

	await page.getByLabel('IBAN', { exact: true }).fill(ACCOUNT)
	await page.getByRole('button', { name: 'Vérifier avant de signer' }).click()
	await expect(page.getByText('IBAN FR •• 0189, au nom de Camille Vasseur')).toHaveCount(2)
	await page.getByRole('button', { name: 'Corriger' }).click()
	await expect(page.getByLabel('IBAN', { exact: true })).toHaveValue(ACCOUNT)
	await page.getByRole('button', { name: 'Vérifier avant de signer' }).click()
	await page.getByRole('button', { name: 'Signer et changer de compte' }).click()
	await expect(page.getByRole('status').filter({ hasText: 'finit par 0189' })).toBeVisible()
	expect(page.url()).not.toContain('3000')

	await page.getByRole('button', { name: 'Annuler ce changement' }).click()
	await expect(page.getByText('Le changement est annulé')).toBeVisible()
	await expect(page.getByText(/MDDEMO/)).toBeVisible()
})

test('at night, in English, usage of thirteen months is read as a picture and as a table, and a bill is paid', async ({
	open,
}) => {
	const page = await open('camille', { viewport: { width: 1280, height: 900 } })
	await page.goto('/en/compte/consommation')
	await expect(page.getByRole('img', { name: /Data used a month/ })).toBeVisible()
	await page.getByText('See the table').click()
	await expect(page.getByRole('row')).toHaveCount(14)

	await page.setViewportSize(PHONE.viewport)
	await page.goto('/en/compte/factures')
	await page.getByRole('row').nth(1).getByRole('link').first().click()
	await expect(page.getByText('€4.50 more')).toBeVisible()
	await page.getByText('Dispute', { exact: true }).first().click()
	// What another journey disputed of this bill stays said.
	const disputed = page.getByRole('link', { name: /Disputed: case RC-/ })
	const before = await disputed.count()
	await page.getByRole('textbox').first().fill('I never made that call.')
	await page.getByRole('button', { name: 'Dispute this line' }).first().click()
	await expect(disputed).toHaveCount(before + 1)
	await page.getByRole('button', { name: /^Pay/ }).click()
	await page.getByRole('link', { name: 'Go to the payment page' }).click()
	await page.getByRole('button', { name: 'Have the bank refuse' }).click()
	await expect(page.getByText('The payment was refused.')).toBeVisible()
	await page.goto('/en/compte/paiement')
	await expect(page.getByRole('row').filter({ hasText: 'Refused' })).toBeVisible()
})
