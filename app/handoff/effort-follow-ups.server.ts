import { randomUUID } from 'node:crypto'
import { and, asc, count, eq, gte, inArray, like } from 'drizzle-orm'
import { db } from '#db/client.server'
import { cases, leftMessages, promises } from '#db/schema/handoff.server'
import { findPeople, listSupervisorIds } from '~/auth/people.server'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { satisfactionMessages } from '~/i18n/satisfaction'
import { DESK_KEY, leaveForTheDesk } from './left-messages.server'

const KEY = 'effort '

/** From here down an answer says that it was hard: four is the middle of the scale. */
export const HARD_AT_MOST = 3

interface HardAnswer {
	/** Who accepted to be written to. */
	customer: { id: string; firstName: string; email: string }
	reason: string
	score: number
	words: string | null
	lang: Lang
	now: Date
}

/**
 * Gives a customer for whom it was hard to a supervisor, who writes back by the end of the next
 * working day. Its key is random: nothing leads from it to the contact that was answered about.
 * Called once, in the transaction that keeps the answer.
 */
export async function followUp({ customer, score, words, lang, now, ...answer }: HardAnswer): Promise<void> {
	const t = messagesIn(satisfactionMessages, lang).followUp
	await leaveForTheDesk({
		requestKey: `${KEY}${randomUUID()}`,
		...{ customerId: customer.id, firstName: customer.firstName, contact: customer.email, reason: answer.reason },
		body: [t.body(score), words && t.words(words)].filter(Boolean).join('\n'),
		ownerId: await leastBusy(),
		...{ lang, now },
	})
}

/** Who is to be written to, the first due first, with who does it and by when. */
export async function listFollowUps() {
	const rows = await db
		.select({
			...{ id: leftMessages.id, firstName: leftMessages.firstName, reference: cases.reference },
			...{ dueAt: promises.dueAt, ownerId: promises.ownerId },
		})
		.from(leftMessages)
		.innerJoin(cases, eq(cases.id, leftMessages.caseId))
		.innerJoin(promises, eq(promises.objectId, leftMessages.id))
		.where(and(isFollowUp(), eq(leftMessages.state, 'waiting'), eq(promises.state, 'promised')))
		.orderBy(asc(promises.dueAt))
	const owners = new Map((await findPeople(rows.flatMap(({ ownerId }) => ownerId ?? []))).map((one) => [one.id, one]))
	return rows.map(({ ownerId, ...row }) => ({ ...row, owner: owners.get(ownerId ?? '')?.name ?? null }))
}

/** Of those for whom it was hard and who accepted to be written to, how many were, and how many in time. */
export async function countFollowUps(since: Date): Promise<{ all: number; written: number; inTime: number }> {
	const rows = await db
		.select({ state: promises.state, count: count() })
		.from(leftMessages)
		.innerJoin(promises, eq(promises.objectId, leftMessages.id))
		.where(and(isFollowUp(), gte(leftMessages.at, since)))
		.groupBy(promises.state)
	const of = (...states: string[]) =>
		rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + row.count, 0)
	return { all: rows.reduce((sum, row) => sum + row.count, 0), written: of('kept', 'late'), inTime: of('kept') }
}

/** The supervisor with the fewest promises to keep; `null` where there is none. */
async function leastBusy(): Promise<string | null> {
	const ids = await listSupervisorIds()
	if (ids.length === 0) return null
	const open = await db
		.select({ ownerId: promises.ownerId, count: count() })
		.from(promises)
		.where(and(inArray(promises.ownerId, ids), eq(promises.state, 'promised')))
		.groupBy(promises.ownerId)
	const busy = (id: string) => open.find(({ ownerId }) => ownerId === id)?.count ?? 0
	return ids.reduce((least, id) => (busy(id) < busy(least) ? id : least))
}

function isFollowUp() {
	return like(leftMessages.requestKey, `${DESK_KEY}${KEY}%`)
}
