import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

test('an offer that is not accepted goes to the next advisor; a reload keeps the place; a colleague is introduced by name; and it is taken up again', async ({
	open,
	expectNoise,
}) => {
	// Whoever hands a conversation over may ask for it once more before they leave its page.
	expectNoise(/404 \(Not Found\) .*\/desk\/conversations\//)
	test.setTimeout(90_000)
	const desks = { Nadia: await desk(open, 'nadia'), Sami: await desk(open, 'sami') }
	const customer = await open('anonymous')
	await customer.goto('/ecrire')
	await customer.getByLabel('Votre prénom').fill('Maud')
	await customer.getByLabel('De quoi avez-vous besoin ?').fill('Ma facture a doublé')
	await customer.getByRole('button', { name: 'Envoyer à un conseiller' }).click()
	await expect(customer.getByRole('heading', { level: 1, name: 'Vous êtes la prochaine personne' })).toBeVisible()

	const offer = (page: Page) => page.getByRole('article', { name: /Maud/ })
	const first = await whoHas(desks, offer)
	const second = first === 'Nadia' ? 'Sami' : 'Nadia'
	await expect(desks[first]).toHaveTitle(/^\(1\)/)
	await customer.reload()
	await expect(customer.getByText('Vous êtes la prochaine personne.').first()).toBeVisible()
	await offer(desks[first])
		.getByRole('button', { name: /Pas maintenant/ })
		.click()
	await expect(offer(desks[first])).toHaveCount(0)
	await expect(offer(desks[second])).toBeVisible()
	await desks[second].keyboard.press('Alt+a')
	await expect(desks[second].getByRole('heading', { level: 1, name: 'Maud' })).toBeVisible()
	// Each is also said aloud once, in a region of its own.
	const thread = customer.getByRole('region', { name: 'Messages' })
	await expect(thread.getByText(`${second} vous répond.`)).toBeVisible()

	await desks[second].getByRole('button', { name: 'Passer…' }).click()
	await desks[second].getByRole('radio', { name: new RegExp(first) }).check()
	await desks[second].getByLabel(/Ce que votre collègue doit savoir/).fill('Option oubliée en octobre')
	await desks[second].getByRole('button', { name: 'Proposer' }).click()
	await expect(desks[second].getByText(/Vous gardez la conversation/)).toBeVisible()
	await expect(offer(desks[first]).getByText('Option oubliée en octobre')).toBeVisible()
	await offer(desks[first])
		.getByRole('button', { name: /Accepter/ })
		.click()
	await expect(thread.getByText(`${second} vous présente ${first}, qui a lu votre conversation.`)).toHaveCount(1)
	await desks[first].getByLabel(/^Répondre à/).fill('Bonjour Maud, j’ai compris.')
	await desks[first].getByRole('button', { name: 'Envoyer', exact: true }).click()
	await expect(customer.getByText('Bonjour Maud, j’ai compris.').first()).toBeVisible()
	await desks[second].getByRole('button', { name: `Passer la main à ${first}` }).click()
	await expect(thread.getByText(`${second} vous laisse avec ${first}.`)).toHaveCount(1)
	await expect(customer.getByText('Option oubliée en octobre')).toHaveCount(0)

	await customer.getByRole('button', { name: 'Terminer' }).click()
	const reference = await customer
		.getByText(/^Dossier/)
		.first()
		.textContent()
	await customer.getByRole('button', { name: 'Reprendre cette conversation' }).click()
	await expect(customer.getByText('Vous êtes la prochaine personne.').first()).toBeVisible()
	await expect(customer.getByText((reference ?? '').replace(/.*Dossier/, 'Dossier')).first()).toBeVisible()
	await expect(customer.getByText('Bonjour Maud, j’ai compris.').first()).toBeVisible()
	await expect(offer(desks[first])).toBeVisible()
})

async function desk(open: (person: 'nadia' | 'sami') => Promise<Page>, who: 'nadia' | 'sami') {
	const page = await open(who)
	await page.goto('/desk')
	const light = page.getByRole('button', { name: 'Rallumer ma fenêtre' })
	if (await light.count()) await light.click()
	await expect(page.getByText('Disponible').first()).toBeVisible()
	return page
}

/** Whose desk shows it: the offer goes to one advisor at a time. */
async function whoHas<Name extends string>(
	desks: Record<Name, Page>,
	what: (page: Page) => ReturnType<Page['locator']>,
) {
	const names = Object.keys(desks) as Name[]
	let found: Name | undefined
	await expect(async () => {
		const counts = await Promise.all(names.map((name) => what(desks[name]).count()))
		expect(counts.filter((count) => count > 0)).toHaveLength(1)
		found = names[counts.findIndex((count) => count > 0)]
	}).toPass()
	if (!found) throw new Error('on no desk')
	return found
}
