import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, type Fixtures, test } from './fixtures'
import type { TestServer } from './server'

/** What advisors do at their desk, each journey in a browser of its own for everybody in it. */
test.use({ environment: { LOG_LEVEL: 'trace' } })

test('everything at the desk is done from the keyboard, with a sheet of its keys', async ({ open }) => {
	const advisor = await desk(open, 'nadia')
	const customer = await ask(await open('anonymous'), 'Maud', 'Le voyant de ma box est rouge')
	const keys = advisor.keyboard

	await keys.press('?')
	const sheet = advisor.getByRole('dialog', { name: 'Raccourcis clavier' })
	await expect(sheet.getByText('Demander un appui')).toBeVisible()
	await keys.press('Escape')
	await expect(sheet).toBeHidden()

	await expect(advisor.getByRole('link', { name: 'Maud' }).first()).toBeVisible()
	await keys.press('j')
	await expect(advisor.getByRole('link', { name: 'Maud' }).first()).toBeFocused()
	await keys.press('Enter')
	await expect(advisor.getByRole('heading', { level: 1, name: 'Maud' })).toBeVisible()
	await keys.press('t')
	const field = advisor.getByLabel('Répondre à Maud')
	await expect(field).toBeVisible()
	await keys.press('r')
	await expect(field).toBeFocused()
	// Letters are letters while one writes, the keys of the desk too.
	await keys.type('Bonjour, je suis là ?')
	await keys.press('Control+Enter')
	await expect(customer.getByText('Bonjour, je suis là ?').first()).toBeVisible()

	await keys.press('Escape')
	await keys.press('i')
	await expect(advisor.getByRole('searchbox', { name: 'Chercher une page' })).toBeFocused()
	await expect(advisor.getByRole('button', { name: /^Insérer : / }).first()).toBeVisible()
	await tabTo(advisor, /^Insérer\s: /)
	await keys.press('Enter')
	await expect(customer.locator('.bubble a[href*="/articles/"]')).toHaveCount(1)

	await keys.press('Escape')
	await keys.press('n')
	await expect(advisor.getByRole('textbox', { name: 'Note entre collègues' })).toBeFocused()
	await keys.type('Déjà venue en octobre')
	await keys.press('Control+Enter')
	await expect(advisor.getByText('Déjà venue en octobre').first()).toBeVisible()
	await keys.press('Escape')
	await keys.press('s')
	await expect(advisor.getByText('Vos collègues présents voient votre demande.').first()).toBeVisible()

	// On half a screen the context stands beside the conversation, and a key goes for the queue.
	await advisor.setViewportSize({ width: 800, height: 768 })
	await expect(advisor.getByRole('heading', { name: 'Contrat' })).toBeVisible()
	await expect(field).toBeInViewport()
	await keys.press('f')
	await expect(advisor.getByRole('heading', { name: 'En attente' })).toBeVisible()
	await expect(advisor.getByRole('heading', { name: 'Contrat' })).toBeHidden()
	await expect(field).toBeInViewport()

	await keys.press('c')
	await expect(advisor.getByRole('heading', { level: 1, name: 'Conclure avec Maud' })).toBeVisible()
	await tabTo(advisor, /^Conclure et souffler/)
	await keys.press('Enter')
	await tabTo(advisor, /^Rallumer ma fenêtre/)
	await keys.press('Enter')
	await expect(advisor.getByText('Disponible').first()).toBeVisible()
	await expect(customer.getByText('Déjà venue en octobre')).toHaveCount(0)
})

