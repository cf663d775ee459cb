import { expect, test } from './fixtures'

test.use({ hours: 'closed' })

const PHONE = { viewport: { width: 390, height: 844 } }

test('with nobody on duty a customer contests a line, keeps the PDF, and pays once from two tabs', async ({ open }) => {
	const page = await open('camille', PHONE)
	await page.goto('/compte/factures')
	await page.getByRole('row').nth(1).getByRole('link').first().click()
	await expect(page.getByText('4,50 € de plus')).toBeVisible()

	const pdf = await page.request.get((await page.getByRole('link', { name: /\(PDF\)/ }).getAttribute('href')) ?? '')
	expect(pdf.headers()['content-disposition']).toMatch(/filename="Facture-F\d+-00001\.pdf"/)
	expect(pdf.headers()['cache-control']).toContain('private')
	expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')

	const line = page.getByRole('row').filter({ hasText: 'Contester' }).filter({ hasText: 'Belgique' })
	await line.getByText('Contester', { exact: true }).click()
	await line.getByRole('textbox').fill('Je n’ai pas appelé la Belgique.')
	await line.getByRole('button', { name: 'Contester cette ligne' }).click()
	await expect(page.getByRole('link', { name: /Contestée : dossier RC-/ })).toBeVisible()

	const other = await page.context().newPage()
	await other.goto(page.url())
	await page.getByRole('button', { name: /^Payer/ }).click()
	await other.getByRole('button', { name: /^Payer/ }).click()
	await expect(other.getByRole('link', { name: 'Aller à la page de paiement' })).toBeVisible()
	expect(other.url()).toBe(page.url())

	await page.getByRole('link', { name: 'Aller à la page de paiement' }).click()
	await page.getByRole('button', { name: 'Payer', exact: true }).click()
	await expect(page.getByText('Payé. Merci.')).toBeVisible()
	await other.reload()
	await expect(other.getByText('Payé. Merci.')).toBeVisible()
	await page.getByRole('link', { name: 'Voir la facture' }).click()
	await expect(page.getByText(/^Payés le/)).toBeVisible()
	await expect(page.getByRole('button', { name: /^Payer/ })).toHaveCount(0)
})
