import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers, type DelegationLevel, delegatedLines, delegations } from '#db/schema/accounts.server'
import type { Customer } from '~/auth/guards.server'
import type { Person } from '~/auth/people.server'
import type { Lang } from '~/i18n/language'
import type { Actor } from './actor'

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

/** Who acts on a line that may be seen this way: its owner, or whoever they share it with. */
export function actorFor(
	{ level }: LineAccess,
	{ person, customer, visitId, lang }: { person: Person; customer: Customer; visitId: string; lang: Lang },
): Actor {
	const actor = { personId: person.id, visitId, lang }
	if (level === 'own') return actor
	return { ...actor, by: { kind: 'delegate', name: `${customer.firstName} ${customer.lastName}` } }
}
