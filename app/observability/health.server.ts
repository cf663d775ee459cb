import { sql } from 'drizzle-orm'
import { cannotWrite, db, writeNothing } from '#db/client.server'
import { environment } from '~/env.server'
import { searchVersion } from '~/search/articles.server'
import { accountRefusedSince } from '~/telephony/refused-account.server'

type State = 'up' | 'down' | 'off' | 'read-only'

const TRIED_FOR_MS = 10_000
let triedAt = Number.NEGATIVE_INFINITY
let writable = true

/** Each thing the product leans on; `status` is `down` only when it cannot serve at all. */
export async function health(): Promise<{
	status: 'up' | 'down'
	dependencies: Record<string, { state: State; detail?: string }>
}> {
	const { telephony, SMTP_URL, DEMO } = environment()
	const database = await readDatabase()
	return {
		status: database.state !== 'down' ? 'up' : 'down',
		dependencies: {
			database,
			search: { state: searchVersion() > 0 ? 'up' : 'down' },
			telephony: telephonyHealth(telephony),
			email: { state: SMTP_URL || DEMO ? 'up' : 'off', detail: SMTP_URL ? 'smtp' : DEMO ? 'on screen' : undefined },
		},
	}
}

function telephonyHealth(kind: string): { state: State; detail: string } {
	if (kind === 'manual') return { state: 'off', detail: kind }
	if (accountRefusedSince()) return { state: 'down', detail: `${kind}: account refused` }
	return { state: 'up', detail: kind }
}

/** Asked of the disk itself, for a full one is not known before something is written. */
async function isWritable(): Promise<boolean> {
	if (writable && !cannotWrite() && Date.now() - triedAt < TRIED_FOR_MS) return true
	triedAt = Date.now()
	writable = await writeNothing().then(
		() => true,
		() => false,
	)
	return writable
}

async function readDatabase(): Promise<{ state: State; detail?: string }> {
	try {
		await db.values(sql`select 1`)
		if (await isWritable()) return { state: 'up' }
		return { state: 'read-only', detail: 'pages are read, nothing can be stored' }
	} catch (error) {
		return { state: 'down', detail: error instanceof Error ? error.message : String(error) }
	}
}
