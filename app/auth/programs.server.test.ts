import { beforeEach, describe, expect, test, vi } from 'vitest'
import { currentConnections } from '#db/client.server'
import { environment } from '~/env.server'
import { resetLimits } from './limits.server'
import { setPhone } from './people.server'
import { answerProgram, malformed, programAnswer, readJson } from './programs.server'

vi.hoisted(() => {
	process.env.API_TOKEN = 'a-token-of-some-length'
})

beforeEach(resetLimits)

const ask = (method: string, headers: Record<string, string> = {}, body?: BodyInit) =>
	new Request('http://localhost:3000/api/v1/things', {
		method,
		body,
		headers: { Authorization: 'Bearer a-token-of-some-length', 'x-relais-address': '192.0.2.1', ...headers },
	})
const things = (request: Request) =>
	answerProgram(request, {
		get: async () => programAnswer({ things: [] }),
		post: async (lang) => programAnswer(await readJson(request, lang), 201),
	})
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code
const json = { 'Content-Type': 'application/json' }

describe('the token', () => {
	test('opens, whatever the scheme is written like', async () => {
		for (const authorization of [
			'Bearer a-token-of-some-length',
			'bearer a-token-of-some-length',
			'BEARER  a-token-of-some-length',
		])
			expect((await things(ask('GET', { Authorization: authorization }))).status, authorization).toBe(200)
	})
	test.each([
		'',
		'Bearer',
		'Bearer ',
		'Bearer a-token-of-some-lengt',
		'Bearer a-token-of-some-length-and-more',
		'Bearer A-TOKEN-OF-SOME-LENGTH',
		'Bearer a-token-of-some-length x',
		'Basic a-token-of-some-length',
		'a-token-of-some-length',
		'Bearer undefined',
	])('nothing else does: %s', async (authorization) => {
		const answer = await things(ask('GET', { Authorization: authorization }))
		expect(answer.status).toBe(401)
		expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
		expect(answer.headers.get('Cache-Control')).toBe('no-store')
		expect(await codeOf(answer)).toBe('unauthorized')
	})
	test('a cookie or a query opens nothing', async () => {
		const request = new Request('http://localhost:3000/api/v1/things?access_token=a-token-of-some-length', {
			headers: { Cookie: 'token=a-token-of-some-length' },
		})
		expect((await things(request)).status).toBe(401)
	})
	test('while none is set there is nothing, whatever is sent', async () => {
		const { API_TOKEN } = environment()
		try {
			environment().API_TOKEN = undefined
			for (const authorization of ['', 'Bearer', 'Bearer undefined', 'Bearer a-token-of-some-length']) {
				const answer = await things(ask('GET', { Authorization: authorization }))
				expect(answer.status).toBe(404)
				expect(answer.headers.get('WWW-Authenticate')).toBeNull()
			}
		} finally {
			environment().API_TOKEN = API_TOKEN
		}
	})
	test('guessing is slowed down, who has it is not', async () => {
		for (let n = 0; n < 120; n++) await things(ask('GET', { Authorization: 'Bearer x' }))
		const refused = await things(ask('GET', { Authorization: 'Bearer x' }))
		expect(refused.status).toBe(429)
		expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
		expect(await codeOf(refused)).toBe('too-many-requests')
		expect((await things(ask('GET'))).status).toBe(200)
	})
	test('one token may ask a hundred times a second, from many addresses together', async () => {
		for (let n = 0; n < 6_000; n++) {
			const answer = await things(ask('GET', { 'x-relais-address': `192.0.2.${n % 200}` }))
			if (answer.status !== 200) throw new Error(`refused at ${n}`)
		}
		expect((await things(ask('GET', { 'x-relais-address': '198.51.100.1' }))).status).toBe(429)
	})
})

describe('the request', () => {
	test('what is read may be asked without its body', async () => {
		expect((await things(ask('HEAD'))).status).toBe(200)
	})
	test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
		'%s is not for this address, and those that are, are named',
		async (method) => {
			const answer = await things(ask(method))
			expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, POST'])
			expect(await codeOf(answer)).toBe('method-not-allowed')
		},
	)
	test('JSON is read, also with a charset', async () => {
		for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON']) {
			const answer = await things(ask('POST', { 'Content-Type': type }, '{"prénom":"Zoé"}'))
			expect([answer.status, await answer.json()]).toEqual([201, { prénom: 'Zoé' }])
		}
	})
	test.each([
		'text/plain',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/jsonp',
		'',
	])('%s is not', async (type) => {
		const answer = await things(ask('POST', { 'Content-Type': type }, '{}'))
		expect([answer.status, await codeOf(answer)]).toEqual([415, 'unsupported-media-type'])
	})
	test.each(['', '{', 'null', '3', '"x"', '[]', '{"a":1}x'])(
		'a body that is no object is malformed: %s',
		async (body) => {
			const answer = await things(ask('POST', json, body))
			expect([answer.status, await codeOf(answer)]).toEqual([400, 'malformed'])
		},
	)
	test('so is one that is not UTF-8', async () => {
		const answer = await things(ask('POST', json, new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))
		expect(answer.status).toBe(400)
	})
	test('a body over 16 kB is refused, counted in bytes', async () => {
		expect((await things(ask('POST', json, JSON.stringify({ a: 'x'.repeat(16_000) })))).status).toBe(201)
		const answer = await things(ask('POST', json, JSON.stringify({ a: 'é'.repeat(9_000) })))
		expect([answer.status, await codeOf(answer)]).toEqual([413, 'too-large'])
	})
	test('what breaks is said in the same shape, without its cause', async () => {
		const answer = await answerProgram(ask('GET'), { get: () => Promise.reject(new Error('a secret')) })
		expect(answer.status).toBe(500)
		expect(await answer.text()).not.toContain('secret')
	})
	test('while nothing can be stored the answer says so, and when to come back', async () => {
		const { writer } = currentConnections()
		writer.pragma('query_only = 1')
		try {
			const answer = await answerProgram(ask('POST'), {
				post: async () => {
					await setPhone('nobody', '+33353014199')
					return programAnswer({})
				},
			})
			expect([answer.status, await codeOf(answer)]).toEqual([503, 'nothing-stored'])
			expect(answer.headers.get('Retry-After')).toBe('5')
		} finally {
			writer.pragma('query_only = 0')
		}
	})
	test('the language of words is the one accepted, else French', async () => {
		const words = async (accepted: string) => {
			const request = ask('GET', { 'Accept-Language': accepted })
			const answer = await answerProgram(request, { get: (lang) => Promise.reject(malformed(['when'], lang)) })
			return ((await answer.json()) as { error: { message: string } }).error.message
		}
		expect(await words('en-GB,fr;q=0.5')).toBe('The request is not understood. To mend: when.')
		for (const accepted of ['', '*', 'de', 'fr-FR,en;q=0.5'])
			expect(await words(accepted)).toMatch(/^La demande n’est pas comprise/)
	})
})
