import { AsyncLocalStorage } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/sqlite-proxy'
import { openDatabase } from './connection.server'

/**
 * One schema, an asynchronous client over two SQLite connections: reads go to a
 * read-only one, writes to the single writer. See docs/decisions/0003.
 */
export interface Connections {
	reader: Database.Database
	writer: Database.Database
	close: () => void
}

interface OpenTransaction {
	open: boolean
	depth: number
	afterCommit: (() => void)[]
}

const DEFAULT_URL = 'file:./data/relais.db'
const BUSY_TIMEOUT_MS = 5_000
/** How long one try may hold this process up while another one writes; between tries others are served. */
const ONE_TRY_MS = 1
const BETWEEN_TRIES_MS = 10
const CACHED_STATEMENTS = 500
const FAILED_LATELY_MS = 5_000

/** SQLite's words for a file that can be read and not written: rights, a full disk, a disk that fails. */
const UNWRITABLE = /^SQLITE_(READONLY|FULL|IOERR|CANTOPEN)/

/** Each statement that is run, as `{ sql }`, for whoever measures. */
export const statementsRun = channel('relais:statement')

let connections: Connections | undefined
let failedAt = Number.NEGATIVE_INFINITY
let writerFree: Promise<void> = Promise.resolve()
const ambient = new AsyncLocalStorage<OpenTransaction>()
const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>()

/** Where the SQLite file lies, from a `file:` URL or a plain path. */
export function databasePath(url = process.env.DATABASE_URL ?? DEFAULT_URL): string {
	return resolve(url.replace(/^file:/, '').replace(/^sqlite:/, ''))
}

/**
 * Opens both connections, creating folder and file when missing.
 *
 * @throws when the file cannot be created or written; the message names the path
 */
export function openConnections(path = databasePath()): Connections {
	mkdirSync(dirname(path), { recursive: true })
	const writer = openDatabase(path, { timeout: BUSY_TIMEOUT_MS })
	writer.pragma('journal_mode = WAL')
	writer.pragma('synchronous = NORMAL')
	writer.pragma('foreign_keys = ON')
	// What is erased is overwritten in the file, not left in its free pages.
	writer.pragma('secure_delete = ON')
	writer.pragma(`busy_timeout = ${ONE_TRY_MS}`)
	const reader = openDatabase(path, { timeout: BUSY_TIMEOUT_MS, readonly: true })
	return {
		reader,
		writer,
		close: () => {
			reader.close()
			writer.close()
		},
	}
}

/** The connections of this process, opened at first use. */
export function currentConnections(): Connections {
	connections ??= openConnections()
	return connections
}

/** Does work that cannot be tried again in the middle of it: it stands still while another process writes. */
export function patiently<T>(work: (writer: Database.Database) => T): T {
	const { writer } = currentConnections()
	writer.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
	try {
		return work(writer)
	} finally {
		writer.pragma(`busy_timeout = ${ONE_TRY_MS}`)
	}
}

/** Whether a write failed just now because the file cannot be written. Reading may go on. */
export function cannotWrite(): boolean {
	return Date.now() - failedAt < FAILED_LATELY_MS
}

/** A write that nobody waits for: while the file takes none, whoever reads goes on reading. */
export async function writeIfPossible<T>(write: () => Promise<T>): Promise<T | undefined> {
	try {
		return await write()
	} catch (error) {
		if (!cannotWrite()) throw error
	}
}

/**
 * Writes one page that changes nothing, to know whether the file can be written.
 *
 * @throws when it cannot
 */
export async function writeNothing(): Promise<void> {
	const release = await takeWriter()
	try {
		const { writer } = currentConnections()
		const version = writer.pragma('user_version', { simple: true })
		await whenFree(() => watched(() => writer.pragma(`user_version = ${version}`)))
		failedAt = Number.NEGATIVE_INFINITY
	} finally {
		release()
	}
}

/** Closes this process's connections; the next statement opens them again. */
export function closeConnections(): void {
	connections?.close()
	connections = undefined
}

/**
 * The database. Inside `transaction()` every statement joins the transaction that
 * is open; outside, a read sees the last committed state and a write waits for its turn.
 */
