import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Axe } from './axe'
import { browserOptions } from './browser'
import { BrowserCalls, vendorFile } from './browser-calls'
import { test as base, expect } from './fixtures'

const { args = [], ...launch } = browserOptions()
const PROGRAM = { Authorization: 'Bearer the-token-of-the-other-program-0123456789' }
const ASSETS = join(import.meta.dirname, '../build/client/assets')

const test = base.extend<{ calls: BrowserCalls }>({
	calls: async ({ server }, use) => {
		const calls = new BrowserCalls(server)
		await use(calls)
		calls.stop()
	},
})
test.use({
	environment: {
		...{ TELEPHONY: 'simulator', TWILIO_API_BASE_URL: 'http://127.0.0.1:9', API_TOKEN: PROGRAM.Authorization.slice(7) },
		...{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM_NUMBER: '+33162000000' },
		...{ TWILIO_API_KEY_SID: 'SK1', TWILIO_API_KEY_SECRET: 'a secret' },
	},
	launchOptions: {
		...launch,
		args: [...args, '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'],
	},
})

/** Nobody but Nadia is there, and telephones wait for somebody to act. */
async function nadiaAlone(page: Page): Promise<void> {
	await page.request.post('/dev/telephone', { form: { automatic: 'off' } })
	for (const name of ['karim', 'sonia']) {
		const answer = await page.request.put(`/api/v1/advisors/${name}@equipe.example/presence`, {
			headers: PROGRAM,
			data: { available: false },
		})
		expect(answer.status()).toBe(200)
	}
	await page.request.post('/desk/presence', { form: { state: 'available' } })
	await page.request.post('/desk/handset', { form: { choice: 'telephone' } })
	await page.goto('/desk')
}

async function order(page: Page, phone: string): Promise<string> {
	const answer = await page.request.post('/api/v1/callbacks', {
		headers: PROGRAM,
		data: { phone, when: 'now', reason: 'internet', lang: 'fr', firstName: 'Léa', phoneVerified: true },
	})
	expect(answer.status(), await answer.text()).toBe(201)
	return (await answer.json()).reference
}

test('an advisor takes a call in the browser by one button: the key is sent, the customer rings, both talk', async ({
	open,
	calls,
	server,
}) => {
	const nadia = await open('nadia', { permissions: ['microphone'] })
	await calls.reachedFrom(nadia.context(), await open('anonymous'))
	await nadiaAlone(nadia)
	await nadia.getByLabel('dans ce navigateur').check()
	await expect(nadia.getByText('Prêt à sonner ici')).toBeVisible()
	expect(calls.identity).toMatch(/^[0-9a-f]{32}$/)

	const reference = await order(nadia, '+33199004301')
	const call = nadia.getByRole('dialog', { name: 'Rappel pour Léa' })
	await expect(call).toBeVisible()
	await expect(call).toBeFocused()
	await expect(call.getByText('Motif : Internet ou box')).toBeVisible()
	expect((await new Axe({ page: nadia }).analyze()).violations).toEqual([])
	await nadia.keyboard.press('Tab')
	await expect(call.getByRole('button', { name: 'Prendre l’appel' })).toBeFocused()
	await nadia.keyboard.press('Enter')

	await expect(nadia.getByText('Le téléphone de Léa sonne')).toBeVisible()
	expect(calls.said).toEqual(expect.arrayContaining(['listen', 'register', 'answer', 'key 1']))
	await expect(nadia.getByText('Dites d’abord')).toBeVisible()
	const customer = calls.live().find(({ address }) => address.startsWith('+33199'))
	await calls.act(customer?.sid ?? '', { act: 'answer' })
	await expect(nadia.getByText('En ligne avec Léa')).toBeVisible()
	expect((await new Axe({ page: nadia }).analyze()).violations).toEqual([])

	// Going to the wrap-up does not cut the conversation.
	await nadia.getByRole('link', { name: 'Ouvrir sa fiche' }).click()
	await nadia.getByRole('link', { name: 'Conclure' }).click()
	await expect(nadia.getByRole('heading', { name: 'Conclure avec Léa' })).toBeVisible()
	await nadia.getByRole('button', { name: 'Couper le micro' }).click()
	await expect(nadia.getByRole('button', { name: 'Rouvrir le micro' })).toBeVisible()
	await nadia.getByRole('button', { name: 'Raccrocher' }).click()
	await expect(nadia.getByText('En ligne avec Léa')).toBeHidden()
	await expect(async () => {
		const state = await nadia.request.get(`${server.url}/api/v1/callbacks/${reference}`, { headers: PROGRAM })
		expect(await state.json()).toMatchObject({
			state: 'done',
			attempts: [{ advisorOutcome: 'connected', customerOutcome: 'connected' }],
		})
	}).toPass({ timeout: 10_000 })
})

