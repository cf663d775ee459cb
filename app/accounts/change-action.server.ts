import type { z } from 'zod'
import type { Actor } from './actor'
import { addressOf, type Confirmation, wishOf } from './change-form.server'
import { recordRefusal } from './change-page.server'
import { confirmChange } from './contract-changes.server'

/** Where a confirmation leads: to its receipt, or back to the page with what stands in the way. */
export type Confirmed =
	| { to: 'receipt'; changeId: string }
	/** `search` is for the page the review was on. */
	| { to: 'page'; search: string }
	| { to: 'missing' }

/** Confirms what a review page sent; a refusal is left in the visit. */
export async function confirmReview(
	sent: z.infer<typeof Confirmation>,
	{ customerId, reference, actor, path }: { customerId: string; reference: string; actor: Actor; path: string },
): Promise<Confirmed> {
	const { wish, begin } = wishOf(sent)
	const outcome = await confirmChange({
		customerId,
		reference,
		wish,
		begin,
		fingerprint: sent.fingerprint,
		requestKey: sent.requestKey,
		actor,
	})
	if (outcome.ok) return { to: 'receipt', changeId: outcome.changeId }
	if (outcome.reason === 'missing') return { to: 'missing' }
	const problem = outcome.reason === 'refused' ? outcome.problem : outcome.reason
	if (actor.visitId) await recordRefusal(problem, { visitId: actor.visitId, customerId, lang: actor.lang, path })
	const moment = `&debut=${begin.when}${begin.when === 'date' ? `&jour=${begin.day}` : ''}`
	return { to: 'page', search: `?${addressOf(wish)}${moment}${problem === 'stale' ? '&perime=1' : ''}` }
}
