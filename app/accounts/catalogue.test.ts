import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CatalogueError, loadCatalogue, parseCatalogue, planVersionOn } from './catalogue.server'

const shipped = readFileSync('content/catalogue.yaml', 'utf8')

test('the catalogue that is shipped is right', () => {
	const catalogue = loadCatalogue('content')
	expect(catalogue.plans.find((plan) => plan.id === 'mobile-40')).toMatchObject({
		priceCents: 1_299,
		allowanceMb: 40_000,
	})
	expect(catalogue.cancellation.noticeDays).toBe(10)
})

test('what was sold before stays readable, with the tax of its price', () => {
	const plan = loadCatalogue('content').plans.find((one) => one.id === 'mobile-100')
	if (!plan) throw new Error('mobile-100 is not in the catalogue')
	expect(planVersionOn(plan, '2026-11-23')).toMatchObject({ name: { fr: 'Mobile 100 Go' }, priceCents: 1_599 })
	expect(planVersionOn(plan, '2025-05-31')).toMatchObject({
		since: '2018-01-01',
		name: { fr: 'Mobile 80 Go' },
		priceCents: 1_499,
		taxBasisPoints: 2_000,
	})
})

test('an option cannot require two that conflict', () => {
	const broken = shipped.replace(
		'  - id: second-sim\n    for: mobile\n',
		`  - id: second-sim
    for: mobile
    requires:
      - { option: border, why: { fr: oui, en: yes } }
      - { option: world, why: { fr: oui, en: yes } }
`,
	)
	expect(() => parseCatalogue(broken, 'catalogue.yaml')).toThrow(/needs border and world, which conflict/)
})

test.each([
	['noticeDays: 10', 'noticeDays: 30', /catalogue\.yaml:\d+: cancellation\.noticeDays/],
	['priceCents: 2499', 'priceCents: 24.99', /catalogue\.yaml:33: plans\.0\.priceCents/],
	['taxPercent: 20', 'taxPercent: 5.555', /catalogue\.yaml:\d+: taxPercent: two decimals at most/],
	['since: 2026-02-01', 'since: 2026-02-30', /catalogue\.yaml:\d+: plans\.0\.since: a day of the calendar/],
	['since: 2026-02-01', 'since: 2018-01-01', /plans\.0\.earlier\.0\.since: not before the version that follows/],
	['- with: world', '- with: moon', /options\.0\.conflicts\.0\.with: no option is called moon/],
	['- with: world', '- with: border', /an option does not conflict with itself/],
	['- option: tv-family', '- option: second-sim', /second-sim is for mobile plans/],
	['- option: tv-family', '- option: tv-cinema', /requires itself in the end/],
	['plans: [mobile-40,', 'plans: [fibre-1000,', /no mobile plan is called fibre-1000/],
	['effective: [now,', 'effective: [later,', /changes\.effective/],
	['services: [mobile]', 'services: [telepathy]', /no service is called telepathy/],
	['id: fibre-1000', 'id: fibre-500', /fibre-500 is there twice/],
	['plans:', 'plans: [', /catalogue\.yaml:\d+:/],
])('%s written as %s is refused with its line', (right, wrong, message) => {
	const broken = shipped.replace(right, wrong)
	expect(() => parseCatalogue(broken, 'catalogue.yaml')).toThrow(CatalogueError)
	expect(() => parseCatalogue(broken, 'catalogue.yaml')).toThrow(message)
})
