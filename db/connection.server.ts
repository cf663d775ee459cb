import Database from 'better-sqlite3'

/**
 * From Node 24 on the driver aborts the process when one of its objects is garbage-collected
 * outside a running script (docs/decisions/0003): there they are kept until the process ends.
 */
const HOLDS = Number(process.versions.node.split('.')[0]) >= 24
const held: object[] = []

/** Opens a database file; its pragmas and statements are made as on any other connection. */
export function openDatabase(path: string, options: Database.Options = {}): Database.Database {
	const database = new Database(path, options)
	if (!HOLDS) return database
	held.push(database)
	const prepare = database.prepare.bind(database)
	database.prepare = ((source: string) => {
		const statement = prepare(source)
		held.push(statement)
		return statement
	}) as typeof database.prepare
	database.pragma = (source, { simple = false } = {}) => {
		const statement = database.prepare(`PRAGMA ${source}`)
		if (!statement.reader) return statement.run()
		return simple ? statement.pluck().get() : statement.all()
	}
	return database
}
