import { and, desc, eq, gt, ne } from 'drizzle-orm'
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

/** How long somebody who signed in is known to be there. */
export const RECENT_MINUTES = 15

/** Whether the person proved who they are a short while ago: what cannot be called back asks for it again otherwise. */
export async function signedInLately(personId: string, sessionId: string | null, now = new Date()): Promise<boolean> {
	if (!sessionId) return false
	const since = new Date(now.getTime() - RECENT_MINUTES * 60_000)
	const own = and(eq(sessions.id, sessionId), eq(sessions.userId, personId), gt(sessions.createdAt, since))
	return (await db.$count(sessions, own)) > 0
}

/** Ends every session of a person but one, at once. @returns how many ended */
export async function endOtherSessions(personId: string, keptId: string | null): Promise<number> {
	const ended = await db
		.delete(sessions)
		.where(and(eq(sessions.userId, personId), keptId ? ne(sessions.id, keptId) : undefined))
		.returning({ id: sessions.id })
	return ended.length
}
