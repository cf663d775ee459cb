import { transaction } from '#db/client.server'
import { settings } from '~/settings/settings.server'
import { type Conversation, moveChat } from './conversation-moves.server'
import type { Passing } from './conversation-reducer'
import { isGuest, welcomeColleague } from './guests.server'
import { readLoads } from './load.server'
import { maskPaymentNumbers } from './masking'
import { presentAdvisors } from './presence.server'

const LONGEST_NOTE = 1_000

/**
 * An advisor asks a colleague to take over or to join. Until the colleague accepts, the conversation
 * stays whose it is; a colleague who does not answer leaves it there.
 *
 * @returns `null` when it is not theirs, already passed, or the colleague is not there
 */
export async function passConversation({
	conversationId,
	by,
	to,
	how,
	note = '',
	now = new Date(),
}: {
	conversationId: string
	by: string
	to: string
	how: Passing
	/** Read by the colleague alone. */
	note?: string
	now?: Date
}): Promise<Conversation | null> {
	const isThere = (await presentAdvisors(now)).some(({ id, byPhoneOnly }) => id === to && !byPhoneOnly)
	if (!isThere || (await isGuest(conversationId, to))) return null
	const endsAt = new Date(now.getTime() + settings().chat.offerSeconds * 1_000)
	const words = maskPaymentNumbers(note.trim()).slice(0, LONGEST_NOTE) || null
	const moved = await moveChat(conversationId, { kind: 'pass', by, to, how, note: words, endsAt }, now)
	return moved?.after ?? null
}

/** The advisor keeps it after all. */
export async function recallPassing(conversationId: string, by: string, now = new Date()): Promise<boolean> {
	return (await moveChat(conversationId, { kind: 'recall', by }, now)) !== null
}

/** Leaves a conversation to a colleague who is in it already; the customer is told. */
export async function handOver({
	conversationId,
	by,
	to,
	now = new Date(),
}: {
	conversationId: string
	by: string
	to: string
	now?: Date
}): Promise<Conversation | null> {
	return transaction(async () => {
		if (!(await isGuest(conversationId, to))) return null
		const moved = await moveChat(conversationId, { kind: 'hand-over', by, to }, now)
		if (!moved) return null
		await welcomeColleague(moved, now)
		return moved.after
	})
}

/** Colleagues at an open desk, the freest first: whom a conversation can be passed to. */
export async function listColleagues(advisorId: string, now = new Date()) {
	const [present, loads] = await Promise.all([presentAdvisors(now), readLoads(now)])
	return present
		.filter(({ id, byPhoneOnly }) => id !== advisorId && !byPhoneOnly)
		.map(({ id, name }) => ({ id, name, chats: loads.find((load) => load.id === id)?.chats ?? 0 }))
		.sort((a, b) => a.chats - b.chats || a.name.localeCompare(b.name))
}
