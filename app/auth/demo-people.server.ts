import { asc, like } from 'drizzle-orm'
import { db } from '#db/client.server'
import { people, ROLES } from '#db/schema/auth.server'

/** Addresses of invented people; the domain is reserved for examples (RFC 2606). */
export const DEMO_DOMAIN = 'ligne-claire.example'

/** The people the demo lets in by one click, customers first. */
export async function listDemoPeople() {
	const found = await db
		.select({ id: people.id, name: people.name, email: people.email, role: people.role })
		.from(people)
		.where(like(people.email, `%@${DEMO_DOMAIN}`))
		.orderBy(asc(people.name))
	return found.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
}
