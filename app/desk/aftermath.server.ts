import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { cases, promises, wrapUpCorrections, wrapUps } from '#db/schema/handoff.server'
import { announce } from '~/realtime/bus.server'

const SHOWN = 50

/** What an advisor promised and has yet to do: the first that falls due first. */
export async function listOwnPromises(advisorId: string) {
	return db
		.select({
			id: promises.id,
			text: promises.text,
			dueAt: promises.dueAt,
			reference: cases.reference,
			subject: cases.subject,
		})
		.from(promises)
		.innerJoin(cases, eq(cases.id, promises.caseId))
		.where(and(eq(promises.ownerId, advisorId), eq(promises.kind, 'act'), eq(promises.state, 'promised')))
		.orderBy(asc(promises.dueAt))
		.limit(SHOWN)
}

/** Its owner did what was promised; on time or late is for the clock to say. `false` when it is not theirs to say. */
export async function keepPromise(promiseId: string, advisorId: string, now = new Date()): Promise<boolean> {
	return transaction(async () => {
		const own = and(eq(promises.id, promiseId), eq(promises.ownerId, advisorId), eq(promises.state, 'promised'))
		const [promise] = await db.select().from(promises).where(own)
		if (!promise) return false
		await db
			.update(promises)
			.set({ state: now <= promise.dueAt ? 'kept' : 'late', settledAt: now })
			.where(own)
		const [left] = await db
			.select({ id: promises.id })
			.from(promises)
			.where(and(eq(promises.caseId, promise.caseId), eq(promises.state, 'promised')))
			.limit(1)
		if (!left)
			await db
				.update(cases)
				.set({ state: 'closed', closedAt: now })
				.where(and(eq(cases.id, promise.caseId), eq(cases.state, 'open')))
		afterCommit(() => announce('desk', { kind: 'promise' }))
		return true
	})
}

/** Summaries that a customer put right and their advisor has not read yet: both versions. */
export async function listOwnCorrections(advisorId: string) {
	return db
		.select({
			...{ id: wrapUpCorrections.id, body: wrapUpCorrections.body, at: wrapUpCorrections.at },
			...{ summary: wrapUps.summary, reference: cases.reference, subject: cases.subject },
		})
		.from(wrapUpCorrections)
		.innerJoin(wrapUps, eq(wrapUps.id, wrapUpCorrections.wrapUpId))
		.innerJoin(cases, eq(cases.id, wrapUps.caseId))
		.where(and(eq(wrapUps.advisorId, advisorId), isNull(wrapUpCorrections.seenAt)))
		.orderBy(desc(wrapUpCorrections.at))
		.limit(SHOWN)
}

/** Its advisor has read a correction; nothing for anybody else. */
export async function readCorrection(correctionId: string, advisorId: string, now = new Date()): Promise<void> {
	const [own] = await db
		.select({ id: wrapUpCorrections.id })
		.from(wrapUpCorrections)
		.innerJoin(wrapUps, eq(wrapUps.id, wrapUpCorrections.wrapUpId))
		.where(and(eq(wrapUpCorrections.id, correctionId), eq(wrapUps.advisorId, advisorId)))
	if (own) await db.update(wrapUpCorrections).set({ seenAt: now }).where(eq(wrapUpCorrections.id, own.id))
}
