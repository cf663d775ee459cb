import { type ChildProcess, fork } from 'node:child_process'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from './callback-crash.fixture'

/**
 * The product is killed, as by a power cut, before and after each of its commits and around each of
 * its requests, from the asking of a callback to its end. Whatever the instant: the customer is rung
 * once, talks, and gets each message once. The phone company stays alive beside it, in this process.
 */
const PUBLIC_URL = 'https://aide.ligne-claire.example'
const TOKEN = 'the token of the account'
const ACCOUNT = `AC${'1'.repeat(32)}`
const TURN_MS = 5_000
/** An advisor whose call was lost is not rung for the same person before five minutes. */
const MOST_TURNS = 100

interface Call {
	sid: string
	parent: Call | null
	to: string
	url: string
	statusUrl: string
	endUrl: string
	state: 'queued' | 'ringing' | 'key' | 'dialling' | 'talking' | 'ended'
	keyUrl: string
	status: string
	sequence: number
}

class Company {
	readonly calls: Call[] = []
	readonly messages: { sid: string; to: string; body: string; at: Date }[] = []
	readonly atOnce = new Map<string, number>()
	/** Called at each request, before and after it takes effect. */
	onRequest: (instant: string) => boolean = () => false
	now = 0
	productPort = 0
	/** Status webhooks that found nobody are repeated, as the product asks. */
	#late: { url: string; fields: Record<string, string>; left: number }[] = []
	#server: Server = createServer((request, response) => {
		void this.#answer(request).then((body) => {
			if (!body) return response.destroy()
			response.writeHead(request.method === 'POST' ? 201 : 200, { 'Content-Type': 'application/json' })
			response.end(JSON.stringify(body))
		})
	})

	async start(): Promise<string> {
		this.#server.listen(0, '127.0.0.1')
		await once(this.#server, 'listening')
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
	}

	stop(): void {
		this.#server.closeAllConnections()
		this.#server.close()
	}

	async #answer(request: IncomingMessage): Promise<object | null> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://company.example')
		const parts: Buffer[] = []
		for await (const part of request) parts.push(part as Buffer)
		const form = new URLSearchParams(Buffer.concat(parts).toString())
		const value = (name: string) => form.get(name) ?? ''
		if (request.method === 'GET' && pathname.endsWith('/Messages.json')) {
			const found = this.messages.filter(({ to }) => to === searchParams.get('To'))
			const messages = found.map((one) => ({ ...one, date_created: one.at.toUTCString() }))
			return { messages, page: 0, page_size: 50, next_page_uri: null }
		}
		if (request.method === 'GET' && pathname.endsWith('/Calls.json')) {
			const [to, parent] = [searchParams.get('To'), searchParams.get('ParentCallSid')]
			const found = this.calls.filter(
				(call) => (to ? call.to === to : true) && (parent ? call.parent?.sid === parent : true),
			)
			return { calls: found.reverse().map((call) => this.#resource(call)), page: 0, page_size: 50, next_page_uri: null }
		}
		const named = this.calls.find(({ sid }) => pathname.endsWith(`/${sid}.json`))
		if (named) {
			if (request.method === 'POST') await this.#end(named, 'completed')
			return this.#resource(named)
		}
		const kind = pathname.endsWith('/Messages.json') ? 'message' : 'call'
		if (this.onRequest(`${kind} before`)) return null
		const sid = `${kind === 'call' ? 'CA' : 'SM'}${randomBytes(16).toString('hex')}`
		if (kind === 'message') this.messages.push({ sid, to: value('To'), body: value('Body'), at: new Date(this.now) })
		else
			this.calls.push({
				...{ sid, parent: null, to: value('To'), url: value('Url'), statusUrl: value('StatusCallback') },
				...{ endUrl: '', keyUrl: '', state: 'queued', status: 'queued', sequence: 0 },
			})
		const made = this.calls.find((call) => call.sid === sid)
		if (this.onRequest(`${kind} after`)) return null
		return made ? this.#resource(made) : { sid, status: 'queued' }
	}

	#resource({ sid, parent, to, status }: Call) {
		const duration = status === 'completed' ? '30' : null
		const created = new Date(this.now).toUTCString()
		return {
			sid,
			parent_call_sid: parent?.sid ?? null,
			to,
			from: '+33162000000',
			status,
			duration,
			date_created: created,
		}
	}

	/** Everything that goes on moves by one step. */
	async step(): Promise<void> {
		const late = this.#late.splice(0)
		for (const { url, fields, left } of late)
			if ((await this.#post(url, fields)) === null && left > 1) this.#late.push({ url, fields, left: left - 1 })
		for (const call of this.calls.filter(({ state }) => state !== 'ended')) await this.#move(call)
	}

	async #move(call: Call): Promise<void> {
		if (call.state === 'queued') {
			call.state = 'ringing'
			if (call.parent) this.#rings(call.to, 1)
			await this.#tell(call, 'ringing')
		} else if (call.state === 'ringing' && call.parent) {
			call.state = 'talking'
			await this.#tell(call, 'in-progress')
		} else if (call.state === 'ringing') {
			await this.#tell(call, 'in-progress')
			const document = await this.#post(call.url, { CallSid: call.sid, CallStatus: 'in-progress' })
			call.keyUrl = addressIn(document, 'Gather', 'action')
			call.state = 'key'
			if (!call.keyUrl) await this.#end(call, 'completed')
		} else if (call.state === 'key') {
			const document = await this.#post(call.keyUrl, { CallSid: call.sid, CallStatus: 'in-progress', Digits: '1' })
			const to = document?.match(/<Number[^>]*>([^<]+)</)?.[1]
			if (!to) return this.#end(call, 'completed')
			call.state = 'dialling'
			call.endUrl = addressIn(document, 'Dial', 'action')
			this.calls.push({
				...{ sid: `CA${randomBytes(16).toString('hex')}`, parent: call, to, url: '', keyUrl: '', endUrl: '' },
				...{
					statusUrl: addressIn(document, 'Number', 'statusCallback'),
					state: 'queued',
					status: 'queued',
					sequence: 0,
				},
			})
		} else if (call.state === 'talking') await this.#end(call, 'completed')
	}

	async #end(call: Call, status: string): Promise<void> {
		if (call.state === 'ended') return
		const { parent } = call
		if (parent && call.state !== 'queued') this.#rings(call.to, -1)
		call.state = 'ended'
		await this.#tell(call, status)
		if (!parent) return
		const end = { DialCallStatus: 'completed', DialCallSid: call.sid, DialBridged: 'true', DialCallDuration: '30' }
		await this.#post(parent.endUrl, { CallSid: parent.sid, CallStatus: 'in-progress', ...end })
		await this.#end(parent, 'completed')
	}

	#rings(to: string, by: number): void {
		const live = (this.atOnce.get(to) ?? 0) + by
		this.atOnce.set(to, live)
		if (live > 1) throw new Error(`${to} is rung twice at once`)
	}

	async #tell(call: Call, status: string): Promise<void> {
		call.status = status
		const fields = { CallSid: call.sid, CallStatus: status, SequenceNumber: String(call.sequence++) }
		if ((await this.#post(call.statusUrl, fields)) === null) this.#late.push({ url: call.statusUrl, fields, left: 2 })
	}

	/** @returns the answer; `null` when nobody answered */
	async #post(address: string, fields: Record<string, string>): Promise<string | null> {
		const url = address.replace(/#.*$/, '')
		const signed = Object.keys(fields)
			.sort()
			.reduce((text, name) => text + name + fields[name], url)
		try {
			const answer = await fetch(url.replace(PUBLIC_URL, `http://127.0.0.1:${this.productPort}`), {
				method: 'POST',
				headers: { 'X-Twilio-Signature': createHmac('sha1', TOKEN).update(signed).digest('base64') },
				body: new URLSearchParams(fields),
			})
			return answer.ok ? await answer.text() : null
		} catch {
			return null
		}
	}
}

