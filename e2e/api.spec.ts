import { expect, test } from './fixtures'
import { PhoneCompany } from './phone-company'
import { type Hours, TestServer } from './server'

const TOKEN = 'a token for tests'.replaceAll(' ', '-')
/** A valid French number of the range kept for fiction, another one for each order. */
let next = 4_000
const number = () => `+3319900${++next}`

interface Answer {
	status: number
	headers: Headers
	// biome-ignore lint/suspicious/noExplicitAny: what another program reads is checked field by field
	body: any
}

/** Another program, which has nothing but an address and a token. */
function program(server: TestServer, token: string | null = TOKEN) {
	return async (
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> => {
		const answer = await fetch(`${server.url}/api/v1${path}`, {
			method,
			headers: {
				...(token === null ? {} : { Authorization: `Bearer ${token}` }),
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		})
		const text = await answer.text()
		return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) }
	}
}

const order = (over: Record<string, unknown> = {}) => ({
	...{ phone: number(), when: 'now', reason: 'internet', lang: 'fr', firstName: 'Zoé', phoneVerified: true },
	...over,
})

/** A server of its own with the door open, gone after the test; a line it had no reason to write fails it. */
async function withServer(
	environment: Record<string, string>,
	work: (server: TestServer) => Promise<void>,
	hours: Hours = 'open',
): Promise<void> {
	const server = await new TestServer(hours, { API_TOKEN: TOKEN, ...environment }).start()
	try {
		await work(server)
		expect(server.lines).toEqual([])
	} finally {
		await server.remove()
	}
}

test('without a token in the configuration there is nothing for other programs', async ({ server }) => {
	for (const token of [null, TOKEN, 'undefined', ''])
		for (const [method, path] of [
			['GET', '/slots'],
			['POST', '/callbacks'],
			['GET', '/callbacks/RC-234567'],
			['DELETE', '/callbacks/RC-234567'],
			['PUT', '/advisors/nadia@ligne-claire.example/presence'],
			['GET', '/nothing'],
		] as const) {
			const answer = await program(server, token)(method, path, method === 'GET' ? undefined : order())
			expect([answer.status, answer.body.error.code], `${method} ${path}`).toEqual([404, 'not-found'])
			expect(answer.headers.get('cache-control')).toBe('no-store')
		}
})

test('a program orders a callback in either language, follows it, and cancels it; nobody else can', async ({
	open,
}) => {
	await withServer({ TELEPHONY_SPEED: '20' }, async (server) => {
		const [api, stranger, anonymous] = [program(server), program(server, `${TOKEN}x`), program(server, null)]
		for (const other of [stranger, anonymous])
			for (const [method, path] of [
				['POST', '/callbacks'],
				['GET', '/slots'],
				['PUT', '/advisors/nadia@ligne-claire.example/presence'],
				['GET', '/nothing'],
			] as const) {
				const answer = await other(method, path, method === 'GET' ? undefined : order())
				expect([answer.status, answer.headers.get('www-authenticate')], path).toEqual([401, 'Bearer'])
			}

		for (const [lang, premium, heading] of [
			['fr', /^C’est un numéro surtaxé/, 'Un conseiller vous appelle'],
			['en', /^This is a premium-rate number/, 'An advisor calls you'],
		] as const) {
			const refused = await api('POST', '/callbacks', order({ lang, phone: '08 99 12 34 56' }))
			expect([refused.status, refused.body.error.code]).toEqual([422, 'number-premium'])
			expect(refused.body.error.message).toMatch(premium)

			const { slots } = (await api('GET', '/slots')).body
			const slot = slots.findLast(({ free }: { free: number }) => free > 0)
			const ordered = order({ lang, when: slot.at })
			const made = await api('POST', '/callbacks', ordered)
			expect(made.status).toBe(201)
			expect(made.headers.get('cache-control')).toBe('no-store')
			expect(made.headers.getSetCookie()).toEqual([])
			expect(made.body).toEqual({
				...{ reference: expect.stringMatching(/^RC-\w{6}$/), state: 'scheduled', promisedAt: slot.ends },
				trackingUrl: expect.stringContaining(`${server.url}${lang === 'en' ? '/en' : ''}/rappel/RC-`),
			})
			const { reference, trackingUrl } = made.body
			expect(made.headers.get('location')).toBe(`/api/v1/callbacks/${reference}`)

			const again = await api('POST', '/callbacks', { ...ordered, when: 'now' })
			expect([again.status, again.body.error.code, again.body.error.reference]).toEqual([
				...[409, 'already-active', reference],
			])

			const customer = await open('anonymous')
			await customer.goto(trackingUrl)
			await expect(customer.getByRole('heading', { name: new RegExp(`^${heading}`) })).toBeVisible()

			expect((await api('GET', `/callbacks/${reference}`)).body).toEqual({
				...{ reference, state: 'scheduled', attempts: [] },
				promise: { promisedAt: slot.ends, state: 'promised', settledAt: null },
			})
			for (let twice = 0; twice < 2; twice++) {
				const cancelled = await api('DELETE', `/callbacks/${reference}`)
				expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled'])
			}
			await customer.reload()
			await expect(customer.getByRole('heading', { name: /est annulée|is cancelled/ })).toBeVisible()
			const { slots: after } = (await api('GET', '/slots')).body
			expect(after.find(({ at }: { at: string }) => at === slot.at)).toEqual(slot)
		}
		expect((await api('GET', '/callbacks/RC-ZZZZZZ')).body.error.code).toBe('unknown-reference')
		expect((await api('DELETE', '/callbacks/RC-ZZZZZZ')).status).toBe(404)
	})
})

