import { asc, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { visitSteps, visits } from '#db/schema/friction.server'
import { handoffsOfVisit, type VisitHandoff } from '~/handoff/of-visit.server'
import type { Lang } from '~/i18n/language'
import { kindOf } from './insight-filter.server'
import type { FrictionKind } from './kinds'
import { type Ending, frictionsOf, sameEvent } from './record.server'

export type ThreadEntry =
	| { what: 'step'; id: string; kind: string; label: string; failed: boolean; href: string | null; at: Date }
	| {
			what: 'friction'
			id: string
			kind: FrictionKind
			causeKey: string
			label: string
			words: string | null
			at: Date
	  }
	| ({ what: 'handoff'; at: Date } & Omit<VisitHandoff, 'askedAt'>)

export interface Thread {
	visitId: string
	startedAt: Date
	ending: Ending | null
	lang: Lang
	/** Whether the person is a known customer; who they are is not told here. */
	isCustomer: boolean
	entries: ThreadEntry[]
}

/** A visit as one path (le fil): what was done, where it failed, who was asked; `null` when it is gone. */
export async function threadOf(visitId: string): Promise<Thread | null> {
	const [visit] = await db.select().from(visits).where(eq(visits.id, visitId))
	if (!visit) return null
	const [steps, failures, handoffs] = await Promise.all([
		db.select().from(visitSteps).where(eq(visitSteps.visitId, visitId)).orderBy(asc(visitSteps.at)),
		frictionsOf(visitId),
		handoffsOfVisit(visitId),
	])
	// A step that failed and the failure logged with it are one line of the path: the failure.
	const told = steps.filter((step) => !step.failed || !failures.some((failure) => sameEvent(step, failure)))
	const entries: ThreadEntry[] = [
		...told.map(({ id, kind, label, failed, href, at }) => ({
			what: 'step' as const,
			id,
			kind,
			label,
			failed,
			href,
			at,
		})),
		...failures.map(({ id, kind, causeKey, label, words, at }) => ({
			...{ what: 'friction' as const, id, kind: kindOf(kind), causeKey, label, words, at },
		})),
		...handoffs.map(({ askedAt, ...handoff }) => ({ what: 'handoff' as const, ...handoff, at: askedAt })),
	]
	const { startedAt, ending, lang, customerId } = visit
	entries.sort((a, b) => a.at.getTime() - b.at.getTime())
	return { visitId, startedAt, ending, lang, isCustomer: customerId !== null, entries }
}
