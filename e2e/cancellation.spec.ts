import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

// Nobody is there, as at three in the morning.
test.use({ hours: 'closed' })

const PHONE = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }

test('three clicks from the home page, without JavaScript, notify a cancellation, which is undone by one', async ({
	open,
}) => {
	const camille = await open('camille', PHONE)
	await camille.goto('/')
	let clicks = 0
	const press = async (role: 'link' | 'button', name: string | RegExp) => {
		await camille.getByRole(role, { name }).first().click()
		clicks++
	}
	await press('link', 'Résilier votre contrat')
	await press('button', /^Vérifier ma demande : Mobile 40 Go/)
	for (const said of [/est perdu/, /Vous n’êtes pas engagé/, /déjà émises restent à payer/, /changer d’avis/])
		await expect(camille.getByRole('listitem').filter({ hasText: said })).toBeVisible()
	await press('button', 'Notification de la résiliation')
	expect(clicks).toBe(3)

	await expect(camille.getByRole('heading', { name: 'Votre résiliation est notifiée' })).toBeVisible()
	await expect(camille.getByText(/^le\s\d+.*à\s\d+\sh/).first()).toBeVisible()
	const reference = new URL(camille.url()).pathname.split('/').at(-1) ?? ''
	await camille.goto('/dev/outbox')
	await expect(camille.getByText(`Accusé de réception de votre résiliation (${reference})`)).toBeVisible()
	await camille.goto(`/resilier/accuse/${reference}`)
	await camille.getByRole('button', { name: 'Annuler cette résiliation' }).click()
	await expect(camille.getByRole('status')).toContainText('La résiliation est annulée')
})

test('in English, by keyboard alone and without an account, the recap is corrected and the answer tells nothing', async ({
	open,
}) => {
	const somebody = await open('anonymous', PHONE)
	await somebody.goto('/en')
	const cancel = somebody.getByRole('link', { name: /^Cancel your contract/ })
	await tabTo(somebody, cancel)
	await somebody.keyboard.press('Enter')
	await fill(somebody, 'Contract or line number', '01 99 00 12 34')
	await fill(somebody, 'Your name', 'Nobody')
	await fill(somebody, 'E-mail address for the acknowledgement', 'nobody@example.com')
	await tabTo(somebody, somebody.getByRole('button', { name: 'Check my request' }))
	await somebody.keyboard.press('Enter')
	await tabTo(somebody, somebody.getByRole('button', { name: 'Correct' }))
	await somebody.keyboard.press('Enter')
	await fill(somebody, 'Your name', 'Somebody Else')
	await somebody.keyboard.press('Enter')
	await expect(somebody.getByText('Somebody Else')).toBeVisible()
	await tabTo(somebody, somebody.getByRole('button', { name: 'Notify the cancellation' }))
	await somebody.keyboard.press('Enter')
	await expect(somebody.getByRole('heading', { name: 'Your cancellation is notified' })).toBeVisible()
	await expect(somebody.getByText(/someone at .* will write to that address/)).toBeVisible()
})

async function tabTo(page: Page, target: ReturnType<Page['getByRole']>) {
	for (let presses = 0; presses < 60; presses++) {
		if (await target.evaluate((element) => element === document.activeElement)) return
		await page.keyboard.press('Tab')
	}
	throw new Error('no press of Tab leads there')
}

async function fill(page: Page, name: string, words: string) {
	const field = page.getByRole('textbox', { name })
	await tabTo(page, field)
	await page.keyboard.press('Control+A')
	await page.keyboard.type(words)
}
