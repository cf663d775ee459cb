import { and, eq, gt } from 'drizzle-orm'
import { db } from '#db/client.server'
import { accountChanges } from '#db/schema/accounts.server'

/** What a backend has not done by then it was never asked. */
export const ANSWER_WITHIN_MS = 15 * 60_000

/** Whether a change was asked of a contract whose outcome is not known: a second one might order twice. */
export async function awaitsAnswer(subscriptionId: string, now: Date): Promise<boolean> {
	const [open] = await db
		.select({ id: accountChanges.id })
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.objectId, subscriptionId),
				eq(accountChanges.outcome, 'open'),
				gt(accountChanges.at, new Date(now.getTime() - ANSWER_WITHIN_MS)),
			),
		)
		.limit(1)
	return open !== undefined
}
