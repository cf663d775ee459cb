import type { CallbackState } from '#db/schema/handoff.server'
import type { Settings } from '~/settings/settings.server'
import type { Consequence } from './callback-reducer'

/** What comes next for a request, by the rules of the settings. Pure. */

export interface RequestState {
	state: CallbackState
	/** Advisors asked in this round. */
	offers: number
	/** Times the customer was rung. */
	attempts: number
}

export interface NextStep extends RequestState {
	/** When it is to be called again; `null` leaves the due time. */
	waitMinutes: number | null
	/** Somebody who was not there twice is called at another time of day, instead of after a wait. */
	nextHalfDay: boolean
	/** What the customer is told. */
	tell: 'delayed' | 'missed' | 'unreached' | 'needs-number' | null
	blockNumber: boolean
}

/** After this many offers nobody took, the request waits a little and the customer hears of it. */
const DELAY_MINUTES = 5
const IN_CALL: CallbackState[] = ['offering', 'dialing', 'connected']

/**
 * @param speed - divides the wait for an advisor; waits before the customer is rung again are the settings'
 * @returns `null` when the event changes nothing: the request has moved on
 */
export function nextStep(
	request: RequestState,
	consequence: Consequence,
	policy: Settings['callback'],
	speed = 1,
): NextStep | null {
	if (!IN_CALL.includes(request.state)) return null
	const step = (state: CallbackState, changes: Partial<NextStep> = {}): NextStep => ({
		...request,
		...{ waitMinutes: null, nextHalfDay: false, tell: null, blockNumber: false },
		...changes,
		state,
	})

	switch (consequence) {
		case 'advisor-accepted':
			return step('dialing', { attempts: request.attempts + 1 })
		case 'connected':
			return step('connected')
		case 'talked':
			return step('done')
		case 'not-me':
			return step('cancelled', { blockNumber: true })
		case 'account-refused':
			return step('queued')
		case 'not-placed':
		case 'advisor-missed':
		case 'advisor-declined': {
			// The customer was not rung: it is no attempt, the next advisor is asked.
			const offers = request.offers + 1
			if (offers < policy.maxOffers) return step('queued', { offers })
			return step('queued', { offers: 0, waitMinutes: DELAY_MINUTES / speed, tell: 'delayed' })
		}
		case 'advisor-left': {
			// It rang for nothing, which is our doing: it does not count, and the next try waits a little.
			const attempts = Math.max(0, request.attempts - 1)
			const offers = request.offers + 1
			if (offers < policy.maxOffers) return step('retry-wait', { offers, attempts, waitMinutes: 1 })
			return step('retry-wait', { offers: 0, attempts, waitMinutes: DELAY_MINUTES, tell: 'delayed' })
		}
		case 'failed':
			return step('needs-number', { tell: 'needs-number' })
		case 'busy':
		case 'no-answer': {
			if (request.attempts >= policy.maxRings) return step('unreached', { tell: 'unreached' })
			const { busyMinutes, noAnswerMinutes } = policy.retry
			return step('retry-wait', {
				offers: 0,
				waitMinutes: consequence === 'busy' ? busyMinutes : noAnswerMinutes,
				nextHalfDay: consequence === 'no-answer' && request.attempts > 1,
				tell: 'missed',
			})
		}
	}
}
