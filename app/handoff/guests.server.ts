import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { conversationGuests } from '#db/schema/handoff.server'

/** Whether a colleague is in a conversation beside the advisor who has it. */
export async function isGuest(conversationId: string, personId: string): Promise<boolean> {
	const own = and(eq(conversationGuests.conversationId, conversationId), eq(conversationGuests.personId, personId))
	return (await db.$count(conversationGuests, own)) > 0
}
