import { and, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers, type DelegationLevel, delegatedLines, delegations } from '#db/schema/accounts.server'

/** On whose behalf somebody sees or changes a line. */
export interface LineAccess {
	/** The customer whose line it is: every question to the backend is asked for them. */
	customerId: string
	/** `own`, or what its owner lets one do. */
	level: 'own' | DelegationLevel
	/** Whose line it is; `null` for one's own. */
	ownerName: string | null
	/** Last instant of a delegation; `null` for one's own. */
	endsAt: Date | null
}

/**
 * On whose behalf this customer may see or manage a line: the one place that knows of delegations. A line that
 * nobody lets them see is asked for as their own, and so is not found like one that does not exist.
 *
 * @returns `null` when it may be seen, but what is needed is to manage it
 */
export async function lineAccess(
	customerId: string,
	lineId: string,
	needed: DelegationLevel,
	now = new Date(),
): Promise<LineAccess | null> {
	const [given] = await db
		.select({ delegation: delegations, firstName: customers.firstName, lastName: customers.lastName })
		.from(delegatedLines)
		.innerJoin(delegations, eq(delegations.id, delegatedLines.delegationId))
		.innerJoin(customers, eq(customers.id, delegations.ownerId))
		.where(
			and(
				eq(delegatedLines.lineId, lineId),
				eq(delegations.delegateId, customerId),
				isNotNull(delegations.acceptedAt),
				isNull(delegations.endedAt),
				gt(delegations.endsAt, now),
			),
		)
		// Of two delegations of a line the stronger counts.
		.orderBy(delegations.level)
		.limit(1)
	if (!given) return { customerId, level: 'own', ownerName: null, endsAt: null }
	const { ownerId, level, endsAt } = given.delegation
	if (needed === 'manage' && level !== 'manage') return null
	return { customerId: ownerId, level, ownerName: `${given.firstName} ${given.lastName}`, endsAt }
}

/** Who did something to a customer's line that they share; `null` for the owner, and for who works here. */
export async function nameOfDelegate(customerId: string, personId: string): Promise<string | null> {
	const [other] = await db
		.select({ firstName: customers.firstName, lastName: customers.lastName })
		.from(customers)
		.where(and(eq(customers.personId, personId), ne(customers.id, customerId)))
	return other ? `${other.firstName} ${other.lastName}` : null
}
