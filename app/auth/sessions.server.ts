import { and, desc, eq, gt } from 'drizzle-orm'
import { db } from '#db/client.server'
import { sessions } from '#db/schema/auth.server'

export interface ListedSession {
	id: string
	userAgent: string | null
	createdAt: Date
	lastSeenAt: Date
}

/** The browsers where a person is signed in, latest first. */
export async function listSessions(personId: string, now = new Date()): Promise<ListedSession[]> {
	return db
		.select({
			id: sessions.id,
			userAgent: sessions.userAgent,
			createdAt: sessions.createdAt,
			lastSeenAt: sessions.updatedAt,
		})
		.from(sessions)
		.where(and(eq(sessions.userId, personId), gt(sessions.expiresAt, now)))
		.orderBy(desc(sessions.updatedAt))
}

/** Ends one session of this person. @returns whether there was one */
export async function revokeSession(personId: string, sessionId: string): Promise<boolean> {
	const ended = await db
		.delete(sessions)
		.where(and(eq(sessions.id, sessionId), eq(sessions.userId, personId)))
		.returning({ id: sessions.id })
	return ended.length > 0
}
