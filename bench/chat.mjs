// `npm run bench:chat`: customers and advisors who chat at once, by real HTTP and SSE. See README.md.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createCookie } from '@remix-run/node'
import Database from 'better-sqlite3'
import { ask, follow } from './chat-client.mjs'
import { startBareFanOut, startServer } from './chat-servers.mjs'

const { values } = parseArgs({
	options: {
		customers: { type: 'string', default: '500' },
		advisors: { type: 'string', default: '50' },
		seconds: { type: 'string', default: '60' },
		every: { type: 'string', default: '20' },
		waiting: { type: 'string', default: '2000' },
		kill: { type: 'boolean', default: false },
	},
})
const [CUSTOMERS, ADVISORS, WAITING] = [values.customers, values.advisors, values.waiting].map(Number)
const [SECONDS, EVERY_MS] = [Number(values.seconds), Number(values.every) * 1_000]
/** As many as one stream takes beside the desk's own. */
const TOPICS_A_STREAM = 8
const AT_ONCE = 12
const RETRY_MS = 1_000

const folder = mkdtempSync(join(tmpdir(), 'relais-bench-chat-'))
const database = join(folder, 'chat.db')
const agent = new Agent({ keepAlive: true, maxSockets: 200 })
const streams = []
/** Who waits to hear a message of the yardstick. */
const bareHeard = new Map()
/** Desks that stay open. */
const beats = []
const bare = await startBareFanOut()
let server = await startServer(database)

try {
	console.log(
		`${CUSTOMERS} customers, ${ADVISORS} advisors; each side writes every ${values.every} s for ${SECONDS} s; ${cpus().length} cores`,
	)
	addAdvisors()
	const advisors = await inTurns(ADVISORS, signInAdvisor)
	const chats = await inTurns(CUSTOMERS, (n) => startChat(n, advisors[n % ADVISORS]))
	await listenAll(advisors, chats)
	const before = await server.usage()
	const until = Date.now() + SECONDS * 1_000
	const bareTimes = []
	const talks = chats.flatMap(({ customer, advisor, id }) => [
		talk(customer, until),
		talk(advisor, until),
		...[0, 1].map(() => talkBare(id, bareTimes, until)),
	])
	if (values.kill) {
		await rest((SECONDS * 1_000) / 2)
		await server.kill()
		server = await startServer(database, server.port)
		console.log('killed with -9 in the middle, and started again')
	}
	await Promise.all(talks)
	await rest(4_000)
	await report(chats, bareTimes, values.kill ? null : { before, after: await server.usage() })
	for (const stream of streams.splice(0)) stream.close()
	if (WAITING > 0 && !values.kill) await manyWait(advisors[0])
} finally {
	for (const stream of streams) stream.close()
	for (const timer of beats) clearInterval(timer)
	await server.stop()
	bare.stop()
	agent.destroy()
	rmSync(folder, { recursive: true, force: true })
}

function addAdvisors() {
	const db = new Database(database, { timeout: 5_000 })
	const now = Date.now()
	const person = db.prepare(
		"insert into people (id, name, email, email_verified, role, lang, team, city, created_at, updated_at) values (?, ?, ?, 1, 'advisor', 'fr', 'lille', 'Lille', ?, ?)",
	)
	for (let n = 0; n < ADVISORS; n++)
		person.run(`bench-advisor-${n}`, `Conseil ${n}`, `bench-${n}@ligne-claire.example`, now, now)
	db.close()
}

async function signInAdvisor(n) {
	const signIn = { intent: 'demo', email: `bench-${n}@ligne-claire.example`, to: '' }
	const address = addressOf(n)
	const entered = await ask({ ...to(), path: '/connexion', form: signIn, address })
	const cookie = cookiesOf(entered)
	if (entered.status !== 303 || !cookie) throw new Error(`an advisor could not sign in: ${entered.status}`)
	await ask({ ...to(), path: '/desk/presence', form: { state: 'available', capacity: '3' }, cookie, address })
	const beat = () => ask({ ...to(), path: '/desk/beat.data', form: { at: 'desk' }, cookie, address }).catch(() => {})
	beats.push(setInterval(beat, 20_000))
	return { id: `bench-advisor-${n}`, cookie, address }
}

