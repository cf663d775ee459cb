import { and, asc, desc, eq, gte, inArray, isNull, like, ne, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import {
	customers,
	formerEnds,
	formerForwardings,
	formerLines,
	forwardings,
	invoiceLines,
	invoices,
	lines,
	nextBillLines,
	subscriptionOptions,
	subscriptions,
	usage,
} from '#db/schema/accounts.server'
import { settings } from '~/settings/settings.server'
import {
	type AccountsBackend,
	type Contract,
	type IdentifiedContract,
	type Reading,
	sameForwarding,
	type Writing,
} from './backend'
import { readContractReference } from './contract-reference'
import { changeHolding, formerPlansOf, planTerms, undoHolding } from './held-contracts.server'
import { contractsAt, forwardingsAt } from './past-states.server'
import { readPhone } from './phone.server'

const whose = sql.placeholder('customerId')

// What every page of the account reads: the statements are built once.
const subscriptionsOf = db
	.select()
	.from(subscriptions)
	.where(eq(subscriptions.customerId, whose))
	.orderBy(asc(subscriptions.service), asc(subscriptions.startedAt))
	.prepare()
const linesOf = db.select().from(lines).where(eq(lines.customerId, whose)).orderBy(asc(lines.number)).prepare()
const optionsOf = db
	.select({ option: subscriptionOptions })
	.from(subscriptionOptions)
	.innerJoin(subscriptions, eq(subscriptions.id, subscriptionOptions.subscriptionId))
	.where(eq(subscriptions.customerId, whose))
	.orderBy(asc(subscriptionOptions.since))
	.prepare()
const forwardingsOf = db
	.select({ forwarding: forwardings })
	.from(forwardings)
	.innerJoin(lines, eq(lines.id, forwardings.lineId))
	.where(eq(lines.customerId, whose))
	.prepare()
const usageOf = db
	.select({ month: usage })
	.from(usage)
	.innerJoin(lines, eq(lines.id, usage.lineId))
	.where(and(eq(lines.customerId, whose), gte(usage.month, sql.placeholder('sinceMonth'))))
	.orderBy(asc(usage.month))
	.prepare()
const invoicesOf = db
	.select()
	.from(invoices)
	.where(eq(invoices.customerId, whose))
	.orderBy(desc(invoices.period))
	.prepare()
const invoiceLinesOf = db
	.select({ line: invoiceLines })
	.from(invoiceLines)
	.innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
	.where(eq(invoices.customerId, whose))
	.orderBy(asc(invoiceLines.position))
	.prepare()

const pendingLinesOf = db
	.select({
		subscriptionId: nextBillLines.subscriptionId,
		period: nextBillLines.period,
		label: nextBillLines.label,
		amountCents: nextBillLines.amountCents,
		taxBasisPoints: nextBillLines.taxBasisPoints,
	})
	.from(nextBillLines)
	.where(and(eq(nextBillLines.customerId, whose), isNull(nextBillLines.invoiceId)))
	.orderBy(asc(nextBillLines.period), asc(nextBillLines.changeKey), asc(nextBillLines.position))
	.prepare()

/** The backend on our own database: always available, and it never leaves an outcome unknown. */
export const embeddedBackend: AccountsBackend = {
	async contracts(customerId, at) {
		const [held, heldLines, options] = await Promise.all([
			subscriptionsOf.execute({ customerId }),
			linesOf.execute({ customerId }),
			optionsOf.execute({ customerId }),
		])
		const contracts = held.map((subscription) => ({
			...subscription,
			...planTerms(subscription),
			lines: heldLines.filter((line) => line.subscriptionId === subscription.id),
			options: options.map(({ option }) => option).filter((option) => option.subscriptionId === subscription.id),
		}))
		return read(at ? await contractsAt(customerId, contracts, at) : contracts)
	},

	formerPlans: async (customerId, subscriptionId) => read(await formerPlansOf(customerId, subscriptionId)),
	changeHolding: (change) => changeHolding(change),
	undoHolding: (change) => undoHolding(change),

	pendingLines: async (customerId) => read(await pendingLinesOf.execute({ customerId })),

	async forwardings(customerId, at) {
		const rows = await forwardingsOf.execute({ customerId })
		const set = rows.map((row) => ({ ...row.forwarding, active: row.forwarding.active === true }))
		return read(at ? await forwardingsAt(customerId, set, at) : set)
	},

	async usage(customerId, sinceMonth) {
		const rows = await usageOf.execute({ customerId, sinceMonth })
		return read(rows.map((row) => row.month))
	},

	async invoices(customerId) {
		const [issued, detail] = await Promise.all([
			invoicesOf.execute({ customerId }),
			invoiceLinesOf.execute({ customerId }),
		])
		const byInvoice = groupByInvoice(detail)
		return read(
			issued.map((invoice) => ({
				...invoice,
				lines: (byInvoice.get(invoice.id) ?? []).map(({ line }) => line),
			})),
		)
	},

	async recordPayment({ customerId, invoiceId, at }) {
		const ofCustomer = and(eq(invoices.id, invoiceId), eq(invoices.customerId, customerId))
		await db
			.update(invoices)
			.set({ state: 'paid', paidAt: at })
			.where(and(ofCustomer, ne(invoices.state, 'paid')))
		const [invoice] = await db.select({ state: invoices.state }).from(invoices).where(ofCustomer)
		return invoice ? { outcome: 'done' } : { outcome: 'refused', reason: 'not-found' }
	},

	async forwardedTo(number) {
		const rows = await db
			.select({ target: forwardings.target })
			.from(forwardings)
			.innerJoin(lines, eq(lines.id, forwardings.lineId))
			.where(and(eq(lines.number, number), eq(forwardings.active, true)))
		return read(rows.map((row) => row.target))
	},

	setForwarding: (change) => transaction(() => setForwarding(change)),

	setLine: ({ customerId, lineId, expected, after, now }) =>
		transaction(async () => {
			const [changed] = await db
				.update(lines)
				.set({ label: after.label, state: after.state })
				.where(
					and(
						eq(lines.id, lineId),
						eq(lines.customerId, customerId),
						eq(lines.label, expected.label),
						eq(lines.state, expected.state),
					),
				)
				.returning({ id: lines.id })
			if (!changed) return { outcome: 'refused', reason: 'changed-since' }
			await db.insert(formerLines).values({ lineId, ...expected, until: now })
			return { outcome: 'done' }
		}),

	async identify({ lastName, contract }) {
		const candidates = await contractsCalled(contract)
		const [only, another] = candidates.filter((candidate) => sameName(candidate.lastName, lastName))
		if (!only || another) return read(null)
		const { lastName: _, ...identified } = only
		return read(identified)
	},

	setEnd: ({ customerId, subscriptionId, endsAt, now }) =>
		transaction(async () => {
			const running = and(
				eq(subscriptions.id, subscriptionId),
				eq(subscriptions.customerId, customerId),
				ne(subscriptions.state, 'ended'),
			)
			const [before] = await db.select({ endsAt: subscriptions.endsAt }).from(subscriptions).where(running)
			if (!before) return { outcome: 'refused', reason: 'already-ended' }
			if (before.endsAt?.getTime() === endsAt?.getTime()) return { outcome: 'done' }
			await db.update(subscriptions).set({ endsAt }).where(running)
			await db.insert(formerEnds).values({ subscriptionId, endsAt: before.endsAt, until: now })
			return { outcome: 'done' }
		}),
}

async function setForwarding({
	customerId,
	lineId,
	kind,
	expected,
	state,
	now,
}: Parameters<AccountsBackend['setForwarding']>[0]): Promise<Writing> {
	const [line] = await db
		.select({ state: lines.state })
		.from(lines)
		.where(and(eq(lines.id, lineId), eq(lines.customerId, customerId)))
	if (!line) return { outcome: 'refused', reason: 'not-found' }
	if (line.state === 'suspended' && state?.active) return { outcome: 'refused', reason: 'line-suspended' }
	const ofKind = and(eq(forwardings.lineId, lineId), eq(forwardings.kind, kind))
	const [set] = await db.select().from(forwardings).where(ofKind)
	if (!sameForwarding(set ? { ...set, active: set.active === true } : null, expected))
		return { outcome: 'refused', reason: 'changed-since' }
	await db.insert(formerForwardings).values({
		...{ lineId, kind, target: set?.target ?? null, active: set?.active === true, until: now },
		...{ delaySeconds: set?.delaySeconds ?? null, changedAt: set?.changedAt ?? null },
	})
	if (state)
		await db
			.insert(forwardings)
			.values({ lineId, kind, ...state, changedAt: now })
			.onConflictDoUpdate({ target: [forwardings.lineId, forwardings.kind], set: { ...state, changedAt: now } })
	else await db.delete(forwardings).where(ofKind)
	return { outcome: 'done' }
}

/** Whether a contract no longer runs: said by its state, or by an end that has passed. */
export function hasEnded(contract: Pick<Contract, 'state' | 'endsAt'>, now: Date): boolean {
	return contract.state === 'ended' || (contract.endsAt !== null && contract.endsAt <= now)
}

type Candidate = IdentifiedContract & { lastName: string }

/** Running contracts that a contract reference, a line number or a customer number may mean. */
async function contractsCalled(typed: string): Promise<Candidate[]> {
	const reference = readContractReference(typed)
	const phone = readPhone(typed, settings().country)
	const meant = reference
		? like(subscriptions.id, `${reference}%`)
		: phone.ok
			? inArray(
					subscriptions.id,
					db.select({ id: lines.subscriptionId }).from(lines).where(eq(lines.number, phone.e164)),
				)
			: eq(customers.number, typed.trim().toUpperCase())
	return db
		.select({
			customerId: subscriptions.customerId,
			subscriptionId: subscriptions.id,
			startedAt: subscriptions.startedAt,
			holderEmail: customers.email,
			holderLang: customers.lang,
			lastName: customers.lastName,
		})
		.from(subscriptions)
		.innerJoin(customers, eq(customers.id, subscriptions.customerId))
		.where(and(meant, ne(subscriptions.state, 'ended')))
}

/** Case, accents, hyphens and the order of first and last name do not count. */
function sameName(onContract: string, typed: string): boolean {
	const words = (text: string) =>
		text
			.normalize('NFD')
			.replace(/\p{M}/gu, '')
			.toLowerCase()
			.split(/[^\p{L}]+/u)
			.filter(Boolean)
	const given = new Set(words(typed))
	return given.size > 0 && words(onContract).every((word) => given.has(word))
}

function groupByInvoice<T extends { line: { invoiceId: string } }>(rows: T[]): Map<string, T[]> {
	const groups = new Map<string, T[]>()
	for (const row of rows) {
		const group = groups.get(row.line.invoiceId)
		if (group) group.push(row)
		else groups.set(row.line.invoiceId, [row])
	}
	return groups
}

function read<T>(value: T): Reading<T> {
	return { ok: true, value }
}
