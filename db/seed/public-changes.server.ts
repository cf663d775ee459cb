import { and, eq } from 'drizzle-orm'
import { db } from '../client.server'
import { publicChanges } from '../schema/accountability.server'
import { causeHandlings } from '../schema/friction.server'

/** What the invented supervisor published of what was mended. */
export async function seedPublicChanges(): Promise<void> {
	const kinds = {
		change: {
			saidFr: 'Quand la file était longue, on attendait sans savoir qu’on pouvait être rappelé.',
			saidEn: 'When the queue was long, people waited without knowing that they could be called back.',
			doneFr: 'Le rappel est proposé en premier dès que l’attente annoncée dépasse dix minutes.',
			doneEn: 'A callback is offered first as soon as the announced wait is over ten minutes.',
			...{ pathFr: '/rappel', pathEn: '/en/rappel' },
		},
		article: {
			saidFr: 'La fiche ne disait pas quoi faire quand l’adresse a changé, ni quand les messages arrivent.',
			saidEn: 'The article did not say what to do when the address has changed, nor when messages arrive.',
			doneFr: 'La fiche traite ce cas et donne le délai réel.',
			doneEn: 'The article covers this case and gives the real delay.',
			...{ pathFr: null, pathEn: null },
		},
	} as const
	for (const kind of ['change', 'article'] as const) {
		const mended = and(eq(causeHandlings.kind, kind), eq(causeHandlings.actorId, 'seed'))
		const [handling] = await db.select().from(causeHandlings).where(mended).limit(1)
		if (!handling) continue
		const { causeKey, at } = handling
		await db
			.insert(publicChanges)
			.values({ causeKey, ...kinds[kind], mendedAt: at, publishedBy: 'seed', publishedAt: at })
	}
}
