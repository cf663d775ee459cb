import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { expect, test } from './fixtures'

async function ask(customer: Page, firstName: string): Promise<void> {
	await customer.goto('/ecrire')
	await customer.getByLabel('Votre prénom').fill(firstName)
	await customer.getByLabel('De quoi avez-vous besoin ?').fill('Le voyant est rouge.')
	await customer.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(customer).toHaveURL(/\/echanges\//)
}

/** An advisor is there, without whom nobody can be written to. */
async function lightTheWindow(advisor: Page): Promise<Page> {
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.isVisible()) await light.click()
	await expect(advisor.getByRole('button', { name: 'Faire une pause' })).toBeVisible()
	return advisor
}

async function photo() {
	const buffer = await sharp({ create: { width: 640, height: 420, channels: 3, background: '#a33' } })
		.withExif({ IFD0: { Make: 'SecretPhone' } })
		.jpeg()
		.toBuffer()
	return { name: 'ma box.jpg', mimeType: 'image/jpeg', buffer }
}

const page404 = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"></svg>') }

for (const javaScriptEnabled of [true, false])
	test(`a picture reaches the advisor without its place, and nobody else; what is no picture gives the words back${javaScriptEnabled ? '' : ' (no JavaScript)'}`, async ({
		open,
		expectNoise,
	}) => {
		expectNoise(/status of 4(00|04|09)/)
		const advisor = await lightTheWindow(await open('nadia'))
		const customer = await open('anonymous', { javaScriptEnabled })
		await ask(customer, javaScriptEnabled ? 'Inès' : 'Hugo')
		const files = customer.getByLabel('Joindre des fichiers')
		const send = () => customer.getByRole('button', { name: 'Envoyer', exact: true }).click()

		await customer.getByLabel('Votre message').fill('Voici le voyant.')
		await files.setInputFiles(page404)
		await send()
		await expect(customer.getByText('Ce fichier n’est pas parti')).toBeVisible()
		await expect(customer.getByLabel('Votre message')).toHaveValue('Voici le voyant.')

		await files.setInputFiles(await photo())
		await send()
		const picture = customer.getByRole('img', { name: 'Image : ma box.jpg' })
		await expect(picture).toBeVisible()
		const address = (await picture.getAttribute('src')) ?? ''
		const own = await customer.request.get(address)
		expect(own.headers()).toMatchObject({
			'content-type': 'image/jpeg',
			'x-content-type-options': 'nosniff',
			'content-security-policy': expect.stringContaining('sandbox'),
			'content-disposition': expect.stringMatching(/^attachment/),
		})
		expect((await own.body()).includes('SecretPhone')).toBe(false)

		const stranger = await open('anonymous')
		expect((await stranger.request.get(address)).status()).toBe(404)
		const desk = address.replace(/^\/echanges\/(.*)\/fichiers\//, '/desk/conversations/$1/files/')
		expect((await advisor.request.get(desk)).status()).toBe(200)
		expect((await advisor.request.get(address)).status()).toBe(404)
		expect((await customer.request.get(desk, { maxRedirects: 0 })).status()).not.toBe(200)

		await customer.getByRole('button', { name: 'Quitter la file' }).click()
		await customer.getByRole('button', { name: 'Oublier sur cet appareil' }).click()
		await expect(customer).toHaveURL(/\/$/)
		expect((await customer.request.get(address)).status()).toBe(404)
	})

test('an advisor sends a file beside their words, and what is refused gives the words back', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/status of 409/)
	const advisor = await lightTheWindow(await open('nadia'))
	const customer = await open('anonymous')
	// Whoever is answered before their page listens is told so too.
	let listen = () => {}
	const answered = new Promise<void>((resolve) => {
		listen = resolve
	})
	await customer.route('**/stream?*', (route) => answered.then(() => route.continue()))
	await ask(customer, 'Maëlle')
	const id = new URL(customer.url()).pathname.split('/').at(-1)
	await advisor.goto(`/desk/conversations/${id}`)
	await advisor.locator('[data-desk=take]').click()
	const field = advisor.locator('[data-desk=reply]')
	const files = advisor.getByLabel('Joindre des fichiers')
	await expect(field).toBeVisible()
	listen()
	await expect(customer.getByRole('button', { name: 'Terminer' })).toBeVisible()

	await field.fill('Voici le schéma.')
	await files.setInputFiles([page404, await photo()])
	await expect(advisor.getByRole('button', { name: 'Retirer photo.png' })).toBeVisible()
	await field.press('Control+Enter')
	await expect(advisor.getByText('photo.png :')).toBeVisible()
	await expect(field).toHaveValue('Voici le schéma.')
	// Another conversation and back: what was being written is still there.
	await advisor.goto('/desk')
	await advisor.goto(`/desk/conversations/${id}`)
	await expect(field).toHaveValue('Voici le schéma.')

	await files.setInputFiles([page404])
	await files.setInputFiles([await photo()])
	await advisor.getByRole('button', { name: 'Retirer photo.png' }).click()
	await expect(advisor.getByRole('button', { name: 'Retirer ma box.jpg' })).toBeVisible()
	await field.press('Control+Enter')
	await expect(field).toHaveValue('')
	await expect(customer.getByText('Voici le schéma.', { exact: true })).toBeVisible()
	await expect(customer.getByRole('img', { name: 'Image : ma box.jpg' })).toBeVisible()
	await customer.getByRole('button', { name: 'Terminer' }).click()
})

