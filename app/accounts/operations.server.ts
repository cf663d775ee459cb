import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges, customers } from '#db/schema/accounts.server'
import { openCase } from '~/handoff/cases.server'
import type { Lang } from '~/i18n/language'
import { cancelJob, registerJob, scheduleJob } from '~/jobs/runner.server'
import { type Actor, type DoneBy, doneByOf } from './actor'
import type { Writing } from './backend'
import { catalogue } from './catalogue.server'
import { ANSWER_WITHIN_MS } from './open-changes.server'
import { type Mail, type MailKind, sendOperationMail } from './operation-mail.server'
import { recordDifference, recordFailedStep, recordStepDone, recordUndone } from './operation-steps.server'

const SETTLE_JOB = 'accounts.settle-operation'
const MINUTE_MS = 60_000
const READ_AGAIN_MS = 2 * MINUTE_MS
const MOST_READS = 20
const BETWEEN_READS_MS = 100
/** Of the reasons of the settings: what a case is about that a difference opens. */
const CASE_REASON = 'contract'

/**
 * One kind of thing that is done to an account. The frame below does the rest, alike for all: asked
 * once a key, never two at once on one object, read again and compared with what was asked, a receipt
 * by e-mail, taken back while that is possible, and settled by reading when no answer came.
 *
 * `State` is what is compared; what is taken back goes from `after` to `before`.
 */
export interface Operation<Asked, State> {
	/** Names it where it is kept, and the causes of its failures. */
	name: string
	/** Where it is asked, for whoever reads of a failure. */
	page: string
	/** What was asked, as JSON gives it back. */
	parse(stored: unknown): Asked
	before(asked: Asked): State
	after(asked: Asked): State
	same(one: State, other: State): boolean
	/** What is true now; `undefined` when it cannot be read. */
	read(order: Order<Asked, State>): Promise<State | undefined>
	/** Asks for it, once: refused with `changed-since` when what is there is not `order.from`. */
	write(order: Order<Asked, State>): Promise<Writing>
	/** Whether it can be taken back: not where something is sent, or before it begins. */
	canUndo(asked: Asked): boolean
	/** What it is in a visit and on a case, done and failed. */
	words(asked: Asked, lang: Lang): { done: string; failed: string }
	mail(order: Order<Asked, State>, mail: Mail): Promise<{ subject: string; body: string } | null>
}

/** One asking of an operation: from what, to what. */
export interface Order<Asked, State> {
	changeId: string
	customerId: string
	objectId: string
	asked: Asked
	from: State
	to: State
	/** The change this one takes back. */
	takesBack: string | null
	askedAt: Date
	now: Date
}

export interface Change<Asked, State> {
	id: string
	objectId: string
	asked: Asked
	from: State
	to: State
	at: Date
	/** `planned` waits for its day; `unknown` is read again each time it is asked for, and by a job. */
	state: 'done' | 'planned' | 'undone' | 'refused' | 'unavailable' | 'unknown' | 'differs'
	/** Until when it can be taken back; `null` when it cannot, or no longer. */
	undoUntil: Date | null
	takesBack: string | null
	by: DoneBy
	/** Of the case that a difference opened. */
	caseReference: string | null
}

export interface Asking<Asked> {
	customerId: string
	objectId: string
	asked: Asked
	/** The same key asks the same thing once. */
	requestKey: string
	actor: Actor
	now: Date
}

/** `unavailable`: certainly not done. `unknown`: asked, and only reading again tells. */
export type Result = 'done' | 'changed-since' | 'refused' | 'differs' | 'unavailable' | 'unknown'

export type Performed =
	| { ok: true; changeId: string; result: Result | 'earlier' }
	/** Nothing was asked: another one waits for its answer, or the key is somebody else's. */
	| { ok: false; reason: 'awaits-answer' | 'missing' }

type Row = typeof accountChanges.$inferSelect
type AnyOperation = Operation<unknown, unknown>

const operations = new Map<string, AnyOperation>()

/** Makes an operation known to the job that settles those without an answer. */
export function defineOperation<Asked, State>(operation: Operation<Asked, State>): Operation<Asked, State> {
	operations.set(operation.name, operation as AnyOperation)
	return operation
}

