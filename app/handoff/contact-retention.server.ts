import { and, eq, inArray, isNull, lte, notExists } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'

const DAY_MS = 86_400_000
const DAY_SECONDS = 86_400
/** Rows erased in one transaction: nobody waits behind a year of them. */
const BATCH = 200

everyTick('contact-retention', DAY_SECONDS, (now) => forgetOldContacts(now).then(() => {}))

export interface Forgotten {
	conversations: number
	callbacks: number
	cases: number
}

/**
 * Erases contacts that ended longer ago than the settings' retention, with their messages, events and
 * promises; then the cases that are left with nothing in them. What goes on is never touched.
 *
 * @returns how many were erased
 */
export async function forgetOldContacts(now = new Date()): Promise<Forgotten> {
	const { retention } = settings()
	const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
	return {
		conversations: await inBatches(() => eraseConversations(before(retention.conversations))),
		callbacks: await inBatches(() => eraseCallbacks(before(retention.callbacks))),
		cases: await inBatches(() => eraseEmptyCases(before(Math.max(retention.conversations, retention.callbacks)))),
	}
}

async function inBatches(erase: () => Promise<number>): Promise<number> {
	let erased = 0
	for (;;) {
		const count = await transaction(erase)
		erased += count
		if (count < BATCH) return erased
	}
}

async function eraseConversations(before: Date): Promise<number> {
	const old = await db
		.select({ id: conversations.id })
		.from(conversations)
		.where(and(inArray(conversations.state, ['ended', 'abandoned']), lte(conversations.endedAt, before)))
		.limit(BATCH)
	if (old.length > 0) await db.delete(conversations).where(inArray(conversations.id, idsOf(old)))
	return old.length
}

async function eraseCallbacks(before: Date): Promise<number> {
	const old = await db.select({ id: callbacks.id }).from(callbacks).where(lte(callbacks.endedAt, before)).limit(BATCH)
	if (old.length > 0) await db.delete(callbacks).where(inArray(callbacks.id, idsOf(old)))
	return old.length
}

async function eraseEmptyCases(before: Date): Promise<number> {
	const old = await db
		.select({ id: cases.id })
		.from(cases)
		.where(
			and(
				lte(cases.openedAt, before),
				notExists(db.select().from(conversations).where(eq(conversations.caseId, cases.id))),
				notExists(db.select().from(callbacks).where(eq(callbacks.caseId, cases.id))),
				notExists(
					db
						.select()
						.from(leftMessages)
						.where(and(eq(leftMessages.caseId, cases.id), isNull(leftMessages.answeredAt))),
				),
			),
		)
		.limit(BATCH)
	if (old.length > 0) await db.delete(cases).where(inArray(cases.id, idsOf(old)))
	return old.length
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
