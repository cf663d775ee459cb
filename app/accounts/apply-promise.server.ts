import { eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges } from '#db/schema/accounts.server'
import { openCase } from '~/handoff/cases.server'
import { accountMessages } from '~/i18n/account'
import { messagesIn } from '~/i18n/messages'
import { sendReceipt } from './change-receipts.server'
import { titleWords } from './change-words'
import { accountsBackend } from './current-backend.server'
import { type Holding, holdingOfContract, sameHolding } from './holding'
import { readPromise } from './promised-change'

/** One of the reasons of the settings. */
const CASE_REASON = 'contract'

/** `unavailable`: certainly not done. `unknown`: asked, and only reading again tells. */
export type Applied = 'done' | 'changed-since' | 'refused' | 'differs' | 'unavailable' | 'unknown'

/**
 * Asks the backend for what an operation promised, then reads the contract again: what is recorded
 * and written to the customer is what was read. A contract that is otherwise than asked opens a case.
 * Doing it again does it once.
 */
export async function applyPromise(changeId: string, now: Date, visitId: string | null = null): Promise<Applied> {
	const [change] = await db.select().from(accountChanges).where(eq(accountChanges.id, changeId))
	if (!change) throw new Error(`there is no operation ${changeId}`)
	const { customerId, objectId: subscriptionId } = change
	const promise = readPromise(change.before)
	const writing = await accountsBackend().changeHolding({
		customerId,
		subscriptionId,
		key: changeId,
		expected: promise.before,
		after: promise.after,
		at: promise.beginsAt,
		lines: promise.lines,
	})
	const held = await readHolding(customerId, subscriptionId)
	if (writing.outcome === 'refused') {
		await settle(changeId, 'refused', held)
		return writing.reason === 'changed-since' ? 'changed-since' : 'refused'
	}
	if (!held) return 'unknown'
	if (sameHolding(held, promise.after)) {
		await transaction(async () => {
			await settle(changeId, 'done', held)
			await sendReceipt(changeId, 'done', now)
		})
		return 'done'
	}
	if (sameHolding(held, promise.before)) {
		// Not there yet is not refused: left open, and read again.
		if (writing.outcome === 'unknown') return 'unknown'
		await settle(changeId, 'failed', held)
		return 'unavailable'
	}
	await transaction(async () => {
		await settle(changeId, 'differs', held)
		await openCase({
			customerId,
			visitId,
			reason: CASE_REASON,
			subject: titleWords(promise.title, messagesIn(accountMessages, 'fr').plan, 'fr'),
			lang: 'fr',
			now,
		})
	})
	return 'differs'
}

/** What a contract holds now; `null` when it cannot be read. */
export async function readHolding(customerId: string, subscriptionId: string): Promise<Holding | null> {
	const contracts = await accountsBackend().contracts(customerId)
	const contract = contracts.ok ? contracts.value.find(({ id }) => id === subscriptionId) : undefined
	return contract ? holdingOfContract(contract) : null
}

async function settle(changeId: string, outcome: 'done' | 'refused' | 'failed' | 'differs', after: Holding | null) {
	await db.update(accountChanges).set({ outcome, after }).where(eq(accountChanges.id, changeId))
}
