import { and, asc, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { frictions, visitSteps, visits } from '#db/schema/friction.server'
import { latePromises, repeatedContacts, type Shortcoming } from '~/handoff/broken-words.server'
import { handoffsOfVisits, type VisitHandoff } from '~/handoff/of-visit.server'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { type FrictionKind, stopsPeople } from './kinds'
import { type PathStep, signsOf } from './path-signs'
import { type Ending, recordFriction } from './record.server'

/** A visit without a sign of life for this long is over. */
const QUIET_MINUTES = 30
const BATCH = 300

/** Steps by which people get something done; looking at a page or searching is not one. */
const SETTLING_STEPS = new Set(['article', 'answer', 'form', 'action'])

type SweptFriction = Pick<typeof frictions.$inferSelect, 'kind' | 'label' | 'at'>

/** `undecided`: somebody is still on it. `no-visit`: nothing was asked, nothing is kept. */
type Verdict = Ending | 'undecided' | 'no-visit'

interface Concluded {
	kind: FrictionKind
	label: string
	causeKey?: string
	path: string | null
	at: Date
	detail?: Record<string, unknown>
}

/**
 * Decides what a quiet visit ended with. In this order:
 *
 * 1. A request for a human goes on (queue, chat, callback to come, message not answered): undecided,
 *    looked at again later.
 * 2. A person was reached by any channel: `somebody`, whatever failed before or after.
 * 3. The last search gave results and nothing was done afterwards but looking at pages, searching
 *    being the last word: the search was left, and the visit ends with `nothing`.
 * 4. Nothing was asked: no step but pages and notes, no failure, no request. The visit is erased.
 * 5. The last thing that mattered failed: a failed step, a logged failure that stops people, or a
 *    request for a human that ended without one, with no successful article, answer, form or
 *    action after it: `nothing`.
 * 6. A successful article, answer, form or action is the last thing that mattered: `alone`.
 * 7. Only minor failures (a missing page, a network cut): `nothing`.
 *
 * An article read without an answer counts as settled: people rarely say so. That makes `alone` an
 * upper bound, which the page says beside the number.
 */
function verdictOn(visit: { steps: PathStep[]; frictions: SweptFriction[]; handoffs: VisitHandoff[] }): Verdict {
	const { steps, handoffs } = visit
	if (handoffs.some(({ outcome }) => outcome === 'waiting')) return 'undecided'
	if (handoffs.some(({ outcome }) => outcome === 'somebody')) return 'somebody'

	const told = steps.filter(({ kind }) => kind !== 'page' && kind !== 'note')
	const lastStep = told.at(-1)
	if (lastStep?.kind === 'search' && !lastStep.failed && handoffs.length === 0) return 'nothing'
	if (told.length === 0 && visit.frictions.length === 0 && handoffs.length === 0) return 'no-visit'

	const failures = [
		...told.filter(({ failed }) => failed),
		...visit.frictions.filter(({ kind }) => stopsPeople(kind)),
		...handoffs.map(({ askedAt }) => ({ at: askedAt })),
	]
	const lastFailure = latest(failures)
	const lastSuccess = latest(told.filter(({ kind, failed }) => SETTLING_STEPS.has(kind) && !failed))
	return lastSuccess > lastFailure ? 'alone' : 'nothing'
}

/**
 * Decides visits that went quiet half an hour ago, oldest first.
 *
 * @returns how many were decided or erased; those still undecided are not counted
 */
export async function sweepVisits(now = new Date()): Promise<number> {
	const quietSince = new Date(now.getTime() - QUIET_MINUTES * 60_000)
	let decided = 0
	let after: Date | null = null
	for (;;) {
		const batch: (typeof visits.$inferSelect)[] = await quietVisits(quietSince, after)
		decided += await sweepBatch(batch)
		const last = batch.at(-1)
		if (!last || batch.length < BATCH) return decided
		after = last.lastAt
	}
}

async function quietVisits(quietSince: Date, after: Date | null) {
	return db
		.select()
		.from(visits)
		.where(and(isNull(visits.ending), lte(visits.lastAt, quietSince), after ? gt(visits.lastAt, after) : undefined))
		.orderBy(asc(visits.lastAt))
		.limit(BATCH)
}

async function sweepBatch(batch: (typeof visits.$inferSelect)[]): Promise<number> {
	const ids = batch.map(({ id }) => id)
	if (ids.length === 0) return 0
	const [steps, failures, handoffs, shortcomings] = await Promise.all([
		db.select().from(visitSteps).where(inArray(visitSteps.visitId, ids)).orderBy(asc(visitSteps.at)),
		db.select().from(frictions).where(inArray(frictions.visitId, ids)),
		handoffsOfVisits(ids),
		shortcomingsOf(ids),
	])
	const [stepsOf, frictionsOf, handoffsOf] = [byVisit(steps), byVisit(failures), byVisit(handoffs)]
	const shortcomingsIn = byVisit(shortcomings)
	return transaction(async () => {
		let decided = 0
		for (const visit of batch) {
			const own = frictionsOf.get(visit.id) ?? []
			const path = { steps: stepsOf.get(visit.id) ?? [], handoffs: handoffsOf.get(visit.id) ?? [] }
			const verdict = verdictOn({ ...path, frictions: own })
			if (verdict === 'undecided') continue
			if (visit.handoffOnly) {
				await conclude(visit, 'no-visit')
				decided++
				continue
			}
			const { customerId, lang } = visit
			const concluded: Concluded[] = [
				...signsOf(path.steps, path.handoffs),
				...(shortcomingsIn.get(visit.id) ?? []).map((one) => named(one, lang)),
			]
			for (const { at, ...sign } of concluded)
				if (!own.some(({ kind, label }) => kind === sign.kind && label === sign.label))
					await recordFriction({ visitId: visit.id, customerId, lang, ...sign, now: at })
			await conclude(visit, verdict)
			decided++
		}
		return decided
	})
}

/** What was announced and not done as announced, and who had to come back. */
async function shortcomingsOf(visitIds: string[]) {
	const [late, repeated] = await Promise.all([latePromises(visitIds), repeatedContacts(visitIds)])
	return [
		...late.map((one) => ({ ...one, kind: 'wait-longer' as const })),
		...repeated.map((one) => ({ ...one, kind: 'contact-repeated' as const })),
	]
}

/** One cause for each reason, called as people read it. */
function named({ kind, reason, at }: Shortcoming & { kind: FrictionKind }, lang: Lang): Concluded {
	const label = settings().reasons.find(({ id }) => id === reason)?.[lang] ?? reason
	return { kind, label, causeKey: `${kind}:${reason}`, path: null, at }
}

/** Only a visit still as it was read: one that came back to life meanwhile is left alone. */
async function conclude(visit: typeof visits.$inferSelect, ending: Exclude<Verdict, 'undecided'>): Promise<void> {
	const asRead = and(eq(visits.id, visit.id), isNull(visits.ending), eq(visits.lastAt, visit.lastAt))
	if (ending === 'no-visit') await db.delete(visits).where(asRead)
	else await db.update(visits).set({ ending }).where(asRead)
}

function byVisit<T extends { visitId: string }>(rows: T[]): Map<string, T[]> {
	const groups = new Map<string, T[]>()
	for (const row of rows) {
		const group = groups.get(row.visitId)
		if (group) group.push(row)
		else groups.set(row.visitId, [row])
	}
	return groups
}

function latest(events: { at: Date }[]): number {
	return events.reduce((last, { at }) => Math.max(last, at.getTime()), Number.NEGATIVE_INFINITY)
}
