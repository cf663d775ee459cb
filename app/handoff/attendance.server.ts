import { everyTick } from '~/jobs/runner.server'
import { seeCustomers } from './chat-silences.server'

const LOOK_SECONDS = 15
const BATCH = 500

/** Conversations that a customer has open on a page of this process, with the number of those pages. */
const open = new Map<string, number>()

/**
 * A customer has a conversation open: as long as the page listens, their place is kept, also in a
 * tab that sleeps and asks for nothing.
 *
 * @returns to be called when the page no longer listens
 */
export function attend(conversationId: string): () => void {
	open.set(conversationId, (open.get(conversationId) ?? 0) + 1)
	void seeCustomers([conversationId]).catch(() => {})
	return () => {
		const left = (open.get(conversationId) ?? 1) - 1
		if (left > 0) open.set(conversationId, left)
		else open.delete(conversationId)
	}
}

/** Keeps the places of all whose pages are open: one statement for hundreds of them. */
async function seeWhoAttends(now: Date): Promise<void> {
	const ids = [...open.keys()]
	for (let from = 0; from < ids.length; from += BATCH) await seeCustomers(ids.slice(from, from + BATCH), now)
}

everyTick('chat-attendance', LOOK_SECONDS, seeWhoAttends)