test('the customer receives the conclusion and puts it right; both versions stay; what was promised has an owner; the log times nobody', async ({
	open,
	server,
}) => {
	const advisor = await desk(open, 'nadia')
	const customer = await ask(await open('camille'), null, 'Ma box clignote en rouge depuis lundi')
	await take(advisor, 'Camille')
	await reply(advisor, 'Je vous envoie une nouvelle box demain.')
	await expect(customer.getByText('Je vous envoie une nouvelle box demain.').first()).toBeVisible()
	await advisor.getByRole('link', { name: 'Conclure' }).click()
	const summary = advisor.getByRole('textbox', { name: /^Résumé/ })
	// While it is written nobody new is given to her, and the conversation stays hers.
	await expect.poll(() => offerable(server)).toBe(0)
	await expect(summary).toHaveValue(/Ma box clignote en rouge depuis lundi/)
	for (const legend of ['Motif', 'Où en est Camille ?'])
		await expect(advisor.getByRole('group', { name: legend }).locator('input:checked')).toHaveCount(1)
	await summary.fill('Une nouvelle box part demain.')
	await advisor.getByLabel('Quoi').fill('Envoyer une box')
	await advisor.getByLabel('Pour quand').fill(new Date(Date.now() + 172_800_000).toISOString().slice(0, 10))
	await advisor.getByRole('button', { name: 'Conclure et souffler' }).click()
	await expect(advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })).toBeVisible()
	const promised = advisor.getByRole('region', { name: 'Ce que vous avez promis' })
	await expect(promised.getByText('Envoyer une box')).toBeVisible()

	await expect(customer.getByText('Une nouvelle box part demain.').first()).toBeVisible()
	await customer.getByText('Corriger ce résumé').click()
	await customer.getByLabel(/comme vous l’écririez/).fill('Une box part demain, et un avoir de 10 € est promis.')
	await customer.getByRole('button', { name: 'Envoyer ma version' }).click()
	await expect(customer.getByText('et un avoir de 10 € est promis.').first()).toBeVisible()
	await expect(customer.getByText('Une nouvelle box part demain.').first()).toBeVisible()

	const corrections = advisor.getByRole('region', { name: 'Résumés corrigés par leurs clients' })
	await expect(corrections.getByText('Une nouvelle box part demain.')).toBeVisible()
	await expect(corrections.getByText('et un avoir de 10 € est promis.')).toBeVisible()
	await corrections.getByRole('button', { name: 'C’est lu' }).click()
	await expect(corrections).toBeHidden()
	await promised.getByRole('button', { name: 'C’est fait' }).click()
	await expect(advisor.getByText('Rien à tenir pour l’instant.')).toBeVisible()

	const outbox = await open('olivier')
	await outbox.goto('/dev/outbox')
	await expect(outbox.getByText('Une nouvelle box part demain.').first()).toBeVisible()

	const lines = server.lines.join('\n')
	expect(lines).not.toMatch(/nadia|benali/i)
	expect(lines).not.toMatch(/\b(advisor|person|conversation|callback)Id\b/)
	expect(lines).not.toMatch(/"(\w*(duration|elapsed|responseTime|took)\w*|ms)"/i)
})

test('a colleague comes beside with notes that the customer never sees; who looks in says what for, and the advisor sees it', async ({
	open,
	expectNoise,
}) => {
	// Asking for what a supervisor may not read yet.
	expectNoise(/404 \(Not Found\)|400 \(Bad Request\) .*\/purpose/)
	const advisor = await desk(open, 'nadia')
	const customer = await ask(await open('anonymous'), 'Noé', 'Mon numéro peut-il me suivre ?')
	await take(advisor, 'Noé')
	await advisor.getByRole('button', { name: 'Demander un appui' }).click()

	const colleague = await desk(open, 'sami')
	await colleague.getByRole('button', { name: /Nadia demande quelqu’un/ }).click()
	await expect(colleague.getByText(/Vous êtes aux côtés de Nadia/)).toBeVisible()
	await colleague.getByRole('textbox', { name: 'Note entre collègues' }).fill('Le RIO est au dos de sa facture')
	await colleague.getByRole('button', { name: 'Garder la note' }).click()
	await expect(advisor.getByText('Le RIO est au dos de sa facture').first()).toBeVisible()
	await expect(advisor.getByText('À vos côtés : Sami')).toBeVisible()
	await reply(advisor, 'Oui, gardez votre numéro.')
	await expect(customer.getByText('Oui, gardez votre numéro.').first()).toBeVisible()

	const address = new URL(customer.url()).pathname
	for (const path of [
		address,
		`${address}.data`,
		`${address}/copie`,
		`${address}/etat`,
		`${address}/since?seq=0`,
		'/echanges',
	]) {
		const answer = await customer.request.get(path)
		expect([path, (await answer.text()).includes('dos de sa facture')]).toEqual([path, false])
	}
	await expect(customer.getByText('dos de sa facture')).toHaveCount(0)

	const supervisor = await open('claire')
	const contact = new URL(advisor.url()).pathname
	await supervisor.goto(contact)
	await expect(supervisor).toHaveURL(`${contact}/purpose`)
	await expect(supervisor.getByText('Oui, gardez votre numéro.')).toHaveCount(0)
	expect((await supervisor.request.get(`${contact}/since?seq=0`)).status()).toBe(404)
	await supervisor.getByRole('button', { name: /^Ouvrir/ }).click()
	await expect(supervisor.getByText('Il manque la raison.').first()).toBeVisible()
	await supervisor.getByRole('radio', { name: 'Une réclamation à traiter' }).check()
	await supervisor.getByRole('button', { name: /^Ouvrir/ }).click()
	await expect(supervisor.getByText('Oui, gardez votre numéro.').first()).toBeVisible()
	await expect(supervisor.getByLabel(/^Répondre à/)).toHaveCount(0)
	await expect(advisor.getByText(/Claire .* a ouvert cet échange à .*réclamation/)).toBeVisible()
	await expect(customer.getByText(/a ouvert cet échange/)).toHaveCount(0)
})

