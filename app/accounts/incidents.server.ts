import { and, gt, isNull, lte, or, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { networkIncidents } from '#db/schema/accounts.server'
import { catalogue } from './catalogue.server'

export interface ServiceState {
	/** Service of the catalogue. */
	service: string
	name: { fr: string; en: string }
	state: 'normal' | 'slowed' | 'down'
	/** Where; `null` when normal. */
	area: string | null
	expectedEndAt: Date | null
}

const at = sql.param(sql.placeholder('now'), networkIncidents.startedAt)
const runningAt = db
	.select()
	.from(networkIncidents)
	.where(
		and(lte(networkIncidents.startedAt, at), or(isNull(networkIncidents.endedAt), gt(networkIncidents.endedAt, at))),
	)
	.prepare()

/** How each service of the catalogue does at an instant; a service with several incidents shows the worst. */
export async function networkState(now = new Date()): Promise<ServiceState[]> {
	const running = await runningAt.execute({ now })
	return catalogue().services.map(({ id, fr, en }) => {
		const incidents = running.filter((incident) => incident.service === id)
		const worst = incidents.find((incident) => incident.state === 'down') ?? incidents[0]
		return {
			service: id,
			name: { fr, en },
			state: worst?.state ?? 'normal',
			area: worst?.area ?? null,
			expectedEndAt: worst?.expectedEndAt ?? null,
		}
	})
}

/** An incident that touches a place, such as the address of a contract. */
export function incidentAt(states: ServiceState[], service: string, place: string): ServiceState | null {
	const found = states.find((state) => state.service === service && state.state !== 'normal')
	if (!found?.area) return null
	return place.toLowerCase().includes(found.area.toLowerCase()) ? found : null
}
