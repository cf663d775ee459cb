import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { type Reader, ROUTE_ACCESS } from './route-access'

const READERS: Reader[] = ['anonymous', 'camille', 'nadia', 'helene', 'claire', 'olivier']

/** The routes of the built app, from the framework's own manifest. */
function builtRoutes(): string[] {
	const folder = join(import.meta.dirname, '../build/client/assets')
	const file = readdirSync(folder).find((name) => /^manifest-.*\.js$/.test(name))
	if (!file) throw new Error('the build has no manifest')
	const text = readFileSync(join(folder, file), 'utf8')
	const { routes } = JSON.parse(text.slice(text.indexOf('=') + 1).replace(/;\s*$/, '')) as {
		routes: Record<string, unknown>
	}
	return Object.keys(routes)
}

test('the table of who may read what names every route of the build, and no other', () => {
	expect(builtRoutes().sort()).toEqual(Object.keys(ROUTE_ACCESS).sort())
})

for (const reader of READERS)
	test(`every route, as document and as data, answers ${reader} as the table says`, async ({ open, expectNoise }) => {
		expectNoise(/404|401|403|405/)
		const page = await open(reader)
		const seen: Record<string, string> = {}
		const expected: Record<string, string> = {}
		for (const [id, { address, readers, status = 200, signedIn = status }] of Object.entries(ROUTE_ACCESS)) {
			if (address === null) continue
			const reads = readers.includes(reader)
			const answer = await page.request.get(address, { maxRedirects: 0 })
			seen[id] = reads ? String(answer.status()) : refusal(answer.status(), answer.headers().location)
			expected[id] = reads ? String(reader === 'anonymous' ? status : signedIn) : 'refused'

			const [path, query] = address.split('?')
			const asData = await page.request.get(`${path === '/' ? '/_root' : path}.data${query ? `?${query}` : ''}`, {
				maxRedirects: 0,
			})
			if (!reads) {
				seen[`${id} as data`] = refusal(asData.status(), asData.headers().location)
				expected[`${id} as data`] = 'refused'
			}
		}
		expect(seen).toEqual(expected)
	})

/** Sent to sign in, or told that there is nothing here; a framework redirect inside data is a 202. */
function refusal(status: number, location: string | undefined): string {
	if (status === 404 || status === 405) return 'refused'
	if (status === 302 && location?.includes('/connexion')) return 'refused'
	if (status === 202) return 'refused'
	return `answered ${status}`
}

test('a form sent by another site is refused on every action', async ({ open, server }) => {
	const page = await open('camille')
	for (const address of [
		'/connexion',
		'/deconnexion',
		'/compte/renvoi',
		'/resilier',
		'/rappel',
		'/ecrire',
		'/message',
		'/apparence',
	]) {
		const answer = await page.request.post(address, {
			form: { any: 'thing' },
			headers: { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' },
		})
		expect(answer.status(), address).toBe(403)
	}
	const still = await page.request.get(`${server.url}/compte`, { maxRedirects: 0 })
	expect(still.status()).toBe(200)
})

test('headers protect every kind of answer, and no script may run inline', async ({ open }) => {
	const page = await open('camille')
	for (const address of ['/', '/compte', '/api/availability', '/nothing-here']) {
		const headers = (await page.request.get(address)).headers()
		expect(headers['x-content-type-options'], address).toBe('nosniff')
		expect(headers['x-frame-options'], address).toBe('DENY')
		if (address.startsWith('/api')) continue
		const policy = headers['content-security-policy'] ?? ''
		expect(policy, address).toContain("script-src 'self'")
		expect(policy, address).not.toContain('unsafe-inline')
		expect(policy).toContain("object-src 'none'")
	}
})

test('a forged Host header changes no address we write', async ({ open }) => {
	const page = await open('anonymous')
	const answer = await page.request.get('/articles/voyant-rouge-box', {
		headers: { 'X-Forwarded-Host': 'evil.example' },
	})
	expect(await answer.text()).not.toContain('evil.example')
	const signIn = await page.request.get('/compte', { headers: { 'X-Forwarded-Host': 'evil.example' }, maxRedirects: 0 })
	expect(signIn.headers().location).toMatch(/^\/connexion/)
})