test('whoever writes is not interrupted by a call; a key that was not heard is sent again; a call is passed on', async ({
	open,
	calls,
}) => {
	const nadia = await open('nadia', { permissions: ['microphone'] })
	await calls.reachedFrom(nadia.context(), await open('anonymous'))
	await nadiaAlone(nadia)
	await nadia.getByLabel('dans ce navigateur').check()
	await expect(nadia.getByText('Prêt à sonner ici')).toBeVisible()
	await nadia.locator('a[href^="/desk/messages/"]').first().click()
	const answer = nadia.getByLabel('Votre réponse')
	await answer.fill('Bonjour')

	calls.deaf = true
	await order(nadia, '+33199004302')
	const call = nadia.getByRole('dialog', { name: 'Rappel pour Léa' })
	await expect(call).toBeVisible()
	await expect(nadia.getByRole('alert')).toContainText('Touche F2 pour répondre')
	await expect(answer).toBeFocused()
	await nadia.keyboard.press('F2')
	await expect(call).toBeFocused()
	await call.getByRole('button', { name: 'Prendre l’appel' }).click()
	await expect(() => expect(calls.said).toContain('key 1')).toPass({ timeout: 8_000 })
	calls.deaf = false
	await expect(nadia.getByText('Le téléphone de Léa sonne')).toBeVisible()
	expect(calls.said.filter((one) => one === 'key 1').length).toBeGreaterThan(1)
	await nadia.getByRole('button', { name: 'Raccrocher' }).click()
	await expect(nadia.getByText('Prêt à sonner ici')).toBeVisible()
	await expect(answer).toHaveValue('Bonjour')

	await order(nadia, '+33199004303')
	await call.getByRole('button', { name: 'Passer' }).click()
	await expect(call).toBeHidden()
	expect(calls.said.at(-1)).toBe('reject')
})

test('a token that is about to end is renewed a minute before, and calls come here all along', async ({
	open,
	calls,
}) => {
	const nadia = await open('nadia', { permissions: ['microphone'] })
	await calls.reachedFrom(nadia.context(), await open('anonymous'))
	await nadiaAlone(nadia)
	calls.tokenSeconds = 63
	await nadia.getByLabel('dans ce navigateur').check()
	await expect(nadia.getByText('Prêt à sonner ici')).toBeVisible()
	calls.tokenSeconds = 3_600
	const shown = () => calls.said.filter((one) => one === 'listen').length
	expect(shown()).toBe(1)
	await expect.poll(shown, { timeout: 8_000 }).toBe(2)
	await expect(nadia.getByText('Prêt à sonner ici')).toBeVisible()
	await order(nadia, '+33199004304')
	const call = nadia.getByRole('dialog', { name: 'Rappel pour Léa' })
	await call.getByRole('button', { name: 'Passer' }).click()
	await expect(call).toBeHidden()
})

test('a microphone that is refused is explained, and the telephone rings instead', async ({ open, calls }) => {
	const nadia = await open('nadia')
	await calls.reachedFrom(nadia.context(), await open('anonymous'))
	await nadiaAlone(nadia)
	await nadia.getByLabel('dans ce navigateur').check()
	await expect(nadia.getByText(/Le navigateur refuse le micro.*En attendant, vos appels sonnent au/s)).toBeVisible()
	expect((await new Axe({ page: nadia }).analyze()).violations).toEqual([])
	expect(calls.said).toEqual([])
})

test('no page but the desk names the vendor’s file, speaks to the vendor, or opens the microphone', async ({
	open,
}) => {
	const { name, namedBy } = vendorFile(readdirSync(ASSETS), ASSETS)
	expect(name).not.toBe('')
	expect(namedBy).toHaveLength(1)
	const panel = namedBy[0] ?? ''
	const camille = await open('camille')
	for (const path of ['/', '/rappel', '/ecrire', '/compte', '/articles/voyant-rouge-box', '/connexion']) {
		const answer = await camille.request.get(path)
		const headers = answer.headers()
		expect(headers['content-security-policy'], path).not.toContain('twilio')
		expect(headers['permissions-policy'], path).toContain('microphone=()')
		const page = await answer.text()
		for (const file of [name, panel]) expect(page, path).not.toContain(file)
	}
	const asked: string[] = []
	camille.on('request', (request) => asked.push(request.url()))
	await camille.goto('/compte')
	await camille.goto('/rappel')
	expect(asked.filter((url) => url.includes(name) || url.includes(panel) || url.includes('twilio'))).toEqual([])

	const nadia = await open('nadia')
	const headers = (await nadia.request.get('/desk')).headers()
	expect(headers['content-security-policy']).toContain('wss://voice-js.roaming.twilio.com')
	expect(headers['permissions-policy']).toContain('microphone=(self)')
	const loaded: string[] = []
	nadia.on('request', (request) => loaded.push(request.url()))
	await nadia.goto('/desk')
	await expect(nadia.getByText('Mes appels sonnent')).toBeVisible()
	// The vendor's file comes once the browser was chosen, not before.
	expect(loaded.some((url) => url.includes(panel))).toBe(true)
	expect(loaded.filter((url) => url.includes(name) || url.includes('twilio'))).toEqual([])
})
