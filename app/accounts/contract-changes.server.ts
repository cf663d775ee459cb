import { eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges } from '#db/schema/accounts.server'
import { accountMessages } from '~/i18n/account'
import { settings } from '~/settings/settings.server'
import type { Actor } from './actor'
import type { Contract, NextBillLine } from './backend'
import { catalogue } from './catalogue.server'
import type { Begin, ChangeReview } from './change-review'
import { contractOperation } from './contract-operation.server'
import { type OpenedReview, type Opening, openReview } from './contract-review.server'
import type { Holding, Wish } from './holding'
import { recordStepDone } from './operation-steps.server'
import {
	type Asking,
	type Change,
	claim,
	findByKey,
	findChange,
	perform,
	sendNews,
	takeBack,
} from './operations.server'
import type { PromisedChange } from './promised-change'
import { schedulePromise } from './scheduled-changes.server'
import { billMonthOf } from './shown-review'

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

export type ContractChange = Change<PromisedChange, Holding>

/**
 * Does, or plans, what was reviewed. Nothing is done when the review of this instant is not the one
 * that was read. Two requests at once for one contract: one is asked, the other is stale or waits.
 */
export async function confirmChange(request: ChangeRequest): Promise<ChangeOutcome> {
	const { customerId, requestKey, actor, now = new Date() } = request
	const earlier = await findByKey(customerId, requestKey)
	if (earlier) return { ok: true, changeId: earlier }
	const opened = await openReview({ ...request, now })
	if (!opened.ok) return opened
	if (opened.beginProblem || opened.fingerprint !== request.fingerprint) return { ok: false, reason: 'stale' }

	const { contract } = opened
	const asked = promiseOf(opened, request.wish)
	const asking = { customerId, objectId: contract.id, asked, requestKey, actor, now }
	if (asked.begin.when !== 'now') return plan(asking, contract)
	const performed = await perform(contractOperation, asking)
	if (performed.ok && performed.result === 'changed-since') return { ok: false, reason: 'stale' }
	if (performed.ok) return { ok: true, changeId: performed.changeId }
	if (performed.reason === 'missing') return { ok: false, reason: 'missing' }
	return { ok: false, reason: 'refused', problem: performed.reason, contract }
}

/** Keeps what was promised until its day; at most one waits on a contract. */
async function plan(asking: Asking<PromisedChange>, contract: Contract): Promise<ChangeOutcome> {
	const { customerId, objectId: subscriptionId, asked, requestKey, actor, now } = asking
	const changeId = await transaction(async () => {
		const id = await claim(contractOperation, asking, { outcome: 'planned' })
		if (!id) return null
		const planned = { changeId: id, customerId, subscriptionId, beginsAt: asked.beginsAt }
		if (!(await schedulePromise(planned))) {
			await db.delete(accountChanges).where(eq(accountChanges.id, id))
			return 'another-waits' as const
		}
		await sendNews(contractOperation, id, 'planned', now)
		return id
	})
	if (changeId === 'another-waits') return { ok: false, reason: 'refused', problem: 'scheduled', contract }
	if (!changeId) {
		const first = await findByKey(customerId, requestKey)
		return first ? { ok: true, changeId: first } : { ok: false, reason: 'missing' }
	}
	await recordStepDone(actor, contractOperation.words(asked, actor.lang).done, now)
	return { ok: true, changeId }
}

/** Takes a change back within the minutes of the catalogue: the contract is exactly as before. */
export function undoChange({
	now = new Date(),
	...undo
}: {
	customerId: string
	changeId: string
	actor: Actor
	now?: Date
}) {
	return takeBack(contractOperation, { ...undo, now })
}

/** A change of plan or options of this customer; `null` when there is none of that identifier. */
export async function findContractChange(
	customerId: string,
	changeId: string,
	now = new Date(),
): Promise<ContractChange | null> {
	const change = await findChange(contractOperation, { customerId, changeId, now })
	if (!change) return null
	// What is planned can be withdrawn until it begins.
	return change.state === 'planned' ? { ...change, undoUntil: change.asked.beginsAt } : change
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
