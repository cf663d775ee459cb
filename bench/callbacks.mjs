// `npm run bench:callbacks`: how fast due callbacks are taken from many, and how bookings crowd one slot. See README.md.
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { build } from 'esbuild'

const { values } = parseArgs({
	options: {
		scheduled: { type: 'string', default: '10000' },
		due: { type: 'string', default: '1000' },
		advisors: { type: 'string', default: '200' },
		bookings: { type: 'string', default: '50' },
		seconds: { type: 'string', default: '10' },
	},
})
const SCHEDULED = Number(values.scheduled)
const DUE = Number(values.due)
const ADVISORS = Number(values.advisors)
const BOOKINGS_A_SECOND = Number(values.bookings)
const SECONDS = Number(values.seconds)
const ENTRY = `
export { currentConnections, db, closeConnections } from './db/client.server'
export { migrate } from './db/migrate.server'
export { callbacks, callbackAttempts, cases } from './db/schema/handoff.server'
export { makeAdvisor } from './db/testing/builders'
export { alwaysOpen, callbackForm } from './db/testing/callbacks'
export { dispatchCallbacks } from './app/handoff/callback-dispatch.server'
export { hear } from './app/handoff/callback-calls.server'
export { requestCallback } from './app/handoff/callbacks.server'
export { beat } from './app/handoff/presence.server'
export { listSlots, nextFreeSlot } from './app/handoff/slots.server'
export { useCarrier as replaceCarrier } from './app/telephony/current.server'
export { useSettings as replaceSettings } from './app/settings/settings.server'
export { log } from './app/log.server'
`

const folder = mkdtempSync(join(tmpdir(), 'relais-bench-callbacks-'))
process.env.DATABASE_URL = `file:${join(folder, 'relais.db')}`
process.env.DEMO = 'true'
const product = await loadProduct()
product.log.level = 'silent'
product.migrate()
product.replaceSettings(product.alwaysOpen({ perNumberAndDay: 1_000 }))
let placed = 0
product.replaceCarrier({
	...{ dials: true, fromNumber: '+33353012020' },
	placeCall: async () => ({ ok: true, sid: `CA${++placed}` }),
	...{ fetchCall: async () => null, listCalls: async () => [], listCallsBetween: async () => [] },
	...{ hangUp: async () => {}, sendSms: async () => ({ ok: true, sid: 'SM' }), findSms: async () => null },
})
const inDatabase = measureDatabase(product.currentConnections())

try {
	const advisors = await presentAdvisors()
	await booked(advisors)
	const claiming = await claimLoop(advisors)
	const bare = bareLoop()
	print('Claim loop', [
		['callbacks scheduled / due in one minute', `${SCHEDULED} / ${DUE}`],
		['advisors present', ADVISORS],
		['claimed, ms each', claiming.each],
		['CPU of it, ms each', claiming.cpuEach],
		['of which in SQLite, ms each', claiming.databaseEach],
		['share of SQLite', share(claiming.database, claiming.total)],
		['bare SELECT + UPDATE, ms each', bare],
		['÷ bare', claiming.each / bare],
		['SQLite of the product ÷ bare', claiming.databaseEach / bare],
		['looking while nobody is free, ms a turn', claiming.idle],
	])
	const booking = await crowdedSlot(advisors)
	print(`Bookings of one popular slot, ${BOOKINGS_A_SECOND} a second for ${SECONDS} s`, [
		['places / booked / refused', `${booking.places} / ${booking.ok} / ${booking.full}`],
		['p50, ms', booking.p50],
		['p99, ms', booking.p99],
		['longest, ms', booking.longest],
		['CPU, ms each', booking.busy / (BOOKINGS_A_SECOND * SECONDS)],
		['others on this machine, share of it', share(booking.others, 1)],
		['share of SQLite', share(booking.database, booking.busy)],
		['given twice', booking.ok > booking.places ? 'YES' : 'none'],
	])
} finally {
	product.closeConnections()
	rmSync(folder, { recursive: true, force: true })
}

