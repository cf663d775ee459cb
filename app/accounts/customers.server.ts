import { eq, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers } from '#db/schema/accounts.server'

export type Customer = typeof customers.$inferSelect

const ofPerson = db
	.select()
	.from(customers)
	.where(eq(customers.personId, sql.placeholder('personId')))
	.prepare()

/** The customer who signs in as this person; `null` for staff. */
export async function findCustomerOfPerson(personId: string): Promise<Customer | null> {
	const [customer] = await ofPerson.execute({ personId })
	return customer ?? null
}
