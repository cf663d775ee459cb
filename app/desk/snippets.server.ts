import { and, asc, eq, isNull, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { snippets } from '#db/schema/desk.server'
import type { Lang } from '~/i18n/language'

export interface Snippet {
	id: string
	shortcut: string
	title: string
	body: string
	lang: Lang
	/** Everybody's. */
	shared: boolean
}

const LONGEST_BODY = 2_000
const SHOWN = 200

type Kept = { ok: true } | { ok: false; reason: 'missing' | 'shortcut' | 'taken' }

/** The phrases somebody may insert: their own, then everybody's; one language, or both. */
export async function listSnippets(personId: string, lang?: Lang): Promise<Snippet[]> {
	const rows = await db
		.select()
		.from(snippets)
		.where(
			and(or(eq(snippets.ownerId, personId), isNull(snippets.ownerId)), lang ? eq(snippets.lang, lang) : undefined),
		)
		.orderBy(asc(snippets.shortcut))
		.limit(SHOWN)
	return rows
		.map(({ id, shortcut, title, body, lang: language, ownerId }) => ({
			...{ id, shortcut, title, body, lang: language, shared: ownerId === null },
		}))
		.sort((a, b) => Number(a.shared) - Number(b.shared))
}

/**
 * Keeps a phrase, new or changed.
 *
 * @param ownerId - whose it is; `null` for everybody's, for those who may edit them
 */
export async function keepSnippet({
	id,
	ownerId,
	now = new Date(),
	...written
}: {
	/** Of the phrase that is changed; `null` for a new one. */
	id: string | null
	ownerId: string | null
	lang: Lang
	shortcut: string
	title: string
	body: string
	now?: Date
}): Promise<Kept> {
	const phrase = {
		lang: written.lang,
		shortcut: written.shortcut.trim().replace(/^\//, '').toLowerCase(),
		title: written.title.trim().slice(0, 80),
		body: written.body.trim().slice(0, LONGEST_BODY),
	}
	if (!phrase.title || !phrase.body) return { ok: false, reason: 'missing' }
	if (!/^[\p{L}\d-]{1,30}$/u.test(phrase.shortcut)) return { ok: false, reason: 'shortcut' }
	const same = await db
		.select({ id: snippets.id })
		.from(snippets)
		.where(and(ownedBy(ownerId), eq(snippets.lang, phrase.lang), eq(snippets.shortcut, phrase.shortcut)))
	if (same.some((one) => one.id !== id)) return { ok: false, reason: 'taken' }
	if (id)
		await db
			.update(snippets)
			.set({ ...phrase, updatedAt: now })
			.where(and(eq(snippets.id, id), ownedBy(ownerId)))
	else
		await db
			.insert(snippets)
			.values({ ...phrase, ownerId, updatedAt: now })
			.onConflictDoNothing()
	return { ok: true }
}

export async function removeSnippet(id: string, ownerId: string | null): Promise<void> {
	await db.delete(snippets).where(and(eq(snippets.id, id), ownedBy(ownerId)))
}

const ownedBy = (ownerId: string | null) =>
	ownerId === null ? isNull(snippets.ownerId) : eq(snippets.ownerId, ownerId)
