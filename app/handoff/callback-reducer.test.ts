import { describe, expect, it } from 'vitest'
import { CALLBACK_STATES } from '#db/schema/handoff.server'
import { loadSettings } from '~/settings/settings.server'
import { nextStep } from './callback-policy'
import { type AttemptState, type CallEvent, type Consequence, nextAttempt } from './callback-reducer'

const STATES = ['placing', 'ringing-advisor', 'advisor-accepted', 'ringing-customer', 'bridged', 'ended'] as const
const attempt = (state: AttemptState['state']): AttemptState => ({
	state,
	advisorCallSid: state === 'placing' ? null : 'CA1',
	customerCallSid: state === 'ringing-customer' || state === 'bridged' ? 'CA2' : null,
	advisorOutcome: null,
	customerOutcome: null,
	bridged: false,
})
const dial = (
	status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled',
	bridged: boolean | null = null,
	seconds: number | null = null,
): CallEvent => ({
	kind: 'dial-ended',
	callSid: 'CA1',
	customerCallSid: 'CA2',
	status,
	bridged,
	seconds,
})

const EVENTS: Record<string, CallEvent> = {
	placed: { kind: 'placed', callSid: 'CA1' },
	notPlaced: { kind: 'not-placed' },
	accountRefused: { kind: 'account-refused' },
	aRinging: { kind: 'advisor-leg', callSid: 'CA1', status: 'ringing' },
	aAnswered: { kind: 'advisor-leg', callSid: 'CA1', status: 'in-progress' },
	aBusy: { kind: 'advisor-leg', callSid: 'CA1', status: 'busy' },
	aNoAnswer: { kind: 'advisor-leg', callSid: 'CA1', status: 'no-answer' },
	aCompleted: { kind: 'advisor-leg', callSid: 'CA1', status: 'completed' },
	press1: { kind: 'advisor-pressed', callSid: 'CA1', key: '1' },
	press2: { kind: 'advisor-pressed', callSid: 'CA1', key: '2' },
	press9: { kind: 'advisor-pressed', callSid: 'CA1', key: '9' },
	silence: { kind: 'advisor-pressed', callSid: 'CA1', key: '' },
	otherPress1: { kind: 'advisor-pressed', callSid: 'CA9', key: '1' },
	cRinging: { kind: 'customer-leg', callSid: 'CA2', status: 'ringing' },
	cAnswered: { kind: 'customer-leg', callSid: 'CA2', status: 'in-progress' },
	cBusy: { kind: 'customer-leg', callSid: 'CA2', status: 'busy' },
	cCompleted: { kind: 'customer-leg', callSid: 'CA2', status: 'completed' },
	dBridged: dial('completed', true, 30),
	dScreened: dial('completed', false, 4),
	dUnsaid: dial('completed'),
	dBusy: dial('busy'),
	dNoAnswer: dial('no-answer'),
	dFailed: dial('failed'),
	dCanceled: dial('canceled'),
	over: { kind: 'over-without-dial', status: 'completed' },
}

/** One line a state, one column an event: next state, then what it means for the request; `.` changes nothing. */
const TABLE: Record<string, Record<(typeof STATES)[number], string>> = {
	//            placing                      ringing-advisor              advisor-accepted             ringing-customer             bridged                ended
	placed: row('ringing-advisor', '.', '.', '.', '.'),
	notPlaced: row('ended not-placed', '.', '.', '.', '.'),
	accountRefused: row('ended account-refused', '.', '.', '.', '.'),
	aRinging: row('ringing-advisor', '.', '.', '.', '.'),
	aAnswered: row('ringing-advisor', '.', '.', '.', '.'),
	aBusy: row('ended advisor-missed', 'ended advisor-missed', '.', '.', '.'),
	aNoAnswer: row('ended advisor-missed', 'ended advisor-missed', '.', '.', '.'),
	aCompleted: row('ended advisor-missed', 'ended advisor-missed', '.', '.', '.'),
	press1: row('advisor-accepted advisor-accepted', 'advisor-accepted advisor-accepted', '.', '.', '.'),
	press2: row('ended advisor-declined', 'ended advisor-declined', '.', '.', '.'),
	press9: row('ended not-me', 'ended not-me', '.', '.', '.'),
	silence: row('ended advisor-missed', 'ended advisor-missed', '.', '.', '.'),
	otherPress1: row('advisor-accepted advisor-accepted', '.', '.', '.', '.'),
	cRinging: row('.', '.', 'ringing-customer', '.', '.'),
	cAnswered: row('.', '.', 'bridged connected', 'bridged connected', '.'),
	cBusy: row('.', '.', 'ended busy', 'ended busy', '.'),
	cCompleted: row('.', '.', '.', '.', '.'),
	dBridged: row('.', '.', 'ended talked', 'ended talked', 'ended talked'),
	dScreened: row('.', '.', 'ended no-answer', 'ended no-answer', 'ended no-answer'),
	dUnsaid: row('.', '.', 'ended no-answer', 'ended no-answer', 'ended talked'),
	dBusy: row('.', '.', 'ended busy', 'ended busy', 'ended busy'),
	dNoAnswer: row('.', '.', 'ended no-answer', 'ended no-answer', 'ended no-answer'),
	dFailed: row('.', '.', 'ended failed', 'ended failed', 'ended failed'),
	dCanceled: row('.', '.', 'ended advisor-left', 'ended advisor-left', 'ended advisor-left'),
	over: row(
		'ended advisor-missed',
		'ended advisor-missed',
		'ended advisor-left',
		'ended advisor-left',
		'ended advisor-left',
	),
}
function row(placing: string, ringing: string, accepted: string, ringingCustomer: string, bridged: string) {
	return {
		placing,
		'ringing-advisor': ringing,
		'advisor-accepted': accepted,
		'ringing-customer': ringingCustomer,
		bridged,
		ended: '.',
	}
}

