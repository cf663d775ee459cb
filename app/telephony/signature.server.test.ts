import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSigned, sign } from './signature.server'

const TOKEN = '12345'
const FORM = {
	CallSid: 'CA1234567890ABCDE',
	Caller: '+14158675309',
	Digits: '1234',
	From: '+14158675309',
	To: '+18005551212',
}
const body = (params: Record<string, string | string[]>) => {
	const form = new URLSearchParams()
	for (const [name, value] of Object.entries(params)) for (const one of [value].flat()) form.append(name, one)
	return form.toString()
}
const check = (url: string, params: Record<string, string | string[]>, signature: string) =>
	isSigned({ token: TOKEN, signature, url, body: body(params), json: false })

describe('the published vectors of X-Twilio-Signature', () => {
	const base = 'mycompany.com/myapp.php?foo=1&bar=2'
	it.each([
		['https, default port', `https://${base}`, FORM, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
		['http with a port', `http://mycompany.com:1234/myapp.php?foo=1&bar=2`, FORM, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
		[
			'https with a port, which voice leaves out',
			`https://mycompany.com:8443/myapp.php?foo=1&bar=2`,
			FORM,
			'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
		],
		['https signed with :443', `https://${base}`, FORM, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
		['an escaped apostrophe in the query', `https://${base}&Body=It%27s+amazing`, FORM, 'TfZzewPq8wqrGlMfyAud8+/IvJ0='],
		[
			'a repeated parameter',
			`https://${base}`,
			{ Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
			'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
		],
		[
			'the documentation page',
			'https://example.com/myapp.php?foo=1&bar=2',
			{ ...FORM, Caller: '+14158675310', From: '+14158675310' },
			'L/OH5YylLD5NRKLltdqwSvS0BnU=',
		],
	])('%s', (_, url, params, signature) => {
		expect(check(url, params, signature)).toBe(true)
		expect(check(url, { ...params, Added: 'x' }, signature)).toBe(false)
	})

	it('a JSON body is signed by its hash', () => {
		const text = '{"property": "value", "boolean": true}'
		const hash = createHash('sha256').update(text).digest('hex')
		expect(hash).toMatch(/^0a1ff763.*6620$/)
		const url = `https://${base}&bodySHA256=${hash}`
		const signature = 'a9nBmqA0ju/hNViExpshrM61xv4='
		expect(isSigned({ token: TOKEN, signature, url, body: text, json: true })).toBe(true)
		expect(isSigned({ token: TOKEN, signature, url, body: `${text} `, json: true })).toBe(false)
		const empty = `https://${base}&bodySHA256=${createHash('sha256').update('{}').digest('hex')}`
		expect(
			isSigned({ token: TOKEN, signature: 'Ldidvp12m26NI7eqEvxnEpkd9Hc=', url: empty, body: '{}', json: true }),
		).toBe(true)
	})
})

describe('what a forger could try', () => {
	const url = 'http://localhost:3000/webhooks/telephony/status?a=key'
	it('empty fields are signed too', () => {
		const params = { CallSid: 'CA1', FromCity: '' }
		const signature = sign(TOKEN, url, params)
		expect(check(url, params, signature)).toBe(true)
		expect(check(url, { CallSid: 'CA1', FromCity: 'Lille' }, signature)).toBe(false)
	})
	it('another path, another query, another token and no signature are refused', () => {
		const signature = sign(TOKEN, url, FORM)
		expect(check(url.replace('status', 'answer'), FORM, signature)).toBe(false)
		expect(check(url.replace('key', 'other'), FORM, signature)).toBe(false)
		expect(check(url, FORM, sign('54321', url, FORM))).toBe(false)
		expect(check(url, FORM, '')).toBe(false)
	})
	it('the retry fragment is not signed', () => {
		expect(sign(TOKEN, `${url}#rc=3&rp=ct,rt,5xx`, FORM)).toBe(sign(TOKEN, url, FORM))
	})
})
