import { and, asc, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'

export type Person = Pick<
	typeof people.$inferSelect,
	'id' | 'name' | 'email' | 'role' | 'lang' | 'team' | 'city' | 'phone'
>

const STAFF: Person['role'][] = ['advisor', 'editor', 'supervisor', 'admin']

/** @returns the person who signs in with this address, `null` for nobody */
export async function findPersonByEmail(email: string): Promise<Person | null> {
	const [person] = await db.select().from(people).where(eq(people.email, email.trim().toLowerCase()))
	return person ?? null
}

export async function findPerson(id: string): Promise<Person | null> {
	const [person] = await db.select().from(people).where(eq(people.id, id))
	return person ?? null
}

/** These people, by name; unknown identifiers are left out. */
export async function findPeople(ids: readonly string[]): Promise<Person[]> {
	if (ids.length === 0) return []
	return db
		.select()
		.from(people)
		.where(inArray(people.id, [...ids]))
		.orderBy(asc(people.name))
}

/** Where somebody of the team is rung. @param phone - E.164 */
export async function setPhone(personId: string, phone: string): Promise<void> {
	await db.update(people).set({ phone }).where(eq(people.id, personId))
}

/** Everybody who can be offered a contact when present, by name. */
export async function listAdvisors(): Promise<Person[]> {
	return db.select().from(people).where(eq(people.role, 'advisor')).orderBy(asc(people.name))
}

/** Identifiers of everybody who can be offered a contact when present, by name. */
export async function listAdvisorIds(): Promise<string[]> {
	const rows = await db
		.select({ id: people.id })
		.from(people)
		.where(eq(people.role, 'advisor'))
		.orderBy(asc(people.name))
	return rows.map(({ id }) => id)
}

/** Identifiers of the supervisors, by name. */
export async function listSupervisorIds(): Promise<string[]> {
	const rows = await db
		.select({ id: people.id })
		.from(people)
		.where(eq(people.role, 'supervisor'))
		.orderBy(asc(people.name), asc(people.id))
	return rows.map(({ id }) => id)
}

/** The telephones of those who work here, E.164, by person. */
export async function listStaffPhones(): Promise<{ id: string; phone: string | null }[]> {
	return db
		.select({ id: people.id, phone: people.phone })
		.from(people)
		.where(and(inArray(people.role, STAFF), isNotNull(people.phone)))
}

/** Everybody who works here, by name. */
export async function listStaff(): Promise<Person[]> {
	return db.select().from(people).where(inArray(people.role, STAFF)).orderBy(asc(people.name))
}

/**
 * Another name, or another address to sign in with.
 *
 * @returns `false` when somebody else signs in with that address
 */
export async function changePerson(
	personId: string,
	{ name, email }: { name?: string; email?: string },
): Promise<boolean> {
	const address = email?.trim().toLowerCase()
	if (address && (await db.$count(people, and(eq(people.email, address), ne(people.id, personId)))) > 0) return false
	await db
		.update(people)
		.set({ ...(name ? { name } : {}), ...(address ? { email: address, emailVerified: true } : {}) })
		.where(eq(people.id, personId))
	return true
}
