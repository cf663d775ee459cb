import { and, eq, inArray, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges, scheduledChanges } from '#db/schema/accounts.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import { messagesIn } from '~/i18n/messages'
import { registerJob, scheduleJob } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { type Applied, applyPromise, readHolding } from './apply-promise.server'
import type { NextBillLine } from './backend'
import { catalogue } from './catalogue.server'
import { sendReceipt } from './change-receipts.server'
import type { Begin, ChangeReview } from './change-review'
import { titleWords } from './change-words'
import { type OpenedReview, type Opening, openReview } from './contract-review.server'
import { accountsBackend } from './current-backend.server'
import type { Actor } from './forwarding.server'
import { sameHolding, type Wish } from './holding'
import { ANSWER_WITHIN_MS, CHANGE_LATER, CHANGE_NOW } from './open-changes.server'
import { type PromisedChange, readPromise } from './promised-change'
import { schedulePromise } from './scheduled-changes.server'
import { billMonthOf } from './shown-review'

const RESOLVE_JOB = 'accounts.resolve-change'
const MINUTE_MS = 60_000
const RESOLVE_EVERY_MS = 2 * MINUTE_MS

export interface ChangeRequest {
	customerId: string
	/** Reference of the contract, `CT-1A2B3C4D`. */
	reference: string
	wish: Wish
	begin: Begin
	/** Of the review that was read: anything else than what it promised is not done. */
	fingerprint: string
	/** The same key asks the same thing once. */
	requestKey: string
	actor: Actor
	now?: Date
}

export type ChangeOutcome =
	| { ok: true; changeId: string }
	/** What was read no longer holds; nothing was done. */
	| { ok: false; reason: 'stale' }
	| Extract<Opening, { ok: false }>

export interface ContractChange {
	id: string
	subscriptionId: string
	promise: PromisedChange
	at: Date
	/** `planned` waits for its day; `unknown` is read again each time it is asked for. */
	state: 'done' | 'planned' | 'undone' | 'refused' | 'unavailable' | 'unknown' | 'differs'
	/** Until when it can be taken back in one gesture; `null` when it cannot, or no longer. */
	undoUntil: Date | null
}

/**
 * Does, or plans, what was reviewed. Nothing is done when the review of this instant is not the one
 * that was read. Two requests at once for one contract: the backend takes one, the other is stale.
 */
export async function confirmChange(request: ChangeRequest): Promise<ChangeOutcome> {
	const { customerId, requestKey, actor, now = new Date() } = request
	const earlier = await findByKey(customerId, requestKey)
	if (earlier) return { ok: true, changeId: earlier }
	const opened = await openReview({ ...request, now })
	if (!opened.ok) return opened
	if (opened.beginProblem || opened.fingerprint !== request.fingerprint) return { ok: false, reason: 'stale' }

	const promise = promiseOf(opened, request.wish)
	const later = promise.begin.when !== 'now'
	const taken = await transaction(async () => {
		const [row] = await db
			.insert(accountChanges)
			.values({
				customerId,
				requestKey,
				operation: later ? CHANGE_LATER : CHANGE_NOW,
				objectId: opened.contract.id,
				before: promise,
				actorId: actor.personId,
				outcome: later ? 'done' : 'failed',
				at: now,
			})
			.onConflictDoNothing({ target: accountChanges.requestKey })
			.returning({ id: accountChanges.id })
		if (!row || !later) return row
		const { beginsAt } = promise
		const planned = { changeId: row.id, customerId, subscriptionId: opened.contract.id, beginsAt }
		if (!(await schedulePromise(planned))) {
			await db.delete(accountChanges).where(eq(accountChanges.id, row.id))
			return 'another-waits' as const
		}
		await sendReceipt(row.id, 'planned', now)
		return row
	})
	if (taken === 'another-waits')
		return { ok: false, reason: 'refused', problem: 'scheduled', contract: opened.contract }
	if (!taken) {
		const first = await findByKey(customerId, requestKey)
		return first ? { ok: true, changeId: first } : { ok: false, reason: 'missing' }
	}
	const applied = later ? 'done' : await applyPromise(taken.id, now, actor.visitId)
	if (applied === 'unknown') await resolveLater(customerId, taken.id, now)
	await recordOutcome(request, promise, applied, now)
	return applied === 'changed-since' ? { ok: false, reason: 'stale' } : { ok: true, changeId: taken.id }
}

