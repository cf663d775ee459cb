import { and, eq, gt, isNotNull, isNull, lte, not, or, sql } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { conversations, presences } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { announce } from '~/realtime/bus.server'
import { settings } from '~/settings/settings.server'
import { initialsOf } from '~/ui/initials'
import { moveChat } from './conversation-moves.server'

/** A heartbeat older than this says nobody is there. */
export const PRESENCE_EXPIRES_SECONDS = 60
const NEVER = new Date(0)

export type PresenceState = 'available' | 'breathing' | 'away'

export interface PresentAdvisor {
	id: string
	name: string
	firstName: string
	initials: string
	city: string
	team: string
	capacity: number
	/** Takes callbacks without a desk open: cannot be offered a chat. */
	byPhoneOnly: boolean
}

/** Who can be offered a contact now: available, and heard of lately. */
export async function presentAdvisors(now = new Date()): Promise<PresentAdvisor[]> {
	const rows = await db
		.select({
			personId: presences.personId,
			capacity: presences.capacity,
			pinned: presences.pinned,
			lastSeenAt: presences.lastSeenAt,
		})
		.from(presences)
		.where(
			and(
				eq(presences.state, 'available'),
				or(eq(presences.pinned, true), gt(presences.lastSeenAt, heardSince(now))),
				or(isNull(presences.restUntil), lte(presences.restUntil, now)),
			),
		)
	const people = await findPeople(rows.map(({ personId }) => personId))
	const chosen = new Map(rows.map((row) => [row.personId, row]))
	return people.flatMap(({ id, name, city, team }) => {
		const presence = chosen.get(id)
		if (!presence) return []
		return {
			id,
			name,
			firstName: name.split(' ')[0] ?? name,
			initials: initialsOf(name),
			city: city ?? '',
			team: team ?? '',
			capacity: presence.capacity,
			byPhoneOnly: presence.pinned && presence.lastSeenAt <= heardSince(now),
		}
	})
}

/** The state an advisor chose, with its capacity; away when never set. */
export async function presenceOf(personId: string): Promise<{ state: PresenceState; capacity: number }> {
	const [row] = await db.select().from(presences).where(eq(presences.personId, personId))
	return { state: row?.state ?? 'away', capacity: row?.capacity ?? 2 }
}

/**
 * An advisor's own choice, at the desk or in the program they work with; nobody sets it for them.
 * The last one said holds.
 *
 * @param pinned - `true`: reachable by telephone without a desk open, so that no heartbeat is awaited;
 *   `false`: only while a desk is open. A choice at the desk leaves it as it is
 */
export async function setPresence(choice: {
	personId: string
	state: PresenceState
	capacity?: number
	pinned?: boolean
	now?: Date
}): Promise<void> {
	const { personId, state, capacity, pinned, now = new Date() } = choice
	// Who chooses elsewhere has no desk open: they are offered calls, not chats.
	const atTheDesk = pinned === undefined
	await db
		.insert(presences)
		.values({ personId, state, capacity, pinned, lastSeenAt: atTheDesk ? now : NEVER, chosenAt: now })
		.onConflictDoUpdate({
			target: presences.personId,
			set: {
				state,
				chosenAt: now,
				...(capacity ? { capacity } : {}),
				...(atTheDesk ? { lastSeenAt: now, ...endOfElsewhere() } : { pinned }),
			},
		})
	// Who says anew that they are there is asked anew, also for whom they let pass before.
	if (state === 'available') await askAnew(personId, now)
	afterCommit(() => {
		announce('availability', { kind: 'presence' })
		announce('desk', { kind: 'presence' })
	})
}

/**
 * The rest the team agreed on after each contact: nothing is offered meanwhile, whatever the window says.
 * It is a least, never a most; whoever wants to may still take somebody themselves.
 */
export async function restAfterContact(personId: string, now = new Date()): Promise<void> {
	const minutes = settings().desk.restMinutes
	if (minutes === 0) return
	await db
		.update(presences)
		.set({ restUntil: new Date(now.getTime() + minutes * 60_000) })
		.where(eq(presences.personId, personId))
}

/**
 * A sign of life from an open desk, where offers are seen. When nobody counted on them before, everybody is
 * told that they are back.
 */
export async function beat(personId: string, now = new Date()): Promise<void> {
	const sign = { lastSeenAt: now, ...endOfElsewhere() }
	const isTheirs = eq(presences.personId, personId)
	const isResting = gt(presences.restUntil, now)
	const [counted] = await db
		.update(presences)
		.set(sign)
		.where(and(isTheirs, gt(presences.lastSeenAt, heardSince(now)), or(isNull(presences.restUntil), not(isResting))))
		.returning({ id: presences.personId })
	if (counted) return
	const [back] = await db
		.update(presences)
		.set(sign)
		.where(isTheirs)
		.returning({ state: presences.state, restUntil: presences.restUntil })
	if (back?.state !== 'available' || (back.restUntil && back.restUntil > now)) return
	afterCommit(() => {
		announce('availability', { kind: 'presence' })
		announce('desk', { kind: 'presence' })
	})
}

/**
 * A sign of life from a page that shows neither queue nor offers: a conclusion that is being written, the
 * account of a customer, the insights. Their conversations stay theirs; nothing new is offered meanwhile.
 */
export async function beatElsewhere(personId: string, now = new Date()): Promise<void> {
	const until = new Date(now.getTime() + PRESENCE_EXPIRES_SECONDS * 1_000)
	await db
		.update(presences)
		.set({
			lastSeenAt: now,
			restUntil: sql`case when ${gt(presences.restUntil, until)} then ${presences.restUntil} else ${until.getTime()} end`,
		})
		.where(eq(presences.personId, personId))
}

/** A rest that the team agreed on is one whatever page is open; without one, only another page was. */
function endOfElsewhere() {
	return settings().desk.restMinutes === 0 ? { restUntil: null } : {}
}

async function askAnew(personId: string, now: Date): Promise<void> {
	const passed = await db
		.select({ id: conversations.id, passedBy: conversations.passedBy })
		.from(conversations)
		.where(and(eq(conversations.state, 'waiting'), isNotNull(conversations.passedBy)))
	for (const { id, passedBy } of passed)
		if (passedBy?.includes(personId)) await moveChat(id, { kind: 'ready-again', by: personId }, now)
}

function heardSince(now: Date): Date {
	return new Date(now.getTime() - PRESENCE_EXPIRES_SECONDS * 1_000)
}
