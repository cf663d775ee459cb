import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers } from '#db/schema/accounts.server'

/** What a customer may put right about themselves. */
export type HolderDetails = Partial<
	Pick<typeof customers.$inferSelect, 'firstName' | 'lastName' | 'address' | 'city' | 'email' | 'phone'>
>

/** The customer as they are now; `null` for nobody. */
export async function findHolder(customerId: string): Promise<typeof customers.$inferSelect | null> {
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	return customer ?? null
}

/**
 * Writes details of a customer.
 *
 * @param onlyIf - what they must still be
 * @returns whether they were written
 */
export async function writeDetails(
	customerId: string,
	details: HolderDetails,
	onlyIf: Pick<HolderDetails, 'email' | 'phone'> = {},
): Promise<boolean> {
	const still = [
		onlyIf.email === undefined ? undefined : eq(customers.email, onlyIf.email),
		onlyIf.phone ? eq(customers.phone, onlyIf.phone) : undefined,
	]
	const written = await db
		.update(customers)
		.set(details)
		.where(and(eq(customers.id, customerId), ...still))
		.returning({ id: customers.id })
	return written.length > 0
}
