import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { readEnvironment } from '~/env.server'
import { accessToken, browsersTakeCalls } from './access-token.server'

const account = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM_NUMBER: '+33162000000' }
const key = { TWILIO_API_KEY_SID: 'SK1', TWILIO_API_KEY_SECRET: 'the secret of the key' }
const served = { SESSION_SECRET: 's'.repeat(32), PUBLIC_URL: 'https://aide.exemple.fr/' }
const withKey = readEnvironment({ ...served, ...account, ...key })

test('a token opens the calls of one name for an hour, and places none', () => {
	const before = Math.floor(Date.now() / 1_000)
	const token = accessToken('a1b2', withKey) ?? ''
	const [head = '', body = '', signature] = token.split('.')
	const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
	expect(signature).toBe(createHmac('sha256', key.TWILIO_API_KEY_SECRET).update(`${head}.${body}`).digest('base64url'))
	expect(read(head)).toMatchObject({ alg: 'HS256', cty: 'twilio-fpa;v=1' })
	const { iss, sub, exp, iat, grants } = read(body)
	expect({ iss, sub }).toEqual({ iss: 'SK1', sub: 'AC1' })
	expect(iat).toBeGreaterThanOrEqual(before)
	expect(exp - iat).toBe(3_600)
	expect(grants).toEqual({ identity: 'a1b2', voice: { incoming: { allow: true } } })
})

test('without a key, or where nobody dials, no browser takes calls', () => {
	for (const source of [{ ...served, ...account }, served]) {
		const env = readEnvironment(source)
		expect(browsersTakeCalls(env)).toBe(false)
		expect(accessToken('a1b2', env)).toBeNull()
	}
	expect(browsersTakeCalls(withKey)).toBe(true)
})
