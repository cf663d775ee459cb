import { inArray } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { simulatedCalls } from '#db/schema/work.server'
import { environment } from '~/env.server'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { announce } from '~/realtime/bus.server'
import { type CallStatus, hasEnded } from '../carrier'
import { paced } from '../speed.server'
import { asState, findRow, newPlay, newSid, type Play, playOf, type Row, save } from './calls.server'
import { readScript, spokenIn, type Verb } from './script'
import { parametersOf, send, tell, track } from './webhooks.server'

/** How a call goes: it rings, somebody answers or does not, and the application's documents are played. */

export type Act = 'answer' | 'refuse' | 'leave' | 'hang-up' | { key: string }

const STEP_SECONDS = 0.25
const AUTO_ANSWER_MS = 2_000
const AUTO_KEY_MS = 2_000
const AUTO_TALK_MS = 6_000
/** How an unattended telephone behaves, by the end of its number; others answer. */
const HABITS: [ending: string, status: CallStatus | 'silent'][] = [
	['990', 'busy'],
	['991', 'silent'],
	['992', 'failed'],
]
const LIVE: CallStatus[] = ['queued', 'ringing', 'in-progress']

let automatic = true
const fetching = new Set<string>()

export const isAutomatic = () => automatic
/** Whether telephones nobody holds answer and press 1 by themselves. */
export function setAutomatic(on: boolean): void {
	automatic = on
	announce('telephone', { kind: 'changed' })
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
everyTick('simulated phone company', paced(STEP_SECONDS), async (now) => {
	if (environment().telephony === 'simulator') await stepCalls(now)
})

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
	play.actAt = now.getTime() + paced(AUTO_ANSWER_MS)
	tell(row, play, 'initiated', now)
	tell(row, play, 'ringing', now)
	await save(row.sid, play, now, 'ringing')
}

async function answer(row: Row, play: Play, now: Date): Promise<void> {
	play.answeredAt = now.getTime()
	tell(row, play, 'in-progress', now)
	if (row.parentSid) {
		play.waiting = { for: 'end' }
		play.actAt = now.getTime() + paced(AUTO_TALK_MS)
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
			play.actAt = now.getTime() + paced(AUTO_KEY_MS)
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
