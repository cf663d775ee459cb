import type { CALL_DIFFERENCES } from '#db/schema/handoff.server'
import { type CallStatus, type CarrierCall, hasEnded } from '~/telephony/carrier'

/** Our account of a try, as far as the phone company has one of its own. */
export interface OurCall {
	attemptId: string
	callbackId: string
	advisorCallSid: string | null
	customerCallSid: string | null
	advisorOutcome: string | null
	customerOutcome: string | null
	ended: boolean
	/** Whether the company told that both sides talked; `null` when it did not say. */
	bridged: boolean | null
	/** Length of the conversation as the company told it. */
	seconds: number | null
}

export interface CallDifference {
	kind: (typeof CALL_DIFFERENCES)[number]
	callSid: string
	callbackId: string | null
	attemptId: string | null
	/** In a word each; `null` when that side knows of no call. */
	theirs: string | null
	ours: string | null
}

/** Both sides round to whole seconds, and do not start to count at the same instant. */
const SAME_SECONDS = 5
const LIVE = 'live'
const ANY: CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled']

/** How the company may call what we call so. A call that a voicemail refused is completed for the company. */
const ADVISOR_MAY_BE: Record<string, CallStatus[]> = {
	...{ accepted: ['completed'], declined: ['completed'], rejected: ['completed'], 'no-key': ['completed'] },
	...{ busy: ['busy'], failed: ['failed'], canceled: ['canceled'], 'no-answer': ['no-answer', 'completed'] },
}
const CUSTOMER_MAY_BE: Record<string, CallStatus[]> = {
	...{ connected: ['completed'], voicemail: ['completed'], busy: ['busy'], failed: ['failed'] },
	...{ 'no-answer': ['no-answer'], canceled: ['canceled', 'no-answer', 'completed'] },
}

/**
 * Where the company's account of calls is not ours. Pure.
 *
 * @param expected - calls of ours that the company must know; looked for one by one when not among `calls`
 */
export function compareCalls(
	calls: readonly CarrierCall[],
	ours: readonly OurCall[],
	expected: readonly string[] = [],
): CallDifference[] {
	const found = calls.flatMap((call) => differencesOf(call, ours))
	const told = new Set(calls.map(({ sid }) => sid))
	const missing = expected
		.filter((sid) => !told.has(sid))
		.map((callSid) => {
			const own = ours.find((one) => one.advisorCallSid === callSid || one.customerCallSid === callSid)
			const outcome = own?.customerCallSid === callSid ? own?.customerOutcome : own?.advisorOutcome
			return difference('missing-call', callSid, own, null, outcome ?? LIVE)
		})
	return [...found, ...missing]
}

function differencesOf(call: CarrierCall, ours: readonly OurCall[]): CallDifference[] {
	const { sid, parentSid, status } = call
	const asAdvisor = ours.find(({ advisorCallSid }) => advisorCallSid === sid)
	const asCustomer = ours.find(({ customerCallSid }) => customerCallSid === sid)
	const own = asAdvisor ?? asCustomer
	if (!own) {
		const parent = ours.find(({ advisorCallSid }) => parentSid !== null && advisorCallSid === parentSid)
		return [difference('unknown-call', sid, parent, status, null)]
	}
	const outcome = asCustomer ? own.customerOutcome : own.advisorOutcome
	if (!own.ended || !hasEnded(status))
		return own.ended === hasEnded(status)
			? []
			: [difference('still-open', sid, own, status, own.ended ? (outcome ?? 'ended') : LIVE)]
	if (!mayBe(own, outcome, Boolean(asCustomer)).includes(status))
		return [difference('other-outcome', sid, own, status, outcome)]
	if (!asCustomer || outcome !== 'connected' || own.seconds === null || call.durationSeconds === null) return []
	return Math.abs(own.seconds - call.durationSeconds) > SAME_SECONDS
		? [difference('other-duration', sid, own, gap(call.durationSeconds - own.seconds), null)]
		: []
}

/** How much more or less the company counts: enough to check its bill, and says nobody's time. */
const gap = (seconds: number) => `${seconds > 0 ? '+' : '−'}${Math.abs(seconds)} s`

function mayBe(own: OurCall, outcome: string | null, isCustomer: boolean): CallStatus[] {
	const known = (isCustomer ? CUSTOMER_MAY_BE : ADVISOR_MAY_BE)[outcome ?? ''] ?? ANY
	return isCustomer && outcome === 'no-answer' && own.bridged === false ? [...known, 'completed'] : known
}

function difference(
	kind: CallDifference['kind'],
	callSid: string,
	own: OurCall | undefined,
	theirs: string | null,
	ours: string | null,
): CallDifference {
	return { kind, callSid, callbackId: own?.callbackId ?? null, attemptId: own?.attemptId ?? null, theirs, ours }
}