/** Asks for an operation and says what came of it, in the visit too. */
export async function perform<Asked, State>(
	operation: Operation<Asked, State>,
	asking: Asking<Asked>,
): Promise<Performed> {
	const { customerId, requestKey, actor, now } = asking
	const earlier = await findByKey(customerId, requestKey)
	if (earlier) return { ok: true, changeId: earlier, result: 'earlier' }
	const changeId = (await claim(operation, asking)) ?? (await claimAfterAnother(operation, asking))
	if (!changeId) {
		const first = await findByKey(customerId, requestKey)
		if (first) return { ok: true, changeId: first, result: 'earlier' }
		return { ok: false, reason: (await isKeyTaken(requestKey)) ? 'missing' : 'awaits-answer' }
	}
	const result = await carryOut(operation, changeId, now)
	const words = operation.words(asking.asked, actor.lang)
	if (result === 'done') await recordStepDone(actor, words.done, now)
	else await recordFailedStep(operation, { customerId, actor, words, reason: result, now })
	return { ok: true, changeId, result }
}

/**
 * Keeps what is asked under its key; inside the transaction of whoever plans it.
 *
 * @returns `null` when that key was used, or another one on the same object waits for its answer
 */
export async function claim<Asked>(
	{ name }: { name: string },
	{ customerId, objectId, asked, requestKey, actor, now }: Asking<Asked>,
	{ outcome = 'open', takesBack = null }: { outcome?: 'open' | 'planned'; takesBack?: string | null } = {},
): Promise<string | null> {
	const by = actor.by ?? { kind: 'customer' }
	return transaction(async () => {
		const [row] = await db
			.insert(accountChanges)
			.values({
				...{ customerId, requestKey, operation: name, objectId, before: asked, outcome, takesBack, at: now },
				...{ actorId: actor.personId, visitId: actor.visitId },
				actorKind: by.kind,
				actorName: by.kind === 'customer' ? null : by.name,
				actorCase: by.kind === 'advisor' ? by.caseReference : null,
			})
			.onConflictDoNothing()
			.returning({ id: accountChanges.id })
		// Whatever happens to this process next, somebody reads what became of it.
		if (row && outcome === 'open') await readAgainLater(row.id, now)
		return row?.id ?? null
	})
}

/**
 * Asks the backend for what is kept, then reads it again: what is recorded and written to the customer
 * is what was read. A difference opens a case. Doing it again does it once.
 */
export async function carryOut<Asked, State>(
	operation: Operation<Asked, State>,
	changeId: string,
	now: Date,
): Promise<Result> {
	const [row] = await db.select().from(accountChanges).where(eq(accountChanges.id, changeId))
	if (!row) throw new Error(`there is no operation ${changeId}`)
	const order = orderOf(operation, row, now)
	const writing = await operation.write(order)
	const found = await operation.read(order)
	const result = judge(operation, order, writing, found)
	// What is planned is asked again until it is answered.
	const isSettled = result !== 'unknown' && !(row.outcome === 'planned' && result === 'unavailable')
	if (isSettled) await settle(operation, order, result, found)
	return result
}

/** Writes to the holder what became of a change that is planned; inside the transaction that records it. */
export async function sendNews<Asked, State>(
	operation: Operation<Asked, State>,
	changeId: string,
	kind: MailKind,
	now: Date,
): Promise<void> {
	const [row] = await db.select().from(accountChanges).where(eq(accountChanges.id, changeId))
	if (row) await sendOperationMail(operation, orderOf(operation, row, now), kind)
}

/**
 * Takes a change back: everything is exactly as before it.
 *
 * @returns `too-late` after the minutes of the catalogue, or when it cannot be; `changed-since` when
 *   what is there is no longer as that change left it. Both leave it alone. Twice is once.
 */
export async function takeBack<Asked, State>(
	operation: Operation<Asked, State>,
	{ customerId, changeId, actor, now }: { customerId: string; changeId: string; actor: Actor; now: Date },
): Promise<'undone' | 'too-late' | 'changed-since' | 'unavailable' | 'missing'> {
	const change = await findChange(operation, { customerId, changeId, now })
	if (!change) return 'missing'
	if (change.state === 'undone') return 'undone'
	if (change.state !== 'done' || !change.undoUntil) return 'too-late'
	const { objectId, asked } = change
	const undoing = { customerId, objectId, asked, requestKey: `undo ${randomUUID()}`, actor, now }
	const backId = await claim(operation, undoing, { takesBack: changeId })
	const result = backId ? await carryOut(operation, backId, now) : await waitForOther(operation, undoing)
	if (result === 'done') {
		await recordUndone(operation, { customerId, actor, label: operation.words(asked, actor.lang).done, now })
		return 'undone'
	}
	// Another click may have done it meanwhile.
	const again = await findChange(operation, { customerId, changeId, now })
	if (again?.state === 'undone') return 'undone'
	const words = operation.words(asked, actor.lang)
	await recordFailedStep(operation, { customerId, actor, words, reason: result, now })
	return result === 'changed-since' || result === 'refused' ? 'changed-since' : 'unavailable'
}

