import { randomBytes } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { simulatedCalls, simulatedMessages } from '#db/schema/work.server'
import { environment } from '~/env.server'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { announce } from '~/realtime/bus.server'
import { loopbackOrigin, telephonyAccount } from '../account.server'
import { type CallStatus, hasEnded } from '../carrier'
import { sign } from '../signature.server'
import { readScript, spokenIn, type Verb } from './script'
import { writeOnTape } from './tape.server'

/**
 * A phone company of our own for the demo: it answers the vendor's requests, plays the documents,
 * and sends signed webhooks by HTTP. Calls are rows, so a restart goes on where it stopped.
 */

type Row = typeof simulatedCalls.$inferSelect
type Waiting =
	| { for: 'answer'; until: number }
	| { for: 'document'; url: string; params: Record<string, string> }
	| { for: 'key'; until: number; url: string; empty: boolean }
	| { for: 'pause'; until: number }
	| { for: 'dial'; childSid: string; url: string | null }
	| { for: 'end' }

interface Play {
	answerUrl: string | null
	statusUrl: string | null
	statusEvents: string[]
	ringSeconds: number
	sequence: number
	script: Verb[]
	waiting: Waiting | null
	/** What was said on this telephone. */
	heard: string[]
	/** Somebody holds this telephone: the automatic mode leaves it alone. */
	attended: boolean
	/** When the automatic mode acts next. */
	actAt: number | null
	answeredAt: number | null
}

export interface SimulatedCall {
	sid: string
	parentSid: string | null
	to: string
	from: string
	status: CallStatus
	heard: string[]
	awaitsKey: boolean
	createdAt: Date
	updatedAt: Date
	seconds: number | null
}

export type Fault = 'drop' | 'double' | 'refuse' | 'lose-answer'
export type Act = 'answer' | 'refuse' | 'leave' | 'hang-up' | { key: string }

const STEP_SECONDS = 0.25
const AUTO_ANSWER_MS = 2_000
const AUTO_KEY_MS = 2_000
const AUTO_TALK_MS = 6_000
const WEBHOOK_TIMEOUT_MS = 15_000
/** How an unattended telephone behaves, by the end of its number; others answer. */
const HABITS: [ending: string, status: CallStatus | 'silent'][] = [
	['990', 'busy'],
	['991', 'silent'],
	['992', 'failed'],
]
const LIVE: CallStatus[] = ['queued', 'ringing', 'in-progress']

let automatic = true
let statusQueue: Promise<void> = Promise.resolve()
const fetching = new Set<string>()
const underway = new Set<Promise<unknown>>()
const faults: Fault[] = []

export const isAutomatic = () => automatic
/** Whether telephones nobody holds answer and press 1 by themselves. */
export function setAutomatic(on: boolean): void {
	automatic = on
	announce('telephone', { kind: 'changed' })
}

/** The next request or webhook goes wrong in this way. */
export function addFault(fault: Fault): void {
	faults.push(fault)
}

export function listFaults(): readonly Fault[] {
	return faults
}

/** A request of the vendor's API, as `POST /2010-04-01/Accounts/{sid}/Calls.json`. */
export async function answerRequest({
	method,
	path,
	params,
	authorization,
}: {
	method: string
	path: string
	params: URLSearchParams
	authorization: string | null
}): Promise<{ status: number; body: unknown }> {
	const account = telephonyAccount()
	const expected = account && `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`
	if (!account || authorization !== expected) return failure(401, 20003, 'Authenticate')
	const route = path.match(/^2010-04-01\/Accounts\/(AC\w+)\/(Calls|Messages)(?:\/(\w+))?\.json$/)
	if (!route || route[1] !== account.accountSid) return failure(404, 20404, 'The requested resource was not found')
	const [, , resource, sid] = route
	if (takeFault('refuse')) return failure(429, 20429, 'Too Many Requests')

	if (resource === 'Messages' && method === 'POST' && !sid) return { status: 201, body: await createMessage(params) }
	if (resource !== 'Calls') return failure(404, 20404, 'The requested resource was not found')
	if (method === 'POST' && !sid) {
		const created = await createCall(params)
		return takeFault('lose-answer') ? failure(500, 20500, 'Internal Server Error') : { status: 201, body: created }
	}
	if (method === 'GET' && !sid) return { status: 200, body: await listCalls(params) }
	const row = sid ? await findRow(sid) : null
	if (!row) return failure(404, 20404, 'The requested resource was not found')
	if (method === 'GET') return { status: 200, body: resourceOf(row) }
	if (hasEnded(row.status as CallStatus)) return failure(400, 21220, 'Call is not in-progress. Cannot redirect.')
	await act(row.sid, 'hang-up', new Date())
	return { status: 200, body: resourceOf((await findRow(row.sid)) ?? row) }
}

