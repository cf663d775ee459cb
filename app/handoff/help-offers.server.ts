import { and, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import { db, transaction, writeIfPossible } from '#db/client.server'
import { helpOffers } from '#db/schema/handoff.server'
import { isStuck } from '~/friction/stuck.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'

const DAY_MS = 86_400_000
/** A refusal is remembered this long, by the customer and by the browser. */
export const REFUSED_FOR_DAYS = 30

/** Pages where people look for an answer. Not where they already ask somebody, end a contract, or read what binds us. */
const OFFERED_ON = /^\/($|articles\/|themes($|\/)|compte($|\/factures$|\/renvoi$|\/securite$))/

everyTick('help-offer-retention', DAY_MS / 1_000, forgetOldHelpOffers)

// Asked at many pages: built once.
const ofVisit = db
	.select()
	.from(helpOffers)
	.where(eq(helpOffers.visitId, sql.placeholder('visitId')))
	.prepare()

/**
 * Whether help is offered on this page: to who failed more than once, once a visit, on one page,
 * where it stays until it is answered; to no one who refused within 30 days. Being shown is what
 * counts as having been offered.
 *
 * @param path - of the page, without language and question
 */
export async function offersHelp(
	{ visitId, customerId, path }: { visitId: string; customerId: string | null; path: string },
	now = new Date(),
): Promise<boolean> {
	if (!OFFERED_ON.test(path)) return false
	const [offered] = await ofVisit.execute({ visitId })
	if (offered) return offered.shownOn === path && !offered.refusedAt && !offered.acceptedAt
	if (!(await isStuck(visitId, now)) || (await refusedLately(customerId, now))) return false
	const shown = await writeIfPossible(() =>
		db
			.insert(helpOffers)
			.values({ visitId, customerId, shownOn: path, shownAt: now })
			.onConflictDoNothing()
			.returning({ visitId: helpOffers.visitId }),
	)
	return (shown?.length ?? 0) > 0
}

/** What somebody did with the help that was offered; the first answer counts. */
export async function answerHelpOffer(
	visitId: string,
	answer: 'accepted' | 'refused',
	now = new Date(),
): Promise<void> {
	const open = and(eq(helpOffers.visitId, visitId), isNull(helpOffers.refusedAt), isNull(helpOffers.acceptedAt))
	await db
		.update(helpOffers)
		.set(answer === 'accepted' ? { acceptedAt: now } : { refusedAt: now })
		.where(open)
}

/** Whether the offers help: how many were made since an instant, taken, and refused. */
export async function countHelpOffers(since: Date): Promise<{ offered: number; accepted: number; refused: number }> {
	const [counts] = await db
		.select({
			offered: sql<number>`count(*)`.mapWith(Number),
			accepted: sql<number>`count(${helpOffers.acceptedAt})`.mapWith(Number),
			refused: sql<number>`count(${helpOffers.refusedAt})`.mapWith(Number),
		})
		.from(helpOffers)
		.where(gte(helpOffers.shownAt, since))
	return counts ?? { offered: 0, accepted: 0, refused: 0 }
}

/** Erases offers as old as failures are kept; whose they were goes once a refusal no longer counts. */
export async function forgetOldHelpOffers(now = new Date()): Promise<void> {
	const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
	await transaction(async () => {
		await db.delete(helpOffers).where(lt(helpOffers.shownAt, before(settings().retention.frictions)))
		await db
			.update(helpOffers)
			.set({ customerId: null })
			.where(lt(helpOffers.shownAt, before(REFUSED_FOR_DAYS + 1)))
	})
}

async function refusedLately(customerId: string | null, now: Date): Promise<boolean> {
	if (!customerId) return false
	const since = new Date(now.getTime() - REFUSED_FOR_DAYS * DAY_MS)
	const lately = and(eq(helpOffers.customerId, customerId), gte(helpOffers.refusedAt, since))
	return (await db.$count(helpOffers, lately)) > 0
}
