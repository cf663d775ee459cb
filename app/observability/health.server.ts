import { sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { environment } from '~/env.server'
import { searchVersion } from '~/search/articles.server'

type State = 'up' | 'down' | 'off'

/** Each thing the product leans on; `status` is `down` only when it cannot serve at all. */
export async function health(): Promise<{
	status: 'up' | 'down'
	dependencies: Record<string, { state: State; detail?: string }>
}> {
	const { telephony, SMTP_URL, DEMO } = environment()
	const database = await readDatabase()
	return {
		status: database.state === 'up' ? 'up' : 'down',
		dependencies: {
			database,
			search: { state: searchVersion() > 0 ? 'up' : 'down' },
			telephony: { state: telephony === 'manual' ? 'off' : 'up', detail: telephony },
			email: { state: SMTP_URL || DEMO ? 'up' : 'off', detail: SMTP_URL ? 'smtp' : DEMO ? 'on screen' : undefined },
		},
	}
}

async function readDatabase(): Promise<{ state: State; detail?: string }> {
	try {
		await db.values(sql`select 1`)
		return { state: 'up' }
	} catch (error) {
		return { state: 'down', detail: error instanceof Error ? error.message : String(error) }
	}
}
