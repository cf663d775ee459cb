import type { Contract } from './backend'
import type { Catalogue, Option, Plan, PlanVersion } from './catalogue.server'

/** What a contract holds: a plan and options, each at the name and price it was taken with. */
export interface Holding {
	plan: HeldPlan
	options: HeldOption[]
}

export interface HeldPlan {
	planId: string
	/** As on the contract: French, of the version taken. */
	name: string
	priceCents: number
	takenAt: Date
	/** Last instant of the commitment; `null` without one. */
	committedUntil: Date | null
}

export interface HeldOption {
	optionId: string
	/** As on the contract: French, of the version taken. */
	name: string
	priceCents: number
	takenAt: Date
}

/** One thing somebody asks for; what else has to change follows from it. */
export type Wish = { kind: 'plan'; planId: string } | { kind: 'add' | 'remove'; optionId: string }

interface BothLanguages {
	fr: string
	en: string
}

/** Why something changes that was not asked for by name. */
export type Consequence =
	| { kind: 'conflict'; removes: string; keeps: string; why: BothLanguages }
	| { kind: 'needed'; adds: string; for: string; why: BothLanguages }
	/** It cannot run without what goes. */
	| { kind: 'orphaned'; removes: string; without: string; why: BothLanguages }
	| { kind: 'not-on-plan'; removes: string }

export interface CombinedChange {
	/** `null` keeps the plan. */
	planId: string | null
	/** The option asked for first, then what it needs. */
	adds: string[]
	removes: string[]
	consequences: Consequence[]
}

export type WishProblem =
	| 'unknown'
	| 'not-sold'
	/** Another kind of contract: a mobile plan for a fibre line. */
	| 'other-kind'
	| 'held-already'
	| 'not-held'
	/** The option, or one it needs, does not exist on the plan. */
	| 'not-on-plan'

/**
 * Everything one wish entails: an option that conflicts goes, one that is needed comes, one that
 * loses what it needs goes too, and a plan takes away the options it does not know. All of it is one
 * change, reviewed and confirmed once.
 */
export function combine(
	holding: Holding,
	wish: Wish,
	catalogue: Catalogue,
): { ok: true; change: CombinedChange } | { ok: false; problem: WishProblem } {
	if (wish.kind === 'plan') return combinePlan(holding, wish.planId, catalogue)
	const option = catalogue.options.find((one) => one.id === wish.optionId)
	const held = holds(holding, wish.optionId)
	if (wish.kind === 'remove') {
		if (!held) return { ok: false, problem: 'not-held' }
		const change: CombinedChange = { planId: null, adds: [], removes: [wish.optionId], consequences: [] }
		dropOrphans(holding, change, catalogue)
		return { ok: true, change }
	}
	if (held) return { ok: false, problem: 'held-already' }
	if (!option) return { ok: false, problem: 'unknown' }
	if (!option.sold) return { ok: false, problem: 'not-sold' }
	return combineAddition(holding, option, catalogue)
}

function combinePlan(holding: Holding, planId: string, catalogue: Catalogue): ReturnType<typeof combine> {
	const plan = catalogue.plans.find((one) => one.id === planId)
	const held = catalogue.plans.find((one) => one.id === holding.plan.planId)
	if (!plan) return { ok: false, problem: 'unknown' }
	if (held && held.kind !== plan.kind) return { ok: false, problem: 'other-kind' }
	if (!plan.sold) return { ok: false, problem: 'not-sold' }
	if (isVersionHeld(holding.plan, plan)) return { ok: false, problem: 'held-already' }
	const change: CombinedChange = { planId, adds: [], removes: [], consequences: [] }
	for (const { optionId } of holding.options) {
		const option = catalogue.options.find((one) => one.id === optionId)
		if (!option || existsOn(option, plan)) continue
		change.removes.push(optionId)
		change.consequences.push({ kind: 'not-on-plan', removes: optionId })
	}
	dropOrphans(holding, change, catalogue)
	return { ok: true, change }
}

function combineAddition(holding: Holding, option: Option, catalogue: Catalogue): ReturnType<typeof combine> {
	const plan = catalogue.plans.find((one) => one.id === holding.plan.planId)
	const change: CombinedChange = { planId: null, adds: [option.id], removes: [], consequences: [] }
	// The list grows while it is walked: what is needed may need more.
	for (const id of change.adds) {
		const adding = catalogue.options.find((one) => one.id === id)
		if (!adding || !plan || !existsOn(adding, plan)) return { ok: false, problem: 'not-on-plan' }
		if (!adding.sold) return { ok: false, problem: 'not-sold' }
		for (const { option: needed, why } of adding.requires) {
			if (holds(holding, needed) || change.adds.includes(needed)) continue
			change.adds.push(needed)
			change.consequences.push({ kind: 'needed', adds: needed, for: id, why })
		}
		for (const { optionId } of holding.options) {
			const why = conflictBetween(id, optionId, catalogue)
			if (!why || change.removes.includes(optionId)) continue
			change.removes.push(optionId)
			change.consequences.push({ kind: 'conflict', removes: optionId, keeps: id, why })
		}
	}
	dropOrphans(holding, change, catalogue)
	return { ok: true, change }
}

