import type { Contract } from './backend'
import type { Catalogue } from './catalogue.server'
import type { ChangeTitle } from './change-words'
import { type BothLanguages, heldOptionName, heldPlanName, optionInSentence } from './held-names'
import {
	type CombinedChange,
	changed,
	combine,
	type Holding,
	holdingOfContract,
	monthlyPrice,
	type Wish,
} from './holding'

/** A plan that can be taken for a contract, seen from what is held. */
export interface PlanOffer {
	planId: string
	name: BothLanguages
	priceCents: number
	/** `null` is no limit, or a plan without data. */
	allowanceMb: number | null
	services: BothLanguages[]
	commitmentMonths: number
	/** What a month of the contract costs more or less with it, options included. */
	differenceCents: number
	/** Options the contract would lose. */
	loses: BothLanguages[]
}

/** An option as it stands on a contract: held, to be had, or not with this plan. */
export interface OptionOffer {
	optionId: string
	name: BothLanguages
	explained: BothLanguages | null
	priceCents: number
	/** `null` when it is not held. */
	heldSince: Date | null
	/** What adding or removing it does; `null` when that cannot be done. */
	change: { title: ChangeTitle; differenceCents: number } | null
	/** Why it brings others with it, or takes others away. */
	hints: { kind: 'conflict' | 'needed'; other: BothLanguages; why: BothLanguages }[]
	/** It is held and nobody can take it any more. */
	lastChance: boolean
}

/** The plans a contract can change to, cheapest first. */
export function planOffers(contract: Contract, catalogue: Catalogue): PlanOffer[] {
	const holding = holdingOfContract(contract)
	return catalogue.plans
		.flatMap((plan) => {
			const wished = combine(holding, { kind: 'plan', planId: plan.id }, catalogue)
			if (!wished.ok) return []
			return {
				planId: plan.id,
				name: plan.name,
				priceCents: plan.priceCents,
				allowanceMb: plan.allowanceMb,
				services: catalogue.services.filter(({ id }) => plan.services.includes(id)),
				commitmentMonths: plan.commitmentMonths,
				differenceCents: differenceOf(holding, wished.change, catalogue),
				loses: wished.change.removes.map((id) => optionInSentence(id, holding.options, catalogue)),
			}
		})
		.sort((one, other) => one.priceCents - other.priceCents)
}

/** Options that are held, then those that can be added, then those the plan does not have. */
export function optionOffers(contract: Contract, catalogue: Catalogue): OptionOffer[] {
	const holding = holdingOfContract(contract)
	const kind = catalogue.plans.find(({ id }) => id === contract.planId)?.kind ?? contract.service
	const held = holding.options.map((option): OptionOffer => {
		const known = catalogue.options.find(({ id }) => id === option.optionId)
		return {
			optionId: option.optionId,
			name: heldOptionName(option, catalogue),
			explained: known?.explained ?? null,
			priceCents: option.priceCents,
			heldSince: option.takenAt,
			change: changeFor({ kind: 'remove', optionId: option.optionId }),
			hints: [],
			lastChance: !known?.sold,
		}
	})
	const others = catalogue.options
		.filter(
			(option) => option.sold && option.for === kind && !holding.options.some(({ optionId }) => optionId === option.id),
		)
		.map((option): OptionOffer => {
			const wished = combine(holding, { kind: 'add', optionId: option.id }, catalogue)
			return {
				optionId: option.id,
				name: option.name,
				explained: option.explained ?? null,
				priceCents: option.priceCents,
				heldSince: null,
				change: changeFor({ kind: 'add', optionId: option.id }),
				hints: wished.ok ? hintsOf(wished.change, holding, catalogue) : [],
				lastChance: false,
			}
		})
	return [...held, ...others.filter(({ change }) => change), ...others.filter(({ change }) => !change)]

	function changeFor(wish: Wish): OptionOffer['change'] {
		const wished = combine(holding, wish, catalogue)
		if (!wished.ok) return null
		return {
			title: changeTitle(holding, wished.change, catalogue),
			differenceCents: differenceOf(holding, wished.change, catalogue),
		}
	}
}

/** What a change is called: by the plan it moves to, the option asked for, or those that go. */
export function changeTitle(holding: Holding, change: CombinedChange, catalogue: Catalogue): ChangeTitle {
	const sentence = (optionId: string) => optionInSentence(optionId, holding.options, catalogue)
	const plan = catalogue.plans.find(({ id }) => id === change.planId)
	if (plan) return { kind: 'plan', from: heldPlanName(holding.plan, catalogue), to: plan.name }
	const [first, ...needed] = change.adds
	if (!first) return { kind: 'remove', names: change.removes.map(sentence) }
	return { kind: 'add', name: sentence(first), replaced: change.removes.map(sentence), needed: needed.map(sentence) }
}

function differenceOf(holding: Holding, change: CombinedChange, catalogue: Catalogue): number {
	const { takenAt } = holding.plan
	return (
		monthlyPrice(changed(holding, change, { catalogue, at: takenAt, committedUntil: null })) - monthlyPrice(holding)
	)
}

function hintsOf({ consequences }: CombinedChange, holding: Holding, catalogue: Catalogue): OptionOffer['hints'] {
	return consequences.flatMap((one) => {
		if (one.kind === 'conflict')
			return { kind: one.kind, other: optionInSentence(one.removes, holding.options, catalogue), why: one.why }
		if (one.kind === 'needed')
			return { kind: one.kind, other: optionInSentence(one.adds, holding.options, catalogue), why: one.why }
		return []
	})
}
