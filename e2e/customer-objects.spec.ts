import { expect, test } from './fixtures'
import { ROUTE_ACCESS } from './route-access'

/**
 * How to find objects of Camille's that the demonstration links to: the first such link of a page. Every route
 * that names an object is tried in `app/accounts/objects-of-others.test.ts`, without a browser's addresses.
 */
const OBJECTS: Record<string, { on: string; link: RegExp; to?: (address: string) => string }> = {
	'routes/(en).compte_.lignes.$id': { on: '/compte', link: /\/compte\/lignes\/[^"?#]+/ },
	'routes/(en).compte_.contrats.$reference.formule': { on: '/compte', link: /\/compte\/contrats\/[^"/]+\/formule/ },
	'routes/(en).compte_.contrats.$reference.options': { on: '/compte', link: /\/compte\/contrats\/[^"/]+\/options/ },
	'routes/(en).compte_.factures_.$number': { on: '/compte/factures', link: /\/compte\/factures\/F[^"/.]+/ },
	'routes/(en).compte_.factures_.$number[.]pdf': {
		...{ on: '/compte/factures', link: /\/compte\/factures\/F[^"/.]+/ },
		to: (address) => `${address}.pdf`,
	},
}

test('what the account links to answers 404 to another customer, as page and as data', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/404/)
	expect(Object.keys(ROUTE_ACCESS)).toEqual(expect.arrayContaining(Object.keys(OBJECTS)))

	const [camille, aicha] = [await open('camille'), await open('aicha')]
	const seen: Record<string, number[]> = {}
	for (const [id, { on, link, to = (address: string) => address }] of Object.entries(OBJECTS)) {
		const found = (await (await camille.request.get(on)).text()).match(link)?.[0]
		if (!found) throw new Error(`${on} shows no object for ${id}`)
		const address = to(found)
		const statuses = [(await camille.request.get(address)).status()]
		for (const asked of [address, `/en${address}`, `${address}.data`, `/en${address}.data`])
			statuses.push((await aicha.request.get(asked, { maxRedirects: 0 })).status())
		seen[id] = statuses
	}
	expect(seen).toEqual(Object.fromEntries(Object.keys(OBJECTS).map((id) => [id, [200, 404, 404, 404, 404]])))
})
