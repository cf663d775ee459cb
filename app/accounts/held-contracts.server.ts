import { and, asc, eq, isNull, ne, or } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { formerPlans, nextBillLines, subscriptionOptions, subscriptions } from '#db/schema/accounts.server'
import { settings } from '~/settings/settings.server'
import type { AccountsBackend, FormerPlan, Writing } from './backend'
import { dayOf } from './calendar'
import { findPlan, planVersionOn } from './catalogue.server'
import { commitmentFrom } from './commitment'
import { type Holding, sameHolding } from './holding'

type Subscription = typeof subscriptions.$inferSelect
type Option = typeof subscriptionOptions.$inferSelect
type HoldingChange = Parameters<AccountsBackend['changeHolding']>[0]

const CHANGED_SINCE: Writing = { outcome: 'refused', reason: 'changed-since' }
const DONE: Writing = { outcome: 'done' }

/** Since when the plan is held and until when it commits; a plan held from the start has the terms it was sold with then. */
export function planTerms({
	planId,
	startedAt,
	planSince,
	committedUntil,
}: Pick<Subscription, 'planId' | 'startedAt' | 'planSince' | 'committedUntil'>): {
	planSince: Date
	committedUntil: Date | null
} {
	if (planSince) return { planSince, committedUntil }
	const { timeZone } = settings()
	const plan = findPlan(planId)
	const months = plan ? planVersionOn(plan, dayOf(startedAt, timeZone)).commitmentMonths : 0
	return { planSince: startedAt, committedUntil: commitmentFrom(startedAt, months, timeZone) }
}

/** Plans a contract had before the one it has, oldest first. */
export async function formerPlansOf(customerId: string, subscriptionId: string): Promise<FormerPlan[]> {
	const rows = await db
		.select({ former: formerPlans })
		.from(formerPlans)
		.innerJoin(subscriptions, eq(subscriptions.id, formerPlans.subscriptionId))
		.where(and(eq(formerPlans.subscriptionId, subscriptionId), eq(subscriptions.customerId, customerId)))
		.orderBy(asc(formerPlans.until))
	return rows.map(({ former: { planId, planName, priceCents, since, until } }) => ({
		planId,
		planName,
		priceCents,
		since,
		until,
	}))
}

/** See `AccountsBackend.changeHolding`: read, compared and written while nobody else writes. */
export function changeHolding({
	customerId,
	subscriptionId,
	key,
	expected,
	after,
	at,
	lines,
}: HoldingChange): Promise<Writing> {
	return transaction(async () => {
		if (await isApplied(key)) return DONE
		const held = await readHeld(customerId, subscriptionId)
		if (!held) return { outcome: 'refused', reason: 'not-found' }
		if (held.subscription.endsAt && held.subscription.endsAt <= at) return { outcome: 'refused', reason: 'ended' }
		if (!sameHolding(held.holding, expected)) return CHANGED_SINCE
		await changePlan(held.subscription, { key, after, at })
		await changeOptions(held.running, { subscriptionId, key, after, at })
		if (lines.length > 0)
			await db
				.insert(nextBillLines)
				.values(lines.map((line, position) => ({ ...line, customerId, subscriptionId, changeKey: key, position })))
		return DONE
	})
}

/** See `AccountsBackend.undoHolding`. Undoing what is undone already changes nothing. */
export function undoHolding({
	customerId,
	subscriptionId,
	key,
}: Parameters<AccountsBackend['undoHolding']>[0]): Promise<Writing> {
	return transaction(async () => {
		const held = await readHeld(customerId, subscriptionId)
		if (!held) return { outcome: 'refused', reason: 'not-found' }
		if (!(await isApplied(key))) return DONE
		const billed = await db.select().from(nextBillLines).where(eq(nextBillLines.changeKey, key))
		if (billed.some((line) => line.invoiceId !== null)) return CHANGED_SINCE
		const [former] = await db
			.select()
			.from(formerPlans)
			.where(and(eq(formerPlans.endedBy, key), eq(formerPlans.subscriptionId, subscriptionId)))
		if (former && former.until.getTime() !== held.subscription.planSince?.getTime()) return CHANGED_SINCE
		const touched = await db
			.select()
			.from(subscriptionOptions)
			.where(
				and(
					eq(subscriptionOptions.subscriptionId, subscriptionId),
					or(eq(subscriptionOptions.startedBy, key), eq(subscriptionOptions.endedBy, key)),
				),
			)
		const added = touched.filter((option) => option.startedBy === key)
		const ended = touched.filter((option) => option.endedBy === key)
		const isRunning = (optionId: string) => held.running.some((option) => option.optionId === optionId)
		if (added.some((option) => option.until !== null) || ended.some(({ optionId }) => isRunning(optionId)))
			return CHANGED_SINCE

		if (former) {
			const { planId, planName, priceCents, planSince, committedUntil } = former
			await db
				.update(subscriptions)
				.set({ planId, planName, priceCents, planSince, committedUntil })
				.where(eq(subscriptions.id, subscriptionId))
			await db.delete(formerPlans).where(eq(formerPlans.id, former.id))
		}
		await db
			.delete(subscriptionOptions)
			.where(and(eq(subscriptionOptions.subscriptionId, subscriptionId), eq(subscriptionOptions.startedBy, key)))
		await db
			.update(subscriptionOptions)
			.set({ until: null, endedBy: null })
			.where(and(eq(subscriptionOptions.subscriptionId, subscriptionId), eq(subscriptionOptions.endedBy, key)))
		await db.delete(nextBillLines).where(eq(nextBillLines.changeKey, key))
		return DONE
	})
}

