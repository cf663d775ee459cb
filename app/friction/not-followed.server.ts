import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { visits } from '#db/schema/friction.server'

/** Visits of this process whose browser asks not to be followed. */
const known = new Set<string>()
const MOST_KNOWN = 20_000

/**
 * Whether a browser asks not to be followed: Global Privacy Control (`Sec-GPC: 1`,
 * https://www.w3.org/TR/gpc/) or its forerunner, `DNT: 1`.
 */
export function asksNotToBeFollowed(headers: Headers): boolean {
	return headers.get('sec-gpc') === '1' || headers.get('dnt') === '1'
}

/**
 * From now on the path of a visit serves only who is asked for help in it: no failure of it is logged,
 * nothing is concluded from it, and it is erased once it is over.
 */
export function keepForHandoffOnly(visitId: string): void {
	if (known.size >= MOST_KNOWN) known.clear()
	known.add(visitId)
}

/** What this process knows, to be written with the visit. */
export function isKnownForHandoffOnly(visitId: string): boolean {
	return known.has(visitId)
}

/** Whether a visit serves the handoff alone, by what its browser said now or in an earlier process. */
export async function servesHandoffOnly(visitId: string): Promise<boolean> {
	if (known.has(visitId)) return true
	const [visit] = await db.select({ handoffOnly: visits.handoffOnly }).from(visits).where(eq(visits.id, visitId))
	return visit?.handoffOnly === true
}
