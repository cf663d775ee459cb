import { randomUUID } from 'node:crypto'
import { db } from '../client.server'
import { customers, lines, subscriptions } from '../schema/accounts.server'
import { people } from '../schema/auth.server'
import { visits } from '../schema/friction.server'
import { presences } from '../schema/handoff.server'

let made = 0

/** Somebody who signs in; a customer's sign-in unless a role is given. */
export async function makePerson(over: Partial<typeof people.$inferInsert> = {}) {
	made++
	const [person] = await db
		.insert(people)
		.values({
			name: `Personne ${made}`,
			email: `personne-${made}-${randomUUID().slice(0, 8)}@exemple.fr`,
			emailVerified: true,
			...over,
		})
		.returning()
	return required(person)
}

/** An advisor who is present now, or at `lastSeenAt`. */
export async function makeAdvisor(
	over: Partial<typeof people.$inferInsert> & { presence?: 'available' | 'breathing' | 'away'; lastSeenAt?: Date } = {},
) {
	const { presence = 'available', lastSeenAt = new Date(), ...person } = over
	const advisor = await makePerson({
		role: 'advisor',
		team: 'lille',
		city: 'Lille',
		phone: `+33353014${String(100 + made).padStart(3, '0')}`,
		...person,
	})
	await db.insert(presences).values({ personId: advisor.id, state: presence, lastSeenAt })
	return advisor
}

/** A customer with a sign-in, a mobile subscription with its line, and a fixed one. */
export async function makeCustomer(over: Partial<typeof customers.$inferInsert> = {}) {
	const person = await makePerson()
	const [customer] = await db
		.insert(customers)
		.values({
			personId: person.id,
			number: `LC-${String(100_000 + made)}`,
			firstName: 'Camille',
			lastName: `Vasseur ${made}`,
			email: person.email,
			phone: `+33353015${String(100 + made).padStart(3, '0')}`,
			address: '12 rue des Arts, 59000 Lille',
			city: 'Lille',
			since: new Date('2023-04-12T10:00:00Z'),
			...over,
		})
		.returning()
	const { id: customerId } = required(customer)
	const contract = (service: string, planName: string, priceCents: number) =>
		db
			.insert(subscriptions)
			.values({
				customerId,
				planId: planName,
				planName,
				service,
				label: planName,
				priceCents,
				state: 'active',
				startedAt: new Date('2023-04-12T10:00:00Z'),
			})
			.returning()
			.then(([row]) => required(row))
	const mobile = await contract('mobile', 'mobile-40', 1_299)
	const fibre = await contract('fibre', 'fibre-1g', 2_999)
	const [line] = await db
		.insert(lines)
		.values({
			subscriptionId: mobile.id,
			customerId,
			number: `+33353017${String(100 + made).padStart(3, '0')}`,
			label: 'Mobile de Camille',
		})
		.returning()
	return { person, customer: required(customer), mobile, fibre, line: required(line) }
}

/** A visit that has begun. */
export async function makeVisit(over: Partial<typeof visits.$inferInsert> = {}) {
	const [visit] = await db
		.insert(visits)
		.values({ lang: 'fr', ...over })
		.returning()
	return required(visit)
}

function required<T>(row: T | undefined): T {
	if (!row) throw new Error('the builder stored nothing')
	return row
}
