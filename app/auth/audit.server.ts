import { db } from '#db/client.server'
import { auditTrail } from '#db/schema/auth.server'

interface Act {
	/** `null`: another program, by its token. */
	actorId: string | null
	/** What was done, such as `conversation.read`. */
	action: string
	objectKind: string
	objectId: string
	detail?: Record<string, unknown>
	now?: Date
}

/** Records who did what to what; inside a transaction it is stored with what was done. */
export async function recordAct({ now = new Date(), ...act }: Act): Promise<void> {
	await db.insert(auditTrail).values({ ...act, at: now })
}
