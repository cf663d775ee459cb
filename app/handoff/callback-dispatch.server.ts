import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, not, or, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import {
	callbackAttempts,
	callbackEvents,
	callbacks,
	conversations,
	presences,
	wrapUps,
} from '#db/schema/handoff.server'
import { findPeople, findPerson } from '~/auth/people.server'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { hasEnded } from '~/telephony/carrier'
import { carrier } from '~/telephony/current.server'
import { isAccountRefused } from '~/telephony/refused-account.server'
import { CALL_SECONDS, paced } from '~/telephony/speed.server'
import { BY_HAND } from './callback-by-hand.server'
import { type Attempt, adopt, hear, placeCall } from './callback-calls.server'
import { claimCallback } from './callback-claims.server'
import { endUnreached, moveOn } from './callback-endings.server'
import { type Callback, recordEvent } from './callback-events.server'
import { listUntold, tellHeldBack, withoutBlocked } from './callback-held-back.server'
import { NOT_ASKED } from './callback-reducer'
import { isCapped } from './callback-refusals.server'
import { tellCustomer } from './callback-words.server'
import { promiseCall } from './callbacks.server'
import { chatsInQueue } from './chat-offers.server'
import { ringingAddresses } from './handsets.server'
import { openingAt } from './hours.server'
import { callbacksInQueue, readLoads, shareOut } from './load.server'
import { presentAdvisors } from './presence.server'
import { settlePromise } from './promises.server'
import { plannedAdvisors } from './roster.server'

/** Calls started in one turn, and attempts looked after in one. */
const BATCH = 20
/** Of those that wait, so many are looked at in one turn: who nobody can take now keeps nobody behind them waiting. */
const LOOKED_AT = 500
/** How often it is looked for what is due, and for calls that went silent. */
const DISPATCH_SECONDS = 1
const RECONCILE_SECONDS = 2
/** An advisor who let an offer pass is not asked again for the same request before this. */
const PASS_MS = 5 * 60_000
/** Nobody who has just talked is rung before they have concluded, or let this pass. */
const CONCLUDING_MS = 2 * 60_000
/** Somebody in a chat, or who declared other reasons, is not rung, unless a call is this late. */
const LATE_MS = 5 * 60_000
/** Nobody could call for this long: the request ends, and its customer is offered choices. */
const EXPIRES_MS = 3 * 86_400_000
/** Silence after which the company is asked. */
const PLACING_SILENCE_MS = 4_000
const CALL_SILENCE_MS = 15_000
const LOOKS_BEFORE_AGAIN = 2
const LOOK_FOR_MS = 30_000
/** Our own request for a call has ended by then, in real time at any speed: no second one leaves beside it. */
const REQUEST_TAKES_MS = 12_000
const MAX_PLACINGS = 3
/** A call dialled by hand lasts no longer than one placed by a company may, with time to report it. */
const UNREPORTED_MS = (CALL_SECONDS + 900) * 1_000
const DIALLED_BY_HAND = sql`coalesce(${callbackAttempts.advisorOutcome}, '') = ${BY_HAND}`
/** Calls are dated by the second by the company. */
const DATE_SLACK_MS = 2_000

/**
 * Starts what is due, in the order of the queue: each due request goes to an advisor who is free. An
 * advisor whom the queue that is shared with chats gives to an older chat is left to it.
 */
export async function dispatchCallbacks(now = new Date()): Promise<void> {
	await queueWhatIsDue(now)
	if (!(await isAnythingDue(now))) return
	if (!openingAt('callback', now).open) {
		for (const callback of await withoutBlocked(await listQueued(now, BATCH), now)) await postpone(callback, now)
		return
	}
	if (!carrier().dials) return
	const held = (await isAccountRefused(now)) ? 'account-refused' : (await isCapped(now)) ? 'capped' : null
	if (held) {
		for (const callback of await withoutBlocked(await listUntold(held, now, BATCH), now))
			await tellHeldBack(callback, held, now)
		return
	}
	const due = await withoutBlocked(await listQueued(now, LOOKED_AT), now)
	const started: Promise<unknown>[] = []
	const team = await readTeam(due, now)
	for (const callback of team ? due : []) {
		if (team?.free.length === 0 || started.length === BATCH) break
		const advisorId = team && freeAdvisorFor(callback, team, now)
		if (!advisorId) continue
		team.free = team.free.filter(({ id }) => id !== advisorId)
		started.push(claimCallback({ callbackId: callback.id, advisorId, now }))
	}
	for (const result of await Promise.allSettled(started))
		if (result.status === 'rejected') log.error({ error: String(result.reason) }, 'a callback could not be started')
}

