import { addDays, dayOf, isDay, startOfDay } from './calendar'
import type { Catalogue, Effective } from './catalogue.server'
import { type CommitmentCost, commitmentCost, commitmentFrom, dayAfterCommitment } from './commitment'
import { type CombinedChange, changed, type Holding, heldVersion, monthlyPrice } from './holding'
import { billingPeriodAt, type ProratedLine, remainder } from './proration'

/** When somebody wants a change to begin; a day is one of the calendar, `2026-12-24`. */
export type Begin = { when: 'now' } | { when: 'next-bill' } | { when: 'date'; day: string }

/** An amount of the next bill, each with what it is for. */
export type ReviewLine =
	| (ProratedLine & { of: 'plan' | 'option'; id: string; name: string })
	| { kind: 'commitment'; id: string; name: string; months: number; monthlyCents: number; amountCents: number }

/** Everything to read before confirming a change; computed from what is held, never stored as typed. */
export interface ChangeReview {
	change: CombinedChange
	before: Holding
	after: Holding
	monthlyBeforeCents: number
	monthlyAfterCents: number
	begin: Begin
	beginsAt: Date
	/** What the next bill carries besides the monthly price, line by line. */
	lines: ReviewLine[]
	/** Sum of the lines. */
	onNextBillCents: number
	/** A commitment that runs when the change begins, and what breaking it costs. */
	commitment: CommitmentCost | null
	/** The commitment the new plan brings; `null` when it brings none. */
	newCommitment: { months: number; until: Date } | null
	stops: {
		options: string[]
		/** Services of the old plan that the new one does not carry. */
		services: string[]
		/** Data allowance, when it becomes smaller; `null` otherwise. */
		allowanceMb: { before: number | null; after: number | null } | null
	}
	gains: { services: string[] }
	/** Something is sent or fetched: cannot be undone in one gesture. */
	physical: boolean
}

export interface BeginChoices {
	/** Offered, the proposed one first. */
	offered: Effective[]
	/** Of what goes; the earliest day follows from it. */
	noticeDays: number
	/** Days that may be chosen. */
	firstDay: string
	lastDay: string
	/** The first day of the next billed month that comes after any notice. */
	nextBillDay: string
	/** The day on which a running commitment costs nothing; `null` when nothing would cost. */
	freeFromDay: string | null
}

export type BeginProblem = 'not-offered' | 'too-early' | 'too-late' | 'not-a-day'

interface Terms {
	catalogue: Catalogue
	now: Date
	timeZone: string
}

/** When a change may begin: what every part of it allows, after the longest notice of what goes. */
export function beginChoices(holding: Holding, change: CombinedChange, terms: Terms): BeginChoices {
	const { catalogue, now, timeZone } = terms
	const today = dayOf(now, timeZone)
	const plan = catalogue.plans.find((one) => one.id === change.planId)
	const options = catalogue.options.filter(({ id }) => change.adds.includes(id) || change.removes.includes(id))
	const rules = [...(plan ? [plan.effective] : []), ...options.map((option) => option.effective)]
	const asked = rules[0] ?? catalogue.changes.effective
	const common = asked.filter((one) => rules.every((rule) => rule.includes(one)))
	const notice = noticeOf(holding, change, catalogue)
	const firstDay = addDays(today, notice)
	const cost = costAt(holding, change, now, terms)
	const freeFromDay = cost && cost.cents > 0 ? dayAfterCommitment(cost.until, timeZone) : null
	const furthest = addDays(today, Math.max(notice, catalogue.changes.furthestDays))
	return {
		// What has a notice cannot begin at once; the first day possible stands in for it.
		offered: notice > 0 ? withoutNow(common) : common.length > 0 ? common : ['next-bill'],
		noticeDays: notice,
		firstDay: notice > 0 ? firstDay : addDays(today, 1),
		nextBillDay: nextBillDay(firstDay, now, timeZone),
		lastDay: freeFromDay && freeFromDay > furthest ? freeFromDay : furthest,
		freeFromDay,
	}
}

/** The instant a change begins, or why it cannot begin then. */
export function beginInstant(
	begin: Begin,
	choices: BeginChoices,
	{ now, timeZone }: Terms,
): { ok: true; at: Date } | { ok: false; problem: BeginProblem } {
	if (!choices.offered.includes(begin.when)) return { ok: false, problem: 'not-offered' }
	if (begin.when === 'now') return { ok: true, at: now }
	if (begin.when === 'next-bill') return { ok: true, at: startOfDay(choices.nextBillDay, timeZone) }
	if (!isDay(begin.day)) return { ok: false, problem: 'not-a-day' }
	if (begin.day < choices.firstDay) return { ok: false, problem: 'too-early' }
	if (begin.day > choices.lastDay) return { ok: false, problem: 'too-late' }
	return { ok: true, at: startOfDay(begin.day, timeZone) }
}

