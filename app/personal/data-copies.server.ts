import { and, desc, eq, isNotNull, lt, lte } from 'drizzle-orm'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { db, transaction } from '#db/client.server'
import { copyOf, subjectOf } from '#db/personal-data.server'
import { dataExports } from '#db/schema/personal.server'
import { findHolder } from '~/accounts/holder-details.server'
import { environment } from '~/env.server'
import { readKept } from '~/handoff/file-store.server'
import { signedKey, whetherKeyOpens } from '~/handoff/signed-keys.server'
import { copyMessages } from '~/i18n/copy'
import { formatDate } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { everyTick, registerJob, scheduleJob } from '~/jobs/runner.server'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { type CopiedTable, copyPage } from './copy-page'
import { dropCopiesBut, keepCopy, newCopyName, readCopy } from './copy-store.server'

export type DataCopy = typeof dataExports.$inferSelect

const JOB = 'personal.copy'
const DAYS = 7
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const KEY_LENGTH = 22
const SWEEP_SECONDS = 3_600

registerJob(JOB, async ({ copyId }, { now }) => makeCopy(String(copyId), now))
everyTick('data-copies', SWEEP_SECONDS, dropOldCopies)

/** Asks for a copy of everything; while one is being made, it is that one. */
export async function askForCopy(
	customerId: string,
	{ requestKey, lang, now = new Date() }: { requestKey: string; lang: Lang; now?: Date },
): Promise<void> {
	await transaction(async () => {
		const [row] = await db
			.insert(dataExports)
			.values({ id: requestKey, customerId, lang, state: 'waiting', askedAt: now })
			.onConflictDoNothing()
			.returning({ id: dataExports.id })
		if (row) await scheduleJob(JOB, { copyId: row.id }, { runAt: now, dedupeKey: `${JOB}:${row.id}` })
	})
}

/** The copy asked for last; `null` when none was. */
export async function latestCopy(customerId: string): Promise<DataCopy | null> {
	const [row] = await db
		.select()
		.from(dataExports)
		.where(eq(dataExports.customerId, customerId))
		.orderBy(desc(dataExports.askedAt))
		.limit(1)
	return row ?? null
}

/** The key of the link to a copy, for as long as the copy is there. */
export function keyOfCopy({ id, readyAt }: Pick<DataCopy, 'id' | 'readyAt'>): string {
	return signedKey({ kind: 'data-export', id, version: 1 }, { days: DAYS, length: KEY_LENGTH }, readyAt ?? new Date())
}

/** The bytes of a customer's own copy, by its key; `null` alike for missing, another's, too old or a wrong key. */
export async function openCopy(
	{ customerId, id, key }: { customerId: string; id: string; key: string },
	now = new Date(),
): Promise<Buffer | null> {
	const own = and(eq(dataExports.id, id), eq(dataExports.customerId, customerId), eq(dataExports.state, 'ready'))
	const [row] = await db.select().from(dataExports).where(own)
	if (!row?.file || !row.expiresAt || row.expiresAt <= now) return null
	const opens = whetherKeyOpens(key, { kind: 'data-export', id, version: 1 }, { length: KEY_LENGTH }, now)
	return opens === 'open' ? readCopy(row.file) : null
}

/** Makes the zip and says so by e-mail; done again it is made once. */
async function makeCopy(id: string, now: Date): Promise<void> {
	const [asked] = await db.select().from(dataExports).where(eq(dataExports.id, id))
	if (asked?.state !== 'waiting') return
	const [subject, holder] = await Promise.all([subjectOf(asked.customerId), findHolder(asked.customerId)])
	if (!subject || !holder) return
	const tables = await copyOf(subject)
	const bytes = await zipped(tables, asked.lang, now)
	const file = asked.file ?? newCopyName()
	await db.update(dataExports).set({ file }).where(eq(dataExports.id, id))
	await keepCopy(file, bytes)
	const expiresAt = new Date(now.getTime() + DAYS * DAY_MS)
	await transaction(async () => {
		const [ready] = await db
			.update(dataExports)
			.set({ state: 'ready', bytes: bytes.length, readyAt: now, expiresAt })
			.where(and(eq(dataExports.id, id), eq(dataExports.state, 'waiting')))
			.returning()
		if (!ready) return
		const t = messagesIn(personalMessages, ready.lang).export
		const { brand, timeZone } = settings()
		await queueEmail({
			to: holder.email,
			subject: t.mailSubject,
			body: t.mailBody({
				link: `${environment().publicUrl}${localPath(ready.lang, '/compte/donnees')}#copie`,
				until: formatDate(ready.lang, expiresAt, timeZone),
				brand: brand.name,
			}),
			purpose: 'data-copy',
			dedupeKey: `data-copy:${id}`,
			now,
		})
	})
}

/** Erases copies whose time is over, and gives up those that could not be made. */
export async function dropOldCopies(now: Date): Promise<void> {
	await db
		.update(dataExports)
		.set({ state: 'over', file: null })
		.where(and(eq(dataExports.state, 'ready'), lte(dataExports.expiresAt, now)))
	await db
		.update(dataExports)
		.set({ state: 'failed', file: null })
		.where(and(eq(dataExports.state, 'waiting'), lt(dataExports.askedAt, new Date(now.getTime() - HOUR_MS))))
	const kept = await db.select({ file: dataExports.file }).from(dataExports).where(isNotNull(dataExports.file))
	await dropCopiesBut(new Set(kept.flatMap(({ file }) => file ?? [])))
}

/** One file after the other, so that others are answered between them. */
async function zipped(tables: CopiedTable[], lang: Lang, now: Date): Promise<Uint8Array> {
	const { timeZone, currency, brand, reasons, outcomes, consents } = settings()
	const t = messagesIn(copyMessages, lang)
	const named = {
		reason: Object.fromEntries(reasons.map((one) => [one.id, one[lang]])),
		outcome: Object.fromEntries(outcomes.map((one) => [one.id, one[lang]])),
		purpose: Object.fromEntries(consents.map((one) => [one.id, one.title[lang]])),
	}
	const parts: Uint8Array[] = []
	let failure: Error | null = null
	const zip = new Zip((error, part) => {
		if (error) failure = error
		else parts.push(part)
	})
	const data = { madeAt: now.toISOString(), ...Object.fromEntries(tables.map(({ table, rows }) => [table, rows])) }
	const page = copyPage(tables, now, {
		...{ lang, timeZone, currency, brand: brand.name },
		named,
	})
	for (const [name, text] of [
		[t.page, page],
		[t.data, JSON.stringify(data, null, '\t')],
	] as const) {
		const entry = new ZipDeflate(name, { level: 6 })
		zip.add(entry)
		entry.push(Buffer.from(text), true)
	}
	for (const row of tables.find(({ table }) => table === 'attachments')?.rows ?? []) {
		const bytes = await readKept(String(row.id))
		if (!bytes) continue
		const entry = new ZipPassThrough(`${t.files}/${String(row.id).slice(0, 8)}-${row.name}`)
		zip.add(entry)
		entry.push(bytes, true)
	}
	zip.end()
	if (failure) throw failure
	return Buffer.concat(parts)
}
