import { asc, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type CallbackState, callbackAttempts } from '#db/schema/handoff.server'
import { BY_HAND } from './callback-by-hand.server'
import type { Attempt } from './callback-calls.server'
import { type Callback, callbackTimeline } from './callback-events.server'
import { findPromise } from './promises.server'

/** A callback as other programs read it: instants are ISO in UTC. Words here are promised to outsiders. */

/** How one side of an attempt went; `pending` until it is known. */
export const CONTRACT_OUTCOMES = [
	'pending',
	'connected',
	'voicemail',
	'busy',
	'no-answer',
	'failed',
	'canceled',
	'declined',
	'advisor-unreachable',
	'advisor-declined',
	'rejected',
] as const
export type ContractOutcome = (typeof CONTRACT_OUTCOMES)[number]

export interface ContractCallback {
	reference: string
	state: CallbackState
	attempts: {
		startedAt: string
		endedAt: string | null
		advisorOutcome: ContractOutcome
		customerOutcome: ContractOutcome
		/** Seconds of conversation; `null` when there was none, and for a call dialled by hand. */
		bridgedSeconds: number | null
	}[]
	promise: { promisedAt: string; state: string; settledAt: string | null } | null
}

type Ends = Pick<Attempt, 'state' | 'advisorOutcome' | 'customerOutcome' | 'bridged'>

export async function contractOf(callback: Callback): Promise<ContractCallback> {
	const [attempts, events, promise] = await Promise.all([
		db
			.select()
			.from(callbackAttempts)
			.where(eq(callbackAttempts.callbackId, callback.id))
			.orderBy(asc(callbackAttempts.startedAt)),
		callbackTimeline(callback.id),
		findPromise(callback.id, 'callback'),
	])
	return {
		reference: callback.reference,
		state: callback.state,
		attempts: attempts.map((attempt) => ({
			startedAt: attempt.startedAt.toISOString(),
			endedAt: attempt.endedAt?.toISOString() ?? null,
			advisorOutcome: advisorOutcome(attempt),
			customerOutcome: customerOutcome(attempt),
			bridgedSeconds: attempt.bridged
				? secondsTalked(events.filter(({ attemptId }) => attemptId === attempt.id))
				: null,
		})),
		promise: promise && {
			promisedAt: promise.dueAt.toISOString(),
			state: promise.state,
			settledAt: promise.settledAt?.toISOString() ?? null,
		},
	}
}

/** How the advisor's telephone was answered. */
export function advisorOutcome({ state, advisorOutcome: stored }: Ends): ContractOutcome {
	switch (stored) {
		case null:
			return state === 'ended' ? 'no-answer' : 'pending'
		case 'accepted':
		case 'hung-up':
		case BY_HAND:
			return 'connected'
		// Picked up, and no key: what a voicemail does.
		case 'no-key':
			return 'voicemail'
		case 'cancelled':
			return 'canceled'
		default:
			return asKnown(stored)
	}
}

/** How the customer's telephone was answered, or why it never rang. */
export function customerOutcome({ state, advisorOutcome: advisor, customerOutcome: stored }: Ends): ContractOutcome {
	if (stored !== null) return asKnown(stored)
	if (state === 'bridged') return 'connected'
	if (state !== 'ended') return 'pending'
	switch (advisor) {
		case 'rejected':
			return 'rejected'
		case 'declined':
			return 'advisor-declined'
		case 'accepted':
		case 'hung-up':
		case BY_HAND:
		case 'cancelled':
			return 'canceled'
		default:
			return 'advisor-unreachable'
	}
}

function asKnown(stored: string): ContractOutcome {
	return CONTRACT_OUTCOMES.find((one) => one === stored) ?? 'failed'
}

/** What the company counted; else the time between the answer and the end. */
function secondsTalked(events: Awaited<ReturnType<typeof callbackTimeline>>): number | null {
	const end = events.find(({ kind }) => kind === 'dial-ended')
	if (typeof end?.detail?.seconds === 'number') return end.detail.seconds
	const answer = events.find(({ kind, detail }) => kind === 'customer-leg' && detail?.status === 'in-progress')
	return answer && end ? Math.max(0, Math.round((end.at.getTime() - answer.at.getTime()) / 1_000)) : null
}