/** What a change does, to the cent, when it begins at an instant that `beginInstant` gave. */
export function reviewChange(
	holding: Holding,
	change: CombinedChange,
	{ begin, at, ...terms }: Terms & { begin: Begin; at: Date },
): ChangeReview {
	const { catalogue, timeZone } = terms
	const commitment = costAt(holding, change, at, terms)
	const newPlan = catalogue.plans.find((plan) => plan.id === change.planId)
	const months = newPlan?.versions[0]?.commitmentMonths ?? 0
	const newUntil = commitmentFrom(at, months, timeZone)
	const stays = commitment && commitment.cents === 0 ? commitment.until : null
	const committedUntil = newUntil && (!stays || newUntil > stays) ? newUntil : stays
	const after = changed(holding, change, { catalogue, at, committedUntil })
	const lines: ReviewLine[] = [
		...(startsPeriod(at, timeZone) ? [] : prorated(holding, after, change, at, timeZone)),
		...(commitment && commitment.cents > 0 ? [commitmentLine(holding, commitment)] : []),
	]
	const before = heldVersion(holding.plan, catalogue)
	const next = heldVersion(after.plan, catalogue)
	const less = change.planId && before && next && isLess(next.allowanceMb, before.allowanceMb)
	return {
		change,
		before: holding,
		after,
		monthlyBeforeCents: monthlyPrice(holding),
		monthlyAfterCents: monthlyPrice(after),
		begin,
		beginsAt: at,
		lines,
		onNextBillCents: lines.reduce((sum, line) => sum + line.amountCents, 0),
		commitment,
		newCommitment: newUntil ? { months, until: newUntil } : null,
		stops: {
			options: change.removes,
			services: missingFrom(before?.services, next?.services),
			allowanceMb: less ? { before: before.allowanceMb, after: next.allowanceMb } : null,
		},
		gains: { services: missingFrom(next?.services, before?.services) },
		physical: catalogue.options.some(
			({ id, physical }) => physical && (change.adds.includes(id) || change.removes.includes(id)),
		),
	}
}

function costAt(holding: Holding, change: CombinedChange, at: Date, { catalogue, timeZone }: Terms) {
	const plan = catalogue.plans.find((one) => one.id === change.planId)
	if (!plan) return null
	const { takenAt, committedUntil, priceCents } = holding.plan
	return commitmentCost({ takenAt, committedUntil, at, lessCents: priceCents - plan.priceCents, timeZone })
}

function commitmentLine(holding: Holding, { months, cents }: CommitmentCost): ReviewLine {
	const { planId, name } = holding.plan
	return { kind: 'commitment', id: planId, name, months, monthlyCents: cents / months, amountCents: cents }
}

/** What is paid for already comes back from that day on, what begins is charged until the end of the month. */
function prorated(before: Holding, after: Holding, change: CombinedChange, at: Date, timeZone: string): ReviewLine[] {
	const period = billingPeriodAt(at, timeZone)
	const day = dayOf(at, timeZone)
	const partOf = (kind: 'credit' | 'charge', of: 'plan' | 'option', id: string, name: string, cents: number) =>
		remainder(kind, cents, day, period).map((line) => ({ ...line, of, id, name }))
	return [
		...(change.planId
			? [
					...partOf('credit', 'plan', before.plan.planId, before.plan.name, before.plan.priceCents),
					...partOf('charge', 'plan', after.plan.planId, after.plan.name, after.plan.priceCents),
				]
			: []),
		...before.options
			.filter(({ optionId }) => change.removes.includes(optionId))
			.flatMap(({ optionId, name, priceCents }) => partOf('credit', 'option', optionId, name, priceCents)),
		...after.options
			.filter(({ optionId }) => change.adds.includes(optionId))
			.flatMap(({ optionId, name, priceCents }) => partOf('charge', 'option', optionId, name, priceCents)),
	]
}

/** A month's bill asks for what is held at its first instant: a change at that instant needs no part of a month. */
function startsPeriod(at: Date, timeZone: string): boolean {
	return at.getTime() === startOfDay(billingPeriodAt(at, timeZone).from, timeZone).getTime()
}

/** The first day of a month that has not begun and that is not before `firstDay`. */
function nextBillDay(firstDay: string, now: Date, timeZone: string): string {
	const next = billingPeriodAt(now, timeZone).until
	return next >= firstDay ? next : billingPeriodAt(startOfDay(firstDay, timeZone), timeZone).until
}

function noticeOf(holding: Holding, change: CombinedChange, catalogue: Catalogue): number {
	const held = new Set(holding.options.map(({ optionId }) => optionId))
	return catalogue.options
		.filter(({ id }) => change.removes.includes(id) && held.has(id))
		.reduce((longest, option) => Math.max(longest, option.noticeDays), 0)
}

function withoutNow(offered: Effective[]): Effective[] {
	const later = offered.filter((one) => one !== 'now')
	return later.length > 0 ? later : ['date']
}

function missingFrom(these: string[] = [], others: string[] = []): string[] {
	return these.filter((one) => !others.includes(one))
}

/** `null` is no limit. */
function isLess(one: number | null, other: number | null): boolean {
	return one !== null && (other === null || one < other)
}