export const db = drizzle(
	async (sql, params, method) => {
		const { reader, writer } = currentConnections()
		const transactionOpen = ambient.getStore()
		if (transactionOpen?.open) return execute(writer, sql, params, method)
		if (prepare(writer, sql).readonly) return execute(reader, sql, params, method)
		const release = await takeWriter()
		try {
			return await whenFree(() => execute(writer, sql, params, method))
		} finally {
			release()
		}
	},
	// The driver takes `casing` from its third argument only.
	undefined,
	{ casing: 'snake_case' },
)

/**
 * Runs `work` in one transaction: all of it is stored, or nothing. Awaiting inside is
 * fine; other requests' writes wait, their reads see the state before. A transaction
 * inside a transaction is a savepoint: when it throws and the outer code catches, only
 * its own writes are undone.
 *
 * @throws what `work` throws, after rolling back
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
	const outer = ambient.getStore()
	if (outer?.open) return savepoint(outer, work)

	const release = await takeWriter()
	const { writer } = currentConnections()
	const own: OpenTransaction = { open: true, depth: 0, afterCommit: [] }
	try {
		await whenFree(() => watched(() => prepare(writer, 'BEGIN IMMEDIATE').run()))
		const result = await ambient.run(own, work)
		watched(() => prepare(writer, 'COMMIT').run())
		own.open = false
		release()
		for (const effect of own.afterCommit) effect()
		return result
	} catch (error) {
		own.open = false
		if (writer.inTransaction) writer.exec('ROLLBACK')
		release()
		throw error
	}
}

/** Runs `effect` once what is written so far is committed; at once when no transaction is open. */
export function afterCommit(effect: () => void): void {
	const open = ambient.getStore()
	if (open?.open) open.afterCommit.push(effect)
	else effect()
}

async function savepoint<T>(outer: OpenTransaction, work: () => Promise<T>): Promise<T> {
	const { writer } = currentConnections()
	const name = `nested_${++outer.depth}`
	const effectsBefore = outer.afterCommit.length
	writer.exec(`SAVEPOINT ${name}`)
	try {
		const result = await work()
		writer.exec(`RELEASE ${name}`)
		return result
	} catch (error) {
		writer.exec(`ROLLBACK TO ${name}`)
		writer.exec(`RELEASE ${name}`)
		outer.afterCommit.length = effectsBefore
		throw error
	}
}

/**
 * Makes a write once no other process writes. Meanwhile this one goes on: it reads, answers and keeps
 * its streams; its other writes wait their turn.
 *
 * @throws `SQLITE_BUSY` when another process holds the file for longer than `BUSY_TIMEOUT_MS`
 */
async function whenFree<T>(write: () => T): Promise<T> {
	const until = performance.now() + BUSY_TIMEOUT_MS
	for (;;) {
		try {
			return write()
		} catch (error) {
			if ((error as { code?: string }).code !== 'SQLITE_BUSY' || performance.now() > until) throw error
			await setTimeout(BETWEEN_TRIES_MS)
		}
	}
}

async function takeWriter(): Promise<() => void> {
	let release: () => void = () => {}
	const before = writerFree
	writerFree = new Promise((resolveTurn) => {
		release = resolveTurn
	})
	await before
	return release
}

function prepare(connection: Database.Database, sql: string): Database.Statement {
	let cache = statements.get(connection)
	if (!cache) statements.set(connection, (cache = new Map()))
	let statement = cache.get(sql)
	if (!statement) {
		statement = connection.prepare(sql)
		if (cache.size >= CACHED_STATEMENTS) cache.delete(cache.keys().next().value as string)
		cache.set(sql, statement)
	}
	return statement
}

function execute(connection: Database.Database, sql: string, params: unknown[], method: string): { rows: unknown[] } {
	if (statementsRun.hasSubscribers) statementsRun.publish({ sql })
	const statement = prepare(connection, sql)
	if (method === 'run' || !statement.reader) {
		const info = watched(() => statement.run(params))
		return { rows: [], changes: info.changes } as { rows: unknown[] }
	}
	statement.raw()
	const read = () => (method === 'get' ? statement.get(params) : statement.all(params)) as unknown[]
	return { rows: statement.readonly ? read() : watched(read) }
}

/** Runs a write and remembers when the file did not take it. */
function watched<T>(write: () => T): T {
	try {
		return write()
	} catch (error) {
		if (UNWRITABLE.test((error as { code?: string }).code ?? '')) failedAt = Date.now()
		throw error
	}
}
