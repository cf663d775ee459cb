import { and, asc, desc, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { customers, type DelegationLevel, delegatedLines, delegations } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { delegationMessages } from '~/i18n/delegation'
import { formatDate, formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { addDays, dayOf, endOfDay, isDay } from './calendar'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'

export type Delegation = typeof delegations.$inferSelect

export type DelegationState = 'invited' | 'running' | 'over'

/** A delegation with the lines it is about. */
export interface KnownDelegation extends Delegation {
	lineIds: string[]
	state: DelegationState
}

export type InvitationProblem = 'email' | 'own-email' | 'lines' | 'day' | 'unavailable'

/** How far ahead a last day may be: a delegation nobody remembers is one nobody watches. */
export const LONGEST_DELEGATION_DAYS = 366

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/**
 * Lets another person see or manage lines of this customer, from the day they accept to the end of a
 * day. Whether the address is anybody's is told to nobody: whoever signs in with it finds the
 * invitation. The same key invites once.
 */
export async function inviteDelegate({
	customerId,
	email,
	lineIds,
	level,
	lastDay,
	requestKey,
	now = new Date(),
}: {
	customerId: string
	email: string
	lineIds: string[]
	level: DelegationLevel
	/** Local day, `2026-12-31`. */
	lastDay: string
	requestKey: string
	now?: Date
}): Promise<{ ok: true } | { ok: false; problems: InvitationProblem[] }> {
	const [owner] = await db.select().from(customers).where(eq(customers.id, customerId))
	const contracts = await accountsBackend().contracts(customerId)
	if (!owner || !contracts.ok) return { ok: false, problems: ['unavailable'] }
	const address = email.trim().toLowerCase()
	const { timeZone } = settings()
	const own = contracts.value.filter((one) => !hasEnded(one, now)).flatMap((contract) => contract.lines)
	const chosen = own.filter(({ id }) => lineIds.includes(id))
	const isLastDayGood =
		isDay(lastDay) &&
		endOfDay(lastDay, timeZone) > now &&
		lastDay <= addDays(dayOf(now, timeZone), LONGEST_DELEGATION_DAYS)
	const problems: InvitationProblem[] = [
		...(EMAIL.test(address) ? [] : (['email'] as const)),
		...(address === owner.email.toLowerCase() ? (['own-email'] as const) : []),
		...(chosen.length > 0 && chosen.length === new Set(lineIds).size ? [] : (['lines'] as const)),
		...(isLastDayGood ? [] : (['day'] as const)),
	]
	if (problems.length > 0) return { ok: false, problems }
	await transaction(async () => {
		const endsAt = endOfDay(lastDay, timeZone)
		const [invited] = await db
			.insert(delegations)
			.values({ ownerId: customerId, email: address, level, requestKey, invitedAt: now, endsAt })
			.onConflictDoNothing({ target: delegations.requestKey })
			.returning()
		if (!invited) return
		await db.insert(delegatedLines).values(chosen.map(({ id }) => ({ delegationId: invited.id, lineId: id })))
		const t = messagesIn(delegationMessages, owner.lang).mail
		await queueEmail({
			to: address,
			subject: t.inviteSubject(`${owner.firstName} ${owner.lastName}`),
			body: t.inviteBody({
				owner: `${owner.firstName} ${owner.lastName}`,
				level,
				numbers: chosen.map(({ number }) => formatPhone(number, settings().country)).join(', '),
				until: formatDate(owner.lang, endsAt, timeZone),
				link: `${environment().publicUrl}${localPath(owner.lang, '/compte/partage')}`,
				brand: settings().brand.name,
			}),
			purpose: 'delegation',
			dedupeKey: `delegation:${invited.id}`,
			now,
		})
	})
	return { ok: true }
}

/** What this customer lets others do, running and invited first, what is over last. */
export async function listGiven(customerId: string, now = new Date()): Promise<KnownDelegation[]> {
	const rows = await db
		.select()
		.from(delegations)
		.where(eq(delegations.ownerId, customerId))
		.orderBy(desc(delegations.invitedAt))
	return withLines(rows, now)
}

/** Lines that others let this customer see or manage today, with whose they are. */
export async function listReceived(
	customerId: string,
	now = new Date(),
): Promise<(KnownDelegation & { ownerName: string })[]> {
	const rows = await db
		.select({ delegation: delegations, firstName: customers.firstName, lastName: customers.lastName })
		.from(delegations)
		.innerJoin(customers, eq(customers.id, delegations.ownerId))
		.where(
			and(
				eq(delegations.delegateId, customerId),
				isNotNull(delegations.acceptedAt),
				isNull(delegations.endedAt),
				gt(delegations.endsAt, now),
			),
		)
		.orderBy(asc(delegations.acceptedAt))
	const known = await withLines(
		rows.map(({ delegation }) => delegation),
		now,
	)
	return known.map((delegation, at) => ({
		...delegation,
		ownerName: `${rows[at]?.firstName} ${rows[at]?.lastName}`,
	}))
}

/** Invitations to the address somebody signed in with that wait for a yes or a no. */
export async function listInvitations(email: string, now = new Date()) {
	const rows = await db
		.select({ delegation: delegations, firstName: customers.firstName, lastName: customers.lastName })
		.from(delegations)
		.innerJoin(customers, eq(customers.id, delegations.ownerId))
		.where(
			and(
				eq(delegations.email, email.toLowerCase()),
				isNull(delegations.delegateId),
				isNull(delegations.endedAt),
				gt(delegations.endsAt, now),
			),
		)
		.orderBy(asc(delegations.invitedAt))
	return rows.map(({ delegation: { id, level, endsAt }, firstName, lastName }) => ({
		...{ id, level, endsAt, ownerName: `${firstName} ${lastName}` },
	}))
}

/** Accepts an invitation to one's own address, once. @returns `false` when there is none, or no longer */
export async function acceptInvitation({
	id,
	email,
	customerId,
	now = new Date(),
}: {
	id: string
	/** The one signed in with. */
	email: string
	customerId: string
	now?: Date
}): Promise<boolean> {
	return transaction(async () => {
		const [accepted] = await db
			.update(delegations)
			.set({ delegateId: customerId, acceptedAt: now })
			.where(
				and(
					eq(delegations.id, id),
					eq(delegations.email, email.toLowerCase()),
					isNull(delegations.delegateId),
					isNull(delegations.endedAt),
					gt(delegations.endsAt, now),
				),
			)
			.returning()
		if (!accepted) return false
		await tellOwner(accepted, 'accepted', now)
		return true
	})
}

/** The owner takes a delegation back, or its holder gives it back: from this instant it opens nothing. Twice is once. */
export async function endDelegation({
	id,
	by,
	customerId,
	email,
	now = new Date(),
}: {
	id: string
	by: 'owner' | 'delegate'
	customerId: string
	/** The address signed in with: an invitation is refused by whom it was sent to. */
	email: string
	now?: Date
}): Promise<boolean> {
	const whose = by === 'owner' ? eq(delegations.ownerId, customerId) : eq(delegations.email, email.toLowerCase())
	return transaction(async () => {
		const [ended] = await db
			.update(delegations)
			.set({ endedAt: now, endedBy: by })
			.where(and(eq(delegations.id, id), whose, isNull(delegations.endedAt)))
			.returning()
		if (!ended) return false
		if (by === 'delegate') await tellOwner(ended, 'given-back', now)
		return true
	})
}

/** Another last day for a delegation that is not over. */
export async function changeLastDay({
	id,
	customerId,
	lastDay,
	now = new Date(),
}: {
	id: string
	customerId: string
	lastDay: string
	now?: Date
}): Promise<'changed' | 'day' | 'missing'> {
	const { timeZone } = settings()
	if (
		!isDay(lastDay) ||
		endOfDay(lastDay, timeZone) <= now ||
		lastDay > addDays(dayOf(now, timeZone), LONGEST_DELEGATION_DAYS)
	)
		return 'day'
	const changed = await db
		.update(delegations)
		.set({ endsAt: endOfDay(lastDay, timeZone) })
		.where(
			and(
				eq(delegations.id, id),
				eq(delegations.ownerId, customerId),
				isNull(delegations.endedAt),
				gt(delegations.endsAt, now),
			),
		)
		.returning({ id: delegations.id })
	return changed.length > 0 ? 'changed' : 'missing'
}

async function tellOwner(delegation: Delegation, what: 'accepted' | 'given-back', now: Date): Promise<void> {
	const [owner] = await db.select().from(customers).where(eq(customers.id, delegation.ownerId))
	if (!owner) return
	const t = messagesIn(delegationMessages, owner.lang).mail[what]
	await queueEmail({
		to: owner.email,
		subject: t.subject(delegation.email),
		body: t.body({
			...{ firstName: owner.firstName, email: delegation.email, brand: settings().brand.name },
			link: `${environment().publicUrl}${localPath(owner.lang, '/compte/partage')}`,
		}),
		purpose: 'delegation',
		dedupeKey: `delegation:${delegation.id}:${what}`,
		now,
	})
}

async function withLines(rows: Delegation[], now: Date): Promise<KnownDelegation[]> {
	const lines =
		rows.length > 0
			? await db
					.select()
					.from(delegatedLines)
					.where(
						inArray(
							delegatedLines.delegationId,
							rows.map(({ id }) => id),
						),
					)
			: []
	return rows.map((row) => ({
		...row,
		lineIds: lines.filter(({ delegationId }) => delegationId === row.id).map(({ lineId }) => lineId),
		state: row.endedAt || row.endsAt <= now ? 'over' : row.acceptedAt ? 'running' : 'invited',
	}))
}