/**
 * Asks the company about attempts that have been silent: a webhook may be lost, and the process may
 * have died between asking for a call and storing its name. What is found goes through the same
 * function as a webhook.
 */
export async function reconcileCalls(now = new Date()): Promise<void> {
	await endUnreported(now)
	if (!carrier().dials) return
	const silent = await db
		.select()
		.from(callbackAttempts)
		.where(
			and(
				isNull(callbackAttempts.endedAt),
				not(DIALLED_BY_HAND),
				lte(callbackAttempts.lastHeardAt, new Date(now.getTime() - paced(PLACING_SILENCE_MS))),
			),
		)
		.orderBy(asc(callbackAttempts.lastHeardAt))
		.limit(BATCH)
	for (const attempt of silent) {
		try {
			if (attempt.state === 'placing' && !attempt.advisorCallSid) await lookForCall(attempt, now)
			else if (now.getTime() - attempt.lastHeardAt.getTime() >= paced(CALL_SILENCE_MS)) await askAboutCall(attempt, now)
		} catch (error) {
			log.error({ error: String(error) }, 'the phone company could not be asked about a call')
		}
	}
}

everyTick('callbacks', paced(DISPATCH_SECONDS), dispatchCallbacks)
everyTick('callback-calls', paced(RECONCILE_SECONDS), reconcileCalls)

async function queueWhatIsDue(now: Date): Promise<void> {
	const ready = await db
		.update(callbacks)
		.set({ state: 'queued' })
		.where(
			and(
				inArray(callbacks.state, ['scheduled', 'retry-wait']),
				lte(callbacks.dueAt, now),
				// An appointment in writing is nobody's to dial.
				ne(callbacks.channel, 'text'),
			),
		)
		.returning({ id: callbacks.id })
	for (const { id } of ready) await recordEvent({ callbackId: id, kind: 'due', now })
}

const isQueued = (now: Date) => and(eq(callbacks.state, 'queued'), lte(callbacks.dueAt, now))

async function isAnythingDue(now: Date): Promise<boolean> {
	const [first] = await db.select({ id: callbacks.id }).from(callbacks).where(isQueued(now)).limit(1)
	return first !== undefined
}

async function listQueued(now: Date, limit: number): Promise<Callback[]> {
	return db.select().from(callbacks).where(isQueued(now)).orderBy(asc(callbacks.dueAt), asc(callbacks.id)).limit(limit)
}

interface Team {
	/** Present, with a telephone, neither in a call nor concluding one. */
	free: { id: string; chats: number; capacity: number }[]
	/** Tries of the callbacks that are due, by callback. */
	tried: Map<string, Attempt[]>
	/** The reasons that each declared; `null`: every one. */
	reasons: Map<string, ReadonlySet<string> | null>
	/** The languages that each declared; `null`: every one. */
	languages: Map<string, ReadonlySet<string> | null>
	/** Advisors whom the shared queue gives to a chat, and since when that chat waits. */
	forChats: { advisorId: string; since: Date }[]
}

/** Who may be rung, read once for all that is due; `null` when nobody is. */
async function readTeam(due: Callback[], now: Date): Promise<Team | null> {
	const present = await presentAdvisors(now)
	if (present.length === 0 || due.length === 0) return null
	const [advisors, inCall, chats, concluding, waitingChats] = await Promise.all([
		findPeople(present.map(({ id }) => id)),
		db.select({ id: callbackAttempts.advisorId }).from(callbackAttempts).where(isNull(callbackAttempts.endedAt)),
		db.select({ id: conversations.advisorId }).from(conversations).where(eq(conversations.state, 'active')),
		whoConcludes(now),
		chatsInQueue(),
	])
	const [loads, planned] = await Promise.all([readLoads(now), plannedAdvisors(now)])
	const asked = new Set(loads.flatMap(({ id, isAsked }) => (isAsked ? [id] : [])))
	const shared = waitingChats.length > 0 ? shareOut([...waitingChats, ...(await callbacksInQueue(now))], loads) : []
	const reachable = await ringingAddresses(advisors, now)
	const calling = new Set(inCall.map(({ id }) => id))
	const chatsOf = new Map<string | null, number>()
	for (const { id } of chats) chatsOf.set(id, (chatsOf.get(id) ?? 0) + 1)
	const free = present
		.filter(({ id }) => reachable.has(id) && !calling.has(id) && !concluding.has(id) && !asked.has(id))
		.map(({ id, capacity }) => ({ id, capacity, chats: chatsOf.get(id) ?? 0 }))
	if (free.length === 0) return null
	const ids = due.map(({ id }) => id)
	const tried = new Map<string, Attempt[]>()
	for (const attempt of await db.select().from(callbackAttempts).where(inArray(callbackAttempts.callbackId, ids)))
		tried.set(attempt.callbackId, [...(tried.get(attempt.callbackId) ?? []), attempt])
	const forChats = shared.flatMap(({ contact: { channel, at: since }, advisorId }) =>
		channel === 'chat' ? [{ advisorId, since }] : [],
	)
	return {
		...{ free, tried, forChats },
		reasons: new Map(planned.map(({ id, reasons }) => [id, reasons])),
		languages: new Map(planned.map(({ id, languages }) => [id, languages])),
	}
}

