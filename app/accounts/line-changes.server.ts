import { and, desc, eq, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges } from '#db/schema/accounts.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import { messagesIn } from '~/i18n/messages'
import { registerJob, scheduleJob } from '~/jobs/runner.server'
import type { Contract, Line, LineState } from './backend'
import { catalogue } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import type { Actor } from './forwarding.server'
import { sendLineReceipt } from './line-receipts.server'
import { ANSWER_WITHIN_MS } from './open-changes.server'

const OPERATION = 'line'
/** How the key of a change that takes another back begins. */
const UNDO = 'undo '
const RESOLVE_JOB = 'accounts.resolve-line'
const MINUTE_MS = 60_000
const RESOLVE_EVERY_MS = 2 * MINUTE_MS

export interface LineRequest {
	customerId: string
	lineId: string
	/** The line as it was shown: nothing is done when it no longer is so. */
	expected: LineState
	wanted: LineState
	/** The same key asks the same thing once. */
	requestKey: string
	actor: Actor
	now?: Date
}

export type LineOutcome =
	/** Asked; the change says what came of it. */
	| { ok: true; changeId: string }
	/** Nothing was asked of the backend. */
	| { ok: false; reason: 'missing' | 'stale' | 'unavailable' | 'as-it-is' }

export interface LineChange {
	id: string
	lineId: string
	before: LineState
	wanted: LineState
	at: Date
	/** `unknown` is read again each time it is asked for, and by a job. */
	outcome: 'done' | 'undone' | 'refused' | 'unavailable' | 'unknown' | 'differs'
	/** Until when it can be taken back; `null` when it cannot, or no longer. */
	undoUntil: Date | null
}

export interface HeldLine {
	line: Line
	contract: Contract
	/** Only a line that is carried about can be lost. */
	canBeLost: boolean
}

interface Asked {
	before: LineState
	wanted: LineState
}

/** A line of a running contract of this customer: `missing` for anybody else's. */
export async function findHeldLine(
	customerId: string,
	lineId: string,
	now = new Date(),
): Promise<HeldLine | 'missing' | 'unavailable'> {
	const contracts = await accountsBackend().contracts(customerId)
	if (!contracts.ok) return 'unavailable'
	for (const contract of contracts.value) {
		const line = contract.lines.find(({ id }) => id === lineId)
		if (line && !hasEnded(contract, now)) return { line, contract, canBeLost: contract.service === 'mobile' }
	}
	return 'missing'
}

/**
 * Names a line, suspends it or puts it back in service, then reads it again: what is recorded and
 * written to the customer is what was read, not what was asked.
 */
export async function changeLine(request: LineRequest): Promise<LineOutcome> {
	const { customerId, lineId, expected, wanted, requestKey, actor, now = new Date() } = request
	const earlier = await findByKey(customerId, requestKey)
	if (earlier) return { ok: true, changeId: earlier }
	const held = await findHeldLine(customerId, lineId, now)
	if (held === 'missing') return { ok: false, reason: 'missing' }
	if (held === 'unavailable') {
		await recordFailure(request, 'unavailable', now)
		return { ok: false, reason: 'unavailable' }
	}
	if (wanted.state === 'suspended' && !held.canBeLost) return { ok: false, reason: 'missing' }
	if (!sameLine(held.line, expected)) {
		await recordFailure(request, 'stale', now)
		return { ok: false, reason: 'stale' }
	}
	if (sameLine(held.line, wanted)) return { ok: false, reason: 'as-it-is' }

	const [taken] = await db
		.insert(accountChanges)
		.values({
			...{ customerId, requestKey, operation: OPERATION, objectId: lineId },
			before: { before: expected, wanted } satisfies Asked,
			...{ actorId: actor.personId, outcome: 'failed', at: now },
		})
		.onConflictDoNothing({ target: accountChanges.requestKey })
		.returning({ id: accountChanges.id })
	if (!taken) {
		const first = await findByKey(customerId, requestKey)
		return first ? { ok: true, changeId: first } : { ok: false, reason: 'missing' }
	}
	const outcome = await write(request, taken.id, now)
	if (outcome === 'unknown') await resolveLater(customerId, taken.id, now)
	if (outcome === 'refused' && (await isStale(request))) {
		await recordFailure(request, 'stale', now)
		return { ok: false, reason: 'stale' }
	}
	if (outcome !== 'done') await recordFailure(request, outcome, now)
	else if (actor.visitId)
		await recordStep({ visitId: actor.visitId, kind: 'action', label: stepWords(request).done, now })
	return { ok: true, changeId: taken.id }
}

