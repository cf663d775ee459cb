import { expect, test } from 'vitest'
import { contentSecurityPolicy, isDesk, isFramed, permissionsPolicy, securityHeaders } from './headers'

test('where no calls are taken nobody else is spoken to, and the microphone is shut', () => {
	expect(contentSecurityPolicy({})).toContain("connect-src 'self';")
	expect(contentSecurityPolicy({ nonce: 'n' })).not.toContain('twilio')
	expect(securityHeaders(true)['Permissions-Policy']).toContain('microphone=()')
})

test('where calls are taken the phone company is reached, and by nothing but its hosts', () => {
	const policy = contentSecurityPolicy({ nonce: 'n', calls: true })
	const hosts = policy.match(/(?:wss|https):\/\/[^ ;]+/g) ?? []
	expect(hosts).toContain('wss://voice-js.roaming.twilio.com')
	expect(hosts).toContain('https://eventgw.twilio.com')
	for (const host of hosts) expect(host).toMatch(/^(wss|https):\/\/[a-z-]+(\.[a-z0-9]+)?\.twilio\.com$/)
	expect(policy).toContain("script-src 'self' 'nonce-n';")
	expect(policy).toContain("media-src 'self' mediastream:;")
	expect(permissionsPolicy(true)).toContain('microphone=(self)')
})

test('only what is new in a conversation is shown in a frame, and only in ours', () => {
	expect(contentSecurityPolicy({ framed: true })).toContain("frame-ancestors 'self'")
	expect(contentSecurityPolicy({})).toContain("frame-ancestors 'none'")
	for (const path of ['/echanges/1/etat', '/en/echanges/1/etat']) expect(isFramed(path)).toBe(true)
	for (const path of ['/echanges/1', '/echanges/1/etat/x', '/compte', '/echanges/a/b/etat'])
		expect(isFramed(path)).toBe(false)
})

test.each(['/desk', '/desk/callbacks/1', '/desk/conversations/1/conclude'])('%s is the desk', (path) => {
	expect(isDesk(path)).toBe(true)
})

test.each(['/', '/desktop', '/en/desk', '/compte', '/planning', '/articles/desk'])('%s is not', (path) => {
	expect(isDesk(path)).toBe(false)
})
