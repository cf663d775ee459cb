import { and, eq, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { conversations } from '#db/schema/handoff.server'

/** Whether a conversation belongs to this visit or customer. */
export async function conversationIsOf(
	id: string,
	{ visitId, customerId }: { visitId: string; customerId: string | null },
): Promise<boolean> {
	const owner = customerId
		? or(eq(conversations.visitId, visitId), eq(conversations.customerId, customerId))
		: eq(conversations.visitId, visitId)
	return (await db.$count(conversations, and(eq(conversations.id, id), owner))) > 0
}
