import { and, eq, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers, lines } from '#db/schema/accounts.server'

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

/** Whether a number (E.164) is known to be this customer's: the one on file, or an active line of theirs. */
export async function hasNumber(customerId: string, number: string): Promise<boolean> {
	const onFile = await db.$count(customers, and(eq(customers.id, customerId), eq(customers.phone, number)))
	if (onFile > 0) return true
	const own = and(eq(lines.customerId, customerId), eq(lines.number, number), eq(lines.state, 'active'))
	return (await db.$count(lines, own)) > 0
}
