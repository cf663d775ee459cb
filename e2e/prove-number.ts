import { expect, type Page } from '@playwright/test'

/** The code of the newest message that carries one, as whoever holds the telephone reads it in the demo. */
export async function readCode(customer: Page): Promise<string> {
	const box = await customer.context().newPage()
	try {
		await box.goto('/dev/outbox')
		const message = box.locator('li[data-channel]', { hasText: /votre code|your code/ }).first()
		const text = (await message.textContent()) ?? ''
		return (text.match(/\b\d{6}\b/)?.[0] ?? text.match(/(\d ){5}\d/)?.[0] ?? '').replace(/ /g, '')
	} finally {
		await box.close()
	}
}

/** On the page that asks for a code: lets a landline be called, types what was received, and sends it. */
export async function proveNumber(customer: Page): Promise<void> {
	await expect(customer.getByRole('heading', { name: 'Un code pour vérifier votre numéro' })).toBeVisible()
	const callMe = customer.getByRole('button', { name: 'M’appeler pour dicter le code' })
	if (!(await customer.getByLabel('Code à 6 chiffres').isVisible())) await callMe.click()
	await customer.getByLabel('Code à 6 chiffres').fill(await readCode(customer))
	await customer.getByRole('button', { name: 'Vérifier et demander l’appel' }).click()
}