async function loadProduct() {
	const outfile = join('build', 'bench', 'callbacks.mjs')
	mkdirSync(join('build', 'bench'), { recursive: true })
	await build({
		...{ stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'ts' }, outfile, bundle: true },
		...{ packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' },
	})
	return import(pathToFileURL(outfile).href)
}

/** Adds up the time spent inside SQLite, whoever asks. */
function measureDatabase({ reader, writer }) {
	const spent = { ms: 0 }
	for (const connection of [reader, writer]) {
		const prepare = connection.prepare.bind(connection)
		connection.prepare = (source) => {
			const statement = prepare(source)
			for (const way of ['run', 'all', 'get']) {
				const work = statement[way].bind(statement)
				statement[way] = (...given) => {
					const start = performance.now()
					try {
						return work(...given)
					} finally {
						spent.ms += performance.now() - start
					}
				}
			}
			return statement
		}
	}
	return spent
}

async function presentAdvisors() {
	const advisors = []
	for (let n = 0; n < ADVISORS; n++)
		advisors.push(await product.makeAdvisor({ phone: `+33353${String(100_000 + n)}`, lastSeenAt: new Date() }))
	return advisors
}

/** Stored as bookings store them, without their messages: 10,000 of those are another matter. */
async function booked() {
	const due = Date.now()
	const rows = Array.from({ length: SCHEDULED }, (_, n) => {
		const isDue = n < DUE
		const at = new Date(due + (isDue ? -60_000 + (n * 60_000) / DUE : 3_600_000 + n * 1_000))
		const caseId = randomUUID()
		const reference = `RC-${n}`
		const common = { reason: 'internet', subject: '', lang: 'fr' }
		return {
			opened: { id: caseId, reference, ...common },
			callback: {
				...{ caseId, reference, ...common, phone: `+336${String(10_000_000 + n)}`, firstName: 'Camille', trail: [] },
				...{ state: 'scheduled', dueAt: at, password: 'deux mots', requestKey: randomUUID() },
			},
		}
	})
	for (let from = 0; from < rows.length; from += 500) {
		const some = rows.slice(from, from + 500)
		await product.db.insert(product.cases).values(some.map(({ opened }) => opened))
		await product.db.insert(product.callbacks).values(some.map(({ callback }) => callback))
	}
}

/** The dispatcher, as its tick runs it, until every due callback was given to an advisor. */
async function claimLoop(advisors) {
	let claimed = 0
	let total = 0
	let database = 0
	let cpu = 0
	let idle = 0
	let turns = 0
	while (claimed < DUE && turns < DUE) {
		const now = new Date()
		const before = { ms: inDatabase.ms, at: performance.now(), cpu: process.cpuUsage() }
		await product.dispatchCallbacks(now)
		cpu += cpuSince(before.cpu)
		total += performance.now() - before.at
		database += inDatabase.ms - before.ms
		turns++
		const live = await product.db.select().from(product.callbackAttempts)
		const begun = live.filter(({ endedAt }) => endedAt === null)
		claimed += begun.length
		if (turns === 1) idle = await busyTurn(advisors)
		// They talk and conclude: the next turn finds everybody free again.
		for (const { key, advisorCallSid: callSid } of begun) {
			await product.hear(key, event({ kind: 'advisor-pressed', callSid, key: '1' }))
			const end = { customerCallSid: `${callSid}c`, status: 'completed', bridged: true, seconds: 9 }
			await product.hear(key, event({ kind: 'dial-ended', callSid, ...end }))
		}
		concluded()
	}
	return { each: total / claimed, cpuEach: cpu / claimed, databaseEach: database / claimed, database, total, idle }
}

/** A turn that finds callbacks due and nobody to give them to. */
async function busyTurn(advisors) {
	const { writer } = product.currentConnections()
	writer.exec("update presences set state = 'away'")
	const start = performance.now()
	for (let n = 0; n < 20; n++) await product.dispatchCallbacks(new Date())
	const each = (performance.now() - start) / 20
	writer.exec("update presences set state = 'available'")
	for (const { id } of advisors) await product.beat(id, new Date())
	return each
}