/** Somebody at a telephone does something; a telephone once touched is no longer automatic. */
export async function act(sid: string, what: Act, now = new Date()): Promise<void> {
	await transaction(async () => {
		const row = await findRow(sid)
		if (!row || hasEnded(row.status as CallStatus)) return
		const play = playOf(row)
		if (what !== 'hang-up') play.attended = true
		if (what === 'leave') play.actAt = null
		if (what === 'answer' && row.status === 'ringing') return answer(row, play, now)
		if (what === 'refuse' && row.status === 'ringing') return end(row, play, 'busy', now)
		if (what === 'hang-up') return end(row, play, row.status === 'in-progress' ? 'completed' : 'canceled', now)
		if (typeof what === 'object' && play.waiting?.for === 'key')
			return ask(row, play, play.waiting.url, { Digits: what.key, FinishedOnKey: '' }, now)
		await save(row.sid, play, now)
	})
}

/** Moves every live call on: rings, time-outs, and what unattended telephones do. */
export async function stepCalls(now = new Date()): Promise<void> {
	const live = await db.select().from(simulatedCalls).where(inArray(simulatedCalls.status, LIVE))
	for (const { sid } of live) await transaction(() => step(sid, now))
}

/** The company's clock goes with the job runner: calls of before a restart go on. */
everyTick('simulated phone company', STEP_SECONDS, async (now) => {
	if (environment().telephony === 'simulator') await stepCalls(now)
})

/** Resolves when every webhook under way has been answered; for tests. */
export async function settled(): Promise<void> {
	while (underway.size > 0) await Promise.allSettled([...underway])
}

/** Calls newest first: what the demo's telephones show. */
export async function listSimulatedCalls(limit = 20): Promise<SimulatedCall[]> {
	const rows = await db.select().from(simulatedCalls).orderBy(desc(simulatedCalls.createdAt)).limit(limit)
	return rows.map((row) => {
		const play = playOf(row)
		return {
			...{
				sid: row.sid,
				parentSid: row.parentSid,
				to: row.toNumber,
				from: row.fromNumber,
				status: row.status as CallStatus,
			},
			...{
				heard: play.heard,
				awaitsKey: play.waiting?.for === 'key',
				createdAt: row.createdAt,
				updatedAt: row.updatedAt,
			},
			seconds: secondsOf(row),
		}
	})
}

/** SMS newest first. */
export async function listSimulatedMessages(limit = 20) {
	return db.select().from(simulatedMessages).orderBy(desc(simulatedMessages.createdAt)).limit(limit)
}

async function createCall(params: URLSearchParams) {
	const now = new Date()
	const sid = newSid('CA')
	await db.insert(simulatedCalls).values({
		sid,
		toNumber: params.get('To') ?? '',
		fromNumber: params.get('From') ?? '',
		status: 'queued',
		state: asState({
			...newPlay(),
			answerUrl: params.get('Url'),
			statusUrl: params.get('StatusCallback'),
			statusEvents: params.getAll('StatusCallbackEvent'),
			ringSeconds: Number(params.get('Timeout') ?? 60),
		}),
		createdAt: now,
		updatedAt: now,
	})
	const row = await findRow(sid)
	if (!row) throw new Error('the simulated call was not stored')
	return resourceOf(row)
}

async function createMessage(params: URLSearchParams) {
	const message = {
		sid: newSid('SM'),
		toNumber: params.get('To') ?? '',
		fromNumber: params.get('From') ?? '',
		body: params.get('Body') ?? '',
		status: 'delivered',
		createdAt: new Date(),
	}
	await db.insert(simulatedMessages).values(message)
	announce('telephone', { kind: 'changed' })
	return {
		sid: message.sid,
		to: message.toNumber,
		from: message.fromNumber,
		body: message.body,
		status: 'queued',
		date_created: rfc2822(message.createdAt),
	}
}

async function listCalls(params: URLSearchParams) {
	const filters = [
		params.get('To') && eq(simulatedCalls.toNumber, params.get('To') ?? ''),
		params.get('From') && eq(simulatedCalls.fromNumber, params.get('From') ?? ''),
		params.get('ParentCallSid') && eq(simulatedCalls.parentSid, params.get('ParentCallSid') ?? ''),
		params.get('Status') && eq(simulatedCalls.status, params.get('Status') ?? ''),
	].filter((filter) => typeof filter === 'object' && filter !== null)
	const limit = Math.min(Number(params.get('PageSize') ?? 50), 1_000)
	const rows = await db
		.select()
		.from(simulatedCalls)
		.where(and(...filters))
		.orderBy(desc(simulatedCalls.createdAt))
		.limit(limit)
	return {
		calls: rows.map(resourceOf),
		page: 0,
		page_size: limit,
		start: 0,
		end: rows.length,
		uri: '',
		first_page_uri: '',
		next_page_uri: null,
		previous_page_uri: null,
	}
}

