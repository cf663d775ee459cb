import { connect } from 'node:net'
import { expect, test } from './fixtures'

const LONG = 'x'.repeat(10_000)
const HOSTILE_SEARCHES = [
	LONG,
	'🙂 téléphone 👩‍👩‍👧',
	'<script>document.title="taken"</script>',
	"'; DROP TABLE articles; --",
	'+title:box^100 -mot~9 *',
	'\u0000 box \u202e',
]

/** Asks by hand what no browser would: the path goes out as it is written. */
function askRaw(url: string, lines: string): Promise<{ status: number; text: string }> {
	const { hostname, port } = new URL(url)
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname)
		let text = ''
		socket.setTimeout(10_000, () => socket.destroy(new Error(`no end to the answer of ${lines.slice(0, 80)}`)))
		socket.on('data', (part) => {
			text += part
		})
		socket.on('error', reject)
		socket.on('close', () => resolve({ status: Number(text.split(' ')[1]), text }))
		socket.write(lines)
	})
}

const get = (url: string, path: string, headers = '', method = 'GET') =>
	askRaw(url, `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`)

const post = (url: string, path: string, type: string, body: string) =>
	askRaw(
		url,
		`POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${type && `Content-Type: ${type}\r\n`}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
	)

for (const javaScriptEnabled of [true, false])
	test(`a search of any kind is answered as words, and run as nothing${javaScriptEnabled ? '' : ' (no JavaScript)'}`, async ({
		open,
	}) => {
		const page = await open('anonymous', { javaScriptEnabled })
		for (const words of HOSTILE_SEARCHES) {
			await page.goto('/')
			await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill(words)
			await page.keyboard.press('Enter')
			await expect(page).toHaveURL(/\/search\?q=/)
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
			expect(await page.title()).not.toBe('taken')
			await expect(page.locator('#parler')).toBeVisible()
			for (const address of ['/api/search', '/api/suggest', '/search.data'])
				expect((await page.request.get(address, { params: { q: words } })).status(), address).toBe(200)
		}
	})

test('a path that spells nothing is a page that does not exist, with its way to a person', async ({ server }) => {
	for (const path of [
		'/%E0%A4%A',
		'/articles/%00',
		'/articles/%E0%A4%A',
		'/themes/%ff',
		'/en/%c3',
		'/echanges/%00',
		'/rappel/%E0%A4%A',
		'/rappel/%00.ics',
		'/assets/%00',
		'/assets/%E0%A4%A',
		'/..%2f..%2fetc%2fpasswd',
		'/.env',
		'/.git/config',
		'/assets/../../package.json',
		'/assets/..%2f..%2fpackage.json',
		'/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
		'/brand/..%2f..%2fpackage.json',
	]) {
		const { status, text } = await get(server.url, path)
		expect(status, path).toBe(404)
		if (text.includes('text/html')) expect(text, path).toContain('id="parler"')
		expect(text, path).not.toContain('"devDependencies"')
	}
})

test('an address that names another site is answered by ours and writes no link to it', async ({ server }) => {
	for (const path of [
		'//evil.example/',
		'//evil.example/compte',
		'/\\evil.example',
		'http://evil.example/search?q=box',
		'//',
	]) {
		const { status, text } = await get(server.url, path)
		expect(status, path).toBeLessThan(500)
		expect(text.match(/(?:href|action|Location)[=:]\s*"?(?:https?:)?\/\/evil/gi), path).toBeNull()
	}
})

test('cookies that were forged or grew too large open nothing and break nothing', async ({ server }) => {
	for (const cookie of [
		'visit=%E0%A4%A',
		'visit=eyJ4IjoxfQ==',
		'visit="}; theme=<script>',
		'relais_session=abc.def; visit=x',
		'__Host-relais=a.b; session_token=a.b',
		'underway=%; underway=1',
		`padding=${LONG}`,
	])
		for (const path of ['/', '/ecrire', '/rappel', '/search?q=box']) {
			const { status, text } = await get(server.url, path, `Cookie: ${cookie}\r\n`)
			expect(status, `${cookie.slice(0, 40)} ${path}`).toBe(200)
			expect(text).not.toContain('<script>"')
		}
	expect((await get(server.url, '/compte', 'Cookie: session=forged.forged\r\n')).status).toBe(302)
	expect((await get(server.url, '/', `Cookie: padding=${LONG}${LONG}\r\n`)).status).toBe(431)
})

test('a form in another format, cut short or too large is refused in words, on every action', async ({ server }) => {
	const boundary = 'multipart/form-data; boundary=zz'
	for (const path of [
		'/connexion',
		'/ecrire',
		'/rappel',
		'/message',
		'/resilier',
		'/apparence',
		'/articles/voyant-rouge-box',
	]) {
		for (const [type, body, expected] of [
			['application/json', '{"a":1}', 415],
			['text/plain', 'abc', 415],
			['', 'abc', 415],
			['multipart/form-data', 'abc', 400],
			[boundary, '--zz\r\nContent-Disposition: form-data; name="a"\r\n', 400],
		] as const) {
			const { status, text } = await post(server.url, path, type, body)
			expect(status, `${path} ${type}`).toBe(expected)
			expect(text).toMatch(/Revenez à la page/)
			expect(text).not.toMatch(/\n {4}at /)
		}
		for (const body of ['', '%E0%A4%A=%00&intent=%00&email=%00&requestKey=%ff'])
			expect((await post(server.url, path, 'application/x-www-form-urlencoded', body)).status, path).toBeLessThan(500)
	}
	const large = await post(
		server.url,
		'/rappel',
		'application/x-www-form-urlencoded',
		`subject=${'a'.repeat(1_000_001)}`,
	).catch(() => null)
	if (large) expect(large.status).toBe(413)
	const piece = `${(50_000).toString(16)}\r\n${'b'.repeat(50_000)}\r\n`
	const unsaid = await askRaw(
		server.url,
		`POST /rappel HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n${piece.repeat(21)}`,
	)
	expect(unsaid.status).toBe(413)
	expect(unsaid.text).toContain('trop long')
})

test('a method that an address has no answer for is refused, and HEAD is GET without its body', async ({ server }) => {
	for (const path of ['/', '/themes/internet', '/api/search?q=box', '/accessibilite']) {
		for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])
			expect((await get(server.url, path, '', method)).status, `${method} ${path}`).toBe(405)
		expect((await post(server.url, path, 'application/x-www-form-urlencoded', 'a=1')).status, path).toBe(405)
	}
	for (const path of [
		'/',
		'/en',
		'/search?q=box',
		'/search?q=xqzvwk',
		'/articles/voyant-rouge-box',
		'/themes/internet',
		'/ecrire',
		'/rappel',
		'/message',
		'/connexion',
		'/compte',
		'/nothing-here',
		'/health',
		'/api/availability',
		'/robots.txt',
		'/sitemap.xml',
		'/stream?topic=availability',
	]) {
		const head = await get(server.url, path, '', 'HEAD')
		const [, body] = head.text.split('\r\n\r\n')
		expect(body, path).toBe('')
		if (!path.startsWith('/stream')) expect(head.status, path).toBe((await get(server.url, path)).status)
	}
})

test('nobody is sent to another site after signing in', async ({ open, server }) => {
	const page = await open('anonymous')
	for (const to of [
		'//evil.example',
		'https://evil.example',
		'/\\evil.example',
		'javascript:alert(1)',
		'/\t/evil.example',
	]) {
		const answer = await page.request.post('/connexion', {
			form: { intent: 'demo', email: 'camille@ligne-claire.example', to },
			headers: { Origin: server.url },
			maxRedirects: 0,
		})
		expect(new URL(answer.headers().location ?? '', server.url).origin, to).toBe(server.url)
		const again = await page.request.get('/connexion', { params: { to }, maxRedirects: 0 })
		expect(new URL(again.headers().location ?? '', server.url).origin, to).toBe(server.url)
	}
})

test('each number that cannot be called is refused with its own sentence', async ({ open, expectNoise }) => {
	expectNoise(/400/)
	const page = await open('anonymous', { javaScriptEnabled: false })
	await page.goto('/rappel')
	for (const [written, sentence] of [
		['abc', /n’existe pas sous cette forme/],
		['08 99 12 34 56', /numéro surtaxé/],
		['0810 12 34 56', /numéro surtaxé/],
		['0800 12 34 56', /numéro d’un service/],
		['15', /numéro court/],
		['3900', /numéro court/],
		['+1 212 555 0100', /pas encore dans ce pays/],
		['03 53 01 20 20', /notre propre numéro/],
		['01 99 00 11', /Il manque deux chiffres/],
		['01 99 00 11 22 33', /2 chiffres de trop/],
	] as const) {
		await page.getByLabel('Votre numéro').fill(written)
		await page.getByLabel('Votre prénom').fill('Léa')
		await page.getByRole('button', { name: 'Demander l’appel' }).click()
		await expect(page.getByText(sentence).first(), written).toBeVisible()
		await expect(page.getByLabel('Votre prénom')).toHaveValue('Léa')
		if (written) await expect(page.getByLabel('Votre numéro')).toHaveValue(written)
	}
})
