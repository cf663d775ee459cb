import { expect, test } from 'vitest'
import { contentSecurityPolicy, isDesk, permissionsPolicy, securityHeaders } from './headers'

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

test.each(['/desk', '/desk/callbacks/1', '/desk/conversations/1/conclude'])('%s is the desk', (path) => {
	expect(isDesk(path)).toBe(true)
})

test.each(['/', '/desktop', '/en/desk', '/compte', '/planning', '/articles/desk'])('%s is not', (path) => {
	expect(isDesk(path)).toBe(false)
})