/** Adds to the change the held options that need one which goes. */
function dropOrphans(holding: Holding, change: CombinedChange, catalogue: Catalogue): void {
	for (const gone of change.removes)
		for (const { optionId } of holding.options) {
			const required = catalogue.options
				.find((one) => one.id === optionId)
				?.requires.find(({ option }) => option === gone)
			if (!required || change.removes.includes(optionId)) continue
			change.removes.push(optionId)
			change.consequences.push({ kind: 'orphaned', removes: optionId, without: gone, why: required.why })
		}
}

/** What is held after a change that begins at `at`: what stays keeps its name, price and date. */
export function changed(
	holding: Holding,
	change: Pick<CombinedChange, 'planId' | 'adds' | 'removes'>,
	{ catalogue, at, committedUntil }: { catalogue: Catalogue; at: Date; committedUntil: Date | null },
): Holding {
	const version = change.planId ? soldVersion(change.planId, catalogue) : null
	return {
		plan: version
			? {
					planId: change.planId ?? holding.plan.planId,
					name: version.name.fr,
					priceCents: version.priceCents,
					takenAt: at,
					committedUntil,
				}
			: holding.plan,
		options: [
			...holding.options.filter(({ optionId }) => !change.removes.includes(optionId)),
			...change.adds.map((optionId) => {
				const option = catalogue.options.find((one) => one.id === optionId)
				if (!option) throw new Error(`the catalogue has no option called ${optionId}`)
				return { optionId, name: option.name.fr, priceCents: option.priceCents, takenAt: at }
			}),
		],
	}
}

/** What a contract holds now. */
export function holdingOfContract(contract: Contract): Holding {
	const { planId, planName: name, priceCents, planSince: takenAt, committedUntil } = contract
	return {
		plan: { planId, name, priceCents, takenAt, committedUntil },
		options: contract.options
			.filter((option) => option.until === null)
			.map(({ optionId, name, priceCents, since }) => ({ optionId, name, priceCents, takenAt: since })),
	}
}

/** Whether two holdings are the same to the last detail; the order of options does not count. */
export function sameHolding(one: Holding, other: Holding): boolean {
	return holdingKey(one) === holdingKey(other)
}

/** A text that is the same for the same holding, and only for it. */
export function holdingKey({ plan, options }: Holding): string {
	const when = (at: Date | null) => at?.getTime() ?? null
	return JSON.stringify([
		[plan.planId, plan.name, plan.priceCents, when(plan.takenAt), when(plan.committedUntil)],
		...options
			.toSorted((one, other) => (one.optionId < other.optionId ? -1 : 1))
			.map(({ optionId, name, priceCents, takenAt }) => [optionId, name, priceCents, when(takenAt)]),
	])
}

/** What a month costs: the plan and its options. */
export function monthlyPrice({ plan, options }: Pick<Holding, 'plan' | 'options'>): number {
	return options.reduce((sum, option) => sum + option.priceCents, plan.priceCents)
}

/** Whether the plan is held as it is sold today: an earlier version of it is another thing. */
export function isVersionHeld(held: Pick<HeldPlan, 'planId' | 'name' | 'priceCents'>, plan: Plan): boolean {
	return held.planId === plan.id && held.name === plan.name.fr && held.priceCents === plan.priceCents
}

/** The version of the plan that was taken, by its name and price; `undefined` when the catalogue no longer has it. */
export function heldVersion(
	held: Pick<HeldPlan, 'planId' | 'name' | 'priceCents'>,
	catalogue: Catalogue,
): PlanVersion | undefined {
	const versions = catalogue.plans.find((plan) => plan.id === held.planId)?.versions ?? []
	return (
		versions.find((one) => one.name.fr === held.name && one.priceCents === held.priceCents) ??
		versions.find((one) => one.name.fr === held.name)
	)
}

/** Whether an option can be added to contracts of a plan. */
export function existsOn(option: Option, plan: Plan): boolean {
	return (
		option.for === plan.kind &&
		(option.plans?.includes(plan.id) ?? true) &&
		option.services.every((service) => plan.services.includes(service))
	)
}

/** Why two options cannot run together, whichever of them says so; `null` when they can. */
export function conflictBetween(one: string, other: string, catalogue: Catalogue): BothLanguages | null {
	for (const [from, to] of [
		[one, other],
		[other, one],
	]) {
		const conflict = catalogue.options.find(({ id }) => id === from)?.conflicts.find((entry) => entry.with === to)
		if (conflict) return conflict.why
	}
	return null
}

function soldVersion(planId: string, catalogue: Catalogue): PlanVersion {
	const [version] = catalogue.plans.find((plan) => plan.id === planId)?.versions ?? []
	if (!version) throw new Error(`the catalogue has no plan called ${planId}`)
	return version
}

function holds(holding: Holding, optionId: string): boolean {
	return holding.options.some((option) => option.optionId === optionId)
}
