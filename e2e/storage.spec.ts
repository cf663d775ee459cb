import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './fixtures'
import { proveNumber } from './prove-number'
import { TestServer } from './server'

const ROOT = join(import.meta.dirname, '..')
/** Where an SQLite file says by which version it may be written: one from the future makes it read-only, even for root. */
const WRITE_VERSION_AT = 18
const canLimit = spawnSync('prlimit', ['--version']).status === 0

function start(database: string) {
	return spawnSync(process.execPath, ['build/server/main.mjs'], {
		cwd: ROOT,
		encoding: 'utf8',
		timeout: 30_000,
		env: {
			PATH: process.env.PATH,
			NODE_ENV: 'production',
			DEMO: 'true',
			LOG_LEVEL: 'warn',
			DATABASE_URL: `file:${database}`,
		},
	})
}

test('a database that is read-only, or not a file, stops the start with one sentence', async () => {
	const server = await new TestServer('open').start()
	try {
		await server.stop()
		const file = join(server.folder, 'relais.db')
		const database = new Database(file)
		database.pragma('wal_checkpoint(TRUNCATE)')
		database.close()
		const handle = openSync(file, 'r+')
		writeSync(handle, Buffer.from([3]), 0, 1, WRITE_VERSION_AT)
		closeSync(handle)
		const readOnly = start(file)
		expect(readOnly.status).toBe(1)
		expect(readOnly.stderr).toContain('is read-only')
		expect(readOnly.stderr).toContain('relais.db')
		expect(readOnly.stderr).not.toContain('    at ')

		const folder = join(server.folder, 'folder.db')
		mkdirSync(folder)
		const notAFile = start(folder)
		expect(notAFile.status).toBe(1)
		expect(notAFile.stderr).toContain('cannot be opened')
		expect(notAFile.stderr).not.toContain('    at ')
	} finally {
		await server.remove()
	}
})

test('a disk that takes nothing any more: pages are read, what is sent is refused in words and kept nowhere in part, and all goes on when there is room', async ({
	open,
	expectNoise,
}) => {
	test.skip(!canLimit, 'prlimit is what fills the disk')
	expectNoise(/503/)
	const server = await new TestServer('open').start()
	try {
		const page = await open('anonymous', { baseURL: server.url })
		await page.goto('/rappel')
		await page.getByLabel('Votre numéro').fill('01 99 00 88 01')
		await page.getByLabel('Votre prénom').fill('Zéphyrine')
		fill(server, '0')

		const asked = page.waitForResponse((answer) => answer.request().method() === 'POST')
		await page.getByRole('button', { name: 'Demander l’appel' }).click()
		expect((await asked).status()).toBe(503)
		await expect(page.getByRole('heading', { level: 1, name: /Rien ne peut être enregistré/ })).toBeVisible()
		await expect(page.locator('main').getByRole('link', { name: /03.53.01.20.20/ })).toBeVisible()
		for (const address of [
			'/',
			'/search?q=facture',
			'/articles/voyant-rouge-box',
			'/themes/internet',
			'/rappel',
			'/ecrire',
		])
			expect((await page.request.get(address)).status(), address).toBe(200)
		const health = await (await page.request.get('/health')).json()
		expect(health.dependencies.database.state).toBe('read-only')

		fill(server, 'unlimited')
		await expect
			.poll(async () => (await (await page.request.get('/health')).json()).dependencies.database.state)
			.toBe('up')
		await page.goBack()
		await page.getByLabel('Votre numéro').fill('01 99 00 88 01')
		await page.getByLabel('Votre prénom').fill('Zéphyrine')
		await page.getByRole('button', { name: 'Demander l’appel' }).click()
		await proveNumber(page)
		await expect(page.getByText(/RC-[2-9A-Z]{6}/).first()).toBeVisible()
		await page.goto('/dev/outbox')
		await expect(
			page
				.locator('li[data-channel=sms]', { hasText: '88 01' })
				.or(page.locator('li[data-channel=sms]', { hasText: '8801' })),
		).toHaveCount(1)
		const said = server.lines.join('\n')
		expect(said).not.toContain('Zéphyrine')
		expect(said).not.toContain('0199008801')
		expect(said).not.toContain('+33199008801')
	} finally {
		await server.remove()
	}
})

/** No file of the server may grow past this size: writing fails as on a full disk. */
function fill(server: TestServer, bytes: string): void {
	execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`])
	expect(readFileSync(`/proc/${server.pid}/limits`, 'utf8')).toMatch(/Max file size/)
}
