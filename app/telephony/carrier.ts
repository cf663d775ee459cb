/** What Relais asks of a phone company. Vendors, the simulator and manual dialling answer to this. */

export const CALL_STATUSES = [
	'queued',
	'initiated',
	'ringing',
	'in-progress',
	'completed',
	'busy',
	'failed',
	'no-answer',
	'canceled',
] as const
export type CallStatus = (typeof CALL_STATUSES)[number]

const ENDED: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled']

export function hasEnded(status: CallStatus): boolean {
	return ENDED.includes(status)
}

export interface CarrierCall {
	sid: string
	parentSid: string | null
	to: string
	from: string
	status: CallStatus
	createdAt: Date | null
	/** Whole seconds of conversation; `null` while it lasts or when nobody answered. */
	durationSeconds: number | null
}

export interface NewCall {
	/** E.164 */
	to: string
	from: string
	/** Asked, once the call is answered, what to play. */
	twimlUrl: string
	/** Told how the call goes; `null`: nobody asks. */
	statusUrl: string | null
	ringSeconds: number
	maxSeconds: number
}

/**
 * Creating a call is not idempotent: `unknown` means that it may exist, so look before trying again.
 * `not-processed` is always safe to repeat; `refused` is about the number, `configuration`
 * about what we may ask for, `account` about who we are: nothing else we ask would be done either.
 */
export type Failure = 'not-processed' | 'unknown' | 'refused' | 'configuration' | 'account'
export type Result<T> = ({ ok: true } & T) | { ok: false; failure: Failure; code: number | null }

export interface Carrier {
	/** `false`: nobody dials for the advisor, who does it by hand. */
	readonly dials: boolean
	/** E.164 number that people see. */
	readonly fromNumber: string
	placeCall(call: NewCall): Promise<Result<{ sid: string }>>
	/** @returns `null` when the company does not know the call */
	fetchCall(sid: string): Promise<CarrierCall | null>
	/** Newest first, at most 20. */
	listCalls(filter: { to?: string; from?: string; parentSid?: string; createdAfter?: Date }): Promise<CarrierCall[]>
	/** Every call that left our account and was made from `start` up to `end`, however many there are. */
	listCallsBetween(start: Date, end: Date): Promise<CarrierCall[]>
	/**
	 * What everything on our account cost today, in hundredths of the account's currency; the day is the
	 * company's, in UTC. `null` when the company does not say. Left out where there is nothing to ask.
	 */
	spentToday?(): Promise<{ cents: number } | null>
	/** Ends a call; one that has ended already is no error. */
	hangUp(sid: string): Promise<void>
	/** @param message.statusUrl - told how far the SMS got */
	sendSms(message: { to: string; body: string; statusUrl?: string }): Promise<Result<{ sid: string }>>
	/** The SMS that says this to this number, when one was accepted after `since`. */
	findSms(message: { to: string; body: string; since: Date }): Promise<{ sid: string } | null>
}
