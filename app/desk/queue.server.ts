import { callbacksToMake, listCallbacksInHand, listUpcomingCallbacks } from '~/handoff/callbacks.server'
import { listOffersTo } from '~/handoff/chat-offers.server'
import { firstNameOf } from '~/handoff/conversation-moves.server'
import { listOfAdvisor, waitingFor } from '~/handoff/conversations.server'
import { listAsGuest } from '~/handoff/guests.server'
import { leftMessagesToAnswer } from '~/handoff/left-messages.server'
import { skillsOf } from '~/handoff/roster.server'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { listSupportWanted } from './support.server'

const UPCOMING_SHOWN = 8
/** Of each list, so many: who is further down is counted, and comes up as the first ones are taken. */
const SHOWN = 20
/** Signs of a message that is left, in a line of the list. */
const PREVIEW = 120

export type DeskQueue = Awaited<ReturnType<typeof readQueue>>

/**
 * What waits for somebody and all that is with this advisor, in the order of arrival within what they
 * answer: as many as a person reads, with how many there are.
 */
export async function readQueue({
	advisorId,
	lang,
	now = new Date(),
}: {
	advisorId: string
	/** Of the words for reasons. */
	lang: Lang
	now?: Date
}) {
	const [mine, asGuest, offers, waiting, inHand, due, upcoming, messages, support] = await Promise.all([
		listOfAdvisor(advisorId),
		listAsGuest(advisorId),
		listOffersTo(advisorId),
		skillsOf(advisorId).then((skills) => waitingFor(skills, SHOWN)),
		listCallbacksInHand(advisorId),
		callbacksToMake(now, SHOWN),
		listUpcomingCallbacks(now, UPCOMING_SHOWN),
		leftMessagesToAnswer(SHOWN),
		listSupportWanted(advisorId),
	])
	const call = ({ id, firstName, subject, slotStart, channel }: (typeof upcoming)[number]) => ({
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
		waiting: waiting.chats.map(({ id, firstName, subject, askedAt, trail, ...chat }) => ({
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
		reasons: settings().reasons.map((reason) => ({ id: reason.id, label: reason[lang] })),
		waitingTotal: waiting.total,
		waitingByReason: waiting.byReason,
		due: due.calls.map(call),
		dueTotal: due.total,
		upcoming: upcoming.map(call),
		messages: messages.messages.map(({ id, firstName, body }) => ({ id, firstName, body: body.slice(0, PREVIEW) })),
		messagesTotal: messages.total,
		support,
	}
}
