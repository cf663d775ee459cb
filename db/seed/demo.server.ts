import { eq } from 'drizzle-orm'
import { db } from '../client.server'
import { customers as customerRows, networkIncidents } from '../schema/accounts.server'
import { people } from '../schema/auth.server'
import { articles } from '../schema/knowledge.server'
import { seedAccounts } from './accounts.server'
import { seedEffort } from './effort.server'
import { seedFriction } from './friction.server'
import { seedHandoffs } from './handoffs.server'
import { seedPeople } from './people.server'
import { seedPhrases } from './phrases.server'
import { seedPublicChanges } from './public-changes.server'
import { randomFrom } from './random'

const SEED = 20_261_119
const CUSTOMERS = 300

interface SeedOptions {
	now?: Date
	/** Half-hours in which a callback can be promised. */
	slots: { start: Date; end: Date }[]
	/** Telephones would really ring: nobody invented is there until somebody says so. */
	realTelephones?: boolean
}

/**
 * Fills an empty database with the invented life of the demo, the same for a given instant.
 *
 * @returns whether it was empty
 */
export async function seedDemoIfEmpty({
	now = new Date(),
	slots,
	realTelephones = false,
}: SeedOptions): Promise<boolean> {
	if ((await db.$count(people)) > 0) return false
	const random = randomFrom(SEED)
	const staff = await seedPeople(now, { realTelephones })
	await seedPhrases()
	const [camille, ...others] = staff.filter(({ role }) => role === 'customer')
	if (!camille) throw new Error('the demo has no customer')
	await seedAccounts({ count: CUSTOMERS, now, random, demoPersonId: camille.id, personIds: others.map(({ id }) => id) })
	await db.insert(networkIncidents).values({
		service: 'tv',
		area: 'Tourcoing',
		state: 'slowed',
		startedAt: new Date(now.getTime() - 3_600_000),
		expectedEndAt: new Date(now.getTime() + 3 * 3_600_000),
	})

	const customers = await db.select().from(customerRows)
	const written = await db
		.select({ slug: articles.slug, title: articles.title, topic: articles.topic })
		.from(articles)
		.where(eq(articles.lang, 'fr'))
	const { handoffs } = await seedFriction({
		now,
		random,
		customerIds: customers.map(({ id }) => id),
		articles: written,
	})
	const advisors = staff.filter(({ role }) => role === 'advisor')
	await seedHandoffs({ now, random, handoffs, customers, advisors, slots })
	await seedEffort({ now, random })
	await seedPublicChanges()
	return true
}
