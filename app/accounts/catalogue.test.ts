import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CatalogueError, loadCatalogue, parseCatalogue } from './catalogue.server'

const shipped = readFileSync('content/catalogue.yaml', 'utf8')

test('the catalogue that is shipped is right', () => {
	const catalogue = loadCatalogue('content')
	expect(catalogue.plans.find((plan) => plan.id === 'mobile-40')).toMatchObject({
		priceCents: 1_299,
		allowanceMb: 40_000,
	})
	expect(catalogue.cancellation.noticeDays).toBe(10)
})

test.each([
	['noticeDays: 10', 'noticeDays: 30', /catalogue\.yaml:\d+: cancellation\.noticeDays/],
	['priceCents: 2499', 'priceCents: 24.99', /catalogue\.yaml:\d+: plans\.0\.priceCents/],
	['conflicts: [world]', 'conflicts: [moon]', /no option is called moon/],
	['services: [mobile]', 'services: [telepathy]', /no service is called telepathy/],
	['id: fibre-1000', 'id: fibre-500', /fibre-500 is there twice/],
	['plans:', 'plans: [', /catalogue\.yaml:\d+:/],
])('%s written as %s is refused with its line', (right, wrong, message) => {
	const broken = shipped.replace(right, wrong)
	expect(() => parseCatalogue(broken, 'catalogue.yaml')).toThrow(CatalogueError)
	expect(() => parseCatalogue(broken, 'catalogue.yaml')).toThrow(message)
})
