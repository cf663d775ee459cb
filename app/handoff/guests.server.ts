import { and, eq } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { conversationGuests, conversations } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { announce } from '~/realtime/bus.server'
import { firstNameOf, type Moved, recordChat, sayInChat } from './conversation-moves.server'

/** Whether a colleague is in a conversation beside the advisor who has it. */
export async function isGuest(conversationId: string, personId: string): Promise<boolean> {
	return (await db.$count(conversationGuests, own(conversationId, personId))) > 0
}

/** The colleagues who are in a conversation beside the advisor who has it, by name. */
export async function listGuests(conversationId: string): Promise<{ id: string; name: string }[]> {
	const rows = await db
		.select({ id: conversationGuests.personId })
		.from(conversationGuests)
		.where(eq(conversationGuests.conversationId, conversationId))
	return (await findPeople(rows.map(({ id }) => id))).map(({ id, name }) => ({ id, name }))
}

/** The conversations that go on and that somebody is in beside a colleague. */
export async function listAsGuest(personId: string) {
	const rows = await db
		.select({ conversation: conversations })
		.from(conversationGuests)
		.innerJoin(conversations, eq(conversations.id, conversationGuests.conversationId))
		.where(and(eq(conversationGuests.personId, personId), eq(conversations.state, 'active')))
	return rows.map(({ conversation }) => conversation)
}

/** A colleague comes in, or takes over at once; the customer is told the name. */
export async function welcomeColleague({ before, after, step }: Moved, now: Date): Promise<void> {
	const from = await firstNameOf(before.advisorId, after.lang)
	const to = await firstNameOf(step.actorId, after.lang)
	if (step.record === 'transferred') {
		await forget(after.id, step.actorId ?? '')
		await sayInChat(after, (t) => (step.detail?.how === 'cold' ? t.transferred(from, to) : t.handedOver(from, to)), now)
		return
	}
	await db
		.insert(conversationGuests)
		.values({ conversationId: after.id, personId: step.actorId ?? '' })
		.onConflictDoNothing()
	await sayInChat(after, (t) => t.joined[step.detail?.how === 'invite' ? 'invite' : 'warm'](from, to), now)
}

/** A colleague who helped leaves again. @returns `false` when they were not there */
export async function leaveAsGuest({
	conversationId,
	personId,
	now = new Date(),
}: {
	conversationId: string
	personId: string
	now?: Date
}): Promise<boolean> {
	return transaction(async () => {
		if (!(await forget(conversationId, personId))) return false
		await recordChat({ conversationId, kind: 'guest-left', actorId: personId, now })
		const [chat] = await db.select().from(conversations).where(eq(conversations.id, conversationId))
		if (!chat) return false
		const name = await firstNameOf(personId, chat.lang)
		await sayInChat(chat, (t) => t.guestLeft(name), now)
		afterCommit(() => {
			announce(`conversation:${conversationId}`, { kind: 'guests' })
			announce(`advisor:${personId}`, { kind: 'guests' })
		})
		return true
	})
}

/** Nobody is beside anybody in a conversation that is over, or waits. */
export async function dismissGuests(conversationId: string): Promise<void> {
	await db.delete(conversationGuests).where(eq(conversationGuests.conversationId, conversationId))
}

async function forget(conversationId: string, personId: string): Promise<boolean> {
	const gone = await db.delete(conversationGuests).where(own(conversationId, personId)).returning()
	return gone.length > 0
}

function own(conversationId: string, personId: string) {
	return and(eq(conversationGuests.conversationId, conversationId), eq(conversationGuests.personId, personId))
}
