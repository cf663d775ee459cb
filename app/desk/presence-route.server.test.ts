import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { expect, test } from 'vitest'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { presenceOf } from '~/handoff/presence.server'
import { loader } from '~/routes/desk'
import { action } from '~/routes/desk_.presence'

const url = 'http://localhost:3000/desk/presence'
type Who = Parameters<typeof browserOf>[0]
async function choose(who: Who, fields: Record<string, string>) {
	const request = new Request(url, { method: 'POST', headers: await browserOf(who), body: new URLSearchParams(fields) })
	return answerOf(() => action({ request, params: {}, context: {} } as ActionFunctionArgs))
}

test('an advisor says how many chats at once, from one to three, and stays as they are', async () => {
	const advisor = await makeAdvisor({ presence: 'breathing' })
	expect((await choose(advisor, { state: 'breathing', capacity: '3' })).status).toBe(303)
	expect(await presenceOf(advisor.id)).toEqual({ state: 'breathing', capacity: 3 })
	expect((await choose(advisor, { state: 'breathing', capacity: '1' })).status).toBe(303)
	for (const capacity of ['0', '4', 'all'])
		expect((await choose(advisor, { state: 'breathing', capacity })).status).toBe(404)
	expect(await presenceOf(advisor.id)).toEqual({ state: 'breathing', capacity: 1 })
	expect((await choose(await makePerson(), { capacity: '1' })).status).toBe(404)
})

test('the desk shows which colleagues are here, and for how long nobody is told', async () => {
	const advisor = await makeAdvisor({ name: 'Nadia Roux' })
	await makeAdvisor({ name: 'Sami Lambert', city: 'Clermont-Ferrand' })
	await makeAdvisor({ name: 'Lucie Fabre', presence: 'breathing' })
	await makeAdvisor({ name: 'Thomas Girard', presence: 'away' })
	const request = new Request('http://localhost:3000/desk', { headers: await browserOf(advisor) })
	const page = await (await answerOf(() => loader({ request, params: {}, context: {} } as LoaderFunctionArgs))).json()
	const shown = page.cities.flatMap(({ people }: { people: object[] }) => people)
	expect(shown.map(({ firstName }: { firstName: string }) => firstName).sort()).toEqual(
		expect.arrayContaining(['Lucie', 'Sami']),
	)
	expect(JSON.stringify(shown)).not.toMatch(/Nadia|Thomas/)
	for (const one of shown) expect(Object.keys(one).sort()).toEqual(['firstName', 'id', 'initials', 'lit'])
})
