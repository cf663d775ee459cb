import { beforeEach, expect, test } from 'vitest'
import { limit, refusalAsData, resetLimits } from './limits.server'

const from = (address: string, path = '/rappel') =>
	new Request(`http://localhost:3000${path}`, { method: 'POST', headers: { 'x-relais-address': address } })

async function refusalOf(attempt: Promise<void>): Promise<Response> {
	const refusal = await attempt.then(
		() => null,
		(thrown: unknown) => thrown,
	)
	if (!(refusal instanceof Response)) throw new Error('it was allowed')
	return refusal
}

beforeEach(resetLimits)

test('past the limit the answer is 429, says when to come back, and offers somebody', async () => {
	for (let n = 0; n < 20; n++) await limit('callback', from('192.0.2.1'), 'visit')
	const refusal = await refusalOf(limit('callback', from('192.0.2.1'), 'visit'))
	expect(refusal.status).toBe(429)
	const seconds = Number(refusal.headers.get('Retry-After'))
	expect(seconds).toBeGreaterThan(0)
	expect(seconds).toBeLessThanOrEqual(600)
	expect(await refusal.text()).toBe(
		'Trop d’essais en peu de temps. Réessayez dans 10\u00a0min, ou parlez à quelqu’un\u00a0: les moyens de nous joindre restent ouverts.',
	)
	expect(refusal.headers.get('content-type')).toContain('text/plain')
})

test('an English page is refused in English', async () => {
	for (let n = 0; n < 20; n++) await limit('chat', from('192.0.2.1', '/en/chat'), 'visit')
	expect(await (await refusalOf(limit('chat', from('192.0.2.1', '/en/chat'), 'visit'))).text()).toMatch(
		/^Too many tries in a short time\. Try again in 10 min, or talk to someone/,
	)
})

test('one address does not use up another’s tries, nor one limit another’s', async () => {
	for (let n = 0; n < 80; n++) await limit('callback', from('192.0.2.1'))
	await refusalOf(limit('callback', from('192.0.2.1')))
	await limit('callback', from('192.0.2.2'))
	await limit('message', from('192.0.2.1'))
})

test('one account is guarded against tries from many addresses', async () => {
	for (let n = 0; n < 5; n++) await limit('sign-in-code', from(`192.0.2.${n}`), 'camille@exemple.fr')
	expect((await refusalOf(limit('sign-in-code', from('192.0.2.99'), 'camille@exemple.fr'))).status).toBe(429)
	await limit('sign-in-code', from('192.0.2.99'), 'louise@exemple.fr')
})

test('one callback that is changed again and again does not keep its neighbours behind one address from changing theirs', async () => {
	for (let n = 0; n < 20; n++) await limit('callback-change', from('192.0.2.1'), 'RC-7K42PQ')
	await refusalOf(limit('callback-change', from('192.0.2.1'), 'RC-7K42PQ'))
	for (let n = 0; n < 100; n++) await limit('callback-change', from('192.0.2.1'), `RC-${n}`)
})

test('people who share an address can all sign in', async () => {
	for (let n = 0; n < 20; n++) await limit('sign-in-code', from('192.0.2.1'), `person-${n}@exemple.fr`)
	expect((await refusalOf(limit('sign-in-code', from('192.0.2.1'), 'one-more@exemple.fr'))).status).toBe(429)
})

test('many tries at once are counted one by one', async () => {
	const tries = await Promise.allSettled(
		Array.from({ length: 50 }, () => limit('callback', from('192.0.2.1'), 'visit')),
	)
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
})

test('several thousand questions in a row pass; past that, the refusal is data that says when to ask again', async () => {
	for (let n = 0; n < 12_000; n++) if (await refusalAsData('search-data', from('192.0.2.1'))) throw new Error(`at ${n}`)
	const refusal = await refusalAsData('search-data', from('192.0.2.1'))
	expect(refusal?.status).toBe(429)
	expect(refusal?.headers.get('Content-Type')).toMatch(/^application\/json/)
	const wait = Number(refusal?.headers.get('Retry-After'))
	expect(wait).toBeGreaterThan(0)
	expect(await refusal?.json()).toMatchObject({ error: 'too-many-requests', retryAfterSeconds: wait })
})
