import { and, asc, desc, eq, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { frictions, visitSteps, visits } from '#db/schema/friction.server'
import type { TrailItem } from '#db/schema/handoff.server'
import type { Lang } from '~/i18n/language'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'
import { causeKeyOf } from './cause-key'
import type { FrictionKind } from './kinds'
import { NO_VISIT } from './no-visit'
import { isKnownForHandoffOnly, servesHandoffOnly } from './not-followed.server'
import { scrub, scrubAddress, scrubDeep } from './scrub'

export type Ending = 'alone' | 'somebody' | 'nothing'

/** Visits of robots and of staff, kept in memory only: they are not logged. */
const leftOut = new Set<string>()
const MOST_LEFT_OUT = 20_000

/** When each visit was last seen alive, so that not every page asks the database. */
const touched = new Map<string, { at: number; customerId: string | null }>()
const MOST_TOUCHED = 20_000

/** The same thing again within this time is a reload or a double click, and is kept once. */
const SAME_WITHIN_MS = 60_000
/** A visit's last sign of life is written at most this often. */
const TOUCH_EVERY_MS = 60_000
const DAY_MS = 86_400_000
const LONGEST_LABEL = 200
const LONGEST_WORDS = 2_000
const LONGEST_PATH = 300
const TRAIL_LENGTH = 60

interface Step {
	visitId: string
	kind: TrailItem['kind']
	/** Words shown to the person, to the advisor and to the supervisor. */
	label: string
	failed?: boolean
	href?: string | null
	now?: Date
}

interface Friction {
	visitId: string
	kind: FrictionKind
	/** What a supervisor reads as the cause: a query, the title of an article, a step of a form. */
	label: string
	/** What groups it with others; from kind and label when left out. */
	causeKey?: string
	/** The person's own words. */
	words?: string | null
	/** Address of the page it happened on. */
	path?: string | null
	lang: Lang
	customerId?: string | null
	detail?: Record<string, unknown>
	now?: Date
}

/**
 * Leaves a visit out of the log: a robot's, or a member of staff's. Nothing of it is recorded by this
 * process from then on. Call it wherever a request is known to be one.
 */
export function leaveOut(visitId: string): void {
	if (leftOut.size >= MOST_LEFT_OUT) leftOut.clear()
	leftOut.add(visitId)
}

/**
 * Says that a visit is alive, making it at its first page. Written at most once a minute; a visit
 * whose person has signed in since is attached to the customer.
 */
export async function touchVisit(sign: {
	visitId: string
	lang: Lang
	customerId: string | null
	now?: Date
}): Promise<void> {
	const { visitId, lang, customerId, now = new Date() } = sign
	if (visitId === NO_VISIT) return
	const known = touched.get(visitId)
	if (known && known.customerId === customerId && now.getTime() - known.at < TOUCH_EVERY_MS) return
	await neverInTheWay('visit', visitId, async () => {
		const [visit] = await db.select().from(visits).where(eq(visits.id, visitId))
		const attaches = Boolean(customerId && visit?.customerId !== customerId)
		const isRecent = visit && !attaches && now.getTime() - visit.lastAt.getTime() < TOUCH_EVERY_MS
		if (touched.size >= MOST_TOUCHED) touched.clear()
		touched.set(visitId, { at: (isRecent ? visit.lastAt : now).getTime(), customerId })
		if (isRecent) return
		await db
			.insert(visits)
			.values({ id: visitId, lang, customerId, startedAt: now, lastAt: now, ...asked(visitId) })
			.onConflictDoUpdate({
				target: visits.id,
				set: { lastAt: now, lang, ...(customerId ? { customerId } : {}), ...asked(visitId) },
			})
		if (attaches)
			await db
				.update(frictions)
				.set({ customerId })
				.where(and(eq(frictions.visitId, visitId), isNull(frictions.customerId)))
	})
}

// Asked at every page somebody reads: built once.
const sameStep = db
	.select({ id: visitSteps.id, failed: visitSteps.failed })
	.from(visitSteps)
	.where(
		and(
			eq(visitSteps.visitId, sql.placeholder('visitId')),
			eq(visitSteps.kind, sql.placeholder('kind')),
			eq(visitSteps.label, sql.placeholder('label')),
			gt(visitSteps.at, sql.param(sql.placeholder('since'), visitSteps.at)),
		),
	)
	.limit(1)
	.prepare()

/**
 * Adds a line to the path of a visit, scrubbed. The same kind and label within a minute are one
 * line, which stays failed once it failed. Recording never breaks the page it tells of: what goes
 * wrong is logged.
 */
export async function recordStep({
	visitId,
	kind,
	label,
	failed = false,
	href = null,
	now = new Date(),
}: Step): Promise<void> {
	if (visitId === NO_VISIT) return
	const words = shortened(label, LONGEST_LABEL)
	const since = new Date(now.getTime() - SAME_WITHIN_MS)
	const findSame = async () => (await sameStep.execute({ visitId, kind, label: words, since }))[0]
	await neverInTheWay('step', visitId, async () => {
		const reloaded = await findSame()
		if (reloaded && (reloaded.failed || !failed)) return
		await transaction(async () => {
			await liven(visitId, now)
			const address = href ? shortened(href, LONGEST_PATH, scrubAddress) : null
			const same = await findSame()
			if (!same) await db.insert(visitSteps).values({ visitId, kind, label: words, failed, href: address, at: now })
			else if (failed && !same.failed) await db.update(visitSteps).set({ failed }).where(eq(visitSteps.id, same.id))
		})
	})
}

/**
 * Logs one failure of self-care, scrubbed, to be erased after the settings' retention. The same
 * cause with the same words in the same visit within a minute is kept once.
 *
 * Call it outside a transaction that may roll back: the failure would be forgotten with the rest.
 */
export async function recordFriction(friction: Friction): Promise<void> {
	const { visitId, kind, lang, customerId = null, now = new Date() } = friction
	if (visitId === NO_VISIT) return
	await neverInTheWay('friction', visitId, () =>
		transaction(async () => {
			if (await servesHandoffOnly(visitId)) return
			await liven(visitId, now, { lang, customerId })
			const label = shortened(friction.label, LONGEST_LABEL)
			const causeKey = scrub(friction.causeKey ?? causeKeyOf(kind, label)).slice(0, LONGEST_LABEL)
			const words = friction.words?.trim() ? shortened(friction.words, LONGEST_WORDS) : null
			const [same] = await db
				.select({ id: frictions.id })
				.from(frictions)
				.where(
					and(
						eq(frictions.visitId, visitId),
						eq(frictions.causeKey, causeKey),
						words === null ? isNull(frictions.words) : eq(frictions.words, words),
						gt(frictions.at, new Date(now.getTime() - SAME_WITHIN_MS)),
					),
				)
				.limit(1)
			if (same) return
			await db.insert(frictions).values({
				...{ visitId, customerId, kind, causeKey, label, words, lang, at: now },
				path: friction.path ? shortened(friction.path, LONGEST_PATH, scrubAddress) : null,
				detail: friction.detail ? scrubDeep(friction.detail) : null,
				keepUntil: new Date(now.getTime() + settings().retention.frictions * DAY_MS),
			})
		}),
	)
}

/** The path of a visit, oldest first: what the customer is shown before it is sent. */
export async function trailOf(visitId: string): Promise<TrailItem[]> {
	const latest = await db
		.select()
		.from(visitSteps)
		.where(eq(visitSteps.visitId, visitId))
		.orderBy(desc(visitSteps.at))
		.limit(TRAIL_LENGTH)
	return latest
		.reverse()
		.map(({ id, kind, label, failed, href, at }) => ({ id, kind, label, failed, href, at: at.toISOString() }))
}

/**
 * Deletes lines the customer took out of their own path, and the failure logged with each: what was
 * removed is kept nowhere. Lines of another visit stay.
 */
export async function forgetSteps(visitId: string, ids: string[]): Promise<void> {
	if (ids.length === 0) return
	await transaction(async () => {
		const removed = await db
			.delete(visitSteps)
			.where(and(eq(visitSteps.visitId, visitId), inArray(visitSteps.id, ids)))
			.returning()
		if (removed.length === 0) return
		const told = (await frictionsOf(visitId)).filter((friction) => removed.some((step) => sameEvent(step, friction)))
		if (told.length === 0) return
		const toldIds = told.map(({ id }) => id)
		await db.delete(frictions).where(and(eq(frictions.visitId, visitId), inArray(frictions.id, toldIds)))
	})
}

/**
 * Says what a visit ended with. `somebody` is never taken back by a later `alone` or `nothing`;
 * a step or a failure that comes afterwards opens the question again.
 */
export async function endVisit(visitId: string, ending: Ending): Promise<void> {
	await neverInTheWay('ending', visitId, async () => {
		const stays = ending === 'somebody' ? undefined : or(isNull(visits.ending), ne(visits.ending, 'somebody'))
		await db
			.update(visits)
			.set({ ending })
			.where(and(eq(visits.id, visitId), stays))
	})
}

/** What a visit failed on, oldest first. */
export async function frictionsOf(visitId: string) {
	return db.select().from(frictions).where(eq(frictions.visitId, visitId)).orderBy(asc(frictions.at))
}

/** A step and a failure tell of one event when they say the same words within a minute. */
export function sameEvent(step: { label: string; at: Date }, friction: { label: string; at: Date }): boolean {
	const near = Math.abs(step.at.getTime() - friction.at.getTime()) <= SAME_WITHIN_MS
	return near && step.label.toLowerCase().includes(friction.label.toLowerCase())
}

/** A step or a failure is a sign of life, and what the visit ends with is open again. */
async function liven(
	visitId: string,
	now: Date,
	known: { lang?: Lang; customerId?: string | null } = {},
): Promise<void> {
	const { lang, customerId } = known
	await db
		.insert(visits)
		.values({ id: visitId, lang: lang ?? 'fr', customerId, startedAt: now, lastAt: now, ...asked(visitId) })
		.onConflictDoNothing()
	await db
		.update(visits)
		.set({ lastAt: now, ending: null, ...(lang ? { lang } : {}), ...(customerId ? { customerId } : {}) })
		.where(and(eq(visits.id, visitId), lte(visits.lastAt, now)))
}

/** What the browser of a visit asks for, once it is known; it is not taken back. */
function asked(visitId: string): { handoffOnly?: true } {
	return isKnownForHandoffOnly(visitId) ? { handoffOnly: true } : {}
}

function shortened(text: string, longest: number, cleanedBy = scrub): string {
	const clean = cleanedBy(
		text
			.slice(0, longest * 2)
			.replace(/\s+/g, ' ')
			.trim(),
	)
	return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean
}

/** In production a failure to record is logged and the page goes on; in tests it is a failure. */
async function neverInTheWay(what: string, visitId: string, work: () => Promise<unknown>): Promise<void> {
	if (leftOut.has(visitId)) return
	try {
		await work()
	} catch (error) {
		if (process.env.VITEST) throw error
		log.error({ error: String(error), what }, 'the friction log could not be written')
	}
}