function concluded() {
	const { writer } = product.currentConnections()
	writer.exec(`update presences set chosen_at = ${Date.now() + 1_000}, last_seen_at = ${Date.now()}`)
}

function event(told) {
	return { event: told, dedupeKey: randomUUID(), now: new Date() }
}

/** The least that gives a due row to somebody: one SELECT, one guarded UPDATE, each its own commit. */
function bareLoop() {
	const database = new Database(join(folder, 'bare.db'))
	database.pragma('journal_mode = WAL')
	database.pragma('synchronous = NORMAL')
	database.exec('create table due (id integer primary key, state text, due_at integer)')
	database.exec('create index due_at on due (state, due_at)')
	const insert = database.prepare("insert into due (state, due_at) values ('queued', ?)")
	database.transaction(() => {
		for (let n = 0; n < SCHEDULED; n++) insert.run(n < DUE ? n : 1e12 + n)
	})()
	const select = database.prepare("select * from due where state = 'queued' and due_at <= ? order by due_at limit 1")
	const update = database.prepare("update due set state = 'offering' where id = ? and state = 'queued' returning *")
	const start = performance.now()
	for (let n = 0; n < DUE; n++) update.all(select.get(1e9).id)
	const each = (performance.now() - start) / DUE
	database.close()
	return each
}

/** People want the same slot at a steady pace, whether or not those before them have been answered. */
async function crowdedSlot(advisors) {
	for (const { id } of advisors) await product.beat(id, new Date())
	const slotStart = await product.nextFreeSlot(new Date())
	const days = await product.listSlots(new Date())
	const slot = days.flatMap(({ slots }) => slots).find(({ start }) => start.getTime() === slotStart.getTime())
	const tookMs = []
	const outcomes = { ok: 0, full: 0 }
	const before = { ms: inDatabase.ms, at: performance.now(), cpu: process.cpuUsage(), machine: machineTimes() }
	const underway = []
	for (let n = 0; n < BOOKINGS_A_SECOND * SECONDS; n++) {
		const wanted = before.at + (n * 1_000) / BOOKINGS_A_SECOND
		while (performance.now() < wanted) await new Promise((turn) => setTimeout(turn, 1))
		const form = product.callbackForm({ slotStart, phone: `+3326191${String(1_000 + n)}` })
		underway.push(
			product.requestCallback(form).then((outcome) => {
				tookMs.push(performance.now() - wanted)
				if (outcome.ok) outcomes.ok++
				else if (outcome.reason === 'slot-full') outcomes.full++
				else throw new Error(outcome.reason)
			}),
		)
	}
	await Promise.all(underway)
	const busy = cpuSince(before.cpu)
	const machine = machineTimes()
	const others = (machine.busy - before.machine.busy - busy) / (machine.all - before.machine.all)
	tookMs.sort((a, b) => a - b)
	const at = (part) => tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * part))]
	return {
		...{ ...outcomes, places: slot.left, p50: at(0.5), p99: at(0.99), longest: at(1) },
		...{ database: inDatabase.ms - before.ms, busy, others },
	}
}

/** CPU of this process since a reading, in ms. */
function cpuSince(reading) {
	const { user, system } = process.cpuUsage(reading)
	return (user + system) / 1_000
}

/** What all processors did since they started, in ms: figures of a machine that others use say so. */
function machineTimes() {
	const times = cpus().map((one) => one.times)
	const sum = (of) => times.reduce((ms, one) => ms + of(one), 0)
	const all = sum(({ user, nice, sys, irq, idle }) => user + nice + sys + irq + idle)
	return { all, busy: all - sum(({ idle }) => idle) }
}

function share(part, whole) {
	return `${Math.round((part / whole) * 100)} %`
}

function print(title, rows) {
	console.log(`\n${title}`)
	for (const [name, value] of rows)
		console.log(`  ${name.padEnd(44)} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
}
