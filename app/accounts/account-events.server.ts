import { and, desc, eq, inArray, lte, or, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import {
	accountChanges,
	cancellations,
	customers,
	delegations,
	invoiceDisputes,
	invoices,
	paymentMethods,
	payments,
	scheduledChanges,
} from '#db/schema/accounts.server'
import { doneByOf } from './actor'
import { accountsBackend } from './current-backend.server'
import { operationReference, paymentReference } from './operation-reference'

interface Common {
	id: string
	at: Date
}

/** What was asked or done on an account, apart from exchanges with people here. */
export type AccountEvent = Common &
	(
		| {
				kind: 'cancellation' | 'withdrawal'
				reference: string
				contract: string
				endsAt: Date | null
				state: 'notified' | 'undone'
		  }
		| {
				kind: 'payment'
				reference: string
				invoiceNumber: string
				amountCents: number
				state: 'open' | 'unknown' | 'paid' | 'refused' | 'left'
		  }
		| { kind: 'account-debited'; last4: string; state: 'in-use' | 'replaced' }
		| {
				kind: 'operation'
				operation: string
				reference: string
				objectId: string
				/** The line or the contract, as the customer calls it; `null` when it is not theirs any more. */
				about: string | null
				/** The operation that it takes back. */
				takesBack: string | null
				/** Who did it, when it was not the customer. */
				by: string | null
				beginsAt: Date | null
				state: 'done' | 'undone' | 'planned' | 'refused' | 'failed' | 'differs' | 'open'
		  }
		| { kind: 'lines-given' | 'lines-received'; who: string; endsAt: Date; state: 'invited' | 'running' | 'over' }
	)

interface Part {
	until: Date
	limit: number
}

/** Requests on an account: cancellations, withdrawals and payments. The newest at or before an instant. */
export async function listAccountRequests(
	customer: { id: string; email: string },
	{ until, limit }: Part,
): Promise<AccountEvent[]> {
	// What was sent with their address was acknowledged there, whatever it was about.
	const isTheirs = or(
		eq(cancellations.customerId, customer.id),
		sql`lower(${cancellations.email}) = ${customer.email.toLowerCase()}`,
	)
	const [notices, paid] = await Promise.all([
		db
			.select()
			.from(cancellations)
			.where(and(isTheirs, lte(cancellations.at, until)))
			.orderBy(desc(cancellations.at))
			.limit(limit),
		db
			.select()
			.from(payments)
			.where(and(eq(payments.customerId, customer.id), lte(payments.startedAt, until)))
			.orderBy(desc(payments.startedAt))
			.limit(limit),
	])
	return [
		...notices.map(
			({ id, at, kind, reference, contractReference, endsAt, state }): AccountEvent => ({
				...{ id, at, kind, reference, contract: contractReference, endsAt },
				// Whether a contract was found is told to nobody.
				state: state === 'undone' ? 'undone' : 'notified',
			}),
		),
		...paid.map(
			({ id, startedAt, invoiceNumber, amountCents, state }): AccountEvent => ({
				...{ kind: 'payment', id, at: startedAt, reference: paymentReference(id), invoiceNumber, amountCents, state },
			}),
		),
	]
}

/** Changes of an account: operations, the account debited, and lines shared. The newest at or before an instant. */
export async function listAccountChanges(
	customer: { id: string },
	part: Part,
	now = new Date(),
): Promise<AccountEvent[]> {
	const parts = await Promise.all([
		operationsOf(customer.id, part),
		debitedOf(customer.id, part),
		sharesOf(customer.id, part, now),
	])
	return parts.flat()
}

async function operationsOf(customerId: string, { until, limit }: Part): Promise<AccountEvent[]> {
	const rows = await db
		.select({ change: accountChanges, scheduled: scheduledChanges })
		.from(accountChanges)
		.leftJoin(scheduledChanges, eq(scheduledChanges.changeId, accountChanges.id))
		.where(and(eq(accountChanges.customerId, customerId), lte(accountChanges.at, until)))
		.orderBy(desc(accountChanges.at))
		.limit(limit)
	if (rows.length === 0) return []
	const names = await namesOfHeld(customerId)
	return rows.map(({ change, scheduled }): AccountEvent => {
		const { id, at, operation, objectId, outcome, undoneAt, takesBack } = change
		const by = doneByOf(change)
		const isPlanned = scheduled?.state === 'scheduled' || scheduled?.state === 'applying'
		const isUndone = undoneAt !== null || scheduled?.state === 'withdrawn'
		return {
			...{ kind: 'operation', id, at, operation, reference: operationReference(takesBack ?? id) },
			...{ objectId, takesBack },
			about: names.get(objectId) ?? null,
			by: by.kind === 'customer' ? null : by.name,
			beginsAt: scheduled?.beginsAt ?? null,
			state: isUndone ? 'undone' : isPlanned ? 'planned' : scheduled?.state === 'failed' ? 'failed' : outcome,
		}
	})
}

/** What lines and contracts are called, by their identifiers. */
async function namesOfHeld(customerId: string): Promise<Map<string, string>> {
	const contracts = await accountsBackend().contracts(customerId)
	const held = contracts.ok ? contracts.value : []
	return new Map(
		held.flatMap(({ id, planName, label, lines }) => [
			[id, `${planName}, ${label}`] as const,
			...lines.map((line) => [line.id, line.label] as const),
		]),
	)
}

async function debitedOf(customerId: string, { until, limit }: Part): Promise<AccountEvent[]> {
	const rows = await db
		.select()
		.from(paymentMethods)
		.where(and(eq(paymentMethods.customerId, customerId), lte(paymentMethods.signedAt, until)))
		.orderBy(desc(paymentMethods.signedAt))
		.limit(limit)
	return rows.map(({ id, signedAt, last4, endedAt }) => ({
		...{ kind: 'account-debited', id, at: signedAt, last4 },
		state: endedAt ? 'replaced' : 'in-use',
	}))
}

async function sharesOf(customerId: string, { until, limit }: Part, now: Date): Promise<AccountEvent[]> {
	const isOver = (one: { endedAt: Date | null; endsAt: Date }) => one.endedAt !== null || one.endsAt <= now
	const [given, received] = await Promise.all([
		db
			.select()
			.from(delegations)
			.where(and(eq(delegations.ownerId, customerId), lte(delegations.invitedAt, until)))
			.orderBy(desc(delegations.invitedAt))
			.limit(limit),
		db
			.select({ delegation: delegations, firstName: customers.firstName, lastName: customers.lastName })
			.from(delegations)
			.innerJoin(customers, eq(customers.id, delegations.ownerId))
			.where(and(eq(delegations.delegateId, customerId), lte(delegations.acceptedAt, until)))
			.orderBy(desc(delegations.acceptedAt))
			.limit(limit),
	])
	return [
		...given.map(
			(one): AccountEvent => ({
				...{ kind: 'lines-given', id: one.id, at: one.invitedAt, who: one.email, endsAt: one.endsAt },
				state: isOver(one) ? 'over' : one.acceptedAt ? 'running' : 'invited',
			}),
		),
		...received.map(
			({ delegation: one, firstName, lastName }): AccountEvent => ({
				...{ kind: 'lines-received', id: `${one.id} received`, at: one.acceptedAt ?? one.invitedAt },
				...{ who: `${firstName} ${lastName}`, endsAt: one.endsAt, state: isOver(one) ? 'over' : 'running' },
			}),
		),
	]
}

/** The invoices whose lines are contested in these cases, by the reference of the case. */
export async function contestedInvoices(customerId: string, references: string[]): Promise<Map<string, string>> {
	if (references.length === 0) return new Map()
	const rows = await db
		.select({ reference: invoiceDisputes.caseReference, number: invoices.number })
		.from(invoiceDisputes)
		.innerJoin(invoices, eq(invoices.id, invoiceDisputes.invoiceId))
		.where(and(eq(invoiceDisputes.customerId, customerId), inArray(invoiceDisputes.caseReference, references)))
	return new Map(rows.map(({ reference, number }) => [reference, number]))
}