async function step(sid: string, now: Date): Promise<void> {
	const row = await findRow(sid)
	if (!row) return
	const play = playOf(row)
	const status = row.status as CallStatus
	const time = now.getTime()
	if (status === 'queued') return ring(row, play, now)
	const acts = automatic && !play.attended && play.actAt !== null && play.actAt <= time
	if (play.waiting?.for === 'answer') {
		const habit = HABITS.find(([ending]) => row.toNumber.endsWith(ending))?.[1]
		if (acts && !habit) return answer(row, play, now)
		if (acts && habit && habit !== 'silent') return end(row, play, habit, now)
		if (play.waiting.until <= time) return end(row, play, 'no-answer', now)
	} else if (play.waiting?.for === 'key') {
		if (acts) return ask(row, play, play.waiting.url, { Digits: '1', FinishedOnKey: '' }, now)
		if (play.waiting.until <= time) {
			if (play.waiting.empty) return ask(row, play, play.waiting.url, { Digits: '' }, now)
			return run(row, play, now)
		}
	} else if (play.waiting?.for === 'pause') {
		if (play.waiting.until <= time) return run(row, play, now)
	} else if (play.waiting?.for === 'document') {
		// After a restart nobody is asking any more.
		const { url, params } = play.waiting
		if (!fetching.has(sid)) afterCommit(() => fetchDocument(sid, url, params))
	} else if (play.waiting?.for === 'end' && acts) return end(row, play, 'completed', now)
}

async function ring(row: Row, play: Play, now: Date): Promise<void> {
	play.waiting = { for: 'answer', until: now.getTime() + play.ringSeconds * 1_000 }
	play.actAt = now.getTime() + AUTO_ANSWER_MS
	tell(row, play, 'initiated', now)
	tell(row, play, 'ringing', now)
	await save(row.sid, play, now, 'ringing')
}

async function answer(row: Row, play: Play, now: Date): Promise<void> {
	play.answeredAt = now.getTime()
	tell(row, play, 'in-progress', now)
	if (row.parentSid) {
		play.waiting = { for: 'end' }
		play.actAt = now.getTime() + AUTO_TALK_MS
		return save(row.sid, play, now, 'in-progress')
	}
	await save(row.sid, play, now, 'in-progress')
	if (play.answerUrl) await ask({ ...row, status: 'in-progress' }, play, play.answerUrl, {}, now)
}

/** Waits for the application's next document; the request leaves once this is stored. */
async function ask(row: Row, play: Play, url: string, extra: Record<string, string>, now: Date): Promise<void> {
	const params = { ...parametersOf(row), CallStatus: 'in-progress', ...extra }
	play.waiting = { for: 'document', url, params }
	play.actAt = null
	await save(row.sid, play, now)
	afterCommit(() => fetchDocument(row.sid, url, params))
}

function fetchDocument(sid: string, url: string, params: Record<string, string>): void {
	if (fetching.has(sid)) return
	fetching.add(sid)
	track(
		(async () => {
			let script: Verb[] | null = null
			try {
				const { status, text } = await send(sid, url, params, true)
				if (status < 300) script = readScript(text)
			} catch (error) {
				log.warn({ error: String(error) }, 'the simulated phone company got no document')
			} finally {
				fetching.delete(sid)
			}
			await transaction(async () => {
				const row = await findRow(sid)
				if (!row || hasEnded(row.status as CallStatus)) return
				const play = playOf(row)
				if (play.waiting?.for !== 'document' || play.waiting.url !== url) return
				if (!script) return end(row, play, 'completed', new Date())
				play.script = script
				await run(row, play, new Date())
			})
		})(),
	)
}

