import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { conversations } from '#db/schema/handoff.server'
import { type Message, messagesSince } from './messages.server'

/** How many conversations of one case are read as one thread. */
const LONGEST_CHAIN = 10

/**
 * What was said in the conversations this one goes on with, numbered below its own first message so
 * that the thread reads in order.
 */
export async function messagesBefore({
	followsId,
}: Pick<typeof conversations.$inferSelect, 'followsId'>): Promise<Message[]> {
	const parts: Message[][] = []
	for (let id = followsId; id && parts.length < LONGEST_CHAIN; ) {
		parts.unshift(await messagesSince(id, 0))
		const [earlier] = await db.select().from(conversations).where(eq(conversations.id, id))
		id = earlier?.followsId ?? null
	}
	const all = parts.flat()
	return all.map((message, index) => ({ ...message, seq: index - all.length }))
}
