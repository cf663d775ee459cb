import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { cases, conversations } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { moveChat } from './conversation-moves.server'
import { openingAt } from './hours.server'
import { type Contact, callbacksInQueue, readLoads, shareOut } from './load.server'
import { listEndedOffers, listToOffer, placeOf } from './queue.server'

/** How often it is looked for who can be offered to whom, and for offers whose time is over. */
const LOOK_SECONDS = 1

/**
 * Offers those who wait to those who are free, oldest first in the queue that chats share with
 * callbacks. An offer that nobody answered in time goes on to the next advisor; after a restart too,
 * because its end is stored with it.
 */
export async function offerWaiting(now = new Date()): Promise<void> {
	for (const { id } of await listEndedOffers(now)) await moveChat(id, { kind: 'offer-ended' }, now)
	const waiting = await listToOffer()
	if (waiting.length === 0) return
	const [loads, chats, calls] = await Promise.all([
		readLoads(now),
		contactsOf(waiting),
		carrier().dials && openingAt('callback', now).open ? callbacksInQueue(now) : [],
	])
	const endsAt = new Date(now.getTime() + settings().chat.offerSeconds * 1_000)
	for (const { contact, advisorId } of shareOut([...chats, ...calls], loads))
		if (contact.channel === 'chat') await moveChat(contact.id, { kind: 'offer', to: advisorId, endsAt }, now)
}

/** Chats that wait for an advisor, in the queue they share with callbacks. */
export async function chatsInQueue(): Promise<Contact[]> {
	const waiting = await listToOffer()
	return waiting.length > 0 ? contactsOf(waiting) : []
}

/** What is offered to an advisor now, by the queue or by a colleague. */
export async function listOffersTo(advisorId: string) {
	return db
		.select({
			...{ id: conversations.id, firstName: conversations.firstName, subject: conversations.subject },
			...{ lang: conversations.lang, reason: cases.reason, passing: conversations.passing },
			...{ note: conversations.passingNote, from: conversations.advisorId },
		})
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.where(and(eq(conversations.offeredTo, advisorId), isNotNull(conversations.offerEndsAt)))
		.orderBy(asc(conversations.askedAt))
}

/** Not now: the next advisor is asked, and this one not again for the same person. */
export async function declineOffer({
	conversationId,
	advisorId,
	now = new Date(),
}: {
	conversationId: string
	advisorId: string
	now?: Date
}): Promise<boolean> {
	const moved = await moveChat(conversationId, { kind: 'decline', by: advisorId }, now)
	if (moved?.step.record === 'offer-declined') await offerWaiting(now)
	return moved !== null
}

everyTick('chat-offers', LOOK_SECONDS, offerWaiting)

async function contactsOf(waiting: Awaited<ReturnType<typeof listToOffer>>): Promise<Contact[]> {
	const reasons = await db
		.select({ id: cases.id, reason: cases.reason })
		.from(cases)
		.innerJoin(conversations, eq(conversations.caseId, cases.id))
		.where(eq(conversations.state, 'waiting'))
	const reasonOf = new Map(reasons.map(({ id, reason }) => [id, reason]))
	return waiting.map((chat) => ({
		...{ channel: 'chat' as const, id: chat.id, at: placeOf(chat), lang: chat.lang },
		...{ reason: reasonOf.get(chat.caseId) ?? '', passedBy: chat.passedBy ?? [] },
		wishedAdvisorId: chat.wishedAdvisorId,
	}))
}
