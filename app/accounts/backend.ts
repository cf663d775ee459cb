import type { ForwardingKind } from '#db/schema/accounts.server'
import type { Holding } from './holding'

/**
 * What the product asks of whoever holds the contracts. The embedded implementation keeps them
 * in our database; a business with a billing system writes another one. Failures are values:
 * nothing here throws because the other side is down or says no.
 *
 * Each call names the customer: what belongs to another customer is as if it did not exist.
 */
export interface AccountsBackend {
	/** As they are, or as they were at an instant: those that had begun by then. */
	contracts(customerId: string, at?: Date): Promise<Reading<Contract[]>>
	/** As they are, or as they were at an instant. */
	forwardings(customerId: string, at?: Date): Promise<Reading<Forwarding[]>>
	/** Consumption from `sinceMonth` (`2026-11`) on, oldest first. */
	usage(customerId: string, sinceMonth: string): Promise<Reading<MonthOfUsage[]>>
	/** Newest first, lines included. */
	invoices(customerId: string): Promise<Reading<Invoice[]>>

	/** Books a payment that was received; asked again for the same invoice it changes nothing. */
	recordPayment(payment: { customerId: string; invoiceId: string; amountCents: number; at: Date }): Promise<Writing>

	/** Numbers that calls to one of our lines are sent on to at the moment; empty for a number that is not ours. */
	forwardedTo(number: string): Promise<Reading<string[]>>
	/**
	 * `state: null` brings back a line on which this kind was never set. Refused with `changed-since`
	 * when it is no longer as `expected`.
	 */
	setForwarding(change: {
		customerId: string
		lineId: string
		kind: ForwardingKind
		expected: ForwardingState | null
		state: ForwardingState | null
		now: Date
	}): Promise<Writing>

	/**
	 * Puts name and state of a line as asked, in one step. Refused with `changed-since` when it is no
	 * longer as `expected`. A suspended line makes and takes no call; its number stays the customer's.
	 */
	setLine(change: {
		customerId: string
		lineId: string
		expected: LineState
		after: LineState
		now: Date
	}): Promise<Writing>

	/** The running contract that a name and a contract reference, customer number or line number point to. */
	identify(claim: { lastName: string; contract: string }): Promise<Reading<IdentifiedContract | null>>
	/** `endsAt: null` lets the contract run on. */
	setEnd(change: { customerId: string; subscriptionId: string; endsAt: Date | null; now: Date }): Promise<Writing>

	/** Plans a contract had before the one it has, oldest first. */
	formerPlans(customerId: string, subscriptionId: string): Promise<Reading<FormerPlan[]>>
	/**
	 * Puts plan and options of a running contract as asked, from `at` on, in one step. Refused with
	 * `changed-since` when it is no longer as `expected`. The same key does it once.
	 */
	changeHolding(change: {
		customerId: string
		subscriptionId: string
		key: string
		expected: Holding
		after: Holding
		at: Date
		lines: NextBillLine[]
	}): Promise<Writing>
	/**
	 * Brings back exactly what was held before the change of that key and takes its lines off the next
	 * bill. Refused with `changed-since` when the contract is no longer as that change left it, or a line
	 * is on an invoice already.
	 */
	undoHolding(change: { customerId: string; subscriptionId: string; key: string }): Promise<Writing>
	/** What changes have left for the next invoice and is on none yet. */
	pendingLines(customerId: string): Promise<Reading<PendingLine[]>>
}

export type Reading<T> = { ok: true; value: T } | { ok: false; reason: 'unavailable' }

/** `unknown`: the question left and no answer came; only reading again tells. */
export type Writing =
	| { outcome: 'done' }
	| { outcome: 'refused'; reason: string }
	| { outcome: 'unavailable' }
	| { outcome: 'unknown' }

export interface Contract {
	id: string
	customerId: string
	planId: string
	planName: string
	/** Kind of plan: `fibre`, `mobile`. */
	service: string
	/** What tells it from others of the customer: an address, a number. */
	label: string
	priceCents: number
	state: 'active' | 'suspended' | 'ended'
	startedAt: Date
	/** Since when it is this plan at this price. */
	planSince: Date
	/** Last instant of the commitment of the plan; `null` without one. */
	committedUntil: Date | null
	endsAt: Date | null
	lines: Line[]
	options: ContractOption[]
}

export interface Line extends LineState {
	id: string
	/** E.164 */
	number: string
}

/** What a customer changes of a line by themselves. */
export interface LineState {
	/** The customer's own name for it. */
	label: string
	state: 'active' | 'suspended'
}

interface ContractOption {
	id: string
	optionId: string
	name: string
	priceCents: number
	since: Date
	until: Date | null
}

export interface ForwardingState {
	/** E.164 */
	target: string
	active: boolean
	/** For `no-answer`: how long it rings first. */
	delaySeconds: number | null
}

/** A plan as it was held, and when. */
export interface FormerPlan {
	planId: string
	planName: string
	priceCents: number
	since: Date
	until: Date
}

/** A line that the next invoice carries because of a change. */
export interface NextBillLine {
	label: string
	/** The first invoice it may be on, `2026-12`. */
	period: string
	/** Tax included; negative for what comes back. */
	amountCents: number
	taxBasisPoints: number
}

export interface PendingLine extends NextBillLine {
	subscriptionId: string
}

export interface Forwarding extends ForwardingState {
	lineId: string
	kind: ForwardingKind
	changedAt: Date
}

export interface MonthOfUsage {
	lineId: string
	/** `2026-11` */
	month: string
	dataMb: number
	/** `null` when unlimited. */
	dataAllowanceMb: number | null
	minutes: number
	sms: number
}

export interface Invoice {
	id: string
	number: string
	/** `2026-11` */
	period: string
	issuedAt: Date
	dueAt: Date
	totalCents: number
	state: 'due' | 'paid' | 'late'
	paidAt: Date | null
	lines: InvoiceLine[]
}

export interface InvoiceLine {
	position: number
	kind: 'plan' | 'option' | 'usage' | 'credit' | 'proration'
	/** What it is for, then after ` · ` what is proper to the month: `Appels vers la Belgique · 3 appels`. */
	label: string
	subscriptionId: string | null
	/** Tax included; negative for a credit. */
	amountCents: number
	taxBasisPoints: number
}

export interface IdentifiedContract {
	customerId: string
	subscriptionId: string
	startedAt: Date
	/** Where the holder is written to, which need not be the address given with the request. */
	holderEmail: string
	holderLang: 'fr' | 'en'
}

/** Whether two forwarding states do the same; one that is off equals one that was never set. */
export function sameForwarding(one: ForwardingState | null, other: ForwardingState | null): boolean {
	if (!one?.active && !other?.active) return true
	return one?.active === other?.active && one?.target === other?.target && one?.delaySeconds === other?.delaySeconds
}
