import { createHash } from 'node:crypto'
import { settings } from '~/settings/settings.server'
import type { Contract } from './backend'
import { type Catalogue, catalogue } from './catalogue.server'
import {
	type Begin,
	type BeginChoices,
	type BeginProblem,
	beginChoices,
	beginInstant,
	type ChangeReview,
	reviewChange,
} from './change-review'
import { contractReference } from './contract-reference'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { combine, holdingKey, holdingOfContract, type Wish, type WishProblem } from './holding'
import { awaitsAnswer } from './open-changes.server'
import { isChangePlanned } from './scheduled-changes.server'
import { type ShownReview, showReview } from './shown-review'

export type ReviewProblem = WishProblem | 'ending' | 'suspended' | 'scheduled' | 'awaits-answer'

export interface OpenedReview {
	ok: true
	contract: Contract
	review: ChangeReview
	shown: ShownReview
	/** Changes with anything the customer reads: prices, amounts, moment, what is held. */
	fingerprint: string
	/** Why it cannot begin when it was asked to; the review is then for the moment proposed. */
	beginProblem: BeginProblem | null
}

export type Opening =
	| OpenedReview
	| { ok: false; reason: 'missing' | 'unavailable' }
	| { ok: false; reason: 'refused'; problem: ReviewProblem; contract: Contract }

/** Works out, from what is held now and sold now, everything there is to read before confirming a wish. */
export async function openReview({
	customerId,
	reference,
	wish,
	begin,
	now = new Date(),
}: {
	customerId: string
	/** Reference of the contract, `CT-1A2B3C4D`. */
	reference: string
	wish: Wish
	/** `null` takes the moment proposed. */
	begin: Begin | null
	now?: Date
}): Promise<Opening> {
	const found = await findContract(customerId, reference, now)
	if (!found.ok) return found
	const { contract } = found
	const refused = (problem: ReviewProblem) => ({ ok: false, reason: 'refused', problem, contract }) as const
	if (contract.endsAt) return refused('ending')
	if (contract.state === 'suspended') return refused('suspended')
	if (await isChangePlanned(contract.id)) return refused('scheduled')
	if (await awaitsAnswer(contract.id, now)) return refused('awaits-answer')
	const { timeZone } = settings()
	const sold = catalogue()
	const holding = holdingOfContract(contract)
	const wished = combine(holding, wish, sold)
	if (!wished.ok) return refused(wished.problem)

	const terms = { catalogue: sold, now, timeZone }
	const choices = beginChoices(holding, wished.change, terms)
	const asked = begin ? beginInstant(begin, choices, terms) : null
	const taken = begin && asked?.ok ? { begin, at: asked.at } : proposed(choices, terms)
	const review = reviewChange(holding, wished.change, { ...taken, ...terms })
	return {
		ok: true,
		contract,
		review,
		shown: showReview(review, { wish, choices, catalogue: sold, timeZone }),
		fingerprint: fingerprintOf(contract.id, review),
		beginProblem: asked && !asked.ok ? asked.problem : null,
	}
}

/** A contract of this customer that runs, by its reference. */
export async function findContract(
	customerId: string,
	reference: string,
	now = new Date(),
): Promise<{ ok: true; contract: Contract } | { ok: false; reason: 'missing' | 'unavailable' }> {
	const contracts = await accountsBackend().contracts(customerId)
	if (!contracts.ok) return { ok: false, reason: 'unavailable' }
	const contract = contracts.value.find((one) => contractReference(one.id) === reference.toUpperCase())
	return contract && !hasEnded(contract, now) ? { ok: true, contract } : { ok: false, reason: 'missing' }
}

/** Where waiting costs nothing and acting now would, waiting is proposed; else the first choice of the catalogue. */
function proposed(choices: BeginChoices, terms: { catalogue: Catalogue; now: Date; timeZone: string }) {
	const when = choices.offered[0] ?? 'next-bill'
	const day = choices.freeFromDay ?? choices.firstDay
	const begin: Begin =
		when === 'date' || (choices.freeFromDay && choices.offered.includes('date')) ? { when: 'date', day } : { when }
	const begins = beginInstant(begin, choices, terms)
	if (!begins.ok) throw new Error(`the moment proposed is refused: ${begins.problem}`)
	return { begin, at: begins.at }
}

function fingerprintOf(subscriptionId: string, review: ChangeReview): string {
	const { before, after, change, begin, lines, onNextBillCents, newCommitment } = review
	const read = [
		subscriptionId,
		holdingKey(before),
		[after.plan.planId, after.plan.name, after.plan.priceCents],
		after.options.map(({ optionId, name, priceCents }) => [optionId, name, priceCents]),
		[change.planId, change.adds, change.removes],
		begin,
		lines,
		onNextBillCents,
		newCommitment?.months ?? 0,
		catalogue().changes.undoMinutes,
	]
	return createHash('sha256').update(JSON.stringify(read)).digest('base64url')
}