test('what is not understood is told by a code, and nothing of it is booked', async () => {
	await withServer({}, async (server) => {
		const api = program(server)
		const whole = order()
		for (const [body, status, code] of [
			[[], 400, 'malformed'],
			[{}, 400, 'malformed'],
			[{ ...whole, phone: 33199004000 }, 400, 'malformed'],
			[{ ...whole, when: 'tomorrow' }, 400, 'malformed'],
			[{ ...whole, when: '2026-11-23T10:00:00' }, 400, 'malformed'],
			[{ ...whole, lang: 'de' }, 400, 'malformed'],
			[{ ...whole, phoneVerified: 'true' }, 400, 'malformed'],
			[{ ...whole, firstName: 'x'.repeat(61) }, 400, 'malformed'],
			[{ ...whole, firstName: 'x'.repeat(20_000) }, 413, 'too-large'],
			[{ ...whole, phoneVerified: false }, 422, 'phone-not-verified'],
			[{ ...whole, phoneVerified: undefined }, 422, 'phone-not-verified'],
			[{ ...whole, reason: 'weather' }, 422, 'unknown-reason'],
			[{ ...whole, phone: '' }, 422, 'number-empty'],
			[{ ...whole, phone: '15' }, 422, 'number-short-number'],
			[{ ...whole, phone: '+33 1 99 00' }, 422, 'number-too-short'],
			[{ ...whole, phone: '+1 415 555 2671' }, 422, 'number-country'],
			[{ ...whole, phone: '+33353014103' }, 422, 'number-advisor'],
			[{ ...whole, when: '2020-01-01T10:00:00Z' }, 422, 'slot-unknown'],
			[{ ...whole, when: '2020-01-01T10:00:00+01:00' }, 422, 'slot-unknown'],
		] as const) {
			const answer = await api('POST', '/callbacks', body, { 'Idempotency-Key': 'refused' })
			expect([answer.status, answer.body.error.code], JSON.stringify(body).slice(0, 200)).toEqual([status, code])
			expect(answer.body.error.message).toBeTruthy()
		}
		expect((await api('POST', '/callbacks', whole, { 'Content-Type': 'text/plain' })).status).toBe(415)
		expect((await api('POST', '/callbacks', whole, { 'Idempotency-Key': 'x'.repeat(256) })).status).toBe(400)
		expect((await api('PATCH', '/callbacks', whole)).headers.get('allow')).toBe('POST')
		expect((await api('GET', '/callbacks')).status).toBe(405)
		expect((await api('GET', '/slots?from=yesterday')).body.error.code).toBe('malformed')
		expect((await api('GET', '/slots?reason=weather')).body.error.code).toBe('unknown-reason')
		expect((await api('POST', '/callbacks', whole, { 'Idempotency-Key': 'refused' })).status).toBe(201)
	})
})

test('the last place of a slot is given once, and the others hear of the next ones', async () => {
	await withServer({}, async (server) => {
		const api = program(server)
		const { slots } = (await api('GET', '/slots')).body
		const slot = slots.at(-3)
		const { free } = slot
		const period = `from=${encodeURIComponent(slot.at)}&to=${encodeURIComponent(slots.at(-1).at)}&reason=internet`
		expect((await api('GET', `/slots?${period}`)).body.slots).toEqual(slots.slice(-3, -1))

		const answers = await Promise.all(
			Array.from({ length: free + 5 }, () => api('POST', '/callbacks', order({ when: slot.at, lang: 'en' }))),
		)
		expect(answers.filter(({ status }) => status === 201)).toHaveLength(free)
		for (const { status, body } of answers.filter((answer) => answer.status !== 201))
			expect([status, body.error]).toEqual([
				422,
				{
					code: 'slot-full',
					message: 'This time has just been taken. Choose another one.',
					nextSlots: slots.slice(-2).map(({ at }: { at: string }) => at),
				},
			])
		expect((await api('GET', `/slots?${period}`)).body.slots[0]).toEqual({ ...slot, free: 0 })
	})
})