/**
 * A change of this customer; `null` when there is none of that identifier. One without an answer is
 * settled here by reading; it is never asked a second time.
 */
export async function findChange<Asked, State>(
	operation: Operation<Asked, State>,
	{ customerId, changeId, now }: { customerId: string; changeId: string; now: Date },
): Promise<Change<Asked, State> | null> {
	const [found] = await db
		.select()
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.id, changeId),
				eq(accountChanges.customerId, customerId),
				eq(accountChanges.operation, operation.name),
			),
		)
	if (!found) return null
	const row = found.outcome === 'open' ? await settleByReading(operation, found, now) : found
	const { asked, from, to } = orderOf(operation, row, now)
	const state = stateOf(row)
	const undoUntil = new Date(row.at.getTime() + catalogue().changes.undoMinutes * MINUTE_MS)
	const canUndo = state === 'done' && !row.takesBack && operation.canUndo(asked) && now <= undoUntil
	return {
		...{ id: row.id, objectId: row.objectId, asked, from, to, at: row.at, state },
		undoUntil: canUndo ? undoUntil : null,
		takesBack: row.takesBack,
		by: doneByOf(row),
		caseReference: row.caseReference,
	}
}

/** The change of an object that still waits for its answer; `null` when there is none. */
export async function findOpenChange<Asked, State>(
	operation: Operation<Asked, State>,
	{ customerId, objectId, now }: { customerId: string; objectId: string; now: Date },
): Promise<Change<Asked, State> | null> {
	const [open] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.customerId, customerId),
				eq(accountChanges.objectId, objectId),
				eq(accountChanges.operation, operation.name),
				eq(accountChanges.outcome, 'open'),
			),
		)
	return open ? findChange(operation, { customerId, changeId: open.id, now }) : null
}

/** The change that took another one back; `null` while none has. */
export async function findUndoOf(customerId: string, changeId: string): Promise<string | null> {
	const [row] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.takesBack, changeId),
				eq(accountChanges.customerId, customerId),
				eq(accountChanges.outcome, 'done'),
			),
		)
	return row?.id ?? null
}

registerJob(SETTLE_JOB, async ({ changeId }, { now }) => {
	const [row] = await db
		.select()
		.from(accountChanges)
		.where(eq(accountChanges.id, String(changeId)))
	const operation = row && operations.get(row.operation)
	if (!operation || row.outcome !== 'open') return
	const { outcome } = await settleByReading(operation, row, now)
	if (outcome === 'open') await readAgainLater(row.id, now)
})

/** Reads again without waiting for the customer. */
function readAgainLater(changeId: string, now: Date): Promise<void> {
	const runAt = new Date(now.getTime() + READ_AGAIN_MS)
	return scheduleJob(SETTLE_JOB, { changeId }, { runAt, dedupeKey: `${SETTLE_JOB}:${changeId}` })
}

/** A second click while the first is asked: it is told what the first is told. */
async function waitForOther<Asked, State>(
	operation: Operation<Asked, State>,
	{ customerId, objectId, now }: Asking<Asked>,
): Promise<'unknown'> {
	for (let reads = 0; reads < MOST_READS; reads++) {
		const open = await findOpenChange(operation, { customerId, objectId, now })
		if (open?.state !== 'unknown') break
		await setTimeout(BETWEEN_READS_MS)
	}
	return 'unknown'
}

/** Claims once more when the one that waited for its answer can be settled now. */
async function claimAfterAnother<Asked, State>(
	operation: Operation<Asked, State>,
	asking: Asking<Asked>,
): Promise<string | null> {
	const open = await findOpenChange(operation, asking)
	return open && open.state !== 'unknown' ? claim(operation, asking) : null
}