test('in practice nobody is real: marked on every screen, nothing leaves, nothing is counted', async ({
	open,
	expectNoise,
	server,
}) => {
	// The page of a practice may ask for it once more while it is left.
	expectNoise(/404 \(Not Found\) .*(\/desk\/training\/|\/stream\?)/)
	const claire = await open('claire')
	const counts = () => {
		const database = new Database(join(server.folder, 'relais.db'), { readonly: true })
		const tables = ['outbox', 'conversations', 'messages', 'callbacks', 'cases', 'wrap_ups', 'promises', 'frictions']
		const all = tables.map((table) => {
			const { n } = database.prepare(`select count(*) n from ${table}`).get() as { n: number }
			return `${table} ${n}`
		})
		database.close()
		return all
	}
	const advisor = await desk(open, 'sami')
	const [before, causes] = [counts(), await (await claire.request.get('/frictions/export.csv')).text()]
	await advisor.getByRole('link', { name: 'S’entraîner' }).click()
	const marked = () => expect(advisor.getByRole('region', { name: 'Entraînement' })).toBeVisible()
	await marked()
	await advisor.getByRole('button', { name: 'Commencer : La facture a doublé' }).click()
	await marked()
	await advisor.getByRole('button', { name: 'Prendre' }).click()
	await expect(advisor.getByText('Je veux comprendre avant de payer.').first()).toBeVisible()
	await reply(advisor, 'Je regarde votre facture ligne par ligne.')
	await expect(advisor.getByText('Il y a une ligne que je ne comprends pas.').first()).toBeVisible()
	await advisor.getByRole('link', { name: 'Conclure' }).click()
	await marked()
	await advisor.getByRole('button', { name: 'Terminer l’entraînement' }).click()
	await expect(advisor.getByRole('heading', { name: 'Ce que Ahmed espérait' })).toBeVisible()
	await marked()

	await advisor.goto('/desk/training')
	await advisor
		.getByRole('button', { name: /^Commencer : .*/ })
		.filter({ visible: true })
		.last()
		.click()
	await marked()
	await advisor.getByRole('button', { name: 'Quitter l’entraînement' }).click()
	await expect(advisor.getByRole('heading', { level: 1, name: 'Votre poste' })).toBeVisible()
	expect(counts()).toEqual(before)
	expect(await (await claire.request.get('/frictions/export.csv')).text()).toBe(causes)
})

test('whose advisor’s browser is gone goes first, is told, and is offered to who comes', async ({ open, server }) => {
	await leave(await desk(open, 'sami'))
	const advisor = await desk(open, 'nadia')
	const customer = await ask(await open('anonymous'), 'Inès', 'Plus de réseau à Lens')
	await take(advisor, 'Inès')
	const other = await ask(await open('anonymous'), 'Bastien', 'Je déménage le 12')
	await advisor.context().close()
	const database = new Database(join(server.folder, 'relais.db'), { timeout: 5_000 })
	await expect(async () => {
		// Two minutes without a sign of the desk; one that was on its way when it closed may still have come.
		database.prepare('update presences set last_seen_at = last_seen_at - 121000 where capacity is not null').run()
		await expect(customer.getByText(/La connexion de Nadia s’est coupée. Vous passez en premier/).first()).toBeVisible()
	}).toPass({ timeout: 40_000 })
	database.close()
	await expect(customer.getByText('Vous êtes la prochaine personne.').first()).toBeVisible()
	const colleague = await desk(open, 'sami')
	await expect(colleague.getByRole('article', { name: /Inès/ })).toBeVisible()
	for (const page of [customer, other]) await page.getByRole('button', { name: 'Quitter la file' }).click()
	await leave(colleague)
})

