import { asc, eq } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { wrapUpCorrections, wrapUps } from '#db/schema/handoff.server'
import { findPerson } from '~/auth/people.server'
import { environment } from '~/env.server'
import { type Lang, localPath } from '~/i18n/language'
import { announce } from '~/realtime/bus.server'
import { maskCardNumbers } from './masking'

/** What the customer reads of how a contact was concluded. The reason and the outcome code are for staff. */
export interface Conclusion {
	summary: string
	/** First name of who signed it. */
	advisor: string
	at: Date
	/** What the customer put right since, oldest first; the summary stays beside it. */
	corrections: { id: string; body: string; at: Date }[]
}

const LONGEST_CORRECTION = 4_000
const MOST_CORRECTIONS = 5

/** The conclusion of a conversation or a callback; `null` before there is one, and when nothing was written. */
export async function conclusionOf(objectId: string): Promise<Conclusion | null> {
	const [row] = await db.select().from(wrapUps).where(eq(wrapUps.objectId, objectId))
	if (!row || row.summary === '') return null
	const [advisor, corrections] = await Promise.all([
		findPerson(row.advisorId),
		db
			.select({ id: wrapUpCorrections.id, body: wrapUpCorrections.body, at: wrapUpCorrections.at })
			.from(wrapUpCorrections)
			.where(eq(wrapUpCorrections.wrapUpId, row.id))
			.orderBy(asc(wrapUpCorrections.at)),
	])
	return { summary: row.summary, advisor: advisor?.name.split(' ')[0] ?? '', at: row.at, corrections }
}

/**
 * The customer puts the summary right, in their words: both are kept, and the advisor reads it. The same
 * form sent twice is one correction.
 *
 * @returns `false` when there is no conclusion, nothing was changed, or it was corrected often enough
 */
export async function correctConclusion({
	objectId,
	requestKey,
	body,
	now = new Date(),
}: {
	objectId: string
	requestKey: string
	body: string
	now?: Date
}): Promise<boolean> {
	const words = maskCardNumbers(body.replace(/\r\n?/g, '\n').trim()).slice(0, LONGEST_CORRECTION)
	return transaction(async () => {
		const [row] = await db.select().from(wrapUps).where(eq(wrapUps.objectId, objectId))
		if (!row || words === '') return false
		const before = await db
			.select({ requestKey: wrapUpCorrections.requestKey, body: wrapUpCorrections.body })
			.from(wrapUpCorrections)
			.where(eq(wrapUpCorrections.wrapUpId, row.id))
			.orderBy(asc(wrapUpCorrections.at))
		if (before.some((one) => one.requestKey === requestKey)) return true
		if (words === (before.at(-1)?.body ?? row.summary) || before.length >= MOST_CORRECTIONS) return false
		await db.insert(wrapUpCorrections).values({ wrapUpId: row.id, requestKey, body: words, at: now })
		afterCommit(() => announce('desk', { kind: 'correction' }))
		return true
	})
}

/** Where the customer reads the conclusion of a contact, signed in or in the browser they asked from. */
export function conclusionUrl({
	kind,
	id,
	caseReference,
	lang,
}: {
	kind: string
	id: string
	caseReference: string
	lang: Lang
}) {
	const path = kind === 'conversations' ? `/echanges/${id}` : `/rappel/${caseReference}`
	return `${environment().publicUrl}${localPath(lang, path)}#bilan`
}
