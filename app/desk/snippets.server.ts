import { and, asc, eq, isNull, or, type SQL } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
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
	updatedAt: Date
}

const LONGEST_BODY = 2_000
const SHOWN = 200

type Kept = { ok: true } | { ok: false; reason: 'missing' | 'shortcut' | 'taken' | 'changed' | 'gone' }

/** Who writes: their own phrases, and everybody's when their role keeps what is read. */
interface Writer {
	id: string
	maySharePhrases: boolean
}

/** The phrases somebody may insert: their own, then everybody's; one language, or both. */
export async function listSnippets(personId: string, lang?: Lang): Promise<Snippet[]> {
	return find(
		and(or(eq(snippets.ownerId, personId), isNull(snippets.ownerId)), lang ? eq(snippets.lang, lang) : undefined),
	)
}

/** Everybody's phrases, for whoever keeps them and answers nobody. */
export async function listSharedSnippets(): Promise<Snippet[]> {
	return find(isNull(snippets.ownerId))
}

async function find(which: SQL | undefined): Promise<Snippet[]> {
	const rows = await db.select().from(snippets).where(which).orderBy(asc(snippets.shortcut)).limit(SHOWN)
	return rows
		.map(({ ownerId, ...row }) => ({ ...row, shared: ownerId === null }))
		.sort((a, b) => Number(a.shared) - Number(b.shared))
}

/**
 * Keeps a phrase, new or changed; a changed one may become everybody's, or the writer's own.
 *
 * @returns why it was not kept: nothing that was written is put aside in silence
 */
export async function keepSnippet({
	id,
	by,
	shared,
	seen = null,
	now = new Date(),
	...written
}: {
	/** Of the phrase that is changed; `null` for a new one. */
	id: string | null
	by: Writer
	/** Everybody's from now on; nothing for whoever may not share. */
	shared: boolean
	/** When it was last changed, as the writer saw it: a colleague's change in between is not written over. */
	seen?: Date | null
	lang: Lang
	shortcut: string
	title: string
	body: string
	now?: Date
}): Promise<Kept> {
	const ownerId = shared && by.maySharePhrases ? null : by.id
	const phrase = {
		lang: written.lang,
		shortcut: written.shortcut.trim().replace(/^\//, '').toLowerCase(),
		title: written.title.trim().slice(0, 80),
		body: written.body.trim().slice(0, LONGEST_BODY),
	}
	if (!phrase.title || !phrase.body) return { ok: false, reason: 'missing' }
	if (!/^[\p{L}\d-]{1,30}$/u.test(phrase.shortcut)) return { ok: false, reason: 'shortcut' }
	return transaction(async (): Promise<Kept> => {
		const [before] = id ? await db.select().from(snippets).where(changeable(id, by)) : []
		if (id && !before) return { ok: false, reason: 'gone' }
		if (before && seen && before.updatedAt.getTime() !== seen.getTime()) return { ok: false, reason: 'changed' }
		const same = await db
			.select({ id: snippets.id })
			.from(snippets)
			.where(and(ownedBy(ownerId), eq(snippets.lang, phrase.lang), eq(snippets.shortcut, phrase.shortcut)))
		if (same.some((one) => one.id !== id)) return { ok: false, reason: 'taken' }
		const row = { ...phrase, ownerId, updatedAt: now }
		if (id) await db.update(snippets).set(row).where(eq(snippets.id, id))
		else await db.insert(snippets).values(row)
		return { ok: true }
	})
}

/** @returns whether there was one that this person may remove */
export async function removeSnippet(id: string, by: Writer): Promise<boolean> {
	const removed = await db.delete(snippets).where(changeable(id, by)).returning({ id: snippets.id })
	return removed.length > 0
}

const changeable = (id: string, by: Writer) =>
	and(eq(snippets.id, id), or(eq(snippets.ownerId, by.id), by.maySharePhrases ? isNull(snippets.ownerId) : undefined))

const ownedBy = (ownerId: string | null) =>
	ownerId === null ? isNull(snippets.ownerId) : eq(snippets.ownerId, ownerId)
