import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { readSignedWebhook, sign } from './signature.server'

/** The public address is https; the proxy in front ends TLS and asks us by http, under names of its own. */
vi.hoisted(() => {
	process.env.PUBLIC_URL = 'https://mycompany.com'
	process.env.TELEPHONY = 'twilio'
	process.env.TWILIO_ACCOUNT_SID = 'AC00000000000000000000000000000001'
	process.env.TWILIO_AUTH_TOKEN = '12345'
	process.env.TWILIO_FROM_NUMBER = '+33162000000'
})

const PATH = '/myapp.php?foo=1&bar=2'
const FORM = {
	CallSid: 'CA1234567890ABCDE',
	Caller: '+14158675309',
	Digits: '1234',
	From: '+14158675309',
	To: '+18005551212',
}
const PUBLISHED = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
const PUBLISHED_WITH_443 = 'kvajT1Ptam85bY51eRf/AJRuM3w='

const read = (
	signature: string,
	{
		origin = 'http://10.0.0.7:3000',
		path = PATH,
		body = new URLSearchParams(FORM).toString(),
		headers = {} as Record<string, string>,
	} = {},
) =>
	readSignedWebhook(
		new Request(`${origin}${path}`, {
			method: 'POST',
			body,
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				'X-Twilio-Signature': signature,
				...headers,
			},
		}),
	)

describe('behind a proxy that ends TLS', () => {
	test.each([
		['http, an address of the inside', 'http://10.0.0.7:3000', {}],
		['another Host', 'http://attacker.example', { Host: 'attacker.example' }],
		[
			'what the proxy says of itself',
			'http://127.0.0.1:3000',
			{
				'X-Forwarded-Host': 'attacker.example',
				'X-Forwarded-Proto': 'http',
				'X-Forwarded-Port': '8080',
				Forwarded: 'host=attacker.example;proto=http',
			},
		],
	] as [string, string, Record<string, string>][])(
		'the signature is over the public address: %s',
		async (_, origin, headers) => {
			expect(await read(PUBLISHED, { origin, headers })).toEqual(FORM)
			expect(await read(PUBLISHED_WITH_443, { origin, headers })).toEqual(FORM)
			const forged = sign('12345', `${origin}${PATH}`, FORM)
			expect(await read(forged, { origin, headers })).toBeNull()
			const forwarded = sign('12345', `https://attacker.example${PATH}`, FORM)
			expect(await read(forwarded, { origin, headers })).toBeNull()
		},
	)

	test('the path and the query are signed as they were asked', async () => {
		expect(await read(PUBLISHED, { path: '/myapp.php?bar=2&foo=1' })).toBeNull()
		expect(await read(PUBLISHED, { path: '/other.php?foo=1&bar=2' })).toBeNull()
		const escaped = 'TfZzewPq8wqrGlMfyAud8+/IvJ0='
		expect(await read(escaped, { path: `${PATH}&Body=It%27s+amazing` })).toEqual(FORM)
	})
})

describe('what a webhook may carry', () => {
	test('empty fields are kept and given on', async () => {
		const params = { CallSid: 'CA1', FromCity: '', FromState: '' }
		const signature = sign('12345', `https://mycompany.com${PATH}`, params)
		expect(await read(signature, { body: 'CallSid=CA1&FromCity=&FromState=' })).toEqual(params)
		expect(await read(signature, { body: 'CallSid=CA1&FromCity=' })).toBeNull()
		expect(await read(signature, { body: 'CallSid=CA1' })).toBeNull()
	})

	test('repeated fields are signed once each, in order, and given on together', async () => {
		const signature = 'IK+Dwps556ElfBT0I3Rgjkr1wJU='
		const body = 'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234'
		expect(await read(signature, { body })).toMatchObject({ Digits: ['5678', '1234', '1234'] })
		expect(await read(signature, { body: `${body}&Digits=9` })).toBeNull()
	})

	test('accents, spaces and signs are signed as they read, not as they were escaped', async () => {
		const params = { CallSid: 'CA1', SpeechResult: 'où ça ? l’été + 1 & 2 = 3 %' }
		const signature = sign('12345', `https://mycompany.com${PATH}`, params)
		expect(await read(signature, { body: new URLSearchParams(params).toString() })).toEqual(params)
		const percent = `CallSid=CA1&SpeechResult=${encodeURIComponent(params.SpeechResult)}`
		expect(await read(signature, { body: percent })).toEqual(params)
	})

	test.each(['constructor', 'toString', '__proto__'])('a field may be named %s', async (name) => {
		const params = Object.fromEntries([
			['CallSid', 'CA1'],
			[name, 'x'],
		])
		const signature = sign('12345', `https://mycompany.com${PATH}`, params)
		const found = await read(signature, { body: `CallSid=CA1&${name}=x` })
		expect(Object.entries(found ?? {})).toEqual([
			['CallSid', 'CA1'],
			[name, 'x'],
		])
		expect(await read(signature, { body: `CallSid=CA1&${name}=y` })).toBeNull()
	})

	test('JSON is signed by the hash of its bytes, in the query', async () => {
		const body = '{"property": "value", "boolean": true}'
		const path = `${PATH}&bodySHA256=${createHash('sha256').update(body).digest('hex')}`
		const headers = { 'Content-Type': 'Application/JSON; charset=utf-8' }
		const signature = 'a9nBmqA0ju/hNViExpshrM61xv4='
		expect(await read(signature, { path, body, headers })).not.toBeNull()
		expect(await read(signature, { path, body: body.replace('true', 'false'), headers })).toBeNull()
		expect(await read(sign('12345', `https://mycompany.com${PATH}`, {}), { body, headers })).toBeNull()
	})

	test('no signature, half of one, or one of another token opens nothing', async () => {
		for (const signature of ['', 'x', PUBLISHED.slice(0, -1), `${PUBLISHED} `.repeat(2)])
			expect(await read(signature)).toBeNull()
		expect(await read(sign('54321', `https://mycompany.com${PATH}`, FORM))).toBeNull()
	})
})
