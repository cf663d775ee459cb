import { expect, test } from 'vitest'
import type { CarrierCall } from '~/telephony/carrier'
import { compareCalls, type OurCall } from './call-comparison'

const talked: OurCall = {
	...{ attemptId: 'a', callbackId: 'c', advisorCallSid: 'CA1', customerCallSid: 'CA2' },
	...{ advisorOutcome: 'accepted', customerOutcome: 'connected', ended: true, bridged: true, seconds: 60 },
}
const call = (over: Partial<CarrierCall> = {}): CarrierCall => ({
	...{ sid: 'CA1', parentSid: null, to: '+33', from: '+33', status: 'completed', createdAt: null, durationSeconds: 80 },
	...over,
})
const customer = (over: Partial<CarrierCall> = {}) =>
	call({ sid: 'CA2', parentSid: 'CA1', durationSeconds: 60, ...over })
const kinds = (calls: CarrierCall[], ours: OurCall[], expected?: string[]) =>
	compareCalls(calls, ours, expected).map(({ kind, callSid, theirs, ours: own }) => [kind, callSid, theirs, own])

test('the same account of the same calls is no difference', () => {
	expect(kinds([call(), customer()], [talked], ['CA1', 'CA2'])).toEqual([])
	expect(kinds([call(), customer({ durationSeconds: 65 })], [talked])).toEqual([])
})

test.each([
	['a call nobody here knows', [call({ sid: 'CA9' })], [talked], ['unknown-call', 'CA9', 'completed', null]],
	[
		'a second ring under a known call',
		[customer({ sid: 'CA9' })],
		[talked],
		['unknown-call', 'CA9', 'completed', null],
	],
	['another outcome', [customer({ status: 'busy' })], [talked], ['other-outcome', 'CA2', 'busy', 'connected']],
	[
		'another outcome of the advisor',
		[call({ status: 'busy' })],
		[talked],
		['other-outcome', 'CA1', 'busy', 'accepted'],
	],
	[
		'a conversation we did not hear of',
		[customer()],
		[{ ...talked, customerOutcome: 'busy' }],
		['other-outcome', 'CA2', 'completed', 'busy'],
	],
	['another length', [customer({ durationSeconds: 66 })], [talked], ['other-duration', 'CA2', '+6 s', null]],
	['over there, going on here', [call()], [{ ...talked, ended: false }], ['still-open', 'CA1', 'completed', 'live']],
	[
		'over here, going on there',
		[call({ status: 'in-progress' })],
		[talked],
		['still-open', 'CA1', 'in-progress', 'accepted'],
	],
] as const)('%s', (_, calls, ours, difference) => {
	expect(kinds([...calls], [...ours])).toEqual([difference])
})

test('a call of ours that the company does not know', () => {
	expect(kinds([call()], [talked], ['CA1', 'CA2'])).toEqual([['missing-call', 'CA2', null, 'connected']])
})

test('a voicemail that refused the call is completed for the company, and nobody talked', () => {
	const refused: OurCall = { ...talked, customerOutcome: 'no-answer', bridged: false, seconds: null }
	expect(kinds([customer({ durationSeconds: 4 })], [refused])).toEqual([])
	expect(kinds([customer({ durationSeconds: 4 })], [{ ...refused, bridged: null }])).toHaveLength(1)
})
