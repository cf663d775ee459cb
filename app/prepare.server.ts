import { migrate } from '#db/migrate.server'
import { seedDemoIfEmpty } from '#db/seed/demo.server'
import { environment } from '~/env.server'
import { importFolder } from '~/knowledge/import.server'
import { publishAll } from '~/knowledge/publish.server'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'

/** Before the first request: settings read, schema current, articles imported, demo seeded when empty, index built. */
export async function prepareData(): Promise<void> {
	settings()
	migrate()
	const { CONTENT_DIR, DEMO } = environment()
	const report = await importFolder(CONTENT_DIR)
	for (const { file, message } of report.invalid) log.warn({ file, message }, 'an article could not be imported')
	if (DEMO) await seedDemoIfEmpty()
	await publishAll()
}
