import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Lang } from '~/i18n/language'
import { log } from '~/log.server'
import { readIndexFile } from '~/search/index-file.server'
import { LiveIndex } from '~/search/live-index'
import { openSegment } from '~/search/segment'
import type { SynonymGroup } from '~/search/synonyms'
import { buildFromDatabase } from './index-build.server'
import { synonymsOf } from './synonyms.server'

/**
 * Where indexes are built and kept. Without a worker they are built in this thread, without
 * a place they are not kept: enough for a few articles, and for tests.
 */
interface Workshop {
	/** The bundled worker. */
	worker: string | null
	/** Files are named after this path, usually the database's. */
	beside: string | null
}

let workshop: Workshop = { worker: null, beside: null }

export function buildIndexesIn({ worker, beside }: Workshop): void {
	const path = worker && resolve(worker)
	workshop = { worker: path && existsSync(path) ? path : null, beside }
}

/** Builds the index of a language as it is published now. @throws when the build fails */
export async function buildIndex(lang: Lang): Promise<LiveIndex> {
	const { worker } = workshop
	const synonyms = await synonymsOf(lang)
	const order = { lang, key: keyOf(synonyms), synonyms }
	const segment = worker
		? await buildElsewhere(worker, { ...order, file: fileOf(lang) })
		: await buildFromDatabase(order)
	return new LiveIndex(openSegment(segment), order.synonyms)
}

/** The index kept in a file, as old as it may be; `null` when there is none or another program or other synonyms made it. */
export async function loadIndex(lang: Lang): Promise<LiveIndex | null> {
	const file = fileOf(lang)
	const buffer = file && (await readIndexFile(file))
	if (!buffer) return null
	try {
		const segment = openSegment(buffer)
		const synonyms = await synonymsOf(lang)
		if (segment.origin.lang !== lang || segment.origin.key !== keyOf(synonyms)) return null
		return new LiveIndex(segment, synonyms)
	} catch {
		return null
	}
}

/** When the kept index was written; `null` when none is kept. */
export async function keptSince(lang: Lang): Promise<Date | null> {
	const file = fileOf(lang)
	const found = file && (await stat(file).catch(() => null))
	return found ? found.mtime : null
}

function fileOf(lang: Lang): string | null {
	return workshop.beside && `${workshop.beside}.search-${lang}`
}

/** The program that reads and weighs articles is part of the worker: another one makes another key. */
function keyOf(synonyms: readonly SynonymGroup[]): string {
	const key = createHash('sha256').update(JSON.stringify(synonyms))
	if (workshop.worker) key.update(readFileSync(workshop.worker))
	return key.digest('base64url')
}

function buildElsewhere(worker: string, order: Record<string, unknown>): Promise<ArrayBuffer> {
	return new Promise((done, reject) => {
		const thread = new Worker(worker, { workerData: order })
		thread.once('message', ({ segment, unwritten }: { segment: ArrayBuffer; unwritten: string | null }) => {
			if (unwritten)
				log.warn({ error: unwritten }, 'the search index could not be kept: the next start builds it again')
			done(segment)
		})
		thread.once('error', reject)
		thread.once('exit', (code) => reject(new Error(`the index worker ended with ${code}`)))
	})
}
