import { expect, test } from './fixtures'

const BROKEN_NETWORK = /Failed to (fetch|load resource)|ERR_INTERNET|NetworkError/

test('two editors and a reader: an article is changed beside the page, read by a second person, and comes out within a second', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/status of 404/)
	const [helene, claire, reader] = [await open('helene'), await open('claire'), await open('anonymous')]
	await helene.goto('/studio')
	await helene.getByRole('link', { name: 'Ma box clignote en rouge' }).first().click()
	const title = (await helene.getByRole('heading', { level: 1 }).textContent()) ?? ''
	const address = (await helene.getByRole('link', { name: 'Voir la page' }).getAttribute('href')) ?? ''
	const text = helene.getByRole('textbox', { name: 'Texte', exact: true })
	await text.press('Control+Home')
	await text.pressSequentially('Un ornithorynque peut ronger le câble. ')
	await expect(helene.getByRole('region', { name: 'Aperçu' })).toContainText('ornithorynque')
	await expect(helene.getByRole('status').filter({ hasText: 'Enregistré.' })).toBeVisible()
	await reader.goto(address)
	await expect(reader.getByText('ornithorynque')).toHaveCount(0)

	await helene.getByRole('combobox', { name: 'À qui' }).selectOption({ label: 'Claire Delmas' })
	await helene.getByRole('button', { name: 'Demander une relecture' }).click()
	await expect(helene.getByText('Claire Delmas relit.')).toBeVisible()
	await expect(helene.getByRole('button', { name: 'Publier', exact: true })).toHaveCount(0)

	await claire.goto('/studio')
	await claire.getByRole('region', { name: 'À relire par vous' }).getByRole('link', { name: title }).click()
	await expect(claire.getByRole('region', { name: 'Ce qui change pour les lecteurs' })).toContainText('ornithorynque')
	await claire.getByRole('button', { name: 'Approuver' }).click()
	await expect(claire.getByText('Approuvé par Claire Delmas.')).toBeVisible()

	await helene.reload()
	await helene.getByRole('textbox', { name: 'Ce qui a changé, pour les lecteurs' }).fill('Le câble et les animaux.')
	await helene.getByRole('button', { name: 'Publier', exact: true }).click()
	await expect(helene.getByText(/^En ligne.+version 2/)).toBeVisible()
	await reader.reload()
	await expect(reader.getByText('Un ornithorynque peut ronger le câble.')).toBeVisible()
	await expect(reader.getByText('Le câble et les animaux.')).toBeVisible()
	await reader.goto('/search?q=ornithorynque')
	await expect(reader.getByRole('link', { name: title })).toBeVisible()
})

test('the same words changed by two editors: both are shown, one is chosen, and nothing typed in a cut is lost', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/status of 409/)
	expectNoise(BROKEN_NETWORK)
	const [helene, claire] = [await open('helene'), await open('claire')]
	await helene.goto('/studio/nouveau')
	await helene.getByRole('textbox', { name: 'Titre, dans les mots du client' }).fill('Ma box siffle')
	await helene.getByRole('button', { name: 'Commencer' }).click()
	const text = (page: typeof helene) => page.getByRole('textbox', { name: 'Texte', exact: true })
	const saved = (page: typeof helene) =>
		expect(page.getByRole('status').filter({ hasText: 'Enregistré' })).toBeVisible()
	await text(helene).fill('La box est blanche.\n')
	await helene.getByRole('button', { name: 'Enregistrer' }).click()
	await saved(helene)
	await claire.goto(helene.url())
	await text(claire).fill('La box est grise.\n')
	await claire.getByRole('button', { name: 'Enregistrer' }).click()
	await saved(claire)

	await text(helene).fill('La box est noire.\n')
	await expect(helene.getByText('Claire Delmas a changé les mêmes mots')).toBeVisible()
	await helene.getByRole('button', { name: 'Prendre le sien' }).click()
	await expect(text(helene)).toHaveValue('La box est grise.\n')
	await helene.getByRole('button', { name: 'Enregistrer ce choix' }).click()
	await saved(helene)

	await helene.context().setOffline(true)
	await text(helene).fill('La box est grise et chaude.\n')
	await expect(helene.getByText('Vos mots sont gardés dans ce navigateur')).toBeVisible()
	helene.on('dialog', (dialog) => dialog.accept())
	await helene.context().setOffline(false)
	await helene.reload()
	await expect(text(helene)).toHaveValue('La box est grise.\n')
	await helene.getByRole('button', { name: 'Les reprendre' }).click()
	await expect(text(helene)).toHaveValue('La box est grise et chaude.\n')
	await saved(helene)

	await helene.getByRole('link', { name: 'Versions' }).click()
	await expect(helene.getByRole('region', { name: /^De Brouillon/ })).toContainText('chaude')
})

test('by keyboard alone: bold, a heading, a link found by its words, saved; undo takes a mark back', async ({
	open,
}) => {
	const helene = await open('helene')
	await helene.goto('/studio/nouveau')
	await helene.getByRole('textbox', { name: 'Titre, dans les mots du client' }).fill('Ma box parle')
	await helene.keyboard.press('Enter')
	const text = helene.getByRole('textbox', { name: 'Texte', exact: true })
	await text.focus()
	await helene.keyboard.type('Coupez ')
	await helene.keyboard.press('Control+b')
	await expect(text).toHaveValue('Coupez **mots importants**')
	await helene.keyboard.press('Control+z')
	await expect(text).toHaveValue('Coupez ')
	await helene.keyboard.press('Control+k')
	await helene.keyboard.type('carte sim perdue')
	const found = helene.getByRole('button', { name: /carte SIM/ }).first()
	await expect(found).toBeVisible()
	await helene.keyboard.press('Tab')
	await helene.keyboard.press('Tab')
	await helene.keyboard.press('Enter')
	await expect(text).toHaveValue(/^Coupez \[.+\]\(\/articles\/[a-z0-9-]+\)$/)
	await helene.keyboard.press('Control+s')
	await expect(helene.getByRole('status').filter({ hasText: 'Enregistré.' })).toBeVisible()
})
