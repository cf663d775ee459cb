import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers } from '#db/schema/accounts.server'

export type Customer = typeof customers.$inferSelect

/** The customer who signs in as this person; `null` for staff. */
export async function findCustomerOfPerson(personId: string): Promise<Customer | null> {
	const [customer] = await db.select().from(customers).where(eq(customers.personId, personId))
	return customer ?? null
}