/**
 * Takes a change back within the minutes of the catalogue: the contract is exactly as before.
 *
 * @returns `too-late` after them or when something was sent; `changed-since` when the contract is no
 *   longer as that change left it. Both leave it alone. Taking back twice does it once.
 */
export async function undoChange({
	customerId,
	changeId,
	actor,
	now = new Date(),
}: {
	customerId: string
	changeId: string
	actor: Actor
	now?: Date
}): Promise<'undone' | 'too-late' | 'changed-since' | 'unavailable' | 'missing'> {
	const change = await findContractChange(customerId, changeId, now)
	if (!change) return 'missing'
	if (change.state === 'undone') return 'undone'
	if (change.state !== 'done' || !change.undoUntil) return 'too-late'
	const { subscriptionId, promise } = change
	const writing = await accountsBackend().undoHolding({ customerId, subscriptionId, key: changeId })
	if (writing.outcome === 'refused') return 'changed-since'
	const held = await readHolding(customerId, subscriptionId)
	if (!held || !sameHolding(held, promise.before)) return 'unavailable'
	await transaction(async () => {
		const [undone] = await db
			.update(accountChanges)
			.set({ undoneAt: now })
			.where(and(eq(accountChanges.id, changeId), isNull(accountChanges.undoneAt)))
			.returning({ id: accountChanges.id })
		if (undone) await sendReceipt(changeId, 'undone', now)
	})
	if (actor.visitId) {
		const label = messagesIn(accountMessages, actor.lang).plan.undo
		await recordStep({ visitId: actor.visitId, kind: 'action', label, now })
	}
	return 'undone'
}

/**
 * An operation on a contract of this customer; `null` when there is none of that identifier. One whose
 * outcome was not known is settled here by reading the contract again.
 */
export async function findContractChange(
	customerId: string,
	changeId: string,
	now = new Date(),
): Promise<ContractChange | null> {
	const [found] = await db
		.select({ change: accountChanges, planned: scheduledChanges.state })
		.from(accountChanges)
		.leftJoin(scheduledChanges, eq(scheduledChanges.changeId, accountChanges.id))
		.where(
			and(
				eq(accountChanges.id, changeId),
				eq(accountChanges.customerId, customerId),
				inArray(accountChanges.operation, [CHANGE_NOW, CHANGE_LATER]),
			),
		)
	if (!found) return null
	const { change, planned } = found
	const promise = readPromise(change.before)
	const isOpen = change.outcome === 'failed' && change.after === null
	const held = isOpen ? await readHolding(customerId, change.objectId) : null
	const isDone = held !== null && sameHolding(held, promise.after)
	if (isDone) await settleLate(changeId, now)
	// Nothing of it on the contract long after it was asked: it never arrived.
	const isLost = held !== null && !isDone && now.getTime() - change.at.getTime() > ANSWER_WITHIN_MS
	const state = stateOf(isDone ? 'done' : change.outcome, {
		planned,
		isUndone: change.undoneAt !== null,
		wasRead: isLost || change.after !== null,
	})
	const undoUntil = new Date(change.at.getTime() + catalogue().changes.undoMinutes * MINUTE_MS)
	const canUndo = state === 'done' && change.operation === CHANGE_NOW && !promise.physical && now <= undoUntil
	return {
		id: change.id,
		subscriptionId: change.objectId,
		promise,
		at: change.at,
		state,
		undoUntil: canUndo ? undoUntil : state === 'planned' ? promise.beginsAt : null,
	}
}

