import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, conversations, leftMessages } from '#db/schema/handoff.server'

/** Whether somebody was asked for in a visit, by any channel: whoever did has said who they are. */
export async function hasAskedForSomebody(visitId: string): Promise<boolean> {
	const counts = await Promise.all(
		[conversations, callbacks, leftMessages].map((table) => db.$count(table, eq(table.visitId, visitId))),
	)
	return counts.some((count) => count > 0)
}
