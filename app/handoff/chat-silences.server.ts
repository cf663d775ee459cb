import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { conversations, presences } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { moveChat, sayInChat } from './conversation-moves.server'
import { type Conversation, endOfSilence, giveBack, leaveQueue } from './conversations.server'
import { keepPlace, listUnseen } from './queue.server'

const LOOK_SECONDS = 5
/** A page that lost its stream opens it again after some seconds, and gives a sign of life every twenty. */
const COME_BACK_MS = 45_000

/**
 * Looks for silences, each side by its own rule: a customer who waits and is gone, then does not
 * come back; a customer or an advisor whose turn it is and who does not write; a desk that was closed.
 *
 * @param listeningSince - when this process began to hear anybody: while we were gone all were silent,
 *   and nobody is judged before they had the time to come back
 */
export async function sweepSilences(now = new Date(), listeningSince = new Date(0)): Promise<void> {
	if (now.getTime() - listeningSince.getTime() < COME_BACK_MS) return
	const { goneSeconds, keepPlaceMinutes } = settings().chat
	const [lost, gone] = [before(now, keepPlaceMinutes * 60), before(now, goneSeconds)]
	const unseenSince = (since: Date) => (chat: Conversation) =>
		chat.customerSeenAt !== null && chat.customerSeenAt < since
	for (const { id } of await listUnseen(lost, 'all'))
		await leaveQueue({ conversationId: id, by: 'system', now, stillSo: unseenSince(lost) })
	for (const { id } of await listUnseen(gone, 'not-gone')) await moveChat(id, { kind: 'gone' }, now, unseenSince(gone))
	await requeueOfClosedDesks(now)
	await warnWhoIsSilent('customer', now)
	await warnWhoIsSilent('advisor', now)
	await actOnSilence(now)
}

/** A sign of life of customers who wait or write; who was gone is in the queue again, at the same place. */
export async function seeCustomers(conversationIds: string[], now = new Date()): Promise<void> {
	for (const id of await keepPlace(conversationIds, now)) await moveChat(id, { kind: 'back' }, now)
}

/** Somebody who was asked whether they are there says so, by a button or by typing. */
export async function sayStillThere(
	conversationId: string,
	side: 'customer' | 'advisor',
	now = new Date(),
): Promise<void> {
	await moveChat(conversationId, { kind: 'heard', side }, now)
}

let listening: { since: Date; until: Date } | undefined

everyTick('chat-silences', LOOK_SECONDS, (now) => {
	listening = heardUntil(listening, now)
	return sweepSilences(now, listening.since)
})

/** Since when without a break: a process that was stopped, or a machine that slept, begins anew. */
export function heardUntil(before: { since: Date; until: Date } | undefined, now: Date): { since: Date; until: Date } {
	const missed = before ? now.getTime() - before.until.getTime() : Number.POSITIVE_INFINITY
	return { since: before && missed < COME_BACK_MS ? before.since : now, until: now }
}

async function warnWhoIsSilent(side: 'customer' | 'advisor', now: Date): Promise<void> {
	const { warnMinutes, actMinutes } = settings().chat[side === 'customer' ? 'customerIdle' : 'advisorIdle']
	const since = before(now, warnMinutes * 60)
	const silent = await db
		.select({ id: conversations.id })
		.from(conversations)
		.where(
			and(
				...[eq(conversations.state, 'active'), eq(conversations.turn, side), isNull(conversations.warnedAt)],
				lte(conversations.quietSince, since),
			),
		)
	for (const { id } of silent)
		await transaction(async () => {
			const moved = await moveChat(
				id,
				{ kind: 'warn' },
				now,
				({ turn, quietSince }) => turn === side && quietSince !== null && quietSince <= since,
			)
			if (moved?.after.turn === 'customer') await sayInChat(moved.after, (t) => t.stillThere(actMinutes), now)
		})
}

async function actOnSilence(now: Date): Promise<void> {
	const { customerIdle, advisorIdle } = settings().chat
	const warned = await db
		.select({ id: conversations.id, turn: conversations.turn, warnedAt: conversations.warnedAt })
		.from(conversations)
		.where(and(eq(conversations.state, 'active'), isNotNull(conversations.warnedAt)))
	for (const { id, turn, warnedAt } of warned) {
		const { actMinutes } = turn === 'customer' ? customerIdle : advisorIdle
		if (!warnedAt || warnedAt > before(now, actMinutes * 60)) continue
		if (turn === 'customer') await endOfSilence(id, now)
		else await giveBack(id, (firstPlace) => ({ kind: 'advisor-silent', firstPlace }), now)
	}
}

/** Whoever closed their browser gave no sign of life since; their customers go first, and are told. */
async function requeueOfClosedDesks(now: Date): Promise<void> {
	const left = await db
		.select({ id: conversations.id, advisorId: conversations.advisorId })
		.from(conversations)
		.innerJoin(presences, eq(presences.personId, conversations.advisorId))
		.where(
			and(
				eq(conversations.state, 'active'),
				lte(presences.lastSeenAt, before(now, settings().chat.deskClosedMinutes * 60)),
			),
		)
	for (const { id, advisorId } of left)
		await giveBack(
			id,
			(firstPlace) => ({ kind: 'desk-closed', firstPlace }),
			now,
			(chat) => chat.advisorId === advisorId,
		)
}

function before(now: Date, seconds: number): Date {
	return new Date(now.getTime() - seconds * 1_000)
}
