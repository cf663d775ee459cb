// `npm run bench:desk`: how soon an advisor's desk opens while many people wait. See README.md.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { ask } from './chat-client.mjs'
import { startServer } from './chat-servers.mjs'
import { signIn } from './visits.mjs'

const { values } = parseArgs({
	options: {
		waiting: { type: 'string', default: '500' },
		times: { type: 'string', default: '30' },
		opens: { type: 'string', default: '10' },
	},
})
const [WAITING, TIMES, OPENS] = [values.waiting, values.times, values.opens].map(Number)
const AT_ONCE = 12
const ADVISOR = 'nadia@ligne-claire.example'

if (!existsSync('build/server/main.mjs')) {
	console.error('The product is not built: run `npm start` or `node scripts/build.mjs` first.')
	process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'relais-bench-desk-'))
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
const server = await startServer(join(folder, 'desk.db'))
const base = `http://127.0.0.1:${server.port}`
const executablePath =
	process.env.RELAIS_BROWSER || ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] })
try {
	const cookie = await signIn({ port: server.port, email: ADVISOR })
	await ask({ ...to(), path: '/desk/presence', form: { state: 'available', capacity: '1' }, cookie })
	console.log(
		`${cpus().length} cores, load ${loadavg()[0].toFixed(1)} before; ${TIMES} requests, ${OPENS} opens each\n`,
	)
	console.log(columns(['', 'p50 ms', 'p95 ms', 'CPU ms', 'kB sent']))
	await measure('nobody waits', cookie)
	const chat = await fill(cookie)
	await measure(`${WAITING} wait`, cookie, chat)
	console.log(`\nload ${loadavg()[0].toFixed(1)} after`)
} finally {
	await browser.close()
	await server.stop()
	agent.destroy()
	rmSync(folder, { recursive: true, force: true })
}

async function measure(when, cookie, chat) {
	await requests(`${when}: the page, from the server`, '/desk', cookie)
	await requests(`${when}: what a change reads anew`, '/desk.data', cookie)
	if (chat) await requests(`${when}: a conversation`, `/desk/conversations/${chat}`, cookie)
	await opens(`${when}: in a browser that was never here`, true)
	await opens(`${when}: in a browser that was`, false)
}

async function requests(name, path, cookie) {
	const once = async () => {
		const from = performance.now()
		const answer = await fetch(`${base}${path}`, { headers: { cookie, 'Accept-Encoding': 'br' } })
		const body = await answer.text()
		if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
		return { ms: performance.now() - from, bytes: Number(answer.headers.get('content-length') ?? 0) || body.length }
	}
	for (let n = 0; n < 5; n++) await once()
	const before = await server.usage()
	const all = []
	for (let n = 0; n < TIMES; n++) all.push(await once())
	const after = await server.usage()
	const cpu = after.cpuMs - before.cpuMs
	print(
		name,
		all.map(({ ms }) => ms),
		cpu / TIMES,
		all.at(-1).bytes,
	)
}

/** From the address typed until the queue is there and a key of the desk does something. */
async function opens(name, isNew) {
	const all = []
	let context = await newContext()
	let bytes = 0
	if (!isNew) await open(context)
	for (let n = 0; n < OPENS; n++) {
		if (isNew) {
			await context.close()
			context = await newContext()
		}
		const opened = await open(context)
		all.push(opened.ms)
		bytes = opened.bytes
	}
	await context.close()
	print(name, all, null, bytes)
}

async function newContext() {
	const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 800 } })
	const form = { intent: 'demo', email: ADVISOR, to: '' }
	await context.request.post('/connexion', { form, headers: { Origin: base }, maxRedirects: 0 })
	return context
}

async function open(context) {
	const page = await context.newPage()
	await page.addInitScript(() => {
		const look = () => {
			const queue = document.querySelector('#file h2')
			if (queue) document.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))
			if (document.querySelector('dialog[open]')) globalThis.usableAt = performance.now()
			else requestAnimationFrame(look)
		}
		requestAnimationFrame(look)
	})
	await page.goto('/desk', { waitUntil: 'commit' })
	const ms = await (await page.waitForFunction(() => globalThis.usableAt)).jsonValue()
	const bytes = await page.evaluate(() =>
		performance.getEntries().reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
	)
	await page.close()
	return { ms, bytes }
}

/** Everybody asks by the form. @returns one of those who wait */
async function fill(cookie) {
	let chat = ''
	let next = 0
	const from = performance.now()
	const beat = setInterval(() => ask({ ...to(), path: '/desk/beat.data', form: { at: 'desk' }, cookie }), 20_000)
	const worker = async () => {
		while (next < WAITING) {
			const n = next++
			const address = `10.9.${n >> 8}.${n & 255}`
			const visit = cookiesOf(await ask({ ...to(), path: '/vos-donnees', address }))
			const words = { firstName: `Client ${n}`, body: `Ma box clignote en rouge depuis ce matin (${n})`, askedFrom: '' }
			const form = { requestKey: randomUUID(), reason: 'internet', ...words }
			const asked = await ask({ ...to(), path: '/ecrire', form, cookie: visit, address })
			if (asked.status !== 303) throw new Error(`nobody could be asked: ${asked.status}`)
			chat = asked.headers.location.split('/').pop()
		}
	}
	await Promise.all(Array.from({ length: AT_ONCE }, worker))
	clearInterval(beat)
	await rest(1_000)
	console.log(`\n${WAITING} people asked within ${((performance.now() - from) / 1_000).toFixed(0)} s\n`)
	return chat
}

function to() {
	return { port: server.port, agent, address: '10.8.0.1' }
}

function cookiesOf(answer) {
	return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

function print(name, times, cpu, bytes) {
	const sorted = times.toSorted((a, b) => a - b)
	const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0)
	console.log(columns([name, at(0.5), at(0.95), cpu === null ? '' : cpu.toFixed(1), (bytes / 1_000).toFixed(1)]))
}

function columns([name, ...cells]) {
	return name.padEnd(52) + cells.map((cell) => cell.padStart(10)).join('')
}
