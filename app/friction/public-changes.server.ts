import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { publicChanges } from '#db/schema/accountability.server'
import { frictions } from '#db/schema/friction.server'
import { recordAct } from '~/auth/audit.server'
import type { Lang } from '~/i18n/language'
import { contentChanged } from '~/knowledge/content-version.server'
import { handlingsOf, stateOf } from './handling.server'

const SHOWN_AT_MOST = 100
/** Shorter words are a way of speaking; longer ones are somebody's. */
const OWN_WORDS_FROM = 15

export interface ChangeWords {
	saidFr: string
	saidEn: string
	doneFr: string
	doneEn: string
	pathFr: string | null
	pathEn: string | null
}

/** When the cause was mended by a change or an article; `null` when it was not, or has come back. */
export async function mendedAt(causeKey: string): Promise<Date | null> {
	const [last] = (await handlingsOf([causeKey])).get(causeKey) ?? []
	return last && (last.kind === 'change' || last.kind === 'article') ? last.at : null
}

/**
 * Publishes what was mended, or corrects what is published: one text for a cause.
 *
 * @returns `not-mended` unless a change or an article closed the cause; `quotes` when a sentence
 *   that a customer wrote about it stands in the words
 */
export async function publishChange({
	causeKey,
	words,
	actorId,
	now = new Date(),
}: {
	causeKey: string
	words: ChangeWords
	actorId: string
	now?: Date
}): Promise<'done' | 'not-mended' | 'quotes'> {
	return transaction(async () => {
		const at = await mendedAt(causeKey)
		if (!at) return 'not-mended'
		if (await quotes(causeKey, words)) return 'quotes'
		const published = { ...words, mendedAt: at, publishedBy: actorId, publishedAt: now, withdrawnAt: null }
		await db
			.insert(publicChanges)
			.values({ causeKey, ...published })
			.onConflictDoUpdate({ target: publicChanges.causeKey, set: published })
		await recordAct({ actorId, action: 'change.published', objectKind: 'cause', objectId: causeKey, now })
		afterCommit(contentChanged)
		return 'done'
	})
}

/** Takes it off the public page; what was not there stays so. */
export async function withdrawChange(causeKey: string, actorId: string, now = new Date()): Promise<void> {
	await transaction(async () => {
		const gone = await db
			.update(publicChanges)
			.set({ withdrawnAt: now })
			.where(and(eq(publicChanges.causeKey, causeKey), isNull(publicChanges.withdrawnAt)))
			.returning({ id: publicChanges.id })
		if (gone.length === 0) return
		await recordAct({ actorId, action: 'change.withdrawn', objectKind: 'cause', objectId: causeKey, now })
		afterCommit(contentChanged)
	})
}

/** What is written for a cause, on the public page or taken off it. */
export async function findPublicChange(causeKey: string) {
	const [row] = await db.select().from(publicChanges).where(eq(publicChanges.causeKey, causeKey))
	return row ?? null
}

/** What the public reads, the latest first; `returned` when customers met the cause again since. */
export async function listPublicChanges(lang: Lang) {
	const rows = await db
		.select()
		.from(publicChanges)
		.where(isNull(publicChanges.withdrawnAt))
		.orderBy(desc(publicChanges.mendedAt))
		.limit(SHOWN_AT_MOST)
	const handlings = await handlingsOf(rows.map(({ causeKey }) => causeKey))
	const isFrench = lang === 'fr'
	return rows.map((row) => ({
		id: row.id,
		said: isFrench ? row.saidFr : row.saidEn,
		done: isFrench ? row.doneFr : row.doneEn,
		path: isFrench ? row.pathFr : row.pathEn,
		mendedAt: row.mendedAt,
		returned: stateOf(handlings.get(row.causeKey) ?? []) !== 'handled',
	}))
}

async function quotes(causeKey: string, words: ChangeWords): Promise<boolean> {
	const written = await db
		.selectDistinct({ words: frictions.words })
		.from(frictions)
		.where(and(eq(frictions.causeKey, causeKey), isNotNull(frictions.words)))
	const text = plain([words.saidFr, words.saidEn, words.doneFr, words.doneEn].join(' '))
	return written.some(({ words: theirs }) => {
		const sentence = plain(theirs ?? '')
		return sentence.length >= OWN_WORDS_FROM && text.includes(sentence)
	})
}

/** Letters and figures alone, so that signs and spaces hide nothing. */
function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
}
