import { resolve } from 'node:path'
import { databasePath, writeNothing } from '#db/client.server'
import { migrate } from '#db/migrate.server'
import { seedDemoIfEmpty } from '#db/seed/demo.server'
import { catalogue } from '~/accounts/catalogue.server'
import { environment } from '~/env.server'
import { listSlots } from '~/handoff/slots.server'
import { everyTick } from '~/jobs/runner.server'
import { exportFolder } from '~/knowledge/export.server'
import { importFolder } from '~/knowledge/import.server'
import { buildIndexesIn } from '~/knowledge/index-builder.server'
import { publishContent, publishIfChanged } from '~/knowledge/publish.server'
import { openRenderers } from '~/knowledge/renderers.server'
import { topics } from '~/knowledge/topics.server'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'
import { printInvoicesIn } from './accounts/invoice-printer.server'

/** How soon an import by another process is seen. */
const CONTENT_CHECK_SECONDS = 0.5

/** Before the first request: settings read, schema current, articles imported, demo seeded when empty, index built. */
export async function prepareData(): Promise<void> {
	settings()
	catalogue()
	topics()
	migrate()
	// Nothing may be there to change: a file that cannot be written is said now, not at the first request.
	await writeNothing()
	const { CONTENT_DIR, DEMO, telephony } = environment()
	buildIndexesIn({ worker: bundled('index-worker.mjs'), beside: databasePath() })
	printInvoicesIn(bundled('invoice-worker.mjs'))
	await importFolder(CONTENT_DIR, { log: (line) => log.info(line) })
	if (DEMO) {
		const slots = (await listSlots()).flatMap((day) => day.slots)
		await seedDemoIfEmpty({ slots, realTelephones: telephony === 'twilio' })
	}
	await publishContent()
	everyTick('content', CONTENT_CHECK_SECONDS, publishIfChanged)
}

/** `npm run content:import` and `content:export`. @returns whether every file was good */
export async function contentCommand({
	verb,
	folder,
	say,
}: {
	verb: 'import' | 'export'
	folder: string
	say: (line: string) => void
}): Promise<boolean> {
	migrate()
	if (verb === 'export') {
		say(`${await exportFolder(folder)} articles written to ${folder}`)
		return true
	}
	const { render, close } = openRenderers(bundled('render-worker.mjs'))
	const { added, changed, unchanged, problems } = await importFolder(folder, { log: say, render }).finally(close)
	say(`${added} added, ${changed} changed, ${unchanged} unchanged, ${problems.length} left out`)
	return problems.length === 0
}

/** A thread's program, made by the build beside the server's. */
function bundled(file: string): string {
	return resolve(environment().NODE_ENV === 'production' ? 'build/server' : 'build-dev', file)
}
