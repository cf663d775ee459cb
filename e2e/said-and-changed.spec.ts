import { expect, test } from './fixtures'

test('what was mended is public while a supervisor wants it so, beside how promises are kept, without JavaScript', async ({
	open,
}) => {
	const anybody = await open('anonymous', { javaScriptEnabled: false })
	const claire = await open('claire', { javaScriptEnabled: false })
	const said = anybody.getByText('La fiche ne disait pas quoi faire', { exact: false })
	await anybody.goto('/')
	await anybody.getByRole('contentinfo').getByRole('link', { name: 'Vous l’avez dit, nous l’avons changé' }).click()
	await expect(said).toBeVisible()
	await anybody.getByRole('link', { name: 'Ce que nous promettons, et ce que nous tenons' }).click()
	await expect(anybody.getByText(/des promesses tenues à l’heure\s\(entre/)).toBeVisible()
	await expect(anybody.getByRole('row', { name: /Une réponse écrite/ })).toContainText('Trop peu')

	await claire.goto('/frictions/article-no%3Acode-connexion-non-recu')
	await claire.getByRole('link', { name: 'Publier ce qui a changé' }).click()
	await claire.getByRole('button', { name: 'Retirer de la page' }).click()
	await expect(claire.getByText('C’est retiré de la page publique.')).toBeVisible()
	await anybody.goto('/vous-avez-dit')
	await expect(said).toHaveCount(0)

	await claire.getByRole('button', { name: 'Publier', exact: true }).click()
	await expect(claire.getByText('C’est publié.')).toBeVisible()
	await anybody.goto('/en/vous-avez-dit')
	await expect(anybody.getByText('The article covers this case and gives the real delay.')).toBeVisible()

	await claire.goto('/frictions')
	await claire.getByRole('link', { name: 'Ce qu’en disent les clients' }).click()
	await expect(claire.getByText(/ont trouvé cela facile \(entre/)).toBeVisible()
})
