import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { isCrossSite } from './cross-site'

const PUBLIC_URL = 'https://aide.exemple.fr'
const asked = (headers: Record<string, string>, method = 'POST', url = '/rappel') =>
	({ method, url, headers: { host: 'aide.exemple.fr', ...headers } }) as unknown as IncomingMessage
const refused = (headers: Record<string, string>, method?: string, url?: string) =>
	isCrossSite(asked(headers, method, url), PUBLIC_URL)

test('a form of our own pages is accepted', () => {
	expect(refused({ 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL })).toBe(false)
	expect(refused({ origin: PUBLIC_URL })).toBe(false)
})

test.each([
	[{ 'sec-fetch-site': 'cross-site' }],
	[{ 'sec-fetch-site': 'same-site' }],
	[{ 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL }],
	[{ 'sec-fetch-site': 'something-new' }],
	[{ origin: 'https://evil.example' }],
	[{ origin: 'https://aide.exemple.fr.evil.example' }],
	[{ origin: 'https://aide.exemple.fr:8443' }],
	[{ origin: 'null' }],
	[{ origin: 'not an address' }],
] as Record<string, string>[][])('a request with %o is refused, whatever changes something', (headers) => {
	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
		expect(refused(headers as unknown as Record<string, string>, method)).toBe(true)
})

test('reading is never refused', () => {
	for (const method of ['GET', 'HEAD', 'OPTIONS'])
		expect(refused({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, method)).toBe(false)
})

test('a request that carries no sign of a browser is accepted: it has no cookie of anybody', () => {
	expect(refused({})).toBe(false)
	expect(refused({ 'sec-fetch-site': 'none' })).toBe(false)
})

test('behind another name the page’s own host counts as ours', () => {
	expect(refused({ host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe(false)
	expect(refused({ host: 'localhost:3000', origin: 'http://localhost:4000' })).toBe(true)
})

test('machines that prove who they are are let through, on their own paths only', () => {
	const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
	expect(refused(foreign, 'POST', '/webhooks/voice/answer')).toBe(false)
	for (const url of ['/webhooks', '/rappel?x=/webhooks/', '/en/webhooks/x', '//webhooks/x', '/dev/outbox'])
		expect(refused(foreign, 'POST', url)).toBe(true)
})
