import { environment } from '~/env.server'

/** The one place that knows how much faster than life telephones go (`TELEPHONY_SPEED`, 1 in real life). */

/** The vendor takes whole seconds from 1; ten minutes is the longest it lets a telephone ring. */
const SHORTEST_SECONDS = 1
const LONGEST_RING_SECONDS = 600
const LONGEST_CALL_SECONDS = 14_400

const ADVISOR_RING_SECONDS = 20
/** Ends before most voicemails answer. */
const CUSTOMER_RING_SECONDS = 22
const KEY_SECONDS = 8
const TALK_SECONDS = 3_600
/** The whole call of the advisor, whisper and ringing included. */
export const CALL_SECONDS = 3_900

/** A wait of telephony at the speed of this process; any unit, not rounded. */
export function paced(duration: number): number {
	return duration / environment().TELEPHONY_SPEED
}

/** What is told to the phone company, in whole seconds that it accepts at any speed. */
export function callTimes(speed = environment().TELEPHONY_SPEED) {
	const wholeSeconds = (seconds: number, most: number) =>
		Math.min(most, Math.max(SHORTEST_SECONDS, Math.round(seconds / speed)))
	return {
		advisorRingSeconds: wholeSeconds(ADVISOR_RING_SECONDS, LONGEST_RING_SECONDS),
		customerRingSeconds: wholeSeconds(CUSTOMER_RING_SECONDS, LONGEST_RING_SECONDS),
		keySeconds: wholeSeconds(KEY_SECONDS, LONGEST_RING_SECONDS),
		talkSeconds: wholeSeconds(TALK_SECONDS, LONGEST_CALL_SECONDS),
		callSeconds: wholeSeconds(CALL_SECONDS, LONGEST_CALL_SECONDS),
	}
}
