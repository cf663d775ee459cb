import { listCallbacksInHand, listDueCallbacks, listUpcomingCallbacks } from '~/handoff/callbacks.server'
import { listOffersTo } from '~/handoff/chat-offers.server'
import { firstNameOf } from '~/handoff/conversation-moves.server'
import { listOfAdvisor, listWaiting } from '~/handoff/conversations.server'
import { listAsGuest } from '~/handoff/guests.server'
import { listLeftMessages } from '~/handoff/left-messages.server'
import { listSupportWanted } from './support.server'

const UPCOMING_SHOWN = 8

export type DeskQueue = Awaited<ReturnType<typeof readQueue>>

/** All that waits for somebody and all that is with this advisor, in the order of arrival. */
export async function readQueue({ advisorId, now = new Date() }: { advisorId: string; now?: Date }) {
	const [mine, asGuest, offers, waiting, inHand, due, upcoming, messages, support] = await Promise.all([
		listOfAdvisor(advisorId),
		listAsGuest(advisorId),
		listOffersTo(advisorId),
		listWaiting(),
		listCallbacksInHand(advisorId),
		listDueCallbacks(now),
		listUpcomingCallbacks(now, UPCOMING_SHOWN),
		listLeftMessages(),
		listSupportWanted(advisorId),
	])
	const call = ({ id, firstName, subject, slotStart, channel }: (typeof due)[number]) => ({
		...{ id, firstName, subject, slotStart },
		inWriting: channel === 'text',
	})
	return {
		mine: mine.map(({ id, firstName, subject, unanswered, warnedAt }) => ({
			...{ id, firstName, subject, unanswered },
			isLate: unanswered && warnedAt !== null,
		})),
		asGuest: asGuest.map(({ id, firstName, subject }) => ({ id, firstName, subject })),
		offers: await Promise.all(
			offers.map(async ({ from, ...offer }) => ({
				...offer,
				from: from ? await firstNameOf(from, offer.lang) : null,
			})),
		),
		waiting: waiting.map(({ id, firstName, subject, askedAt, trail, ...chat }) => ({
			id,
			firstName,
			subject,
			waitedMinutes: Math.max(0, Math.floor((now.getTime() - askedAt.getTime()) / 60_000)),
			isGone: chat.goneAt !== null,
			isFirst: chat.placeAt !== null && chat.placeAt <= askedAt,
			isOffered: chat.offeredTo !== null && chat.offeredTo !== advisorId,
			failure: trail.findLast(({ failed }) => failed)?.label ?? null,
		})),
		inHand: inHand.map(call),
		due: due.map(call),
		upcoming: upcoming.map(call),
		messages: messages.map(({ id, firstName, body }) => ({ id, firstName, body })),
		support,
	}
}