function judge<Asked, State>(
	operation: Operation<Asked, State>,
	{ to }: Order<Asked, State>,
	writing: Writing,
	found: State | undefined,
): Result {
	if (writing.outcome === 'refused') return writing.reason === 'changed-since' ? 'changed-since' : 'refused'
	if (found === undefined) return 'unknown'
	if (operation.same(found, to)) return 'done'
	return writing.outcome === 'done' ? 'differs' : writing.outcome
}

/** What became of a change without an answer. Nothing of it there long after it was asked: it never arrived. */
async function settleByReading<Asked, State>(operation: Operation<Asked, State>, row: Row, now: Date): Promise<Row> {
	const order = orderOf(operation, row, now)
	const found = await operation.read(order)
	if (found === undefined) return row
	const isDone = operation.same(found, order.to)
	if (!isDone && now.getTime() - row.at.getTime() <= ANSWER_WITHIN_MS) return row
	const isUntouched = operation.same(found, order.from)
	await settle(operation, order, isDone ? 'done' : isUntouched ? 'unavailable' : 'differs', found)
	const [settled] = await db.select().from(accountChanges).where(eq(accountChanges.id, row.id))
	return settled ?? row
}

/** Settles once; its receipt leaves with it, or its case is opened. */
async function settle<Asked, State>(
	operation: Operation<Asked, State>,
	order: Order<Asked, State>,
	result: Exclude<Result, 'unknown'>,
	found: State | undefined,
): Promise<void> {
	const { changeId, takesBack, customerId, asked, now } = order
	const outcome = result === 'changed-since' ? 'refused' : result === 'unavailable' ? 'failed' : result
	await transaction(async () => {
		const [settled] = await db
			.update(accountChanges)
			.set({ outcome, after: found ?? null })
			.where(and(eq(accountChanges.id, changeId), inArray(accountChanges.outcome, ['open', 'planned'])))
			.returning({ visitId: accountChanges.visitId })
		if (!settled) return
		await cancelJob(`${SETTLE_JOB}:${changeId}`)
		if (outcome === 'done' && takesBack) {
			const [undone] = await db
				.update(accountChanges)
				.set({ undoneAt: now })
				.where(and(eq(accountChanges.id, takesBack), isNull(accountChanges.undoneAt)))
				.returning({ id: accountChanges.id })
			if (undone) await sendOperationMail(operation, order, 'undone')
		} else if (outcome === 'done') await sendOperationMail(operation, order, 'done')
		else if (outcome === 'differs') {
			const [holder] = await db.select({ lang: customers.lang }).from(customers).where(eq(customers.id, customerId))
			const lang = holder?.lang ?? 'fr'
			const label = operation.words(asked, lang).done
			const { visitId } = settled
			const opened = { customerId, visitId, reason: CASE_REASON, subject: label, lang, now }
			const { reference } = await openCase(opened)
			await db.update(accountChanges).set({ caseReference: reference }).where(eq(accountChanges.id, changeId))
			await recordDifference(operation, { ...{ visitId, customerId, lang, label, now }, caseReference: reference })
		}
	})
}

/** What a kept change goes from and to; one that takes another back goes the other way. */
function orderOf<Asked, State>(operation: Operation<Asked, State>, row: Row, now: Date): Order<Asked, State> {
	const asked = operation.parse(row.before)
	const [before, after] = [operation.before(asked), operation.after(asked)]
	const { takesBack } = row
	return {
		...{ changeId: row.id, customerId: row.customerId, objectId: row.objectId, asked, takesBack, askedAt: row.at, now },
		...(takesBack ? { from: after, to: before } : { from: before, to: after }),
	}
}

function stateOf({ outcome, undoneAt }: Row): Change<unknown, unknown>['state'] {
	if (undoneAt) return 'undone'
	if (outcome === 'open') return 'unknown'
	return outcome === 'failed' ? 'unavailable' : outcome
}

/** The change that a key of this customer asked; `null` when it asked none. */
export async function findByKey(customerId: string, requestKey: string): Promise<string | null> {
	const [row] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(and(eq(accountChanges.requestKey, requestKey), eq(accountChanges.customerId, customerId)))
	return row?.id ?? null
}

async function isKeyTaken(requestKey: string): Promise<boolean> {
	const [row] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(eq(accountChanges.requestKey, requestKey))
	return row !== undefined
}
