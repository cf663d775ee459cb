import { createHash } from 'node:crypto'
import { environment } from '~/env.server'
import { callbackMessages } from '~/i18n/callback'
import { messagesIn } from '~/i18n/messages'
import type { CallStatus } from '~/telephony/carrier'
import { carrier } from '~/telephony/current.server'
import type { WebhookParams } from '~/telephony/signature.server'
import { callTimes } from '~/telephony/speed.server'
import { ringCustomer, sayAndHangUp, whisper } from '~/telephony/twiml'
import { hear, pressedKey, pressKey, webhook, whisperFor } from './callback-calls.server'
import { noteEvent } from './callback-events.server'

/** What the phone company says of a call, turned into what happened; documents it plays in return. */

/** The advisor picked up: who asked and why, then a key. */
export async function advisorAnswered(key: string, params: WebhookParams, now = new Date()): Promise<string> {
	const callSid = one(params, 'CallSid')
	const dedupeKey = `answered:${callSid}`
	await hear(key, {
		event: { kind: 'advisor-leg', callSid, status: 'in-progress' },
		...{ dedupeKey, detail: params, now },
	})
	const heard = await whisperFor(key, callSid)
	await noteEvent(dedupeKey, { answer: heard ? 'whisper' : 'hang-up' })
	if (!heard) return sayAndHangUp(null, 'fr')
	return whisper({ ...heard, keyUrl: webhook('key', key), keySeconds: callTimes().keySeconds })
}

/** The advisor pressed a key, or none. */
export async function advisorPressed(key: string, params: WebhookParams, now = new Date()): Promise<string> {
	const callSid = one(params, 'CallSid')
	const answer = await pressKey({ key, callSid, digits: one(params, 'Digits'), detail: params, now })
	await noteEvent(pressedKey(callSid), { answer: answer.next === 'dial' ? 'dial' : 'hang-up' })
	if (answer.next !== 'dial')
		return sayAndHangUp(messagesIn(callbackMessages, answer.lang).call[answer.next], answer.lang)
	const { customerRingSeconds, talkSeconds } = callTimes()
	return ringCustomer({
		number: answer.number,
		ringSeconds: customerRingSeconds,
		talkSeconds,
		callerId: carrier().fromNumber,
		endedUrl: webhook('ended', key),
		statusUrl: `${webhook('customer', key)}#rc=3&rp=ct,rt,5xx`,
	})
}

/** The customer's side is over: the one webhook that says whether they talked. */
export async function dialEnded(key: string, params: WebhookParams, now = new Date()): Promise<string> {
	const callSid = one(params, 'CallSid')
	const bridged = one(params, 'DialBridged')
	const seconds = Number(one(params, 'DialCallDuration') || Number.NaN)
	await hear(key, {
		event: {
			kind: 'dial-ended',
			callSid,
			customerCallSid: one(params, 'DialCallSid') || null,
			status: one(params, 'DialCallStatus') as CallStatus,
			bridged: bridged === '' ? null : bridged === 'true',
			seconds: Number.isFinite(seconds) ? seconds : null,
		},
		dedupeKey: `dial-ended:${callSid}`,
		detail: params,
		answer: 'hang-up',
		now,
	})
	return sayAndHangUp(null, 'fr')
}

/** News of one leg. Order and number of arrivals are not guaranteed: each is stored once and sorted by what it says. */
export async function legChanged(
	leg: 'advisor' | 'customer',
	key: string,
	params: WebhookParams,
	now = new Date(),
): Promise<void> {
	const callSid = one(params, 'CallSid')
	const status = one(params, 'CallStatus') as CallStatus
	const sequence = one(params, 'SequenceNumber') || digest(params)
	await hear(key, {
		event: { kind: leg === 'advisor' ? 'advisor-leg' : 'customer-leg', callSid, status },
		dedupeKey: `${callSid}:${sequence}:${status}`,
		detail: params,
		answer: '204',
		now,
	})
}

/** The attempt's key in the address of a webhook. */
export function attemptKeyOf(requestUrl: string): string {
	return new URL(requestUrl, environment().publicUrl).searchParams.get('a') ?? ''
}

function one(params: WebhookParams, name: string): string {
	const value = params[name]
	return (Array.isArray(value) ? value[0] : value) ?? ''
}

function digest(params: WebhookParams): string {
	return createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 16)
}
