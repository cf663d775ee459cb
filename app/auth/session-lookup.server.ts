import { createHmac, timingSafeEqual } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { people, sessions } from '#db/schema/auth.server'
import { environment } from '~/env.server'
import type { Person } from './people.server'
import { SESSION_COOKIE } from './session-cookie.server'

const DAY_MS = 86_400_000

const byToken = db
	.select({
		sessionId: sessions.id,
		expiresAt: sessions.expiresAt,
		renewedAt: sessions.updatedAt,
		person: {
			id: people.id,
			name: people.name,
			email: people.email,
			role: people.role,
			lang: people.lang,
			team: people.team,
			city: people.city,
			phone: people.phone,
		},
	})
	.from(sessions)
	.innerJoin(people, eq(people.id, sessions.userId))
	.where(eq(sessions.token, sql.placeholder('token')))
	.prepare()

/**
 * Who a browser's session cookie stands for; `null` when it is missing, forged, ended or revoked.
 *
 * Read on every page of everybody signed in, so it is one statement of our own on the rows that
 * the auth library writes; once a day the library is asked, and prolongs the session.
 */
export async function findSession(
	request: Request,
	now = new Date(),
): Promise<{ sessionId: string; person: Person } | null> {
	const token = tokenIn(request.headers.get('cookie') ?? '')
	if (!token) return null
	const [found] = await byToken.execute({ token })
	if (!found || found.expiresAt <= now) return null
	if (now.getTime() - found.renewedAt.getTime() > DAY_MS) {
		const { auth } = await import('./auth.server')
		await auth.api.getSession({ headers: request.headers })
	}
	return { sessionId: found.sessionId, person: found.person }
}

const COOKIE = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;]+)`)

/** The token of a signed cookie (`token.signature`, HMAC-SHA-256 in base64), when we signed it. */
function tokenIn(cookies: string): string | null {
	const value = decoded(cookies.match(COOKIE)?.[1] ?? '')
	const cut = value.lastIndexOf('.')
	if (cut < 1) return null
	const token = value.slice(0, cut)
	const given = Buffer.from(value.slice(cut + 1), 'base64')
	const ours = createHmac('sha256', environment().sessionSecret).update(token).digest()
	return given.length === ours.length && timingSafeEqual(given, ours) ? token : null
}

function decoded(value: string): string {
	try {
		return decodeURIComponent(value)
	} catch {
		return ''
	}
}
