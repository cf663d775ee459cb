import type { CallStatus } from '~/telephony/carrier'

/**
 * What a telephone call tells, and what it makes of an attempt. Pure: webhooks, reconciliation and
 * tests feed the same function. An attempt that has ended stays as it ended.
 */

export interface AttemptState {
	state: 'placing' | 'ringing-advisor' | 'advisor-accepted' | 'ringing-customer' | 'bridged' | 'ended'
	advisorCallSid: string | null
	customerCallSid: string | null
	advisorOutcome: string | null
	customerOutcome: string | null
	bridged: boolean
}

export type CallEvent =
	/** The company accepted the call, or it was found there. */
	| { kind: 'placed'; callSid: string }
	/** The company will not place it: the advisor's number, or our account. */
	| { kind: 'not-placed' }
	/** The company refuses our account: whoever is asked next would not be rung either. */
	| { kind: 'account-refused' }
	| { kind: 'advisor-leg'; callSid: string; status: CallStatus }
	| { kind: 'advisor-pressed'; callSid: string; key: string }
	| { kind: 'customer-leg'; callSid: string; status: CallStatus }
	/**
	 * The customer's side is over. `bridged` tells whether they talked: `completed` alone does not,
	 * a voicemail that refuses the call completes it too. `null` when the company did not say.
	 */
	| {
			kind: 'dial-ended'
			callSid: string
			customerCallSid: string | null
			status: CallStatus
			bridged: boolean | null
			seconds: number | null
	  }
	/** Looked up after a silence: the advisor's call is over, and the customer was never rung. */
	| { kind: 'over-without-dial'; status: CallStatus }

/** What an event means for the request; `null` changes nothing there. */
export type Consequence =
	| 'advisor-accepted'
	| 'connected'
	| 'talked'
	| 'advisor-missed'
	| 'advisor-declined'
	| 'not-me'
	| 'not-placed'
	| 'account-refused'
	| 'busy'
	| 'no-answer'
	| 'failed'
	| 'advisor-left'

export interface Step {
	attempt: AttemptState
	consequence: Consequence | null
}

/** What became of an advisor whose telephone was never asked for: they let nothing pass. */
export const NOT_ASKED = 'not-asked'

const ACCEPT = '1'
const DECLINE = '2'
const NOT_ME = '9'

export function nextAttempt(attempt: AttemptState, event: CallEvent): Step {
	const unchanged: Step = { attempt, consequence: null }
	if (attempt.state === 'ended') return unchanged
	const end = (consequence: Consequence, known: Partial<AttemptState> = {}): Step => ({
		attempt: { ...attempt, ...known, state: 'ended' },
		consequence,
	})

	switch (event.kind) {
		case 'placed':
			if (attempt.advisorCallSid) return unchanged
			return {
				attempt: {
					...attempt,
					advisorCallSid: event.callSid,
					state: attempt.state === 'placing' ? 'ringing-advisor' : attempt.state,
				},
				consequence: null,
			}

		case 'not-placed':
			return attempt.state === 'placing' ? end('not-placed', { advisorOutcome: 'failed' }) : unchanged

		case 'account-refused':
			return attempt.state === 'placing' ? end('account-refused', { advisorOutcome: NOT_ASKED }) : unchanged

		case 'advisor-leg': {
			const known = ours(attempt, event.callSid)
			if (!known) return unchanged
			const waiting = attempt.state === 'placing' || attempt.state === 'ringing-advisor'
			if (!waiting) return unchanged
			if (isOver(event.status))
				return end('advisor-missed', { ...known, advisorOutcome: outcomeOf(event.status, 'no-answer') })
			return { attempt: { ...attempt, ...known, state: 'ringing-advisor' }, consequence: null }
		}

		case 'advisor-pressed': {
			const known = ours(attempt, event.callSid)
			if (!known || (attempt.state !== 'placing' && attempt.state !== 'ringing-advisor')) return unchanged
			if (event.key === ACCEPT)
				return {
					attempt: { ...attempt, ...known, state: 'advisor-accepted', advisorOutcome: 'accepted' },
					consequence: 'advisor-accepted',
				}
			if (event.key === NOT_ME) return end('not-me', { ...known, advisorOutcome: 'rejected' })
			if (event.key === DECLINE) return end('advisor-declined', { ...known, advisorOutcome: 'declined' })
			return end('advisor-missed', { ...known, advisorOutcome: 'no-key' })
		}

		case 'customer-leg': {
			if (!accepted(attempt)) return unchanged
			const customerCallSid = attempt.customerCallSid ?? event.callSid
			if (customerCallSid !== event.callSid) return unchanged
			if (event.status === 'in-progress' && attempt.state !== 'bridged')
				return { attempt: { ...attempt, customerCallSid, state: 'bridged' }, consequence: 'connected' }
			if (attempt.state !== 'bridged' && !isOver(event.status))
				return { attempt: { ...attempt, customerCallSid, state: 'ringing-customer' }, consequence: null }
			if (attempt.state !== 'bridged' && event.status !== 'completed')
				return customerEnd(event.status, { customerCallSid })
			// Over after being answered: only the end of the dialling says whether they talked.
			return { attempt: { ...attempt, customerCallSid }, consequence: null }
		}

		case 'dial-ended': {
			if (!accepted(attempt) || !ours(attempt, event.callSid)) return unchanged
			const known = { customerCallSid: attempt.customerCallSid ?? event.customerCallSid }
			const talked =
				event.bridged ?? (event.status === 'completed' && (attempt.state === 'bridged' || (event.seconds ?? 0) > 0))
			if (talked) return end('talked', { ...known, bridged: true, customerOutcome: 'connected' })
			return customerEnd(event.status, known)
		}

		case 'over-without-dial':
			if (attempt.state === 'advisor-accepted') return end('advisor-left', { advisorOutcome: 'hung-up' })
			if (attempt.state === 'placing' || attempt.state === 'ringing-advisor')
				return end('advisor-missed', { advisorOutcome: outcomeOf(event.status, 'no-answer') })
			return end('advisor-left', { advisorOutcome: 'hung-up' })
	}

	function customerEnd(status: CallStatus, known: Partial<AttemptState>): Step {
		if (status === 'busy') return end('busy', { ...known, customerOutcome: 'busy' })
		if (status === 'failed') return end('failed', { ...known, customerOutcome: 'failed' })
		if (status === 'canceled') return end('advisor-left', { ...known, customerOutcome: 'canceled' })
		return end('no-answer', { ...known, customerOutcome: 'no-answer' })
	}
}

/** An attempt belongs to the first call heard of: a second one placed by mistake is not it. */
function ours(attempt: AttemptState, callSid: string): { advisorCallSid: string } | null {
	if (attempt.advisorCallSid && attempt.advisorCallSid !== callSid) return null
	return { advisorCallSid: callSid }
}

function accepted({ state }: AttemptState): boolean {
	return state === 'advisor-accepted' || state === 'ringing-customer' || state === 'bridged'
}

function isOver(status: CallStatus): boolean {
	return ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status)
}

function outcomeOf(status: CallStatus, otherwise: string): string {
	return status === 'completed' ? otherwise : status
}
