import { randomBytes } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { simulatedCalls, simulatedMessages } from '#db/schema/work.server'
import { announce } from '~/realtime/bus.server'
import { type CallStatus, hasEnded } from '../carrier'
import type { Verb } from './script'

/** The calls of the simulated company as rows: a restart goes on where it stopped. */

export type Row = typeof simulatedCalls.$inferSelect
type Waiting =
	| { for: 'answer'; until: number }
	| { for: 'document'; url: string; params: Record<string, string> }
	| { for: 'key'; until: number; url: string; empty: boolean }
	| { for: 'pause'; until: number }
	| { for: 'dial'; childSid: string; url: string | null }
	| { for: 'end' }

export interface Play {
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

export async function findRow(sid: string): Promise<Row | null> {
	const [row] = await db.select().from(simulatedCalls).where(eq(simulatedCalls.sid, sid))
	return row ?? null
}

export async function save(sid: string, play: Play, now: Date, status?: CallStatus): Promise<void> {
	await db
		.update(simulatedCalls)
		.set({ state: asState(play), updatedAt: now, ...(status ? { status } : {}) })
		.where(eq(simulatedCalls.sid, sid))
	afterCommit(() => announce('telephone', { kind: 'changed' }))
}

export function newPlay(): Play {
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

export function playOf(row: Row): Play {
	return { ...newPlay(), ...(structuredClone(row.state) as Partial<Play>) }
}

export function asState(play: Play): Record<string, unknown> {
	return { ...play }
}

export function secondsOf(row: Row): number | null {
	const { answeredAt } = playOf(row)
	if (!answeredAt || !hasEnded(row.status as CallStatus)) return null
	return Math.max(1, Math.round((row.updatedAt.getTime() - answeredAt) / 1_000))
}

export function rfc2822(at: Date): string {
	return at.toUTCString().replace('GMT', '+0000')
}

export function newSid(prefix: string): string {
	return `${prefix}${randomBytes(16).toString('hex')}`
}