test('one key makes one callback: twenty orders at once, and after the power was cut', async () => {
	await withServer({ TELEPHONY_SPEED: '20' }, async (server) => {
		const api = program(server)
		const ordered = order()
		const key = { 'Idempotency-Key': 'order-2026-11-23/17' }
		const answers = await Promise.all(Array.from({ length: 20 }, () => api('POST', '/callbacks', ordered, key)))
		const [first] = answers
		for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, first?.body])

		await server.kill()
		await server.start()
		const later = await api('POST', '/callbacks', ordered, key)
		expect([later.status, later.body]).toEqual([201, first?.body])
		for (const other of [{ ...ordered, lang: 'en' }, order()]) {
			const refused = await api('POST', '/callbacks', other, key)
			expect([refused.status, refused.body.error.code]).toEqual([422, 'idempotency-key-reused'])
		}
		const { reference } = first?.body ?? {}
		// Killed between the turn taken and the request, it waits until no request of its own can be under way: 12 s.
		await expect
			.poll(async () => (await api('GET', `/callbacks/${reference}`)).body.state, { timeout: 30_000 })
			.toBe('done')
		expect((await api('GET', `/callbacks/${reference}`)).body.attempts).toHaveLength(1)
		const outbox = await (await fetch(`${server.url}/dev/outbox`)).text()
		expect(outbox.split('<li').filter((item) => item.includes(`/rappel/${reference}?`))).toHaveLength(1)
	})
})

test('an advisor told to be there takes the call at the number told, and the conversation is read with its length', async () => {
	await withServer({ TELEPHONY_SPEED: '10' }, async (server) => {
		const api = program(server)
		const presence = (email: string, body: unknown) => api('PUT', `/advisors/${email}/presence`, body)
		for (const name of ['karim', 'sonia'])
			expect((await presence(`${name}@equipe.example`, { available: false })).body).toMatchObject({ available: false })
		const { reference } = (await api('POST', '/callbacks', order({ lang: 'en', firstName: undefined }))).body

		expect((await presence('nobody@equipe.example', { available: true })).body.error.code).toBe('unknown-advisor')
		expect((await presence('camille@ligne-claire.example', { available: true })).status).toBe(404)
		expect((await presence('lucie@equipe.example', { available: true, phone: '112' })).status).toBe(422)
		expect((await presence('lucie@equipe.example', { available: 'yes' })).status).toBe(400)
		expect((await api('GET', `/callbacks/${reference}`)).body).toMatchObject({ state: 'queued', attempts: [] })

		const told = await presence(encodeURIComponent('Lucie@Equipe.example'), {
			available: true,
			phone: '03 53 01 42 42',
		})
		expect([told.status, told.body]).toEqual([
			200,
			{ email: 'lucie@equipe.example', available: true, phone: '+33353014242' },
		])
		const states: string[] = []
		await expect
			.poll(async () => {
				const { body } = await api('GET', `/callbacks/${reference}`)
				for (const { advisorOutcome, customerOutcome } of body.attempts)
					states.push(`${advisorOutcome} ${customerOutcome}`)
				return body.state
			})
			.toBe('done')
		expect(new Set(states)).toContain('pending pending')
		const { body } = await api('GET', `/callbacks/${reference}`)
		expect(body).toEqual({
			...{ reference, state: 'done' },
			attempts: [
				{
					startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
					endedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
					...{ advisorOutcome: 'connected', customerOutcome: 'connected', bridgedSeconds: expect.any(Number) },
				},
			],
			promise: expect.objectContaining({ state: 'kept' }),
		})
		expect(body.attempts[0].bridgedSeconds).toBeGreaterThanOrEqual(1)
		const refused = await api('DELETE', `/callbacks/${reference}`)
		expect([refused.status, refused.body.error.code, refused.body.error.state]).toEqual([409, 'already-over', 'done'])
		const telephones = await (await fetch(`${server.url}/dev/telephone`)).text()
		expect(/03\s53\s01\s42\s42/.test(telephones), 'the number told was rung').toBe(true)
	})
})

