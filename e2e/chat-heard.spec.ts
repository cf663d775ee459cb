import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { listenTo } from './screen-reader'

async function ask(page: Page, firstName: string): Promise<void> {
	await page.goto('/ecrire')
	await page.getByLabel('Votre prénom').fill(firstName)
	await page.getByLabel('De quoi avez-vous besoin ?').fill('Ma box clignote.')
	await page.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(page.getByLabel(/Votre message/)).toBeVisible()
}

test('who listens hears each change and each new message once, the history never, and stays where they are', async ({
	open,
}) => {
	test.setTimeout(60_000)
	const advisor = await open('nadia')
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.isVisible()) await light.click()
	await expect(advisor.getByText('Disponible').first()).toBeVisible()
	const answer = async (words: string) => {
		await advisor.getByLabel(/^Répondre à/).pressSequentially(words)
		await advisor.getByRole('button', { name: 'Envoyer', exact: true }).click()
	}

	const before = await open('anonymous')
	await ask(before, 'Ahmed')
	const page = await open('anonymous', { bypassCSP: true })
	await ask(page, 'Bruno')
	await expect(page.getByRole('heading', { level: 1, name: 'Vous êtes en position 2' })).toBeVisible()
	const { heard, forget } = await listenTo(page)
	const field = page.getByLabel(/Votre message/)
	await field.focus()

	// The queue moves behind them: nothing that is theirs has changed.
	const behind = await open('anonymous')
	await ask(behind, 'Chloé')
	await behind.getByRole('button', { name: 'Quitter la file' }).click()
	await expect(behind.getByText('Vous avez quitté la file').first()).toBeVisible()
	expect(await heard()).toEqual([])
	await before.getByRole('button', { name: 'Quitter la file' }).click()
	await expect.poll(heard).toEqual(['Vous êtes la prochaine personne.'])
	await expect(field).toBeFocused()

	await forget()
	await advisor.getByRole('button', { name: 'Prendre la suivante' }).click()
	await expect.poll(heard).toEqual(['Nadia vous répond.'])
	await forget()
	await answer('Bonjour Bruno.')
	await expect.poll(heard).toContain('Nadia : Bonjour Bruno.')
	await page.keyboard.type('Bonjour.')
	await page.keyboard.press('Enter')
	await expect(advisor.getByText('Bonjour.', { exact: true }).first()).toBeVisible()
	await answer('Et le voyant ?')
	await expect.poll(heard).toContain('Nadia : Et le voyant ?')
	const said = await heard()
	// Typing is told at most once before each message, one's own words never.
	expect(said.filter((words) => words !== 'Nadia écrit')).toEqual(['Nadia : Bonjour Bruno.', 'Nadia : Et le voyant ?'])
	expect(said.filter((words) => words === 'Nadia écrit').length).toBeLessThanOrEqual(2)
	await expect(field).toBeFocused()

	// Opened again, all of it is there to be read, and nothing of it is announced.
	await page.reload()
	await expect(page.getByText('Et le voyant ?')).toBeVisible()
	const again = await listenTo(page)
	await expect(page.getByRole('log')).toBeEmpty()
	await answer('Toujours là ?')
	await expect.poll(again.heard).toContain('Nadia : Toujours là ?')
	expect((await again.heard()).filter((words) => words !== 'Nadia écrit')).toEqual(['Nadia : Toujours là ?'])
	await advisor.getByRole('link', { name: 'Conclure' }).click()
	await advisor.getByRole('radio', { name: 'Internet ou box' }).check()
	await advisor.getByRole('radio', { name: /^Réglé/ }).check()
	await again.forget()
	await advisor.getByRole('button', { name: 'Conclure et souffler' }).click()
	await expect.poll(again.heard).toEqual(['Nadia a terminé cette conversation.'])
})

test('everything can be done by keyboard alone, from the first Tab on', async ({ open }) => {
	test.setTimeout(60_000)
	const advisor = await open('sami')
	await advisor.goto('/desk')
	const light = advisor.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.isVisible()) await light.click()
	await expect(advisor.getByText('Disponible').first()).toBeVisible()

	const page = await open('anonymous')
	const tabTo = async (name: string | RegExp, key = 'Tab') => {
		for (let stops = 0; stops < 40; stops++) {
			await page.keyboard.press(key)
			const focused = page.locator(':focus')
			if ((await focused.count()) === 0) continue
			// What has the focus can be seen, whole.
			const seen = await focused.evaluate((element) => {
				const labelled = element.matches('.sr-only') ? (element as HTMLInputElement).labels?.[0] : element
				const box = (labelled ?? element).getBoundingClientRect()
				const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2)
				return Boolean(top && (labelled ?? element).contains(top))
			})
			expect(
				seen,
				`stop ${stops} is hidden: ${await focused.evaluate((element) => element.outerHTML.slice(0, 200))}`,
			).toBe(true)
			if (
				await focused
					.and(page.getByRole('link', { name }).or(page.getByRole('button', { name })).or(page.getByLabel(name)))
					.count()
			)
				return
		}
		throw new Error(`${name} was not reached by ${key}`)
	}
	await page.goto('/')
	await page.keyboard.press('Tab')
	await expect(page.locator(':focus')).toHaveText('Parler à quelqu’un')
	await page.keyboard.press('Enter')
	await tabTo(/^Écrire$/)
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(/\/ecrire/)
	await tabTo('Votre prénom')
	await page.keyboard.type('Dana')
	await tabTo('De quoi avez-vous besoin ?')
	await page.keyboard.type('Ma box clignote.')
	await tabTo('Envoyer à un conseiller')
	await page.keyboard.press('Enter')
	await expect(page.getByRole('heading', { level: 1, name: 'Vous êtes la prochaine personne' })).toBeVisible()

	await tabTo(/^Votre message/)
	await page.keyboard.type('Le voyant est rouge.')
	await page.keyboard.press('Enter')
	await expect(page.locator('.bubble')).toHaveCount(2)
	const chosen = page.waitForEvent('filechooser')
	await tabTo('Joindre des fichiers')
	await page.keyboard.press('Enter')
	await (await chosen).setFiles({ name: 'voyant.txt', mimeType: 'text/plain', buffer: Buffer.from('rouge') })
	await expect(page.getByText('voyant.txt')).toBeVisible()
	await tabTo('Envoyer')
	await page.keyboard.press('Enter')
	await expect(page.getByRole('link', { name: /Enregistrer voyant\.txt/ })).toBeVisible()

	await advisor.getByRole('button', { name: 'Prendre la suivante' }).click()
	await advisor.getByLabel(/^Répondre à/).fill('Bonjour Dana.')
	await advisor.getByRole('button', { name: 'Envoyer', exact: true }).click()
	await expect(page.locator('.bubble', { hasText: 'Bonjour Dana.' })).toBeVisible()
	await tabTo('Terminer', 'Shift+Tab')
	await page.keyboard.press('Enter')
	await expect(page.getByText('Vous avez terminé cette conversation.').first()).toBeVisible()
	await tabTo(/sur 7$/)
	await page.keyboard.press('Space')
	for (let right = 0; right < 5; right++) await page.keyboard.press('ArrowRight')
	await expect(page.getByRole('radio', { name: '6 sur 7' })).toBeChecked()
	await tabTo('Envoyer')
	await page.keyboard.press('Enter')
	await expect(page.getByText('C’est lu par l’équipe, sans votre nom.')).toBeVisible()
})