/**
 * Not in a chat and one who speaks the customer's language and answers the reason (while time allows),
 * not one who just passed, and not one whom a chat that waits longer is to be offered. Who the customer
 * wishes for answers any reason; a language that nobody declared is everybody's.
 */
function freeAdvisorFor(callback: Callback, team: Team, now: Date): string | null {
	const tried = team.tried.get(callback.id) ?? []
	const late = now.getTime() - callback.dueAt.getTime() > paced(LATE_MS)
	const passed = tried.filter(
		({ endedAt, advisorOutcome, customerOutcome }) =>
			advisorOutcome !== NOT_ASKED && !customerOutcome && endedAt && now.getTime() - endedAt.getTime() < paced(PASS_MS),
	)
	const lastTried = (id: string) =>
		Math.max(0, ...tried.filter((one) => one.advisorId === id).map((one) => one.startedAt.getTime()))
	const wished = (id: string) => Number(id === callback.wishedAdvisorId)
	const answers = (id: string) => Number(team.reasons.get(id)?.has(callback.reason) ?? true)
	const isSpoken = [...team.languages.values()].some((languages) => languages?.has(callback.lang) ?? true)
	const speaks = (id: string) => Number(!isSpoken || (team.languages.get(id)?.has(callback.lang) ?? true))
	const isForChat = (id: string) =>
		team.forChats.some(({ advisorId, since }) => advisorId === id && since < callback.dueAt)
	const free = team.free
		.filter(({ chats, capacity }) => chats === 0 || (late && chats < capacity))
		.filter(({ id }) => late || wished(id) || (speaks(id) && answers(id)))
		.filter(({ id }) => !isForChat(id))
		.filter(({ id }) => !passed.some(({ advisorId }) => advisorId === id))
		// Who the customer wishes comes first, then who speaks their language, who has spoken to them before, who answers the reason, who has fewest chats.
		.sort(
			(a, b) =>
				wished(b.id) - wished(a.id) ||
				speaks(b.id) - speaks(a.id) ||
				lastTried(b.id) - lastTried(a.id) ||
				answers(b.id) - answers(a.id) ||
				a.chats - b.chats,
		)
	return free[0]?.id ?? null
}

/**
 * Advisors who have just talked and have not concluded: what was said is written down before the next
 * ring. Who says after the call that they are available is ready.
 */
async function whoConcludes(now: Date): Promise<Set<string | null>> {
	const rows = await db
		.select({ id: callbacks.advisorId })
		.from(callbacks)
		.leftJoin(wrapUps, eq(wrapUps.objectId, callbacks.id))
		.leftJoin(presences, eq(presences.personId, callbacks.advisorId))
		.where(
			and(
				eq(callbacks.state, 'done'),
				gt(callbacks.endedAt, new Date(now.getTime() - paced(CONCLUDING_MS))),
				isNull(wrapUps.id),
				or(isNull(presences.chosenAt), lte(presences.chosenAt, callbacks.endedAt)),
			),
		)
	return new Set(rows.map(({ id }) => id))
}

/** The hours are over: the promise of today is broken, the customer hears it with the next one. */
async function postpone(callback: Callback, now: Date): Promise<void> {
	const opensAt = openingAt('callback', now).opensAt
	const tooOld = now.getTime() - (callback.slotEnd ?? callback.createdAt).getTime() > EXPIRES_MS
	await transaction(async () => {
		const ends = tooOld || !opensAt
		const round = String(now.getTime())
		const after = ends
			? await endUnreached(callback, { state: 'expired' }, round, now)
			: await moveOn(callback, { state: 'scheduled', dueAt: opensAt, slotStart: null, slotEnd: null, offers: 0 })
		if (!after) return
		const { id: callbackId } = after
		await recordEvent({ callbackId, kind: ends ? 'expired' : 'postponed', now })
		await settlePromise(callbackId, 'callback', 'broken', now)
		if (ends) return
		await promiseCall(after, null, now)
		await tellCustomer(after, 'postponed', round, now)
	})
}

/**
 * A call dialled by hand of which nobody said what came: the advisor went home, or the window was
 * closed. The request goes back to the queue and the advisor can be given another.
 */
