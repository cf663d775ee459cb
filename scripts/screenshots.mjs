// `npm run screenshots`: the pictures of the README, taken from the built product as people use it.
// Each picture is one function below; one that fails does not stop the others.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findOrInstallBrowser } from './browser.mjs'
import { ensureBuilt } from './ready.mjs'

const PICTURES = 'docs/pictures'
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const DEMO = 'ligne-claire.example'

const pictures = {
	async home() {
		const page = await open({ size: DESKTOP })
		await page.goto('/')
		await keep(page, 'home')
	},

	async article() {
		const page = await open({ size: PHONE })
		await page.goto('/articles/voyant-rouge-box')
		await keep(page, 'article-phone')
	},

	async nothingFound() {
		const page = await open({ size: DESKTOP })
		await page.goto('/')
		await page.getByRole('searchbox').first().fill('parrainer un ami')
		await page.getByRole('searchbox').first().press('Enter')
		await page.waitForURL(/\/search\?/)
		await keep(page, 'no-result')
	},

	async callback() {
		const page = await open({ size: PHONE, as: 'paul' })
		await page.goto('/rappel?depuis=/articles/voyant-rouge-box')
		await fillIfEmpty(page.getByLabel('Votre numéro'), '06 39 98 12 34')
		await fillIfEmpty(page.getByLabel('Votre prénom'), 'Paul')
		await choose(page.getByLabel(/De quoi s.agit-il/), 'internet')
		await page.getByLabel('En quelques mots').fill('Le voyant de la box reste rouge')
		await page.getByRole('button', { name: /Demander/ }).click()
		await page.waitForURL(/\/rappel\/RC-/)
		await keep(page, 'callback-phone')
	},

	async chatAndDesk() {
		const customer = await open({ size: PHONE, as: 'camille' })
		await customer.goto('/search?q=voyant rouge')
		await customer.goto('/articles/voyant-rouge-box')
		const advisor = await open({ size: DESKTOP, as: 'nadia' })
		await advisor.goto('/desk')
		await clickIfThere(advisor.getByRole('button', { name: /Rallumer ma fenêtre/ }))

		await customer.goto('/ecrire?depuis=/articles/voyant-rouge-box')
		await customer.getByLabel('De quoi avez-vous besoin').fill('Le voyant reste rouge, même après le redémarrage.')
		await fillIfEmpty(customer.getByLabel('Votre prénom'), 'Camille')
		await customer.getByRole('button', { name: /Envoyer à un conseiller/ }).click()
		await customer.waitForURL(/\/echanges\//)

		await advisor.goto('/desk')
		await advisor
			.getByRole('button', { name: /Prendre/ })
			.first()
			.click()
		await advisor.waitForURL(/\/desk\/conversations\//)
		await say(advisor, 'Bonjour Camille, je vois que vous avez déjà redémarré la box. Je lance un test de votre ligne.')
		await customer.getByText('Je lance un test de votre ligne').first().waitFor()
		await say(customer, 'Merci. Je reste à côté de la box.')
		await advisor.getByText('Je reste à côté de la box').first().waitFor()
		await say(advisor, 'La fibre arrive bien chez vous. Débranchez le câble vert deux secondes, puis rebranchez-le.')
		await customer.getByText('Débranchez le câble vert').first().waitFor()
		await keep(customer, 'chat-phone')
		await keep(advisor, 'desk')
	},

	async frictions() {
		const page = await open({ size: DESKTOP, as: 'claire', dark: true })
		await page.goto('/frictions')
		await keep(page, 'frictions-dark')
	},
}

await ensureBuilt()
const browserPath = await findOrInstallBrowser()
mkdirSync(PICTURES, { recursive: true })
const product = await startProduct()
const browser = await chromium.launch({
	...(browserPath ? { executablePath: browserPath } : {}),
	args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const wanted = process.argv.slice(2)
const failed = []
for (const [name, take] of Object.entries(pictures)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue
	try {
		await take()
	} catch (error) {
		failed.push(name)
		console.error(`✗ ${name}: ${error.message.split('\n')[0]}`)
	}
	for (const context of browser.contexts()) await context.close()
}
await browser.close()
await product.stop()
process.exit(failed.length > 0 ? 1 : 0)

/** A page of its own browser profile, signed in as a person of the demonstration when named. */
async function open({ size, as, dark = false }) {
	const context = await browser.newContext({
		baseURL: product.url,
		viewport: size,
		deviceScaleFactor: size === PHONE ? 2 : 1.5,
		locale: 'fr-FR',
		timezoneId: 'Europe/Paris',
		colorScheme: dark ? 'dark' : 'light',
		reducedMotion: 'reduce',
	})
	context.setDefaultTimeout(15_000)
	const page = await context.newPage()
	if (as) {
		const form = { intent: 'demo', email: `${as}@${DEMO}` }
		const answer = await page.request.post('/connexion', { form, headers: { Origin: product.url }, maxRedirects: 0 })
		if (answer.status() !== 303) throw new Error(`signing in as ${as} answered ${answer.status()}`)
	}
	return page
}

async function keep(page, name) {
	await page.evaluate(() => document.fonts.ready)
	await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' })
	console.log(`✓ ${PICTURES}/${name}.png`)
}

async function say(page, words) {
	const box = page.getByRole('main').getByRole('textbox').last()
	await box.fill(words)
	await page
		.getByRole('button', { name: /^Envoyer/ })
		.last()
		.click()
}

async function fillIfEmpty(field, value) {
	if ((await field.inputValue()) === '') await field.fill(value)
}

/** Among choices drawn as a list or as buttons. */
async function choose(field, value) {
	const found = field.first()
	if ((await found.evaluate((element) => element.tagName)) === 'SELECT') await found.selectOption(value)
	else await found.page().locator(`input[value="${value}"]`).check()
}

async function clickIfThere(button) {
	if ((await button.count()) > 0) await button.first().click()
}

/** The demonstration on a database of its own, open day and night so that somebody is there when this runs. */
async function startProduct() {
	const folder = mkdtempSync(join(tmpdir(), 'relais-pictures-'))
	const content = join(folder, 'content')
	cpSync('content', content, { recursive: true })
	const settings = join(content, 'settings.yaml')
	const always = readFileSync(settings, 'utf8')
		.replace(/^( {4}\w+day:).*$/gm, "$1 [['00:00', '24:00']]")
		.replace(/observed: true/, 'observed: false')
	writeFileSync(settings, always)
	const port = await freePort()
	const url = `http://localhost:${port}`
	const server = fork('build/server/main.mjs', {
		env: {
			...process.env,
			NODE_ENV: 'production',
			DEMO: 'true',
			HOST: '127.0.0.1',
			PORT: String(port),
			PUBLIC_URL: url,
			DATABASE_URL: `file:${join(folder, 'relais.db')}`,
			CONTENT_DIR: content,
			LOG_LEVEL: 'error',
		},
	})
	await Promise.race([
		once(server, 'message'),
		once(server, 'exit').then(([code]) => Promise.reject(new Error(`the product ended with ${code}`))),
	])
	return {
		url,
		async stop() {
			const gone = once(server, 'exit')
			server.kill('SIGTERM')
			await gone
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

async function freePort() {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const { port } = probe.address()
	probe.close()
	return port
}