test('signing out elsewhere or forgetting it in another tab leaves nothing of it on this screen', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/status of 404/)
	await lightTheWindow(await open('nadia'))
	const customer = await open('anonymous')
	await ask(customer, 'Noé')
	const address = customer.url()
	await customer.getByLabel('Votre message').fill('Mon secret')
	const other = await customer.context().newPage()
	await other.goto(address)
	await other.getByRole('button', { name: 'Quitter la file' }).click()
	await other.getByRole('button', { name: 'Oublier sur cet appareil' }).click()
	await expect(other).toHaveURL(/\/$/)
	await customer.bringToFront()
	await customer.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
	await expect(customer.getByText('Le voyant est rouge.')).toHaveCount(0)
	await other.goBack()
	await expect(other.getByText('Le voyant est rouge.')).toHaveCount(0)
	expect(
		await other.evaluate(() =>
			[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => key.startsWith('relais-words')),
		),
	).toEqual([])
})

test('thirty seconds without network while writing goes on: all arrives once, in order, also after a reload', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch/)
	await lightTheWindow(await open('nadia'))
	const customer = await open('anonymous')
	await ask(customer, 'Lina')
	const field = customer.getByLabel('Votre message')
	// The clip appears when scripts run: before that, the Enter key makes a new line.
	await expect(customer.locator('label[for="files"]')).toBeVisible()
	await customer.context().setOffline(true)
	for (const n of [1, 2, 3]) {
		await field.fill(`Mot numéro ${n}`)
		await field.press('Enter')
	}
	await expect(customer.getByText('Pas envoyé').first()).toBeVisible()
	await field.fill('Pas encore fini')
	await customer.context().setOffline(false)
	await customer.reload()
	await expect(field).toHaveValue('Pas encore fini')
	await expect(customer.getByText('Pas envoyé')).toHaveCount(0)
	const said = customer.getByText(/^Mot numéro/)
	const all = ['Mot numéro 1', 'Mot numéro 2', 'Mot numéro 3']
	// Once on its way and once when everything is stored.
	await expect(said).toHaveText(all)
	await expect(customer.getByText('envoi…')).toHaveCount(0)
	await customer.reload()
	await expect(said).toHaveText(all)
	await customer.getByRole('button', { name: 'Quitter la file' }).click()
	expect(
		await customer.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('relais-words'))),
	).toEqual([])
})
