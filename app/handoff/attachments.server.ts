import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { and, asc, count, eq, gt, inArray, sum } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { attachments, conversations, messages } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { contentOf, harmlessName, textOf } from './file-content'
import { type FileRefusal, LARGEST_FILE, MOST_FILES, type SentFile } from './file-kinds'
import { dropFiles, keepFile, listKept, readKept } from './file-store.server'
import { maskPaymentNumbers } from './masking'
import { type Message, type PostOutcome, postMessage } from './messages.server'
import { redrawn } from './picture.server'

/** A file as it was sent, before anything is known of it. */
export interface ReceivedFile {
	name: string
	bytes: Buffer
}

const MOST_IN_CONVERSATION = 30
const MOST_BYTES_IN_CONVERSATION = 60_000_000
const MOST_IN_VISIT = 60
/** A file without its row is one whose sending was cut, or whose conversation was erased. */
const ORPHAN_AFTER_MS = 3_600_000
const SWEEP_SECONDS = 3_600
const BATCH = 500

everyTick('forgotten-files', SWEEP_SECONDS, (now) => sweepFiles(now))

type ShownMessage = Message & { files?: SentFile[] }
type PostWithFiles =
	| { ok: true; message: ShownMessage }
	| Extract<PostOutcome, { ok: false }>
	| { ok: false; reason: FileRefusal; name: string }

/**
 * Adds a message with its files, both or neither. Sent again it adds nothing, as a message without
 * files. Pictures are drawn anew without what the camera wrote into them; in a text, what one pays
 * with is hidden as in a message.
 */
export async function postWithFiles(
	message: Parameters<typeof postMessage>[0],
	received: ReceivedFile[],
): Promise<PostWithFiles> {
	const known = await db.$count(messages, eq(messages.id, message.id))
	if (received.length === 0 || known > 0) return shown(await postMessage({ ...message, withFiles: known > 0 }))
	const refused = await refusalOf(message.conversationId, received)
	if (refused) return { ok: false, ...refused }

	const ready: { row: Omit<SentFile, 'id'>; bytes: Buffer; id: string }[] = []
	for (const file of received) {
		const prepared = await prepare(file)
		if ('reason' in prepared) return { ok: false, reason: prepared.reason, name: file.name }
		ready.push({ ...prepared, id: randomBytes(20).toString('hex') })
	}
	const ids = ready.map(({ id }) => id)
	let posted: PostOutcome | undefined
	try {
		for (const { id, bytes } of ready) await keepFile(id, bytes)
		posted = await transaction(async () => {
			const outcome = await postMessage({ ...message, withFiles: true })
			if (!outcome.ok) return outcome
			const { id: messageId, conversationId, at } = outcome.message
			// Of the same message sent twice in one instant, the first one's files are kept.
			if (outcome.isNew)
				await db
					.insert(attachments)
					.values(ready.map(({ row, id }, place) => ({ ...row, id, place, messageId, conversationId, at })))
			return outcome
		})
		return await shown(posted)
	} finally {
		if (!posted?.ok || !posted.isNew) await dropFiles(ids)
	}
}

async function shown(outcome: PostOutcome): Promise<PostWithFiles> {
	if (!outcome.ok) return outcome
	const [message = outcome.message] = await withFiles([outcome.message])
	return { ok: true, message }
}

/** The files of messages, in their order. */
export async function filesOfMessages(messageIds: string[]): Promise<Map<string, SentFile[]>> {
	const files = new Map<string, SentFile[]>()
	if (messageIds.length === 0) return files
	const rows = await db
		.select()
		.from(attachments)
		.where(inArray(attachments.messageId, messageIds))
		.orderBy(asc(attachments.messageId), asc(attachments.place))
	for (const { messageId, id, name, type, bytes, width, height } of rows) {
		const file = { id, name, type, bytes, width, height }
		const before = files.get(messageId)
		if (before) before.push(file)
		else files.set(messageId, [file])
	}
	return files
}

/** Messages with their files: what is shown of them. */
export async function withFiles(list: Message[]): Promise<ShownMessage[]> {
	const files = await filesOfMessages(list.map(({ id }) => id))
	return list.map((message) => {
		const own = files.get(message.id)
		return own ? { ...message, files: own } : message
	})
}