/** Plays verbs until one waits; at the end of the document the call is over. */
async function run(row: Row, play: Play, now: Date): Promise<void> {
	play.waiting = null
	for (let verb = play.script.shift(); verb; verb = play.script.shift()) {
		const { attributes } = verb
		const url = attributes.action ? new URL(attributes.action, play.answerUrl ?? undefined).href : null
		play.heard.push(...spokenIn(verb))
		if (verb.name === 'Hangup') break
		if (verb.name === 'Redirect') return ask(row, play, verb.text, {}, now)
		if (verb.name === 'Pause') {
			play.waiting = { for: 'pause', until: now.getTime() + Number(attributes.length ?? 1) * 1_000 }
			return save(row.sid, play, now)
		}
		if (verb.name === 'Gather') {
			const until = now.getTime() + Number(attributes.timeout ?? 5) * 1_000
			play.waiting = {
				for: 'key',
				until,
				url: url ?? play.answerUrl ?? '',
				empty: attributes.actionOnEmptyResult === 'true',
			}
			play.actAt = now.getTime() + AUTO_KEY_MS
			return save(row.sid, play, now)
		}
		if (verb.name === 'Dial') return dial(row, play, verb, url, now)
	}
	await end(row, play, 'completed', now)
}

async function dial(row: Row, play: Play, verb: Verb, url: string | null, now: Date): Promise<void> {
	const number = verb.children.find(({ name }) => name === 'Number')
	const childSid = newSid('CA')
	await db.insert(simulatedCalls).values({
		sid: childSid,
		parentSid: row.sid,
		toNumber: number?.text ?? verb.text,
		fromNumber: verb.attributes.callerId ?? row.fromNumber,
		status: 'queued',
		state: asState({
			...newPlay(),
			statusUrl: number?.attributes.statusCallback ?? null,
			statusEvents: (number?.attributes.statusCallbackEvent ?? '').split(' ').filter(Boolean),
			ringSeconds: Number(verb.attributes.timeout ?? 30),
		}),
		createdAt: now,
		updatedAt: now,
	})
	play.waiting = { for: 'dial', childSid, url }
	await save(row.sid, play, now)
}

/** A call is over: its child ends with it, its parent goes on with the rest of its document. */
async function end(
	row: Row,
	play: Play,
	status: CallStatus,
	now: Date,
	dialEndUrl: string | null = null,
): Promise<void> {
	const dialled = play.waiting?.for === 'dial' ? play.waiting : null
	play.waiting = null
	play.actAt = null
	const seconds = play.answeredAt ? Math.max(1, Math.round((now.getTime() - play.answeredAt) / 1_000)) : 0
	tell({ ...row, status }, play, status, now, seconds)
	await save(row.sid, play, now, status)
	if (dialled) {
		const child = await findRow(dialled.childSid)
		if (child && !hasEnded(child.status as CallStatus))
			await end(child, playOf(child), child.status === 'in-progress' ? 'completed' : 'canceled', now, dialled.url)
	}
	if (!row.parentSid) return
	const parent = await findRow(row.parentSid)
	if (!parent) return
	const parentPlay = playOf(parent)
	const action = {
		DialCallStatus: status,
		DialCallSid: row.sid,
		DialBridged: String(play.answeredAt !== null),
		...(play.answeredAt ? { DialCallDuration: String(seconds) } : {}),
	}
	if (hasEnded(parent.status as CallStatus)) {
		// The company still tells how the dialling ended when the caller hung up first.
		const params = { ...parametersOf(parent), CallStatus: 'completed', ...action }
		if (dialEndUrl) afterCommit(() => track(send(parent.sid, dialEndUrl, params, true)))
		return
	}
	if (parentPlay.waiting?.for !== 'dial') return
	if (parentPlay.waiting.url) return ask(parent, parentPlay, parentPlay.waiting.url, action, now)
	await run(parent, parentPlay, now)
}

/** A status webhook, when it was asked for. They leave one after the other, as the company's do mostly. */
function tell(row: Row, play: Play, status: CallStatus, now: Date, seconds?: number): void {
	const name = status === 'in-progress' ? 'answered' : hasEnded(status) ? 'completed' : status
	const { statusUrl: url } = play
	if (!url || !play.statusEvents.includes(name)) return
	const params: Record<string, string> = {
		...parametersOf(row),
		CallStatus: status,
		CallbackSource: 'call-progress-events',
		Timestamp: rfc2822(now),
		SequenceNumber: String(play.sequence++),
		...(seconds === undefined ? {} : { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }),
	}
	const times = takeFault('drop') ? 0 : takeFault('double') ? 2 : 1
	if (times === 0)
		writeOnTape({ callSid: row.sid, path: pathOf(url), what: `${status} · 0 ×`, answer: null, document: null })
	afterCommit(() => {
		for (let n = 0; n < times; n++) {
			statusQueue = statusQueue.then(() =>
				send(row.sid, url, params, false).then(
					() => {},
					() => {},
				),
			)
			track(statusQueue)
		}
	})
}

