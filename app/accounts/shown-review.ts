import { addMonths, dayOf } from './calendar'
import type { Catalogue } from './catalogue.server'
import type { BeginChoices, ChangeReview } from './change-review'
import type { ChangeTitle } from './change-words'
import { type BothLanguages, heldOptionName, heldPlanName, optionInSentence } from './held-names'
import { heldVersion, type Wish } from './holding'
import { changeTitle } from './offers'

/** A review with every name in both languages: all the page needs, and nothing of the catalogue. */
export interface ShownReview {
	wish: Wish
	title: ChangeTitle
	planBefore: BothLanguages
	planAfter: BothLanguages
	/** Plan first, then options: those that stay, those that go, those that come. */
	rows: { id: string; name: BothLanguages; beforeCents: number | null; afterCents: number | null }[]
	monthlyBeforeCents: number
	monthlyAfterCents: number
	/** `undefined` when the plan does not change; `null` is no limit. */
	allowance: { beforeMb: number | null; afterMb: number | null } | null
	/** Until when each plan commits, when the plan changes. */
	commitments: { before: Date | null; after: Date | null } | null
	begin: ChangeReview['begin']
	beginsAt: Date
	choices: BeginChoices
	consequences: {
		kind: 'conflict' | 'needed' | 'orphaned' | 'not-on-plan'
		what: BothLanguages
		other: BothLanguages
		why: BothLanguages | null
	}[]
	stopsServices: BothLanguages[]
	gainsServices: BothLanguages[]
	lessData: { beforeMb: number | null; afterMb: number | null } | null
	commitment: ChangeReview['commitment']
	newCommitment: ChangeReview['newCommitment']
	/** Whether a plan is changed for one without commitment. */
	becomesFree: boolean
	lines: {
		kind: 'credit' | 'charge' | 'commitment'
		name: BothLanguages
		count: number
		ofDays: number
		eachCents: number
		amountCents: number
	}[]
	onNextBillCents: number
	/** The invoice the lines come on, `2026-12`. */
	billMonth: string
	physical: boolean
}

/** Puts a review into names that can be read. */
export function showReview(
	review: ChangeReview,
	{ wish, choices, catalogue, timeZone }: { wish: Wish; choices: BeginChoices; catalogue: Catalogue; timeZone: string },
): ShownReview {
	const { before, after, change } = review
	const sentence = (optionId: string) => optionInSentence(optionId, before.options, catalogue)
	const service = (id: string): BothLanguages => catalogue.services.find((one) => one.id === id) ?? { fr: id, en: id }
	const optionRows = [...before.options, ...after.options.filter(({ optionId }) => change.adds.includes(optionId))]
	const planBefore = heldPlanName(before.plan, catalogue)
	const planAfter = heldPlanName(after.plan, catalogue)
	return {
		wish,
		title: changeTitle(before, change, catalogue),
		planBefore,
		planAfter,
		rows: [
			...(change.planId
				? [
						{ id: 'before', name: planBefore, beforeCents: before.plan.priceCents, afterCents: null },
						{ id: 'after', name: planAfter, beforeCents: null, afterCents: after.plan.priceCents },
					]
				: [{ id: 'plan', name: planBefore, beforeCents: before.plan.priceCents, afterCents: after.plan.priceCents }]),
			...optionRows.map((option) => ({
				id: option.optionId,
				name: heldOptionName(option, catalogue),
				beforeCents: change.adds.includes(option.optionId) ? null : option.priceCents,
				afterCents: change.removes.includes(option.optionId) ? null : option.priceCents,
			})),
		],
		monthlyBeforeCents: review.monthlyBeforeCents,
		monthlyAfterCents: review.monthlyAfterCents,
		allowance: change.planId ? allowances() : null,
		commitments: change.planId ? { before: before.plan.committedUntil, after: after.plan.committedUntil } : null,
		begin: review.begin,
		beginsAt: review.beginsAt,
		choices,
		consequences: change.consequences.map((one) => {
			if (one.kind === 'needed')
				return { kind: one.kind, what: sentence(one.adds), other: sentence(one.for), why: one.why }
			const what = sentence(one.removes)
			if (one.kind === 'conflict') return { kind: one.kind, what, other: sentence(one.keeps), why: one.why }
			if (one.kind === 'orphaned') return { kind: one.kind, what, other: sentence(one.without), why: one.why }
			return { kind: one.kind, what, other: planAfter, why: null }
		}),
		stopsServices: review.stops.services.map(service),
		gainsServices: review.gains.services.map(service),
		lessData: review.stops.allowanceMb
			? { beforeMb: review.stops.allowanceMb.before, afterMb: review.stops.allowanceMb.after }
			: null,
		commitment: review.commitment,
		newCommitment: review.newCommitment,
		becomesFree: change.planId !== null && after.plan.committedUntil === null,
		lines: review.lines.map((line) => ({
			kind: line.kind,
			name:
				line.kind !== 'commitment' && line.of === 'option'
					? heldOptionName({ optionId: line.id, name: line.name }, catalogue)
					: line.kind === 'charge'
						? planAfter
						: planBefore,
			count: line.kind === 'commitment' ? line.months : line.days,
			ofDays: line.kind === 'commitment' ? 0 : line.ofDays,
			eachCents: line.monthlyCents,
			amountCents: line.amountCents,
		})),
		onNextBillCents: review.onNextBillCents,
		billMonth: billMonthOf(review.beginsAt, catalogue.billing.issueDay, timeZone),
		physical: review.physical,
	}

	function allowances() {
		const old = heldVersion(before.plan, catalogue)
		const next = heldVersion(after.plan, catalogue)
		if (!old || !next || (old.allowanceMb === null && next.allowanceMb === null)) return null
		return { beforeMb: old.allowanceMb, afterMb: next.allowanceMb }
	}
}

/** The month of the first invoice issued from an instant on. */
export function billMonthOf(at: Date, issueDay: number, timeZone: string): string {
	const day = dayOf(at, timeZone)
	const month = day.slice(0, 7)
	return Number(day.slice(8)) < issueDay ? month : addMonths(month, 1)
}