/** Whether a change was done and not undone: it ended a plan, or began or ended an option. */
async function isApplied(key: string): Promise<boolean> {
	const [former] = await db.select({ id: formerPlans.id }).from(formerPlans).where(eq(formerPlans.endedBy, key))
	if (former) return true
	const [option] = await db
		.select({ id: subscriptionOptions.id })
		.from(subscriptionOptions)
		.where(or(eq(subscriptionOptions.startedBy, key), eq(subscriptionOptions.endedBy, key)))
		.limit(1)
	return option !== undefined
}

async function readHeld(customerId: string, subscriptionId: string) {
	const [subscription] = await db
		.select()
		.from(subscriptions)
		.where(
			and(
				eq(subscriptions.id, subscriptionId),
				eq(subscriptions.customerId, customerId),
				ne(subscriptions.state, 'ended'),
			),
		)
	if (!subscription) return null
	const running = await db
		.select()
		.from(subscriptionOptions)
		.where(and(eq(subscriptionOptions.subscriptionId, subscriptionId), isNull(subscriptionOptions.until)))
	return { subscription, running, holding: holdingOf(subscription, running) }
}

function holdingOf(subscription: Subscription, running: Option[]): Holding {
	const { planSince, committedUntil } = planTerms(subscription)
	const { planId, planName: name, priceCents } = subscription
	return {
		plan: { planId, name, priceCents, takenAt: planSince, committedUntil },
		options: running.map(({ optionId, name, priceCents, since }) => ({ optionId, name, priceCents, takenAt: since })),
	}
}

async function changePlan(
	subscription: Subscription,
	{ key, after, at }: Pick<HoldingChange, 'key' | 'after' | 'at'>,
): Promise<void> {
	if (after.plan.takenAt.getTime() !== at.getTime()) return
	const { planId, planName, priceCents, planSince, committedUntil } = subscription
	await db.insert(formerPlans).values({
		subscriptionId: subscription.id,
		planId,
		planName,
		priceCents,
		planSince,
		committedUntil,
		since: planSince ?? subscription.startedAt,
		until: at,
		endedBy: key,
	})
	await db
		.update(subscriptions)
		.set({
			planId: after.plan.planId,
			planName: after.plan.name,
			priceCents: after.plan.priceCents,
			planSince: at,
			committedUntil: after.plan.committedUntil,
		})
		.where(eq(subscriptions.id, subscription.id))
}

async function changeOptions(
	running: Option[],
	{ subscriptionId, key, after, at }: Pick<HoldingChange, 'subscriptionId' | 'key' | 'after' | 'at'>,
): Promise<void> {
	const kept = new Set(after.options.map(({ optionId }) => optionId))
	const had = new Set(running.map(({ optionId }) => optionId))
	for (const option of running)
		if (!kept.has(option.optionId))
			await db.update(subscriptionOptions).set({ until: at, endedBy: key }).where(eq(subscriptionOptions.id, option.id))
	const added = after.options.filter(({ optionId }) => !had.has(optionId))
	if (added.length > 0)
		await db.insert(subscriptionOptions).values(
			added.map(({ optionId, name, priceCents }) => ({
				subscriptionId,
				optionId,
				name,
				priceCents,
				since: at,
				startedBy: key,
			})),
		)
}
