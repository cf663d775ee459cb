import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { EnvironmentError, readEnvironment } from './env.server'

const folder = mkdtempSync(join(tmpdir(), 'relais-env-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const demo = { DEMO: 'true', DATABASE_URL: `file:${join(folder, 'relais.db')}` }
const served = { SESSION_SECRET: 's'.repeat(32), PUBLIC_URL: 'https://aide.exemple.fr/' }
const account = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM_NUMBER: '+33162000000' }

function refusalOf(source: Record<string, string | undefined>): string {
	try {
		readEnvironment(source)
	} catch (error) {
		expect(error).toBeInstanceOf(EnvironmentError)
		return (error as Error).message
	}
	throw new Error('the environment was accepted')
}

test('the demonstration needs nothing else', () => {
	expect(readEnvironment(demo)).toMatchObject({
		PORT: 3000,
		DEMO: true,
		telephony: 'simulator',
		publicUrl: 'http://localhost:3000',
		secure: false,
		CONTENT_DIR: 'content',
	})
})

test('an empty variable is one that is not set', () => {
	const empty = Object.fromEntries(
		['PORT', 'HOST', 'PUBLIC_URL', 'CONTENT_DIR', 'TELEPHONY', 'SMTP_URL', 'SESSION_SECRET', 'LOG_LEVEL'].map(
			(name) => [name, ''],
		),
	)
	expect(readEnvironment({ ...empty, ...demo })).toMatchObject({
		PORT: 3000,
		HOST: '0.0.0.0',
		telephony: 'simulator',
		LOG_LEVEL: 'info',
	})
})

test('the demonstration keeps its secret beside its database, for its owner only', () => {
	const { sessionSecret } = readEnvironment(demo)
	expect(sessionSecret.length).toBeGreaterThanOrEqual(32)
	expect(readEnvironment(demo).sessionSecret).toBe(sessionSecret)
	expect(statSync(join(folder, 'demo-secret')).mode & 0o077).toBe(0)
})

test('every variable that is wrong is listed, each on a line', () => {
	const message = refusalOf({
		PORT: 'seventy',
		PUBLIC_URL: 'aide',
		SESSION_SECRET: 'short',
		DEMO: 'perhaps',
		TELEPHONY: 'carrier pigeon',
		LOG_LEVEL: 'loud',
	})
	const [title, ...lines] = message.split('\n')
	expect(title).toBe('These environment variables are not usable:')
	expect(lines.map((line) => line.trim().split(':')[0]).sort()).toEqual([
		'DEMO',
		'LOG_LEVEL',
		'PORT',
		'PUBLIC_URL',
		'SESSION_SECRET',
		'TELEPHONY',
	])
})

test('outside the demonstration what is missing is listed', () => {
	const message = refusalOf({})
	expect(message).toContain('SESSION_SECRET is required')
	expect(message).toContain('PUBLIC_URL is required')
})

test('a served product has no default telephone and secure cookies', () => {
	expect(readEnvironment(served)).toMatchObject({
		telephony: 'manual',
		secure: true,
		publicUrl: 'https://aide.exemple.fr',
		DEMO: false,
	})
	expect(readEnvironment({ ...served, ...account }).telephony).toBe('twilio')
})

test('the simulator is refused outside the demonstration, and beside a real account', () => {
	expect(refusalOf({ ...served, TELEPHONY: 'simulator' })).toContain('TELEPHONY=simulator is for DEMO=true only')
	expect(refusalOf({ ...demo, ...account, TELEPHONY: 'simulator' })).toContain(
		'refuses to start with a real TWILIO_ACCOUNT_SID',
	)
})

test('twilio is refused without its three variables', () => {
	for (const missing of Object.keys(account))
		expect(refusalOf({ ...served, ...account, [missing]: '', TELEPHONY: 'twilio' })).toContain('TELEPHONY=twilio needs')
})

test('telephony goes at the speed of life unless a stand-in on this machine is called', () => {
	const standIn = { ...served, ...account, TWILIO_API_BASE_URL: 'http://127.0.0.1:4010' }
	expect(readEnvironment(standIn).TELEPHONY_SPEED).toBe(1)
	expect(readEnvironment({ ...standIn, TELEPHONY_SPEED: '' }).TELEPHONY_SPEED).toBe(1)
	expect(readEnvironment({ ...standIn, TELEPHONY_SPEED: '2.5' }).TELEPHONY_SPEED).toBe(2.5)
	expect(readEnvironment({ ...demo, TELEPHONY_SPEED: '50' }).TELEPHONY_SPEED).toBe(50)
	expect(readEnvironment({ ...served, ...account, TELEPHONY_SPEED: '1' }).TELEPHONY_SPEED).toBe(1)
	for (const source of [{ ...served, ...account }, served, { ...demo, TELEPHONY: 'manual' }])
		expect(refusalOf({ ...source, TELEPHONY_SPEED: '50' })).toContain(
			'TELEPHONY_SPEED is for a stand-in: it needs TWILIO_API_BASE_URL at a loopback address, or TELEPHONY=simulator',
		)
	for (const wrong of ['0', '-1', 'fast', 'Infinity', 'NaN', '1,5'])
		expect(refusalOf({ ...standIn, TELEPHONY_SPEED: wrong }), wrong).toContain('TELEPHONY_SPEED:')
})

test('a key for browsers needs its secret, an account, and a company that dials', () => {
	const key = { TWILIO_API_KEY_SID: 'SK1', TWILIO_API_KEY_SECRET: 'secret' }
	expect(readEnvironment({ ...served, ...account, ...key })).toMatchObject(key)
	expect(readEnvironment({ ...served, ...account, TWILIO_API_KEY_SID: '' }).TWILIO_API_KEY_SID).toBeUndefined()
	for (const half of ['TWILIO_API_KEY_SID', 'TWILIO_API_KEY_SECRET'])
		expect(refusalOf({ ...served, ...account, ...key, [half]: '' })).toContain('go together')
	expect(refusalOf({ ...served, ...account, ...key, TWILIO_API_KEY_SID: 'AC1' })).toContain('begins with SK')
	expect(refusalOf({ ...served, ...key })).toContain('TWILIO_API_KEY_SID needs TWILIO_ACCOUNT_SID')
	expect(refusalOf({ ...demo, ...key })).toContain('TWILIO_API_KEY_SID needs TWILIO_ACCOUNT_SID')
	expect(refusalOf({ ...served, ...account, ...key, TELEPHONY: 'manual' })).toContain('not with TELEPHONY=manual')
})

test('without a token there is no door for other programs', () => {
	expect(readEnvironment({ ...served, API_TOKEN: ' ' }).API_TOKEN).toBeUndefined()
	expect(readEnvironment({ ...served, API_TOKEN: 'abc' }).API_TOKEN).toBe('abc')
})

test.each(['http://127.0.0.1:4010', 'http://localhost:4010', 'http://[::1]:4010', 'http://127.8.8.8'])(
	'the account token may go to %s',
	(url) => {
		expect(readEnvironment({ ...served, ...account, TWILIO_API_BASE_URL: url }).TWILIO_API_BASE_URL).toBe(url)
	},
)

test.each([
	'https://api.twilio.example',
	'http://127.0.0.1.evil.example',
	'http://localhost.evil.example',
	'http://10.0.0.1',
	'http://0.0.0.0',
	'http://user@evil.example#127.0.0.1',
])('the account token never goes to %s', (url) => {
	expect(refusalOf({ ...served, ...account, TWILIO_API_BASE_URL: url })).toContain(
		'TWILIO_API_BASE_URL must be a loopback address',
	)
})