/** A customer asks by the form, an advisor takes it by hand. */
async function startChat(n, advisor) {
	const visit = cookiesOf(await ask({ ...to(), path: '/vos-donnees', address: addressOf(1_000 + n) }))
	const id = randomUUID()
	const form = { requestKey: id, firstName: `Client ${n}`, body: `Bonjour ${n}`, reason: 'internet', askedFrom: '' }
	const asked = await ask({ ...to(), path: '/ecrire', form, cookie: visit, address: addressOf(1_000 + n) })
	const path = asked.headers.location
	if (asked.status !== 303 || !path) throw new Error(`nobody could be asked: ${asked.status}`)
	const chat = path.split('/').pop()
	const { cookie, address } = advisor
	const taken = await ask({ ...to(), path: `/desk/conversations/${chat}`, form: { intent: 'take' }, cookie, address })
	if (taken.status !== 303) throw new Error(`a chat could not be taken: ${taken.status}`)
	const customer = sideOf(chat, `/echanges/${chat}`, visit, addressOf(1_000 + n))
	return {
		id: chat,
		owner: advisor,
		customer,
		advisor: sideOf(chat, `/desk/conversations/${chat}`, cookie, addressOf(9_000 + n)),
	}
}

function sideOf(chat, path, cookie, address) {
	return { chat, path, cookie, address, last: 0, got: new Map(), sent: [], asking: false, again: false, opened: 0 }
}

async function listenAll(advisors, chats) {
	for (const { id, customer } of chats) listen([`conversation:${id}`], customer.cookie, new Map([[id, customer]]))
	for (const advisor of advisors) {
		listen(['desk', `advisor:${advisor.id}`], advisor.cookie, new Map())
		const own = chats.filter(({ owner }) => owner === advisor)
		for (let from = 0; from < own.length; from += TOPICS_A_STREAM) {
			const part = own.slice(from, from + TOPICS_A_STREAM)
			listen(
				part.map(({ id }) => `conversation:${id}`),
				advisor.cookie,
				new Map(part.map((chat) => [chat.id, chat.advisor])),
			)
		}
	}
	for (const { id } of chats) for (let n = 0; n < 2; n++) listenBare(id, n)
	while (streams.some(({ opened }) => opened === 0)) await rest(50)
}

function listen(topics, cookie, sides) {
	const path = `/stream?${topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join('&')}`
	const onOpen = (times) => {
		for (const side of sides.values()) {
			side.opened = times
			if (times > 1) void catchUp(side)
		}
	}
	const onEvent = ({ topic, kind, seq, id }) => {
		const side = sides.get(topic.split(':')[1])
		if (side && kind === 'message' && seq > side.last && !side.sent.some((message) => message.id === id))
			void catchUp(side)
	}
	streams.push(follow({ port: server.port, path, cookie, onEvent, onOpen }))
}

function listenBare(id, n) {
	const onEvent = ({ body: form }) => {
		const body = form.replace('body=', '')
		const heard = bareHeard.get(`${n} ${body}`)
		bareHeard.delete(`${n} ${body}`)
		heard?.()
	}
	streams.push(follow({ port: bare.port, path: `/stream?topic=${id}`, onEvent }))
}

/** What came since, one question at a time, as the product's pages ask. */
async function catchUp(side) {
	if (side.asking) {
		side.again = true
		return
	}
	side.asking = true
	try {
		const answer = await ask({ ...to(), path: `${side.path}/since?seq=${side.last}`, cookie: side.cookie, json: true })
		if (answer.status !== 200) throw new Error(String(answer.status))
		const now = performance.now()
		for (const { id, seq } of JSON.parse(answer.text).messages) {
			if (!side.got.has(id)) side.got.set(id, { at: now, seq })
			side.last = Math.max(side.last, seq)
		}
	} catch {
		setTimeout(() => catchUp(side), RETRY_MS)
	} finally {
		side.asking = false
		if (side.again) {
			side.again = false
			setTimeout(() => catchUp(side))
		}
	}
}

/** Writes numbered messages until the time is over; one that does not pass is sent again under the same id. */
async function talk(side, until) {
	await rest(Math.random() * EVERY_MS)
	for (let n = 1; Date.now() < until; n++) {
		const message = { id: randomUUID(), n, at: performance.now() }
		side.sent.push(message)
		for (;;) {
			const form = { id: message.id, body: `n° ${n}` }
			const { cookie, address } = side
			const answer = await ask({ ...to(), path: `${side.path}/messages`, form, cookie, address, json: true }).catch(
				() => null,
			)
			if (answer?.status === 200) break
			if (answer && answer.status < 500)
				throw new Error(`a message was refused: ${answer.status} ${answer.text.slice(0, 200)}`)
			await rest(RETRY_MS)
		}
		await rest(EVERY_MS * (0.75 + Math.random() / 2))
	}
}

async function talkBare(id, times, until) {
	await rest(Math.random() * EVERY_MS)
	while (Date.now() < until) {
		const body = randomUUID()
		const at = performance.now()
		const heard = [0, 1].map((n) => new Promise((resolve) => bareHeard.set(`${n} ${body}`, resolve)))
		await ask({ port: bare.port, agent, path: `/send?topic=${id}`, form: { body } }).catch(() => null)
		void heard[0].then(() => times.push(performance.now() - at))
		await rest(EVERY_MS * (0.75 + Math.random() / 2))
	}
}