async function endUnreported(now: Date): Promise<void> {
	const forgotten = await db
		.select({ id: callbackAttempts.id, key: callbackAttempts.key })
		.from(callbackAttempts)
		.where(
			and(
				isNull(callbackAttempts.endedAt),
				DIALLED_BY_HAND,
				lte(callbackAttempts.startedAt, new Date(now.getTime() - UNREPORTED_MS)),
			),
		)
		.limit(BATCH)
	for (const { id, key } of forgotten)
		await hear(key, {
			event: { kind: 'over-without-dial', status: 'canceled' },
			dedupeKey: `unreported:${id}`,
			now,
		})
}

/** Asked for, but no name was stored: look there before asking again. */
async function lookForCall(attempt: Attempt, now: Date): Promise<void> {
	const { id: attemptId, callbackId } = attempt
	const events = await db
		.select()
		.from(callbackEvents)
		.where(eq(callbackEvents.attemptId, attemptId))
		.orderBy(asc(callbackEvents.at))
	const placings = events.filter(({ kind }) => kind === 'placing')
	const last = placings.at(-1)
	if (!last) return placeCall(attemptId, 1, now)
	const turn = placings.length
	const again = async () => {
		if (turn < MAX_PLACINGS) return placeCall(attemptId, turn + 1, now)
		await hear(attempt.key, { event: { kind: 'not-placed' }, dedupeKey: `not-placed:${attemptId}`, now })
	}
	// The company said that it did nothing: asking again is safe.
	if (events.some(({ kind, detail }) => kind === 'place-not-processed' && detail?.turn === turn)) return again()

	const found = await findPlacedCall(attempt)
	if (found) return adopt(attempt, found, now)
	const looks = events.filter(({ kind, detail }) => kind === 'looked' && detail?.turn === turn).length + 1
	await recordEvent({
		callbackId,
		attemptId,
		kind: 'looked',
		detail: { turn },
		dedupeKey: `look:${attemptId}:${turn}:${looks}`,
		now,
	})
	await db.update(callbackAttempts).set({ lastHeardAt: now }).where(eq(callbackAttempts.id, attemptId))
	const isAnswered = events.some(({ kind, detail }) => kind === 'place-unknown' && detail?.turn === turn)
	const lookForMs = isAnswered ? paced(LOOK_FOR_MS) : Math.max(REQUEST_TAKES_MS, paced(LOOK_FOR_MS))
	if (looks >= LOOKS_BEFORE_AGAIN && now.getTime() - last.at.getTime() >= lookForMs) await again()
}

async function findPlacedCall(attempt: Attempt): Promise<string | null> {
	const advisor = await findPerson(attempt.advisorId)
	const address = attempt.advisorAddress ?? advisor?.phone
	if (!address) return null
	const createdAfter = new Date(attempt.startedAt.getTime() - DATE_SLACK_MS)
	const calls = await carrier().listCalls({ to: address, from: carrier().fromNumber, createdAfter })
	const known = await db
		.select({ sid: callbackAttempts.advisorCallSid })
		.from(callbackAttempts)
		.where(isNotNull(callbackAttempts.advisorCallSid))
	return calls.find(({ sid }) => !known.some((one) => one.sid === sid))?.sid ?? null
}

async function askAboutCall(attempt: Attempt, now: Date): Promise<void> {
	const { id, key, advisorCallSid } = attempt
	if (!advisorCallSid) return
	const [call, children] = await Promise.all([
		carrier().fetchCall(advisorCallSid),
		carrier().listCalls({ parentSid: advisorCallSid }),
	])
	const child = children[0]
	const about = (what: string) => ({ dedupeKey: `asked:${id}:${what}:${now.getTime()}`, now })
	if (!call || (hasEnded(call.status) && !child))
		return hear(key, { event: { kind: 'over-without-dial', status: call?.status ?? 'failed' }, ...about('over') })
	if (child && hasEnded(call.status) && hasEnded(child.status)) {
		const seconds = child.durationSeconds ?? 0
		// A length of zero tells nothing when the customer was heard to answer.
		const bridged = child.status === 'completed' && seconds > 0 ? true : null
		const event = {
			kind: 'dial-ended',
			callSid: advisorCallSid,
			customerCallSid: child.sid,
			status: child.status,
			bridged,
			seconds,
		} as const
		return hear(key, { event, ...about('ended') })
	}
	await db.update(callbackAttempts).set({ lastHeardAt: now }).where(eq(callbackAttempts.id, id))
	if (child)
		await hear(key, {
			event: { kind: 'customer-leg', callSid: child.sid, status: child.status },
			...about(child.status),
		})
}
