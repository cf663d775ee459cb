import { expect, test } from './fixtures'

test.use({ hours: 'closed' })

const PHONE = { viewport: { width: 390, height: 844 } }

test('at night, without JavaScript, a customer shares a line, the other one forwards its calls, and it is taken back', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/status of 40[04]/)
	const camille = await open('camille', { ...PHONE, javaScriptEnabled: false })
	const aicha = await open('aicha', { ...PHONE, javaScriptEnabled: false })
	await camille.goto('/compte/partage')
	await camille.getByRole('button', { name: 'Envoyer l’invitation' }).click()
	await expect(camille.getByRole('alert')).toContainText('au moins une de vos lignes')
	await camille.getByLabel('E-mail de la personne').fill('aicha@ligne-claire.example')
	await camille.getByRole('checkbox', { name: /01.99.00.12.34/ }).check()
	await camille.getByRole('radio', { name: /^Gérer/ }).check()
	const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
	await camille.getByLabel('Dernier jour').fill(inAWeek)
	await camille.getByRole('button', { name: 'Envoyer l’invitation' }).click()
	await expect(camille.getByText('Invitation envoyée')).toBeVisible()

	await aicha.goto('/compte/partage')
	await expect(aicha.getByText('Camille Vasseur vous laisse gérer des lignes')).toBeVisible()
	await aicha.getByRole('button', { name: 'Accepter' }).click()
	await aicha.getByRole('region', { name: 'Lignes que l’on vous confie' }).getByRole('link').first().click()
	await expect(aicha.getByText('Ligne de Camille Vasseur.')).toBeVisible()
	await expect(aicha.getByRole('textbox', { name: 'Nom' })).toHaveCount(0)
	const line = aicha.url()
	await aicha.getByRole('link', { name: 'Renvoyer mes appels' }).click()
	await expect(aicha.getByText('Ligne de Camille Vasseur.')).toBeVisible()
	const shared = aicha.getByRole('region', { name: /01.99.00.12.34/ })
	const always = shared.getByRole('textbox', { name: /Numéro/ }).first()
	await always.fill('06 12')
	await shared.getByRole('button', { name: /^Renvoyer mes appels Toujours/ }).click()
	await expect(aicha.getByRole('alert')).toContainText('Un numéro court')
	await always.fill('06 12 34 56 78')
	await shared.getByRole('button', { name: /^Renvoyer mes appels Toujours/ }).click()
	await expect(aicha.getByRole('heading', { level: 1 })).toHaveText('Renvoyer ces appels ?')
	await expect(aicha.getByText('Vers le 06 12 34 56 78')).toBeVisible()
	await aicha.getByRole('button', { name: 'Renvoyer mes appels' }).click()
	await expect(aicha.getByRole('status')).toContainText('vérifié sur la ligne')
	await aicha.getByRole('button', { name: 'Annuler ce changement' }).click()
	await expect(aicha.getByRole('status')).toContainText('la ligne est comme avant')

	await camille.reload()
	await camille.getByRole('button', { name: /^Reprendre la main/ }).click()
	await expect(camille.getByText('Vous avez repris la main')).toBeVisible()
	await aicha.goto(line)
	await expect(aicha.getByRole('heading', { level: 1 })).not.toContainText('Votre ligne')
})