registerJob(RESOLVE_JOB, async ({ customerId, changeId }, { now }) => {
	const change = await findContractChange(String(customerId), String(changeId), now)
	if (change?.state === 'unknown') await resolveLater(String(customerId), String(changeId), now)
})

/** Reads the contract again without waiting for the customer, until its state answers. */
function resolveLater(customerId: string, changeId: string, now: Date): Promise<void> {
	const runAt = new Date(now.getTime() + RESOLVE_EVERY_MS)
	return scheduleJob(RESOLVE_JOB, { customerId, changeId }, { runAt, dedupeKey: `${RESOLVE_JOB}:${changeId}` })
}

function stateOf(
	outcome: 'done' | 'refused' | 'failed' | 'differs',
	{ planned, isUndone, wasRead }: { planned: string | null; isUndone: boolean; wasRead: boolean },
): ContractChange['state'] {
	if (isUndone) return 'undone'
	if (outcome !== 'failed' && outcome !== 'done') return outcome
	if (planned === 'scheduled' || planned === 'applying') return 'planned'
	if (outcome === 'done') return 'done'
	return wasRead ? 'unavailable' : 'unknown'
}

async function settleLate(changeId: string, now: Date): Promise<void> {
	await transaction(async () => {
		await db.update(accountChanges).set({ outcome: 'done' }).where(eq(accountChanges.id, changeId))
		await sendReceipt(changeId, 'done', now)
	})
}

async function findByKey(customerId: string, requestKey: string): Promise<string | null> {
	const [row] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(and(eq(accountChanges.requestKey, requestKey), eq(accountChanges.customerId, customerId)))
	return row?.id ?? null
}

function promiseOf({ review, shown }: OpenedReview, wish: Wish): PromisedChange {
	return {
		wish,
		title: shown.title,
		begin: review.begin,
		beginsAt: review.beginsAt,
		before: review.before,
		after: review.after,
		lines: nextBillLines(review),
		onNextBillCents: review.onNextBillCents,
		physical: review.physical,
	}
}

/** The lines as the invoice prints them: in French, as all of its lines are. */
function nextBillLines(review: ChangeReview): NextBillLine[] {
	const { timeZone } = settings()
	const sold = catalogue()
	// Plain spaces, as in every line that is stored: the separator of a line's parts is looked for.
	const t = accountMessages.fr.plan
	const period = billMonthOf(review.beginsAt, sold.billing.issueDay, timeZone)
	return review.lines.map((line) => {
		const isOption = line.kind !== 'commitment' && line.of === 'option'
		const items = isOption ? sold.options : sold.plans
		const taxBasisPoints = items.find(({ id }) => id === line.id)?.taxBasisPoints ?? sold.defaultTaxBasisPoints
		return { period, label: labelOf(line), amountCents: line.amountCents, taxBasisPoints }
	})

	function labelOf(line: ChangeReview['lines'][number]): string {
		if (line.kind === 'commitment') return t.billedCommitment(line.name, line.months)
		return line.kind === 'credit'
			? t.billedCredit(line.name, line.days, line.ofDays)
			: t.billedCharge(line.name, line.days, line.ofDays)
	}
}

/** Leaves what came of it in the visit, so that whoever helps next sees it. */
async function recordOutcome(
	{ customerId, actor }: ChangeRequest,
	promise: PromisedChange,
	applied: Applied,
	now: Date,
): Promise<void> {
	if (!actor.visitId) return
	const t = messagesIn(accountMessages, actor.lang).plan
	const title = titleWords(promise.title, t, actor.lang)
	if (applied === 'done') return recordStep({ visitId: actor.visitId, kind: 'action', label: title, now })
	await recordStep({ visitId: actor.visitId, kind: 'action', label: t.failedStep, failed: true, now })
	await recordFriction({
		visitId: actor.visitId,
		kind: 'action-failed',
		causeKey: `contract-change:${applied}`,
		label: t.failedStep,
		path: '/compte',
		lang: actor.lang,
		customerId,
		detail: { reason: applied, asked: title },
		now,
	})
}
