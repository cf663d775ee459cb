import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { cases, conversationEvents, conversations } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { moveChat, sayInChat } from './conversation-moves.server'
import { openingAt } from './hours.server'
import { type Contact, callbacksInQueue, isPassedByAll, readLoads, shareOut } from './load.server'
import { listEndedOffers, listToOffer, placeOf } from './queue.server'

/** How often it is looked for who can be offered to whom, and for offers whose time is over. */
const LOOK_SECONDS = 1

/**
 * Offers those who wait to those who are free, oldest first in the queue that chats share with
 * callbacks. An offer that nobody answered in time goes on to the next advisor; after a restart too,
 * because its end is stored with it.
 *
 * Nobody is asked twice for the same person in one round. Once everybody who is there has let it
 * pass, the customer is told so, and after a pause the next round asks all of them; whoever arrives
 * or says that they are ready meanwhile is asked at once.
 */
export async function offerWaiting(now = new Date()): Promise<void> {
	for (const { id } of await listEndedOffers(now)) await moveChat(id, { kind: 'offer-ended' }, now)
	const waiting = await listToOffer()
	if (waiting.length === 0) return
	for (const chat of waiting)
		if (chat.asksAgainAt && chat.asksAgainAt <= now && (await moveChat(chat.id, { kind: 'ask-again' }, now)))
			Object.assign(chat, { passedBy: null, asksAgainAt: null })
	const [loads, calls] = await Promise.all([
		readLoads(now),
		carrier().dials && openingAt('callback', now).open ? callbacksInQueue(now) : [],
	])
	const chats = waiting.map(contactOf)
	const endsAt = new Date(now.getTime() + settings().chat.offerSeconds * 1_000)
	for (const { contact, advisorId } of shareOut([...chats, ...calls], loads))
		if (contact.channel === 'chat') await moveChat(contact.id, { kind: 'offer', to: advisorId, endsAt }, now)
	for (const [at, chat] of waiting.entries())
		if (!chat.asksAgainAt && isPassedByAll(chats[at] as Contact, loads)) await pauseAsking(chat.id, now)
}

/** Chats that wait for an advisor, in the queue they share with callbacks. */
export async function chatsInQueue(): Promise<Contact[]> {
	return (await listToOffer()).map(contactOf)
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

/** Not now: the next advisor is asked, and this one not again before all the others were. */
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

/** Everybody who is there let it pass: the customer is told, the first time, and when all are asked again. */
async function pauseAsking(conversationId: string, now: Date): Promise<void> {
	const { askAgainSeconds } = settings().chat
	const asksAgainAt = new Date(now.getTime() + askAgainSeconds * 1_000)
	await transaction(async () => {
		const isTold = and(eq(conversationEvents.conversationId, conversationId), eq(conversationEvents.kind, 'all-passed'))
		const times = await db.$count(conversationEvents, isTold)
		const moved = await moveChat(conversationId, { kind: 'all-passed', asksAgainAt }, now)
		if (moved && times === 0)
			await sayInChat(moved.after, (t) => t.allPassed(Math.max(1, Math.round(askAgainSeconds / 60))), now)
	})
}

function contactOf(chat: Awaited<ReturnType<typeof listToOffer>>[number]): Contact {
	const { id, lang, reason, wishedAdvisorId } = chat
	return {
		...{ channel: 'chat' as const, id, at: placeOf(chat), lang, reason, wishedAdvisorId },
		passedBy: chat.passedBy ?? [],
	}
}
