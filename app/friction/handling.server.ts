import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { causeHandlings, frictions } from '#db/schema/friction.server'

/** What can be done about a cause. `taken` says who is on it; the four others close it. */
export const HANDLINGS = ['taken', 'change', 'article', 'call', 'reason'] as const
type Handling = (typeof HANDLINGS)[number]

export type HandlingRow = typeof causeHandlings.$inferSelect
export type CauseState = 'open' | 'taken' | 'handled' | 'reopened'

/** A closed cause is looked at again once this many people meet it, or as many as before when they were fewer. */
const RETURNS_AT = 3
const DAY_MS = 86_400_000
const DAYS_BEFORE = 28
/** Share of the pace of before that makes a cause return: something was done, so half of it is too much. */
const RETURNING_PACE = 0.5
/** A cause left as it is for a reason is expected to go on; it returns when it grows. */
const GROWING_PACE = 1.5
const DOUBLE_SUBMIT_MS = 60_000
const SYSTEM = 'system'

interface Act {
	causeKey: string
	kind: Handling
	note: string
	actor: { id: string; name: string }
	now?: Date
}

/**
 * Writes what was done about a cause, with the name of who did it.
 *
 * @returns `unknown-cause` when nobody ever met it
 */
export async function handleCause({
	causeKey,
	kind,
	note,
	actor,
	now = new Date(),
}: Act): Promise<'done' | 'unknown-cause'> {
	return transaction(async () => {
		const [met] = await db.select({ id: frictions.id }).from(frictions).where(eq(frictions.causeKey, causeKey)).limit(1)
		if (!met) return 'unknown-cause'
		if (await saidAlready({ causeKey, kind, note, actor, now })) return 'done'
		await db
			.insert(causeHandlings)
			.values({ causeKey, kind, note: note.trim(), actorId: actor.id, actorName: actor.name, at: now })
		return 'done'
	})
}

/** A double submit of the same form writes one line. */
async function saidAlready({ causeKey, kind, note, actor, now }: Required<Act>): Promise<boolean> {
	const [last] = await db
		.select()
		.from(causeHandlings)
		.where(eq(causeHandlings.causeKey, causeKey))
		.orderBy(desc(causeHandlings.at))
		.limit(1)
	const same = last?.kind === kind && last.note === note.trim() && last.actorId === actor.id
	return same && now.getTime() - last.at.getTime() < DOUBLE_SUBMIT_MS
}

/** What was done about causes, newest first, by cause. */
export async function handlingsOf(causeKeys: string[]): Promise<Map<string, HandlingRow[]>> {
	const byCause = new Map<string, HandlingRow[]>()
	if (causeKeys.length === 0) return byCause
	const rows = await db
		.select()
		.from(causeHandlings)
		.where(inArray(causeHandlings.causeKey, causeKeys))
		.orderBy(desc(causeHandlings.at))
	for (const row of rows) byCause.set(row.causeKey, [...(byCause.get(row.causeKey) ?? []), row])
	return byCause
}

/** @param handlings - of one cause, newest first */
export function stateOf(handlings: HandlingRow[]): CauseState {
	const last = handlings[0]
	if (!last) return 'open'
	if (last.kind === 'taken' || last.kind === 'reopened') return last.kind
	return 'handled'
}

/**
 * Reopens closed causes that people meet again. Two things together make a return: since the closing
 * at least {@link RETURNS_AT} people met it (or as many as in the four weeks before, when fewer), and
 * they come at half the pace of those four weeks or faster. What was closed with a reason is expected
 * to go on as it was, and returns at one and a half times its pace.
 *
 * @returns the causes that were reopened
 */
export async function reopenReturned(now = new Date()): Promise<string[]> {
	const reopened: string[] = []
	for (const closing of await closings()) {
		const since = await peopleWho(closing.causeKey, closing.at, now)
		if (since === 0) continue
		const before = await peopleWho(closing.causeKey, new Date(closing.at.getTime() - DAYS_BEFORE * DAY_MS), closing.at)
		if (since < Math.min(RETURNS_AT, Math.max(1, before))) continue
		const daysSince = Math.max(1, (now.getTime() - closing.at.getTime()) / DAY_MS)
		const pace = closing.kind === 'reason' ? GROWING_PACE : RETURNING_PACE
		if (since / daysSince < (pace * before) / DAYS_BEFORE) continue
		if (await reopen(closing, since, now)) reopened.push(closing.causeKey)
	}
	return reopened
}

/** The last act of each cause whose last act closes it. */
async function closings(): Promise<HandlingRow[]> {
	const rows = await db.select().from(causeHandlings).orderBy(asc(causeHandlings.at))
	const last = new Map(rows.map((row) => [row.causeKey, row]))
	return [...last.values()].filter((row) => stateOf([row]) === 'handled')
}

async function peopleWho(causeKey: string, after: Date, until: Date): Promise<number> {
	const [row] = await db
		.select({ people: sql<number>`count(distinct coalesce(${frictions.customerId}, ${frictions.visitId}))` })
		.from(frictions)
		.where(
			and(eq(frictions.causeKey, causeKey), gt(frictions.at, after), lt(frictions.at, new Date(until.getTime() + 1))),
		)
	return Number(row?.people ?? 0)
}

/** @returns false when somebody acted on the cause meanwhile */
async function reopen(closing: HandlingRow, people: number, now: Date): Promise<boolean> {
	return transaction(async () => {
		const later = await db.$count(
			causeHandlings,
			and(eq(causeHandlings.causeKey, closing.causeKey), gte(causeHandlings.at, closing.at)),
		)
		if (later > 1) return false
		await db.insert(causeHandlings).values({
			...{
				causeKey: closing.causeKey,
				kind: 'reopened',
				note: String(people),
				actorId: SYSTEM,
				actorName: closing.actorName,
				at: now,
			},
		})
		return true
	})
}
