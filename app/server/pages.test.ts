import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { db } from '#db/client.server'
import { presences } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { SESSION_COOKIE } from '~/auth/session-cookie.server'
import { readVisitCookie, visitCookie } from '~/auth/visit-cookie.server'
import { environment } from '~/env.server'
import { availability, availabilityVersion } from '~/handoff/availability.server'
import { contentChanged, contentVersion } from '~/knowledge/content-version.server'
import { countRequest } from '~/observability/metrics.server'
import { announce } from '~/realtime/bus.server'
import { recordPageView } from '~/shell/page-views.server'
import { KeptPages } from './pages'

let pages: KeptPages
/** How often the page was rendered: kept ones hold the number they were rendered with. */
let rendered = 0
/** What happens while a page is being rendered. */
let meanwhile = () => {}

const server = createServer(async (request, response) => {
	if (pages.answer(request, response)) return
	const key = pages.keyOf(request)
	rendered++
	if (!key) return void response.setHeader('Cache-Control', 'private, no-store').end(`rendered ${rendered}, for one`)
	const version = pages.version()
	const body = Buffer.from(`rendered ${rendered}`)
	meanwhile()
	await pages.keep(key, version, { body, view: null })
	pages.send(key, request, response)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => new Promise((closed) => server.close(closed)))

/** Thursday 19 November 2026, 10:00 in Paris: the hours are open. */
const OPEN = new Date('2026-11-19T09:00:00Z')

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: OPEN })
	pages = new KeptPages({
		availabilityVersion,
		contentVersion,
		countRequest,
		environment,
		readVisitCookie,
		recordPageView,
		SESSION_COOKIE,
		visitCookie,
	})
	rendered = 0
	meanwhile = () => {}
	await db.delete(presences)
	await told()
})
afterEach(() => vi.useRealTimers())

async function get(path: string, headers: Record<string, string> = {}) {
	const { port } = server.address() as AddressInfo
	const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: 'manual' })
	return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** Waits until the process has read who is there and says so in words. */
async function told(): Promise<string> {
	announce('availability', { kind: 'presence' })
	await vi.waitUntil(() => availabilityVersion().startsWith('['))
	return availabilityVersion()
}

it('is rendered once for everyone, asked again it answers 304, and it is never for shared caches', async () => {
	const first = await get('/articles/voyant-rouge-box')
	expect(first.text).toBe('rendered 1')
	const second = await get('/articles/voyant-rouge-box', { 'If-None-Match': 'another' })
	expect(second.text).toBe('rendered 1')
	expect(second.headers.get('cache-control')).toBe('private, no-cache')
	expect(second.headers.get('vary')).toBe('Accept-Encoding, Cookie')
	const etag = second.headers.get('etag') ?? ''
	expect(etag).toMatch(/^"[\w-]{22}"$/)
	const again = await get('/articles/voyant-rouge-box', { 'If-None-Match': etag })
	expect([again.status, again.text]).toEqual([304, ''])
	expect(rendered).toBe(1)
})

it.each([
	'/',
	'/en',
	'/articles/voyant-rouge-box',
	'/en/articles/How-To.2',
	'/articles/d%C3%A9m%C3%A9nager',
	'/themes/sujet_1',
	'/search?q=ma+box',
])('keeps %s', async (path) => {
	await get(path)
	await get(path)
	expect(rendered).toBe(1)
})

it.each([
	'/compte',
	'/search?q=box&topic=internet',
	'/search?q=xylophone&told=1',
	'/articles/a?solved=yes',
	'/articles/a/b',
	'/ecrire',
	`/search?q=${'x'.repeat(121)}`,
])('does not keep %s', async (path) => {
	await get(path)
	expect((await get(path)).text).toBe('rendered 2, for one')
})

it.each([`${SESSION_COOKIE}=abc`, 'underway=1', `theme=dark; ${SESSION_COOKIE}=abc`])(
	'nothing kept is shown to, or made from, whoever comes with %s',
	async (Cookie) => {
		expect((await get('/', { Cookie })).text).toBe('rendered 1, for one')
		expect((await get('/', { Cookie })).headers.get('cache-control')).toBe('private, no-store')
		await get('/')
		expect((await get('/', { Cookie })).text).toBe('rendered 4, for one')
	},
)

it('a visit of another day is left to the app, which says whether it goes on', async () => {
	const of = (now: Date) => visitCookie(randomUUID(), now).split(';')[0] ?? ''
	await get('/')
	expect((await get('/', { Cookie: of(OPEN) })).text).toBe('rendered 1')
	expect((await get('/', { Cookie: of(new Date('2026-11-18T22:59:59Z')) })).text).toBe('rendered 2, for one')
})

it('keeps one page for each look', async () => {
	await get('/')
	expect((await get('/', { Cookie: 'theme=dark' })).text).toBe('rendered 2')
	expect((await get('/', { Cookie: 'theme=dark; visit=x' })).text).toBe('rendered 2')
	expect((await get('/')).text).toBe('rendered 1')
})

it('is made anew when something is published, even while it was being made', async () => {
	await get('/')
	contentChanged()
	expect((await get('/')).text).toBe('rendered 2')
	meanwhile = contentChanged
	await get('/themes')
	await get('/articles/a')
	meanwhile = () => {}
	expect((await get('/articles/a')).text).toBe('rendered 5')
	expect((await get('/articles/a')).text).toBe('rendered 5')
})

it('is made anew for each of the states of the door, and shared while nothing said changes', async () => {
	const [nadia, karim] = [await makeAdvisor(), await makeAdvisor()]
	const present = async (id: string, over: Partial<typeof presences.$inferInsert>) => {
		await db.update(presences).set(over).where(eq(presences.personId, id))
	}
	const at = async (moment: Date) => {
		vi.setSystemTime(moment)
		for (const { id } of [nadia, karim]) await present(id, { lastSeenAt: moment })
	}
	const states: Record<string, () => Promise<unknown>> = {
		'two to write to': () => at(OPEN),
		'one to write to': () => present(karim.id, { state: 'away' }),
		'one by phone only': () => present(nadia.id, { pinned: true, lastSeenAt: new Date(OPEN.getTime() - 3_600_000) }),
		nobody: () => present(nadia.id, { state: 'away', pinned: false }),
		closed: () => at(new Date('2026-11-19T22:30:00Z')),
	}
	const seen = new Map<string, string>()
	for (const [name, become] of Object.entries(states)) {
		await become()
		await told()
		const { text } = await get('/')
		expect([...seen.values()], `${name}: ${(await availability()).reason}`).not.toContain(text)
		seen.set(name, text)
		await told()
		expect((await get('/')).text, name).toBe(text)
	}
	expect(seen.size).toBe(5)
})

it('says the same in every encoding', async () => {
	await get('/')
	const { port } = server.address() as AddressInfo
	const { request } = await import('node:http')
	const asked = request({ port, host: '127.0.0.1', path: '/', headers: { 'Accept-Encoding': 'gzip' } }).end()
	const [answer] = (await once(asked, 'response')) as [AsyncIterable<Buffer> & { headers: Record<string, string> }]
	const parts: Buffer[] = []
	for await (const part of answer) parts.push(part)
	expect(answer.headers['content-encoding']).toBe('gzip')
	expect(gunzipSync(Buffer.concat(parts)).toString()).toBe('rendered 1')
})
