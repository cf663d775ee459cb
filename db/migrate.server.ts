import { readMigrationFiles } from 'drizzle-orm/migrator'
import { patiently } from './client.server'

/**
 * Brings the database to the newest schema; doing it twice changes nothing.
 *
 * @param folder - where `drizzle-kit generate` wrote the migrations
 */
export function migrate(folder = 'db/migrations'): void {
	patiently((writer) => {
		writer.exec('CREATE TABLE IF NOT EXISTS schema_migrations (hash TEXT PRIMARY KEY, applied_at INTEGER NOT NULL)')
		const applied = new Set(writer.prepare('SELECT hash FROM schema_migrations').pluck().all())
		const record = writer.prepare('INSERT INTO schema_migrations (hash, applied_at) VALUES (?, ?)')
		for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
			if (applied.has(migration.hash)) continue
			writer.transaction(() => {
				for (const statement of migration.sql) writer.exec(statement)
				record.run(migration.hash, Date.now())
			})()
		}
	})
}
