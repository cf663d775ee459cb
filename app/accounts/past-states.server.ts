import { asc, eq, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { db } from '#db/client.server'
import {
	formerEnds,
	formerForwardings,
	formerLines,
	formerPlans,
	lines,
	subscriptions,
} from '#db/schema/accounts.server'
import type { Contract, Forwarding } from './backend'
import { planTerms } from './held-contracts.server'

/** In the order they were kept: a clock put back between two of them changes nothing of it. */
const kept = (table: SQLiteTable) => asc(sql`${table}.rowid`)

/**
 * Contracts as they were at an instant: plan and price, options, planned end, names of lines and whether
 * they were in service. One that began later is left out; one that has ended since runs.
 */
export async function contractsAt(customerId: string, current: Contract[], at: Date): Promise<Contract[]> {
	const [plans, ends, names] = await Promise.all([plansOf(customerId), endsOf(customerId), linesOf(customerId)])
	return current
		.filter(({ startedAt }) => startedAt <= at)
		.map((contract) => {
			const { id, startedAt } = contract
			const plan = lastingAt(
				plans.filter(({ subscriptionId }) => subscriptionId === id),
				at,
			)
			const end = lastingAt(
				ends.filter(({ subscriptionId }) => subscriptionId === id),
				at,
			)
			const endsAt = end ? end.endsAt : contract.endsAt
			const hasEnded = endsAt !== null && endsAt <= at
			const { planId, planName, priceCents, planSince, committedUntil } = plan ?? contract
			return {
				...contract,
				...{ planId, planName, priceCents },
				...planTerms({ planId, startedAt, planSince, committedUntil }),
				endsAt,
				state: hasEnded ? 'ended' : contract.state === 'ended' ? 'active' : contract.state,
				options: contract.options.filter(({ since, until }) => since <= at && (until === null || until > at)),
				lines: contract.lines.map((line) => {
					const was = lastingAt(
						names.filter(({ lineId }) => lineId === line.id),
						at,
					)
					return was ? { ...line, label: was.label, state: was.state } : line
				}),
			}
		})
}

/** Forwardings as they were at an instant; one that was not set yet is left out. */
export async function forwardingsAt(customerId: string, current: Forwarding[], at: Date): Promise<Forwarding[]> {
	const former = await db
		.select({ was: formerForwardings })
		.from(formerForwardings)
		.innerJoin(lines, eq(lines.id, formerForwardings.lineId))
		.where(eq(lines.customerId, customerId))
		.orderBy(kept(formerForwardings))
	const rows = former.map(({ was }) => was)
	const keyOf = ({ lineId, kind }: { lineId: string; kind: string }) => `${lineId} ${kind}`
	const all = new Map([...rows, ...current].map((one) => [keyOf(one), one]))
	return [...all.keys()].flatMap((key) => {
		const was = lastingAt(
			rows.filter((row) => keyOf(row) === key),
			at,
		)
		if (!was) return current.filter((one) => keyOf(one) === key && one.changedAt <= at)
		const { lineId, kind, target, active, delaySeconds, changedAt } = was
		return target && changedAt ? [{ lineId, kind, target, active: active === true, delaySeconds, changedAt }] : []
	})
}

function plansOf(customerId: string) {
	return db
		.select({
			subscriptionId: formerPlans.subscriptionId,
			planId: formerPlans.planId,
			planName: formerPlans.planName,
			priceCents: formerPlans.priceCents,
			planSince: formerPlans.planSince,
			committedUntil: formerPlans.committedUntil,
			until: formerPlans.until,
		})
		.from(formerPlans)
		.innerJoin(subscriptions, eq(subscriptions.id, formerPlans.subscriptionId))
		.where(eq(subscriptions.customerId, customerId))
		.orderBy(asc(formerPlans.until))
}

function endsOf(customerId: string) {
	return db
		.select({ subscriptionId: formerEnds.subscriptionId, endsAt: formerEnds.endsAt, until: formerEnds.until })
		.from(formerEnds)
		.innerJoin(subscriptions, eq(subscriptions.id, formerEnds.subscriptionId))
		.where(eq(subscriptions.customerId, customerId))
		.orderBy(kept(formerEnds))
}

function linesOf(customerId: string) {
	return db
		.select({
			lineId: formerLines.lineId,
			label: formerLines.label,
			state: formerLines.state,
			until: formerLines.until,
		})
		.from(formerLines)
		.innerJoin(lines, eq(lines.id, formerLines.lineId))
		.where(eq(lines.customerId, customerId))
		.orderBy(kept(formerLines))
}

/** Of what was so one after another, what was so at an instant; `undefined` when that is what is so now. */
function lastingAt<Row extends { until: Date }>(rows: Row[], at: Date): Row | undefined {
	return rows.find(({ until }) => until > at)
}