async function report(chats, bareTimes, usage) {
	let [lost, doubled, reordered, back, sent] = [0, 0, 0, 0, 0]
	const times = []
	await inTurns(chats.length, async (n) => {
		const { customer, advisor } = chats[n]
		const stored = JSON.parse(
			(await ask({ ...to(), path: `${advisor.path}/since?seq=0`, cookie: advisor.cookie, json: true })).text,
		).messages
		for (const [from, by] of [
			[customer, advisor],
			[advisor, customer],
		]) {
			const ids = new Map(from.sent.map((message) => [message.id, message]))
			const kept = stored.filter(({ id }) => ids.has(id))
			sent += ids.size
			doubled += kept.length - new Set(kept.map(({ id }) => id)).size
			lost += [...ids.keys()].filter((id) => !by.got.has(id) || !kept.some((message) => message.id === id)).length
			const numbers = kept.toSorted((a, b) => a.seq - b.seq).map(({ id }) => ids.get(id).n)
			reordered += numbers.filter((number, index) => index > 0 && number < numbers[index - 1]).length
			for (const { id, at } of ids.values()) if (by.got.has(id)) times.push(by.got.get(id).at - at)
		}
		if (!values.kill || (customer.opened > 1 && advisor.opened > 1)) back++
	})
	console.log(`messages ${sent}: lost ${lost}, doubled ${doubled}, reordered ${reordered}`)
	if (values.kill) console.log(`back by themselves: ${back} of ${chats.length} conversations, both sides`)
	console.log(`send → receipt, ms: ${inWords(times)}; bare fan-out: ${inWords(bareTimes)}`)
	if (usage)
		console.log(
			`CPU a message, ms: ${((usage.after.cpuMs - usage.before.cpuMs) / sent).toFixed(2)}; memory ${Math.round(usage.after.memoryMb)} MB`,
		)
}

/** Streams of many who wait: how long until each is told a place that changed, and what stays when they leave. */
async function manyWait(advisor) {
	const visit = createCookie((await ask({ ...to(), path: '/vos-donnees' })).headers['set-cookie'][0].split('=')[0])
	const db = new Database(database, { timeout: 5_000 })
	const opened = db.prepare(
		"insert into cases (id, reference, reason, subject, lang, opened_at) values (?, ?, 'internet', 'Attente', 'fr', ?)",
	)
	const asked = db.prepare(
		"insert into conversations (id, case_id, visit_id, first_name, subject, lang, trail, state, customer_seen_at, asked_at) values (?, ?, ?, 'Client', 'Attente', 'fr', '[]', 'waiting', ?, ?)",
	)
	const people = Array.from({ length: WAITING }, () => ({ id: randomUUID(), visitId: randomUUID() }))
	db.transaction(() => {
		people.forEach(({ id, visitId }, n) => {
			opened.run(id, `BENCH-${n}`, Date.now())
			asked.run(id, id, visitId, Date.now(), Date.now() + n)
		})
	})()
	db.close()
	const told = new Map()
	for (const { id, visitId } of people) {
		const cookie = (await visit.serialize(visitId)).split(';')[0]
		const onEvent = ({ kind }) => kind === 'place' && told.set(id, performance.now())
		streams.push(follow({ port: server.port, path: `/stream?topic=conversation:${id}`, cookie, onEvent }))
	}
	while (streams.some(({ opened: times }) => times === 0)) await rest(100)
	await rest(15_000)
	told.clear()
	const before = await server.usage()
	const at = performance.now()
	const { cookie, address } = advisor
	await ask({ ...to(), path: `/desk/conversations/${people[0].id}`, form: { intent: 'take' }, cookie, address })
	while (told.size < WAITING - 1 && performance.now() - at < 20_000) await rest(20)
	const after = await server.usage()
	const times = [...told.values()].map((when) => when - at)
	console.log(
		`${streams.length} streams wait; one is taken: ${told.size} told their place, ms: ${inWords(times)}; CPU of it ${Math.round(after.cpuMs - before.cpuMs)} ms; memory ${Math.round(after.memoryMb)} MB`,
	)
}

async function inTurns(count, work) {
	const results = []
	let next = 0
	const worker = async () => {
		for (let n = next++; n < count; n = next++) results[n] = await work(n)
	}
	await Promise.all(Array.from({ length: AT_ONCE }, worker))
	return results
}

function inWords(times) {
	const sorted = times.toSorted((a, b) => a - b)
	const at = (share) =>
		(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1)
	return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`
}

function cookiesOf({ headers }) {
	return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

function addressOf(n) {
	return `10.${Math.floor(n / 65_536) + 1}.${Math.floor(n / 256) % 256}.${n % 256}`
}

function to() {
	return { port: server.port, agent }
}

function rest(ms) {
	return new Promise((resolve) => setTimeout(resolve, ms))
}