for (const [how, publicUrl, headers] of [
	['direct', undefined, {}],
	[
		'behind a proxy that ends TLS',
		'https://aide.ligne-claire.example',
		{
			Host: 'attacker.example',
			'X-Forwarded-Host': 'attacker.example',
			'X-Forwarded-Proto': 'https',
			'X-Forwarded-For': '203.0.113.9',
			Forwarded: 'host=attacker.example;proto=http',
		},
	],
] as [string, string | undefined, Record<string, string>][])
	test(`a phone company on this machine, ${how}: whole seconds, signed webhooks, a call hung up when cancelled`, async () => {
		const company = await new PhoneCompany().start()
		const environment = { ...company.environment, TELEPHONY_SPEED: '4', ...(publicUrl && { PUBLIC_URL: publicUrl }) }
		try {
			await withServer(environment, async (server) => {
				const api = program(server)
				const to = { url: server.url, headers }
				const presence = await api('PUT', '/advisors/nadia@ligne-claire.example/presence', {
					...{ available: true, phone: '+33353014142' },
				})
				expect(presence.status).toBe(200)

				const { phone, ...rest } = order()
				const { reference } = (await api('POST', '/callbacks', { phone, ...rest })).body
				const forAdvisor = () => company.calls.find((call) => call.get('To') === '+33353014142')
				await expect.poll(forAdvisor).toBeTruthy()
				const placed = forAdvisor() ?? new URLSearchParams()
				expect([placed.get('Timeout'), placed.get('TimeLimit'), placed.get('From')]).toEqual([
					...['5', '975', '+33162000000'],
				])
				expect(placed.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'answered', 'completed'])
				const address = placed.get('Url') ?? ''
				expect(address.startsWith(`${publicUrl ?? server.url}/webhooks/telephony/advisor?a=`)).toBe(true)

				const read = async () => (await api('GET', `/callbacks/${reference}`)).body
				expect((await read()).state).toBe('offering')
				const call = {
					...{ CallSid: company.sidOf(placed), AccountSid: company.accountSid, CallStatus: 'in-progress' },
					...{ FromCity: '', ToCity: '' },
				}
				expect((await new PhoneCompany('another token').tell(to, address, call)).status).toBe(403)
				const whisper = await company.tell(to, address, call)
				expect([whisper.status, whisper.text]).toEqual([200, expect.stringMatching(/<Gather [^>]*timeout="2"/)])
				const key = whisper.text.match(/action="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
				const dial = await company.tell(to, key, { ...call, Digits: '1' })
				expect(dial.text).toMatch(/<Dial [^>]*timeout="6" timeLimit="900"/)
				expect(dial.text).toContain(`>${phone}</Number>`)
				expect((await read()).state).toBe('dialing')
				expect((await api('DELETE', `/callbacks/${reference}`)).body.error.code).toBe('too-late')
				const ended = dial.text.match(/action="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
				const over = { DialCallStatus: 'completed', DialCallSid: `CA${'9'.repeat(32)}`, DialBridged: 'true' }
				await company.tell(to, ended, { ...call, ...over, DialCallDuration: '73' })
				expect(await read()).toMatchObject({
					state: 'done',
					attempts: [{ advisorOutcome: 'connected', customerOutcome: 'connected', bridgedSeconds: 73 }],
				})

				const before = company.calls.length
				await api('PUT', '/advisors/sami@ligne-claire.example/presence', { available: true })
				const { reference: second } = (await api('POST', '/callbacks', order())).body
				await expect.poll(() => company.calls.length).toBe(before + 1)
				await expect.poll(async () => (await api('GET', `/callbacks/${second}`)).body.state).toBe('offering')
				const cancelled = await api('DELETE', `/callbacks/${second}`)
				expect(cancelled.body).toMatchObject({
					state: 'cancelled',
					attempts: [{ advisorOutcome: 'canceled', customerOutcome: 'canceled', bridgedSeconds: null }],
				})
				await expect
					.poll(() => company.asked.filter(({ form }) => form.get('Status') === 'completed').map(({ path }) => path))
					.toEqual([expect.stringMatching(/\/Calls\/CA\w{32}\.json$/)])
			})
		} finally {
			company.stop()
		}
	})

test('a speed for the telephones of a real company is refused at start, in words', async () => {
	const server = new TestServer('open', { ...new PhoneCompany().account, TELEPHONY_SPEED: '50' })
	await expect(server.start()).rejects.toThrow(/TELEPHONY_SPEED is for a stand-in/)
	await server.remove()
})