/** The product in a process of its own, started again whenever it has died. */
class Product {
	#process: ChildProcess | undefined
	deaths = 0
	constructor(
		readonly bundle: string,
		readonly company: Company,
		readonly environment: NodeJS.ProcessEnv,
	) {}

	/** @returns what the order gave; `undefined` when the process died of it */
	async order(order: Order): Promise<unknown> {
		const child = await this.#living()
		const answer = await new Promise<{ result?: unknown; error?: string } | 'died'>((tell) => {
			const dies = () => tell('died')
			child.once('exit', dies)
			child.once('message', (told: { result?: unknown; error?: string }) => {
				child.off('exit', dies)
				tell(told)
			})
			child.send(order, () => {})
		})
		if (answer === 'died') return undefined
		if (answer.error) throw new Error(answer.error)
		return answer.result
	}

	/** Kills it now. */
	kill(): void {
		this.#process?.kill('SIGKILL')
	}

	async #living(): Promise<ChildProcess> {
		const running = this.#process
		if (running && running.exitCode === null && running.signalCode === null) return running
		const child = fork(this.bundle, { env: this.environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
		this.#process = child
		child.once('exit', (_, signal) => {
			if (signal === 'SIGKILL') this.deaths++
		})
		const [{ port }] = (await once(child, 'message')) as [{ port: number }]
		this.company.productPort = port
		return child
	}
}

const folder = mkdtempSync(join(tmpdir(), 'relais-crash-'))
const company = new Company()
let product: Product
let clock = Date.now()
let asked = 0

beforeAll(async () => {
	// Beside the packages it imports, and not where a build cleans up.
	const bundle = join('node_modules', '.cache', 'relais', 'callback-crash.mjs')
	mkdirSync(dirname(bundle), { recursive: true })
	await build({
		...{ entryPoints: ['app/handoff/callback-crash.fixture.ts'], outfile: bundle, bundle: true },
		...{ packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' },
	})
	const baseUrl = await company.start()
	product = new Product(bundle, company, {
		...{ PATH: process.env.PATH ?? '', NODE_ENV: 'test', ADVISOR: 'nadia' },
		...{ DATABASE_URL: `file:${join(folder, 'crash.db')}`, PUBLIC_URL, SESSION_SECRET: 'x'.repeat(40) },
		...{ TELEPHONY: 'twilio', TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: TOKEN },
		...{ TWILIO_FROM_NUMBER: '+33162000000', TWILIO_API_BASE_URL: baseUrl },
	})
}, 60_000)
afterAll(() => {
	product.kill()
	company.stop()
	rmSync(folder, { recursive: true, force: true })
})

/** One callback from its asking to its end. @returns what came of it */
async function live(deadly?: { atCommit: number; when: 'before' | 'after' }) {
	const phone = `+3319900${String(1_000 + ++asked)}`
	const requestKey = randomUUID()
	const deathsBefore = product.deaths
	if (deadly) await product.order({ do: 'die', ...deadly })
	clock += 20 * 60_000
	company.now = clock
	const ask = () => product.order({ do: 'ask', phone, requestKey, at: clock })
	// Whoever gets no answer sends the form again.
	if ((await ask()) === undefined) await ask()
	let seen: { state?: string; commits: number } | undefined
	for (let turn = 0; turn < MOST_TURNS; turn++) {
		clock += TURN_MS
		company.now = clock
		await product.order({ do: 'turn', at: clock })
		await company.step()
		seen = (await product.order({ do: 'read', requestKey })) as typeof seen
		if (seen?.state === 'done' && company.calls.every(({ state }) => state === 'ended')) break
	}
	// Time for whatever would still ring or write.
	for (let turn = 0; turn < 4; turn++) {
		clock += 40_000
		company.now = clock
		await product.order({ do: 'turn', at: clock })
		await company.step()
	}
	const rings = company.calls.filter((call) => call.to === phone).length
	const written = company.messages.filter(({ to }) => to === phone).map(({ body }) => body)
	const twice = written.length - new Set(written).size
	return {
		state: seen?.state,
		rings,
		messages: written.length > 0,
		twice,
		deaths: product.deaths - deathsBefore,
		commits: seen?.commits ?? 0,
	}
}

const WELL = { state: 'done', rings: 1, messages: true, twice: 0 }
/** A run that nobody disturbs: how many commits there are to die at. */
let commits = 0

test('undisturbed, a callback is made and leaves messages', async () => {
	await product.order({ do: 'die', atCommit: -1, when: 'before' })
	const told = await live()
	expect(told).toMatchObject({ ...WELL, deaths: 0 })
	commits = told.commits
	expect(commits).toBeGreaterThan(15)
}, 60_000)

test.each(['call before', 'call after', 'message before', 'message after'])(
	'killed while a request is under way: %s it takes effect',
	async (instant) => {
		let killed = false
		company.onRequest = (now) => {
			if (killed || now !== instant) return false
			killed = true
			product.kill()
			return true
		}
		const told = await live()
		company.onRequest = () => false
		expect(told).toMatchObject({ ...WELL, deaths: 1 })
	},
	60_000,
)

test.each(['before', 'after'] as const)(
	'killed %s each commit, one after the other',
	async (when) => {
		const results: Record<string, unknown> = {}
		for (let atCommit = 1; atCommit <= commits; atCommit++) {
			const { state, rings, messages, twice, deaths } = await live({ atCommit, when })
			results[atCommit] = { state, rings, messages, twice, deaths }
		}
		const expected = Object.keys(results).map((atCommit) => [atCommit, { ...WELL, deaths: 1 }])
		expect(results).toEqual(Object.fromEntries(expected))
	},
	400_000,
)

function addressIn(document: string | null, verb: string, attribute: string): string {
	const found = document?.match(new RegExp(`<${verb}[^>]*\\s${attribute}="([^"]*)"`))?.[1] ?? ''
	return found.replaceAll('&amp;', '&')
}