/**
 * Takes a change back within the minutes of the catalogue: the line is exactly as before.
 *
 * @returns `too-late` after them; `changed-since` when the line no longer is as that change left it.
 *   Both leave it alone. Taking back twice does it once.
 */
export async function undoLineChange({
	customerId,
	changeId,
	requestKey,
	actor,
	now = new Date(),
}: {
	customerId: string
	changeId: string
	requestKey: string
	actor: Actor
	now?: Date
}): Promise<
	'undone' | 'too-late' | 'changed-since' | 'missing' | Exclude<LineChange['outcome'], 'done' | 'undone' | 'refused'>
> {
	const change = await findLineChange(customerId, changeId, now)
	if (!change) return 'missing'
	if (change.outcome === 'undone') return 'undone'
	if (!change.undoUntil) return 'too-late'
	const back = await changeLine({
		...{ customerId, lineId: change.lineId, expected: change.wanted, wanted: change.before },
		...{ requestKey: `${UNDO}${changeId} ${requestKey}`, actor, now },
	})
	if (!back.ok) return back.reason === 'unavailable' || back.reason === 'missing' ? back.reason : 'changed-since'
	const done = await findLineChange(customerId, back.changeId, now)
	if (done?.outcome !== 'done')
		return !done || done.outcome === 'undone' || done.outcome === 'refused' ? 'changed-since' : done.outcome
	await db
		.update(accountChanges)
		.set({ undoneAt: now })
		.where(and(eq(accountChanges.id, changeId), isNull(accountChanges.undoneAt)))
	return 'undone'
}

/**
 * A change of a line of this customer; `null` when there is none of that identifier. One whose outcome
 * was not known is settled here by reading the line again; it is never asked a second time.
 */
export async function findLineChange(
	customerId: string,
	changeId: string,
	now = new Date(),
): Promise<LineChange | null> {
	const [row] = await db
		.select()
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.id, changeId),
				eq(accountChanges.customerId, customerId),
				eq(accountChanges.operation, OPERATION),
			),
		)
	if (!row) return null
	const { before, wanted } = row.before as Asked
	const isOpen = row.outcome === 'failed' && row.after === null
	const read = isOpen ? await readLine(customerId, row.objectId, now) : null
	const isDone = read !== null && sameLine(read, wanted)
	if (isDone) await settle(row.id, 'done', read, now)
	// Nothing of it on the line long after it was asked: it never arrived.
	const isLost = read !== null && !isDone && now.getTime() - row.at.getTime() > ANSWER_WITHIN_MS
	if (isLost) await settle(row.id, 'failed', read, now)
	const outcome = row.undoneAt ? 'undone' : isDone ? 'done' : said(row.outcome, isLost || row.after !== null)
	const undoUntil = new Date(row.at.getTime() + catalogue().changes.undoMinutes * MINUTE_MS)
	const takesBack = row.requestKey.startsWith(UNDO)
	return {
		...{ id: row.id, lineId: row.objectId, before, wanted, at: row.at, outcome },
		undoUntil: outcome === 'done' && !takesBack && now <= undoUntil ? undoUntil : null,
	}
}

/** The change of a line whose outcome is not known, latest first; `null` when there is none. */
export async function findOpenLineChange(customerId: string, lineId: string, now = new Date()) {
	const [open] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.customerId, customerId),
				eq(accountChanges.objectId, lineId),
				eq(accountChanges.operation, OPERATION),
				eq(accountChanges.outcome, 'failed'),
				isNull(accountChanges.after),
			),
		)
		.orderBy(desc(accountChanges.at))
		.limit(1)
	return open ? findLineChange(customerId, open.id, now) : null
}

