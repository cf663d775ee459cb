import { randomUUID } from 'node:crypto'
import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import type { Contract } from './backend'
import { catalogue } from './catalogue.server'
import { addressOf, readAsked } from './change-form.server'
import type { Begin } from './change-review'
import { contractReference } from './contract-reference'
import { findContract, openReview, type ReviewProblem } from './contract-review.server'
import { type BothLanguages, heldPlanName } from './held-names'
import { heldVersion, holdingOfContract, isVersionHeld, monthlyPrice, type Wish } from './holding'
import { optionOffers, planOffers } from './offers'
import { listScheduled, showScheduled } from './scheduled-changes.server'

/** What the pages of plan and options say of the contract they are about. */
export interface ShownHolding {
	reference: string
	label: string
	planName: BothLanguages
	planCents: number
	monthlyCents: number
	planSince: Date
	committedUntil: Date | null
	/** `null` is no limit, or a plan without data. */
	allowanceMb: number | null
	/** An earlier version of the plan, which is no longer sold. */
	isEarlierVersion: boolean
	endsAt: Date | null
}

type Page = Awaited<ReturnType<typeof readChangePage>>

/**
 * The page of plans or options of a contract: what there is to choose from, or the review of what the
 * address asks for.
 *
 * @returns `missing` when this customer has no such contract
 */
export async function readChangePage(
	customerId: string,
	{ reference, search, list }: { reference: string; search: URLSearchParams; list: 'plans' | 'options' },
	now = new Date(),
) {
	const found = await findContract(customerId, reference, now)
	if (!found.ok) return found.reason
	const { contract } = found
	const { wish, begin } = readAsked(search)
	const opened = wish ? await openReview({ customerId, reference, wish, begin, now }) : null
	if (opened && !opened.ok && opened.reason !== 'refused') return opened.reason
	const sold = catalogue()
	const planned = (await listScheduled(customerId)).find((one) => one.subscriptionId === contract.id)
	return {
		holding: showHolding(contract),
		planned: planned ? showScheduled(planned) : null,
		plans: list === 'plans' ? planOffers(contract, sold) : [],
		options: list === 'options' ? optionOffers(contract, sold) : [],
		review: opened?.ok
			? {
					shown: opened.shown,
					address: addressOf(opened.shown.wish),
					hidden: hiddenFields(opened.shown.wish, opened.shown.begin, opened.fingerprint),
					beginProblem: opened.beginProblem,
				}
			: null,
		problem: opened && !opened.ok ? opened.problem : null,
		undoMinutes: sold.changes.undoMinutes,
	}
}

export type ChangePage = Exclude<Page, 'missing' | 'unavailable'>

/** Leaves in the visit that a change was refused, so that whoever helps next sees it. */
export async function recordRefusal(
	problem: ReviewProblem | 'stale' | 'unavailable',
	where: { visitId: string; customerId: string; lang: Lang; path: string },
): Promise<void> {
	const { visitId, customerId, lang, path } = where
	const label = messagesIn(accountMessages, lang).plan.refusedStep
	await recordStep({ visitId, kind: 'action', label, failed: true, href: path })
	await recordFriction({
		visitId,
		kind: 'action-failed',
		causeKey: `contract-change:${problem}`,
		label,
		path,
		lang,
		customerId,
		detail: { problem },
	})
}

function showHolding(contract: Contract): ShownHolding {
	const sold = catalogue()
	const holding = holdingOfContract(contract)
	const plan = sold.plans.find(({ id }) => id === contract.planId)
	return {
		reference: contractReference(contract.id),
		label: contract.label,
		planName: heldPlanName(holding.plan, sold),
		planCents: contract.priceCents,
		monthlyCents: monthlyPrice(holding),
		planSince: contract.planSince,
		committedUntil: contract.committedUntil,
		allowanceMb: heldVersion(holding.plan, sold)?.allowanceMb ?? null,
		isEarlierVersion: !plan?.sold || !isVersionHeld(holding.plan, plan),
		endsAt: contract.endsAt,
	}
}

function hiddenFields(wish: Wish, begin: Begin, fingerprint: string): Record<string, string> {
	return {
		wish: wish.kind,
		item: wish.kind === 'plan' ? wish.planId : wish.optionId,
		debut: begin.when,
		jour: begin.when === 'date' ? begin.day : '',
		fingerprint,
		requestKey: randomUUID(),
	}
}