test('fewer at once needs no reason; nothing is offered to who breathes, until they light their window', async ({
	open,
}) => {
	const advisor = await desk(open, 'nadia')
	const first = await ask(await open('anonymous'), 'Lou', 'La fibre ne vient pas')
	await advisor
		.getByRole('article', { name: /Lou/ })
		.getByRole('button', { name: /Accepter/ })
		.click()
	await expect(advisor.getByRole('heading', { level: 1, name: 'Lou' })).toBeVisible()
	await advisor.getByRole('button', { name: /à la fois : 1$/ }).click()
	await expect(advisor.getByRole('button', { name: /à la fois : 1$/ })).toHaveAttribute('aria-pressed', 'true')
	await expect(advisor.getByRole('dialog')).toHaveCount(0)
	await ask(await open('anonymous'), 'Théo', 'Changer de formule')
	await expect(advisor.getByRole('link', { name: 'Théo' }).first()).toBeVisible()
	await expect(advisor.getByRole('article', { name: /Théo/ })).toHaveCount(0)

	await advisor.getByRole('link', { name: 'Conclure' }).click()
	await advisor.getByRole('button', { name: 'Conclure et souffler' }).click()
	await expect(first.getByText(/a terminé cette conversation/).first()).toBeVisible()
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	await expect(light).toBeVisible()
	// There is room again and somebody waits: long enough for an offer to have come, none did.
	await advisor.waitForTimeout(2_500)
	await expect(advisor.getByRole('article', { name: /attend quelqu’un/ })).toHaveCount(0)
	await light.click()
	await expect(advisor.getByRole('article', { name: /attend quelqu’un/ }).first()).toBeVisible()
})

/** How many can be offered a chat, as customers are told. */
async function offerable(server: TestServer): Promise<number> {
	const { chat } = await (await fetch(`${server.url}/api/availability`)).json()
	return chat.advisors
}

type Open = Fixtures['open']

/** A desk with its window lit. */
async function desk(open: Open, who: 'nadia' | 'sami'): Promise<Page> {
	const page = await open(who)
	await page.goto('/desk')
	const light = page.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.count()) await light.click()
	await expect(page.getByText('Disponible').first()).toBeVisible()
	return page
}

async function leave(page: Page): Promise<void> {
	await page.goto('/desk')
	await page.getByRole('button', { name: 'Quitter le poste' }).click()
	await expect(page.getByText('Absent').first()).toBeVisible()
}

async function ask(page: Page, firstName: string | null, words: string): Promise<Page> {
	await page.goto('/ecrire')
	if (firstName) await page.getByLabel('Votre prénom').fill(firstName)
	await page.getByLabel('De quoi avez-vous besoin ?').fill(words)
	await page.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(page).toHaveURL(/\/echanges\//)
	return page
}

async function take(advisor: Page, name: string): Promise<void> {
	await advisor.getByRole('link', { name }).first().click()
	await advisor.getByRole('button', { name: 'Prendre', exact: true }).click()
	await expect(advisor.getByLabel(`Répondre à ${name}`)).toBeVisible()
}

async function reply(advisor: Page, words: string): Promise<void> {
	await advisor.getByLabel(/^Répondre à/).fill(words)
	await advisor.getByRole('button', { name: 'Envoyer', exact: true }).click()
}

const MOST_TABS = 60

/** Goes with the Tab key alone to what bears this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	for (let tab = 0; tab < MOST_TABS; tab++) {
		await page.keyboard.press('Tab')
		const reached = await page.evaluate(() => {
			const on = document.activeElement
			return on instanceof HTMLElement ? (on.getAttribute('aria-label') ?? on.textContent ?? '').trim() : ''
		})
		if (name.test(reached)) return
	}
	throw new Error(`Tab does not lead to ${name}`)
}
