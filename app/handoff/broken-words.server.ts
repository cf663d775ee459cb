import { and, eq, gt, inArray, isNotNull, ne } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, cases, conversations, promises } from '#db/schema/handoff.server'

/** Something about a visit's requests for a human that was not as it should have been. */
export interface Shortcoming {
	visitId: string
	/** Why somebody was asked for, one of the settings' reasons. */
	reason: string
	at: Date
}

const WEEK_MS = 7 * 86_400_000
/** It names nothing, so that two contacts for it need not be about the same. */
const NO_REASON = 'other'

/** Waits and calls of these visits that came after the time announced, or not at all. */
export async function latePromises(visitIds: string[]): Promise<Shortcoming[]> {
	if (visitIds.length === 0) return []
	const missed = inArray(promises.state, ['late', 'broken'])
	const what = { reason: cases.reason, at: promises.dueAt }
	const [chats, calls] = await Promise.all([
		db
			.select({ visitId: conversations.visitId, ...what })
			.from(promises)
			.innerJoin(conversations, eq(conversations.id, promises.objectId))
			.innerJoin(cases, eq(cases.id, promises.caseId))
			.where(and(eq(promises.kind, 'chat-wait'), missed, inArray(conversations.visitId, visitIds))),
		db
			.select({ visitId: callbacks.visitId, ...what })
			.from(promises)
			.innerJoin(callbacks, eq(callbacks.id, promises.objectId))
			.innerJoin(cases, eq(cases.id, promises.caseId))
			.where(and(eq(promises.kind, 'callback'), missed, inArray(callbacks.visitId, visitIds))),
	])
	return [...chats, ...calls].map((one) => ({ ...one, visitId: one.visitId ?? '' }))
}

/** Cases of these visits whose customer had opened another for the same reason within the week before. */
export async function repeatedContacts(visitIds: string[]): Promise<Shortcoming[]> {
	if (visitIds.length === 0) return []
	const opened = await db
		.select()
		.from(cases)
		.where(and(inArray(cases.visitId, visitIds), isNotNull(cases.customerId), ne(cases.reason, NO_REASON)))
	const [first] = opened.map(({ openedAt }) => openedAt).sort((one, other) => one.getTime() - other.getTime())
	if (!first) return []
	const customerIds = [...new Set(opened.flatMap(({ customerId }) => customerId ?? []))]
	const theirs = await db
		.select()
		.from(cases)
		.where(and(inArray(cases.customerId, customerIds), gt(cases.openedAt, new Date(first.getTime() - WEEK_MS))))
	return opened
		.filter((one) => theirs.some((other) => isWithinWeekBefore(one, other)))
		.map(({ visitId, reason, openedAt: at }) => ({ visitId: visitId ?? '', reason, at }))
}

type Case = typeof cases.$inferSelect

function isWithinWeekBefore(one: Case, other: Case): boolean {
	const earlierMs = one.openedAt.getTime() - other.openedAt.getTime()
	return (
		one.customerId === other.customerId &&
		one.reason === other.reason &&
		one.id !== other.id &&
		earlierMs > 0 &&
		earlierMs < WEEK_MS
	)
}
