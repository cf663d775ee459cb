import { asc, isNull } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { closures } from '#db/schema/handoff.server'
import { everyTick } from '~/jobs/runner.server'
import { announce } from '~/realtime/bus.server'
import { type Settings, settings } from '~/settings/settings.server'

/** Another process may declare a closure: it is looked for this often. Booking looks each time. */
const LOOKED_FOR_SECONDS = 2

let declared: Settings['closures'] = []
let merged: { of: Settings; with: Settings['closures']; result: Settings } | undefined

/** The settings with the closures that supervisors declared, as last read. */
export function settingsInForce(): Settings {
	const of = settings()
	if (declared.length === 0) return of
	if (merged?.of !== of || merged.with !== declared)
		merged = { of, with: declared, result: { ...of, closures: [...of.closures, ...declared] } }
	return merged.result
}

/** Reads the closures in force; inside a transaction as it sees them. @returns the settings with them */
export async function readClosures(): Promise<Settings> {
	const rows = await db.select().from(closures).where(isNull(closures.withdrawnAt)).orderBy(asc(closures.from))
	const read = rows.map(({ from, to, reasonFr, reasonEn }) => ({ from, to, reason: { fr: reasonFr, en: reasonEn } }))
	if (JSON.stringify(read) !== JSON.stringify(declared)) {
		declared = read
		afterCommit(() => announce('availability', { kind: 'hours' }))
	}
	return settingsInForce()
}

everyTick('closures', LOOKED_FOR_SECONDS, readClosures)
