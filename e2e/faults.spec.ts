import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { TestServer } from './server'

const ROOT = join(import.meta.dirname, '..')

test('SIGTERM ends the streams and the process within 5 seconds', async ({ open }) => {
	const server = await new TestServer('open').start()
	const page = await open('anonymous', { baseURL: server.url })
	await page.goto('/')
	await page.evaluate(() => {
		new EventSource('/stream?topic=availability')
	})
	await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').length)).toBeGreaterThan(0)
	await page.goto('about:blank')
	const { code, tookMs } = await server.stop()
	expect(code).toBe(0)
	expect(tookMs).toBeLessThan(5_000)
	await server.remove()
})

test('settings that are wrong stop the start with the line and the reason', async () => {
	const server = new TestServer('open')
	await server.start()
	await server.stop()
	const file = join(server.folder, 'content/settings.yaml')
	writeFileSync(file, readFileSync(file, 'utf8').replace('timeZone: Europe/Paris', 'timeZone: Europe/Pariss'))
	const line =
		readFileSync(file, 'utf8')
			.split('\n')
			.findIndex((text) => text.startsWith('timeZone')) + 1
	const ended = runMain({
		CONTENT_DIR: join(server.folder, 'content'),
		DATABASE_URL: `file:${join(server.folder, 'relais.db')}`,
	})
	expect(ended.status).toBe(1)
	expect(ended.stderr).toContain(`settings.yaml:${line}:`)
	expect(ended.stderr).toContain('Europe/Paris')
	await server.remove()
})

test('a port that is taken is said in one sentence', async () => {
	const other = createServer().listen(0, '127.0.0.1')
	await new Promise((resolve) => other.once('listening', resolve))
	const { port } = other.address() as { port: number }
	const server = new TestServer('open')
	const ended = runMain({ PORT: String(port), DATABASE_URL: `file:${join(server.folder, 'relais.db')}` })
	other.close()
	expect(ended.status).toBe(1)
	expect(ended.stderr).toContain(`Port ${port} is taken`)
	await server.remove()
})

test('a database that cannot be opened is said in one sentence', async () => {
	const server = new TestServer('open')
	const file = join(server.folder, 'not-a-database.db')
	appendFileSync(
		file,
		'this is not a database, it is a text that is long enough to be read as a header of one'.repeat(20),
	)
	chmodSync(file, 0o600)
	const ended = runMain({ DATABASE_URL: `file:${file}` })
	expect(ended.status).toBe(1)
	expect(ended.stderr).toContain('not-a-database.db')
	expect(ended.stderr).not.toContain('    at ')
	await server.remove()
})

test('outside the demonstration there is no one-click sign-in, no mailbox and no telephone', async ({
	open,
	expectNoise,
}) => {
	expectNoise(/404/)
	const server = await new TestServer('open', {
		DEMO: 'false',
		SESSION_SECRET: 'x'.repeat(40),
		PUBLIC_URL: 'http://localhost',
		TELEPHONY: 'manual',
	}).start()
	const page = await open('anonymous', { baseURL: server.url })
	for (const address of [
		'/dev/outbox',
		'/dev/telephone',
		'/dev/ui',
		'/dev/telephony/2010-04-01/Accounts/AC0/Calls.json',
	])
		expect((await page.request.get(address)).status(), address).toBe(404)
	await page.goto('/connexion')
	await expect(page.getByText('Démonstration')).toHaveCount(0)
	const forced = await page.request.post('/connexion', {
		form: { intent: 'demo', email: 'camille@ligne-claire.example', to: '' },
	})
	expect(forced.status()).toBe(404)
	await server.remove()
})

test('pages kept for everyone hold nobody: a signed-in name never reaches another reader', async ({ open }) => {
	const camille = await open('camille')
	await camille.goto('/')
	await expect(camille.getByText('Camille Vasseur').first()).toBeVisible()
	const stranger = await open('anonymous')
	for (let n = 0; n < 3; n++) {
		const text = await (await stranger.request.get('/')).text()
		expect(text).not.toContain('Camille')
	}
})

test('an article is answered 304 to who has it already', async ({ open }) => {
	const page = await open('anonymous')
	await page.request.get('/articles/voyant-rouge-box')
	const first = await page.request.get('/articles/voyant-rouge-box')
	const again = await page.request.get('/articles/voyant-rouge-box', {
		headers: { 'If-None-Match': first.headers().etag ?? '' },
	})
	expect(again.status()).toBe(304)
})

function runMain(environment: Record<string, string>) {
	return spawnSync(process.execPath, ['build/server/main.mjs'], {
		cwd: ROOT,
		encoding: 'utf8',
		timeout: 30_000,
		env: {
			PATH: process.env.PATH,
			NODE_ENV: 'production',
			DEMO: 'true',
			LOG_LEVEL: 'warn',
			HOST: '127.0.0.1',
			...environment,
		},
	})
}
