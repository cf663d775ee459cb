import { randomInt } from 'node:crypto'
import { and, desc, eq, gt, lt } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { copyOf, eraseRows, subjectOf } from '#db/personal-data.server'
import { consents, erasures, type KeptKind, keptRecords } from '#db/schema/personal.server'
import { findHolder } from '~/accounts/holder-details.server'
import { erasureObstacle, type KeptByLaw, keptByLaw } from '~/accounts/kept-by-law.server'
import { environment } from '~/env.server'
import { dropFiles } from '~/handoff/file-store.server'
import { formatDate } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { everyTick, registerJob, scheduleJob } from '~/jobs/runner.server'
import { forgetMessages, queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { dropOldCopies } from './data-copies.server'

export type Erasure = typeof erasures.$inferSelect

/** How long an erasure can be taken back. */
export const COOLING_DAYS = 7
const JOB = 'personal.erase'
const DAY_MS = 86_400_000
const CONSENT_YEARS = 5
const LAST_MAIL = 'erasure-done'
const LATER_MS = 3_600_000
/** Without the signs people confuse when they read them aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const SIGNS = 8

registerJob(JOB, async ({ erasureId }, { now }) => erase(String(erasureId), now))
everyTick('kept-records', DAY_MS / 1_000, forgetKept)

/** The erasure asked for last; `null` when none was. */
export async function latestErasure(customerId: string): Promise<Erasure | null> {
	const [row] = await db
		.select()
		.from(erasures)
		.where(eq(erasures.customerId, customerId))
		.orderBy(desc(erasures.askedAt))
		.limit(1)
	return row ?? null
}

/** What would be kept today, by kind: how many, and until when at the latest; `null` when it cannot be told now. */
export async function whatIsKept(
	customerId: string,
	now = new Date(),
): Promise<{ kind: KeptKind; count: number; until: Date }[] | null> {
	const kept = await everythingKept(customerId, now)
	return kept && byKind(kept)
}

/**
 * Asks for erasure: nothing happens before the cooling days are over.
 *
 * @returns `obstacle` when a contract, an invoice or the accounts themselves speak against it
 */
export async function askErasure(
	customerId: string,
	{ requestKey, lang, now = new Date() }: { requestKey: string; lang: Lang; now?: Date },
): Promise<'asked' | 'obstacle'> {
	if (await erasureObstacle(customerId, now)) return 'obstacle'
	await transaction(async () => {
		const holder = await findHolder(customerId)
		const runsAt = new Date(now.getTime() + COOLING_DAYS * DAY_MS)
		const [row] = await db
			.insert(erasures)
			.values({ id: requestKey, reference: newReference(), customerId, lang, state: 'waiting', askedAt: now, runsAt })
			.onConflictDoNothing()
			.returning()
		if (!row || !holder) return
		await scheduleJob(JOB, { erasureId: row.id }, { runAt: runsAt, dedupeKey: `${JOB}:${row.id}` })
		await write(holder.email, row, 'asked', now)
	})
	return 'asked'
}

/** Takes an erasure back while it waits. @returns whether one waited */
export async function undoErasure(customerId: string, now = new Date()): Promise<boolean> {
	return transaction(async () => {
		const waits = and(eq(erasures.customerId, customerId), eq(erasures.state, 'waiting'), gt(erasures.runsAt, now))
		const [undone] = await db.update(erasures).set({ state: 'undone', endedAt: now }).where(waits).returning()
		const holder = await findHolder(customerId)
		if (undone && holder) await write(holder.email, undone, 'undone', now)
		return undone !== undefined
	})
}

/**
 * Erases somebody whose cooling days are over. What a law makes the business keep is put apart first;
 * all of it is one transaction, and the files follow. Done again it changes nothing.
 */
async function erase(id: string, now: Date): Promise<void> {
	const [asked] = await db.select().from(erasures).where(eq(erasures.id, id))
	if (asked?.state !== 'waiting' || !asked.customerId || asked.runsAt > now) return
	const { customerId } = asked
	const obstacle = await erasureObstacle(customerId, now)
	const kept = await everythingKept(customerId, now)
	if (obstacle?.reason === 'unavailable' || !kept)
		return scheduleJob(
			JOB,
			{ erasureId: id },
			{ runAt: new Date(now.getTime() + LATER_MS), dedupeKey: `${JOB}:${id}:later` },
		)

	const files = await transaction(async (): Promise<string[]> => {
		const [holder, subject] = await Promise.all([findHolder(customerId), subjectOf(customerId)])
		if (!holder || !subject) return []
		const state = obstacle ? 'stopped' : 'done'
		const summary = byKind(kept).map(({ kind, count, until }) => ({ kind, count, until: until.toISOString() }))
		const [row] = await db
			.update(erasures)
			.set({ state, endedAt: now, kept: obstacle ? null : summary })
			.where(and(eq(erasures.id, id), eq(erasures.state, 'waiting')))
			.returning()
		if (!row) return []
		if (obstacle) {
			await write(holder.email, row, 'stopped', now)
			return []
		}
		const sent = (await copyOf(subject)).find(({ table }) => table === 'attachments')?.rows ?? []
		if (kept.length > 0) await db.insert(keptRecords).values(kept.map((record) => ({ ...record, erasureId: id })))
		await eraseRows(subject)
		await writeLast(holder.email, row, byKind(kept), now)
		return sent.map((file) => String(file.id))
	})
	await dropFiles(files)
	await dropOldCopies(now)
}

/** Erases what a law asked for until yesterday, and the last address that was written to. */
export async function forgetKept(now: Date): Promise<void> {
	await db.delete(keptRecords).where(lt(keptRecords.keepUntil, now))
	await forgetMessages(LAST_MAIL, new Date(now.getTime() - DAY_MS))
}

async function everythingKept(customerId: string, now: Date): Promise<KeptByLaw[] | null> {
	const [kept, holder, said] = await Promise.all([
		keptByLaw(customerId, now),
		findHolder(customerId),
		db.select().from(consents).where(eq(consents.customerId, customerId)).orderBy(consents.at),
	])
	if (!kept || !holder) return null
	const last = said.at(-1)
	if (!last || !said.some(({ agreed }) => agreed)) return kept
	const keepUntil = new Date(last.at)
	keepUntil.setUTCFullYear(keepUntil.getUTCFullYear() + CONSENT_YEARS)
	const history = said.map(({ purpose, agreed, version, words, how, at }) => ({
		purpose,
		agreed,
		version,
		words,
		how,
		at,
	}))
	const content = { name: `${holder.firstName} ${holder.lastName}`, history }
	return keepUntil > now ? [...kept, { kind: 'consent', reference: holder.number, content, keepUntil }] : kept
}

function byKind(kept: KeptByLaw[]): { kind: KeptKind; count: number; until: Date }[] {
	const kinds = new Map<KeptKind, { kind: KeptKind; count: number; until: Date }>()
	for (const { kind, keepUntil } of kept) {
		const known = kinds.get(kind)
		const until = known && known.until > keepUntil ? known.until : keepUntil
		kinds.set(kind, { kind, count: (known?.count ?? 0) + 1, until })
	}
	return [...kinds.values()]
}

async function write(to: string, row: Erasure, what: 'asked' | 'undone' | 'stopped', now: Date): Promise<void> {
	const t = messagesIn(personalMessages, row.lang).erase.mail
	const words = {
		reference: row.reference,
		date: formatDate(row.lang, row.runsAt, settings().timeZone),
		link: `${environment().publicUrl}${localPath(row.lang, '/compte/donnees/effacement')}`,
		brand: settings().brand.name,
	}
	await queueEmail({
		...{ to, subject: t[`${what}Subject`](row.reference), body: t[`${what}Body`](words), now },
		...{ purpose: `erasure-${what}`, dedupeKey: `erasure-${what}:${row.id}` },
	})
}

async function writeLast(to: string, row: Erasure, kept: ReturnType<typeof byKind>, now: Date): Promise<void> {
	const t = messagesIn(personalMessages, row.lang).erase
	const { timeZone, brand } = settings()
	const list = kept.map(({ kind, until }) => t.mail.keptOne(t.kinds[kind], formatDate(row.lang, until, timeZone)))
	const date = formatDate(row.lang, now, timeZone)
	await queueEmail({
		...{ to, subject: t.mail.doneSubject(row.reference), purpose: LAST_MAIL, dedupeKey: `${LAST_MAIL}:${row.id}`, now },
		body: t.mail.doneBody({
			...{ date, reference: row.reference, link: '', brand: brand.name },
			kept: list.length > 0 ? [t.mail.keptSome, ...list].join('\n') : t.mail.keptNone,
		}),
	})
}

function newReference(): string {
	return `EF-${Array.from({ length: SIGNS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`
}
