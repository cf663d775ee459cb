import type { Contract, FormerPlan } from './backend'
import type { HeldOption } from './holding'

/** What a contract held at an instant, as an invoice names it. */
export interface HeldAt {
	plan: { planId: string; name: string; priceCents: number }
	options: Pick<HeldOption, 'optionId' | 'name' | 'priceCents'>[]
}

/**
 * What a contract held at an instant, from its history. A change counts from its own instant on.
 *
 * @returns `null` before the contract began and from its end on
 */
export function heldAt(contract: Contract, former: FormerPlan[], at: Date): HeldAt | null {
	if (at < contract.startedAt || (contract.endsAt && at >= contract.endsAt)) return null
	const earlier = at < contract.planSince ? former.find((plan) => plan.since <= at && at < plan.until) : undefined
	const { planId, planName: name, priceCents } = earlier ?? contract
	return {
		plan: { planId, name, priceCents },
		options: contract.options
			.filter((option) => option.since <= at && (!option.until || at < option.until))
			.map(({ optionId, name, priceCents }) => ({ optionId, name, priceCents })),
	}
}
