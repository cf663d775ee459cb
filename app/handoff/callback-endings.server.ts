import { and, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import type { Callback } from './callback-events.server'
import { tellCustomer } from './callback-words.server'

/** Nobody talked, and nothing more happens by itself. */
type Unreached = 'unreached' | 'needs-number' | 'expired'

class Overtaken extends Error {}

/** Changes a request, unless it has moved meanwhile. @returns the request as it is now, or `null` */
export async function moveOn(callback: Callback, changes: Partial<Callback>): Promise<Callback | null> {
	const [after] = await db
		.update(callbacks)
		.set(changes)
		.where(and(eq(callbacks.id, callback.id), eq(callbacks.state, callback.state)))
		.returning()
	return after ?? null
}

/**
 * Ends a request whose customer was not reached. The message that offers another time, writing or
 * closing is stored first: the database refuses such an end without it.
 *
 * @param round - tells this end from another of the same request
 * @returns the request as it ended; `null`, and nothing is said, when it has moved meanwhile
 */
export async function endUnreached(
	callback: Callback,
	changes: Partial<Callback> & { state: Unreached },
	round: string,
	now: Date,
): Promise<Callback | null> {
	const ended = { ...changes, endedAt: now }
	try {
		return await transaction(async () => {
			await tellCustomer({ ...callback, ...ended }, changes.state, round, now)
			const after = await moveOn(callback, ended)
			if (!after) throw new Overtaken()
			return after
		})
	} catch (error) {
		if (error instanceof Overtaken) return null
		throw error
	}
}
