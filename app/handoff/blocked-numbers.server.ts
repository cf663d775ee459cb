import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { blockedNumbers, callbacks } from '#db/schema/handoff.server'
import { recordAct } from '~/auth/audit.server'
import { findPeople } from '~/auth/people.server'

/** Whether somebody at this number said that they never asked to be called. */
export async function isBlocked(phone: string): Promise<boolean> {
	return (await db.$count(blockedNumbers, and(eq(blockedNumbers.phone, phone), isNull(blockedNumbers.liftedAt)))) > 0
}

/** Those of these numbers that are not called. */
export async function blockedAmong(phones: readonly string[]): Promise<Set<string>> {
	const rows = await db
		.select({ phone: blockedNumbers.phone })
		.from(blockedNumbers)
		.where(and(inArray(blockedNumbers.phone, [...phones]), isNull(blockedNumbers.liftedAt)))
	return new Set(rows.map(({ phone }) => phone))
}

/** No callback is made to this number any more, until a supervisor lifts it. Twice is once. */
export async function blockNumber({
	phone,
	callbackId,
	advisorId,
	now,
}: {
	/** E.164 */
	phone: string
	/** The request that its owner knows nothing of. */
	callbackId: string
	advisorId: string | null
	now: Date
}): Promise<void> {
	await db
		.insert(blockedNumbers)
		.values({ phone, reason: 'not-me', callbackId, blockedBy: advisorId, blockedAt: now })
		.onConflictDoNothing()
}

/** How many numbers are not called. */
export async function countBlockedNumbers(): Promise<number> {
	return db.$count(blockedNumbers, isNull(blockedNumbers.liftedAt))
}

export interface BlockedNumber {
	id: string
	phone: string
	/** Of the request that led to it; `null` when that has been erased. */
	reference: string | null
	blockedAt: Date
	blockedBy: string | null
	liftedAt: Date | null
	liftedBy: string | null
}

/** Blocks in force first, then those that were lifted, the newest first in each. */
export async function listBlockedNumbers(limit = 200): Promise<BlockedNumber[]> {
	const rows = await db
		.select({ block: blockedNumbers, reference: callbacks.reference })
		.from(blockedNumbers)
		.leftJoin(callbacks, eq(callbacks.id, blockedNumbers.callbackId))
		.orderBy(desc(isNull(blockedNumbers.liftedAt)), desc(blockedNumbers.blockedAt))
		.limit(limit)
	const people = await findPeople(rows.flatMap(({ block }) => [block.blockedBy ?? [], block.liftedBy ?? []].flat()))
	const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null
	return rows.map(({ block: { id, phone, blockedAt, blockedBy, liftedAt, liftedBy }, reference }) => ({
		...{ id, phone, reference, blockedAt, liftedAt },
		blockedBy: nameOf(blockedBy),
		liftedBy: nameOf(liftedBy),
	}))
}

/**
 * The number may be called again, for instance because its owner asked for it. Who lifted it is kept.
 *
 * @returns `false` when it was lifted already, or never existed
 */
export async function liftBlock({
	id,
	personId,
	now = new Date(),
}: {
	id: string
	personId: string
	now?: Date
}): Promise<boolean> {
	return transaction(async () => {
		const [lifted] = await db
			.update(blockedNumbers)
			.set({ liftedAt: now, liftedBy: personId })
			.where(and(eq(blockedNumbers.id, id), isNull(blockedNumbers.liftedAt)))
			.returning({ id: blockedNumbers.id })
		if (!lifted) return false
		await recordAct({ actorId: personId, action: 'block.lifted', objectKind: 'blocked-number', objectId: id, now })
		return true
	})
}