describe('every state meets every event', () => {
	it('the table has a line for each event', () => expect(Object.keys(TABLE)).toEqual(Object.keys(EVENTS)))
	for (const [name, event] of Object.entries(EVENTS))
		it.each(STATES)(`${name} in %s`, (state) => {
			const before = attempt(state)
			const { attempt: after, consequence } = nextAttempt(before, event)
			const said = [after.state === state && !consequence ? '.' : after.state, consequence].filter(Boolean).join(' ')
			expect(said).toBe(TABLE[name]?.[state])
			if (state === 'ended') expect(after).toBe(before)
		})
})

it('a second call placed by mistake never reaches the customer', () => {
	const first = nextAttempt(attempt('placing'), { kind: 'advisor-leg', callSid: 'CA1', status: 'ringing' }).attempt
	const second = nextAttempt(first, { kind: 'advisor-pressed', callSid: 'CA2', key: '1' })
	expect(second).toEqual({ attempt: first, consequence: null })
})

describe('what comes next for the request', () => {
	const policy = loadSettings('content').callback
	const asked = { offers: 0, attempts: 0 }
	const all: Consequence[] = [
		'advisor-accepted',
		'connected',
		'talked',
		'advisor-missed',
		'advisor-declined',
		'not-me',
		'not-placed',
		'account-refused',
		'busy',
		'no-answer',
		'failed',
		'advisor-left',
	]

	it('nothing moves a request that is not in a call', () => {
		for (const state of CALLBACK_STATES.filter((one) => !['offering', 'dialing', 'connected'].includes(one)))
			for (const consequence of all) expect(nextStep({ state, ...asked }, consequence, policy)).toBeNull()
	})
	it('an advisor who does not pick up is no attempt, and the next one is asked', () => {
		expect(nextStep({ state: 'offering', offers: 0, attempts: 1 }, 'advisor-missed', policy)).toMatchObject({
			state: 'queued',
			offers: 1,
			attempts: 1,
			tell: null,
		})
	})
	it('when nobody takes it the customer hears of the delay', () => {
		expect(nextStep({ state: 'offering', offers: 2, attempts: 0 }, 'advisor-declined', policy)).toMatchObject({
			state: 'queued',
			offers: 0,
			tell: 'delayed',
			waitMinutes: 5,
		})
	})
	it('waits as the settings say', () => {
		expect(nextStep({ state: 'dialing', offers: 0, attempts: 1 }, 'busy', policy)).toMatchObject({
			state: 'retry-wait',
			waitMinutes: 5,
			tell: 'missed',
		})
		expect(nextStep({ state: 'dialing', offers: 0, attempts: 2 }, 'no-answer', policy)).toMatchObject({
			state: 'retry-wait',
			waitMinutes: 30,
			tell: 'missed',
		})
	})
	it('no path ends unreached, or without a usable number, in silence', () => {
		for (const state of ['offering', 'dialing', 'connected'] as const)
			for (const consequence of all)
				for (let attempts = 0; attempts <= 4; attempts++) {
					const next = nextStep({ state, offers: 2, attempts }, consequence, policy)
					if (next?.state === 'unreached') expect(next.tell).toBe('unreached')
					if (next?.state === 'needs-number') expect(next.tell).toBe('needs-number')
					if (next?.state === 'retry-wait') expect(next.waitMinutes).toBeGreaterThan(0)
				}
	})
	it('an advisor who hangs up while it rings costs the customer no attempt', () => {
		for (const offers of [0, policy.maxOffers - 1])
			expect(nextStep({ state: 'dialing', offers, attempts: 1 }, 'advisor-left', policy)).toMatchObject({
				state: 'retry-wait',
				attempts: 0,
			})
	})
	it('an account that is refused costs neither an offer nor the place in the queue', () => {
		expect(nextStep({ state: 'offering', offers: 2, attempts: 1 }, 'account-refused', policy)).toMatchObject({
			...{ state: 'queued', offers: 2, attempts: 1 },
			...{ waitMinutes: null, tell: null },
		})
	})
})
