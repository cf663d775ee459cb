import { expect, test } from './fixtures'
import { ROUTE_ACCESS } from './route-access'

/** How to find an object of Camille's for each account route that shows one: the first such link of a page. */
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

/** The year is nobody's; of the others the demonstration holds none to link to: unit tests try them on another customer. */
const ELSEWHERE = [
	'routes/(en).compte_.donnees_.changement.$id',
	'routes/(en).compte_.donnees_.copie.$id[.]zip',
	'routes/(en).compte_.factures_.annee.$year[.]zip',
	'routes/(en).compte_.operations.$id',
	'routes/(en).compte_.paiements.$id',
]

test('every account route that shows an object answers 404 to another customer, as page and as data', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/404/)
	const withObject = Object.keys(ROUTE_ACCESS).filter((id) => /compte_.*\$/.test(id))
	expect(withObject.filter((id) => !ELSEWHERE.includes(id)).sort()).toEqual(Object.keys(OBJECTS).sort())

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
