import { listColleagues } from '~/handoff/chat-passing.server'
import { type Conversation, firstNameOf } from '~/handoff/conversation-moves.server'
import { isGuest, listGuests } from '~/handoff/guests.server'

export type PassingView = Awaited<ReturnType<typeof readPassing>>

/** With whom a conversation is shared, to whom it is being passed, and who could be asked. */
export async function readPassing(chat: Conversation, personId: string) {
	const isMine = chat.advisorId === personId && chat.state === 'active'
	const [guests, colleagues, helps, to, owner] = await Promise.all([
		listGuests(chat.id),
		isMine ? listColleagues(personId) : [],
		isGuest(chat.id, personId),
		chat.passing ? firstNameOf(chat.offeredTo, chat.lang) : null,
		firstNameOf(chat.advisorId, chat.lang),
	])
	return {
		isMine,
		/** Whom this advisor helps, as a guest. */
		helps: helps ? owner : null,
		to: isMine ? to : null,
		guests: guests.filter(({ id }) => id !== personId),
		colleagues: colleagues.filter(({ id }) => !guests.some((guest) => guest.id === id)),
		/** The customer waits for this advisor's words longer than is usual. */
		isLate: isMine && chat.turn === 'advisor' && chat.warnedAt !== null,
		note: isMine || helps ? chat.passingNote : null,
	}
}