registerJob(RESOLVE_JOB, async ({ customerId, changeId }, { now }) => {
	const change = await findLineChange(String(customerId), String(changeId), now)
	if (change?.outcome === 'unknown') await resolveLater(String(customerId), String(changeId), now)
})

function resolveLater(customerId: string, changeId: string, now: Date): Promise<void> {
	const runAt = new Date(now.getTime() + RESOLVE_EVERY_MS)
	return scheduleJob(RESOLVE_JOB, { customerId, changeId }, { runAt, dedupeKey: `${RESOLVE_JOB}:${changeId}` })
}

type Written = 'done' | 'refused' | 'unavailable' | 'unknown' | 'differs'

async function write(request: LineRequest, changeId: string, now: Date): Promise<Written> {
	const { customerId, lineId, expected, wanted } = request
	const writing = await accountsBackend().setLine({ customerId, lineId, expected, after: wanted })
	const after = await readLine(customerId, lineId, now)
	if (writing.outcome === 'refused') {
		await settle(changeId, 'refused', after, now)
		return 'refused'
	}
	if (after && sameLine(after, wanted)) {
		await settle(changeId, 'done', after, now)
		return 'done'
	}
	if (!after || writing.outcome === 'unknown') return 'unknown'
	const differs = writing.outcome === 'done'
	await settle(changeId, differs ? 'differs' : 'failed', after, now)
	return differs ? 'differs' : 'unavailable'
}

/** Settles once; the receipt leaves with it. */
async function settle(
	changeId: string,
	outcome: 'done' | 'refused' | 'failed' | 'differs',
	after: LineState | null,
	now: Date,
): Promise<void> {
	await transaction(async () => {
		const [settled] = await db
			.update(accountChanges)
			.set({ outcome, after: after && { label: after.label, state: after.state } })
			.where(and(eq(accountChanges.id, changeId), eq(accountChanges.outcome, 'failed'), isNull(accountChanges.after)))
			.returning({ id: accountChanges.id })
		if (settled && outcome === 'done') await sendLineReceipt(changeId, now)
	})
}

async function isStale({ customerId, lineId, expected, now = new Date() }: LineRequest): Promise<boolean> {
	const read = await readLine(customerId, lineId, now)
	return read !== null && !sameLine(read, expected)
}

async function readLine(customerId: string, lineId: string, now: Date): Promise<Line | null> {
	const held = await findHeldLine(customerId, lineId, now)
	return typeof held === 'string' ? null : held.line
}

async function findByKey(customerId: string, requestKey: string): Promise<string | null> {
	const [row] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(and(eq(accountChanges.requestKey, requestKey), eq(accountChanges.customerId, customerId)))
	return row?.id ?? null
}

function sameLine(one: LineState, other: LineState): boolean {
	return one.label === other.label && one.state === other.state
}

function said(outcome: 'done' | 'refused' | 'failed' | 'differs', wasRead: boolean): Written {
	if (outcome !== 'failed') return outcome
	return wasRead ? 'unavailable' : 'unknown'
}

function stepWords({ expected, wanted, actor }: LineRequest) {
	const t = messagesIn(accountMessages, actor.lang).ownLine.steps
	if (expected.state === wanted.state) return t.name
	return wanted.state === 'suspended' ? t.suspend : t.resume
}

/** Leaves the failed step in the visit, so that whoever helps next sees it. */
async function recordFailure(request: LineRequest, reason: string, now: Date): Promise<void> {
	const { customerId, lineId, actor } = request
	if (!actor.visitId) return
	const label = stepWords(request).failed
	await recordStep({ visitId: actor.visitId, kind: 'action', label, failed: true, now })
	await recordFriction({
		...{ visitId: actor.visitId, kind: 'action-failed', causeKey: `line:${reason}`, label },
		...{ path: '/compte/lignes', lang: actor.lang, customerId, detail: { reason, lineId }, now },
	})
}