/**
 * A file of a conversation the caller has the right to, or of one it goes on with, whose messages
 * are shown above its own; `null` for anything else.
 */
export async function readAttachment(conversation: { id: string; followsId: string | null }, id: string) {
	const [file] = await db.select().from(attachments).where(eq(attachments.id, id))
	if (!file || !(await isInThread(file.conversationId, conversation))) return null
	const content = await readKept(file.id)
	return content && { ...file, content }
}

const LONGEST_THREAD = 20

async function isInThread(wanted: string, { id, followsId }: { id: string; followsId: string | null }) {
	if (wanted === id) return true
	let earlier = followsId
	for (let steps = 0; earlier && steps < LONGEST_THREAD; steps++) {
		if (earlier === wanted) return true
		const [row] = await db
			.select({ followsId: conversations.followsId })
			.from(conversations)
			.where(eq(conversations.id, earlier))
		earlier = row?.followsId ?? null
	}
	return false
}

/** Removes files that belong to nothing any more: of conversations that were erased, of sendings that were cut. */
export async function sweepFiles(now = new Date()): Promise<number> {
	const kept = await listKept(new Date(now.getTime() - ORPHAN_AFTER_MS))
	let removed = 0
	for (let from = 0; from < kept.length; from += BATCH) {
		const batch = kept.slice(from, from + BATCH)
		const known = await db
			.select({ id: attachments.id })
			.from(attachments)
			.where(
				inArray(
					attachments.id,
					batch.map(({ id }) => id),
				),
			)
		const ids = new Set(known.map(({ id }) => id))
		const orphans = batch.filter(({ id }) => !ids.has(id))
		await Promise.all(orphans.map(({ path }) => rm(path, { force: true })))
		removed += orphans.length
	}
	return removed
}

/** What can be said before a file is opened. */
async function refusalOf(
	conversationId: string,
	received: ReceivedFile[],
): Promise<{ reason: FileRefusal; name: string } | null> {
	const name = received[0]?.name ?? ''
	if (received.length > MOST_FILES) return { reason: 'files-many', name }
	for (const file of received) {
		if (file.bytes.length === 0) return { reason: 'file-empty', name: file.name }
		if (file.bytes.length > LARGEST_FILE) return { reason: 'file-large', name: file.name }
	}
	const [here] = await db
		.select({ files: count(), bytes: sum(attachments.bytes) })
		.from(attachments)
		.where(eq(attachments.conversationId, conversationId))
	const more = received.reduce((total, { bytes }) => total + bytes.length, 0)
	const full =
		(here?.files ?? 0) + received.length > MOST_IN_CONVERSATION ||
		Number(here?.bytes ?? 0) + more > MOST_BYTES_IN_CONVERSATION ||
		(await countInVisit(conversationId)) + received.length > MOST_IN_VISIT
	return full ? { reason: 'files-full', name } : null
}

/** Files of all the conversations of the visit that this one belongs to. */
async function countInVisit(conversationId: string): Promise<number> {
	const visit = db
		.select({ visitId: conversations.visitId })
		.from(conversations)
		.where(eq(conversations.id, conversationId))
	const [found] = await db
		.select({ files: count() })
		.from(attachments)
		.innerJoin(conversations, eq(conversations.id, attachments.conversationId))
		.where(and(inArray(conversations.visitId, visit), gt(attachments.bytes, 0)))
	return found?.files ?? 0
}

async function prepare({
	name,
	bytes,
}: ReceivedFile): Promise<{ row: Omit<SentFile, 'id'>; bytes: Buffer } | { reason: FileRefusal }> {
	const content = contentOf(bytes)
	if (content === null) return { reason: 'file-kind' }
	if (content === 'pdf') return described(name, 'application/pdf', bytes)
	if (content === 'text') return described(name, 'text/plain', Buffer.from(maskPaymentNumbers(textOf(bytes) ?? '')))
	const picture = await redrawn(bytes)
	if (!picture) return { reason: 'file-broken' }
	return described(name, picture.type, picture.data, picture)
}

function described(
	name: string,
	type: SentFile['type'],
	bytes: Buffer,
	size: { width: number; height: number } | null = null,
) {
	const { width, height } = size ?? { width: null, height: null }
	return { row: { name: harmlessName(name, type), type, bytes: bytes.length, width, height }, bytes }
}