/** Posts a signed webhook. Our own public address is reached by loopback: the demo may not reach itself from outside. */
async function send(
	callSid: string,
	url: string,
	params: Record<string, string>,
	wantsDocument: boolean,
): Promise<{ status: number; text: string }> {
	const account = telephonyAccount()
	const { publicUrl } = environment()
	const address = url.replace(/#.*$/, '')
	const target = address.startsWith(publicUrl) ? `${loopbackOrigin()}${address.slice(publicUrl.length)}` : address
	const what = [params.CallStatus, params.DialCallStatus, params.Digits && `touche ${params.Digits}`]
		.filter(Boolean)
		.join(' · ')
	let answered: { status: number; text: string } | null = null
	try {
		const response = await fetch(target, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				'X-Twilio-Signature': sign(account?.authToken ?? '', url, params),
			},
			body: new URLSearchParams(params),
			signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
		})
		answered = { status: response.status, text: await response.text() }
		return answered
	} finally {
		writeOnTape({
			callSid,
			path: pathOf(url),
			what,
			answer: answered?.status ?? null,
			document: wantsDocument ? (answered?.text ?? null) : null,
		})
		announce('telephone', { kind: 'changed' })
	}
}

async function findRow(sid: string): Promise<Row | null> {
	const [row] = await db.select().from(simulatedCalls).where(eq(simulatedCalls.sid, sid))
	return row ?? null
}

async function save(sid: string, play: Play, now: Date, status?: CallStatus): Promise<void> {
	await db
		.update(simulatedCalls)
		.set({ state: asState(play), updatedAt: now, ...(status ? { status } : {}) })
		.where(eq(simulatedCalls.sid, sid))
	afterCommit(() => announce('telephone', { kind: 'changed' }))
}

function newPlay(): Play {
	return {
		answerUrl: null,
		statusUrl: null,
		statusEvents: [],
		ringSeconds: 60,
		sequence: 0,
		script: [],
		waiting: null,
		heard: [],
		attended: false,
		actAt: null,
		answeredAt: null,
	}
}

function playOf(row: Row): Play {
	return { ...newPlay(), ...(structuredClone(row.state) as Partial<Play>) }
}

function asState(play: Play): Record<string, unknown> {
	return { ...play }
}

/** What every voice webhook carries, empty fields included. */
function parametersOf(row: Row): Record<string, string> {
	return {
		AccountSid: telephonyAccount()?.accountSid ?? '',
		ApiVersion: '2010-04-01',
		CallSid: row.sid,
		Direction: row.parentSid ? 'outbound-dial' : 'outbound-api',
		From: row.fromNumber,
		To: row.toNumber,
		Caller: row.fromNumber,
		Called: row.toNumber,
		FromCity: '',
		FromCountry: 'FR',
		ToCity: '',
		ToCountry: 'FR',
		...(row.parentSid ? { ParentCallSid: row.parentSid } : {}),
	}
}

function resourceOf(row: Row) {
	const seconds = secondsOf(row)
	return {
		sid: row.sid,
		account_sid: telephonyAccount()?.accountSid,
		api_version: '2010-04-01',
		parent_call_sid: row.parentSid,
		to: row.toNumber,
		from: row.fromNumber,
		status: row.status,
		direction: row.parentSid ? 'outbound-dial' : 'outbound-api',
		date_created: rfc2822(row.createdAt),
		date_updated: rfc2822(row.updatedAt),
		start_time: row.status === 'queued' ? null : rfc2822(row.createdAt),
		end_time: hasEnded(row.status as CallStatus) ? rfc2822(row.updatedAt) : null,
		duration: hasEnded(row.status as CallStatus) ? String(seconds ?? 0) : null,
		subresource_uris: {},
		uri: '',
	}
}

function secondsOf(row: Row): number | null {
	const { answeredAt } = playOf(row)
	if (!answeredAt || !hasEnded(row.status as CallStatus)) return null
	return Math.max(1, Math.round((row.updatedAt.getTime() - answeredAt) / 1_000))
}

function failure(status: number, code: number, message: string) {
	return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}

function takeFault(fault: Fault): boolean {
	const at = faults.indexOf(fault)
	if (at >= 0) faults.splice(at, 1)
	return at >= 0
}

function track(work: Promise<unknown>): void {
	underway.add(work)
	work.catch(() => {}).finally(() => underway.delete(work))
}

function pathOf(url: string): string {
	return new URL(url).pathname
}

function rfc2822(at: Date): string {
	return at.toUTCString().replace('GMT', '+0000')
}

function newSid(prefix: string): string {
	return `${prefix}${randomBytes(16).toString('hex')}`
}
