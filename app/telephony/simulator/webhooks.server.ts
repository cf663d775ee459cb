import { afterCommit } from '#db/client.server'
import { environment } from '~/env.server'
import { announce } from '~/realtime/bus.server'
import { loopbackOrigin, telephonyAccount } from '../account.server'
import { type CallStatus, hasEnded } from '../carrier'
import { sign } from '../signature.server'
import { type Play, type Row, rfc2822 } from './calls.server'
import { takeFault } from './faults'
import { writeOnTape } from './tape.server'

/** What the simulated company tells the application: signed, by HTTP, each once unless a fault says otherwise. */

const WEBHOOK_TIMEOUT_MS = 15_000

let statusQueue: Promise<void> = Promise.resolve()
let held: { sid: string; url: string; params: Record<string, string> } | null = null
const underway = new Set<Promise<unknown>>()

/** Resolves when every webhook under way has been answered; for tests. */
export async function settled(): Promise<void> {
	while (underway.size > 0) await Promise.allSettled([...underway])
}

/** A status webhook, when it was asked for. They leave one after the other, as the company's do mostly. */
export function tell(row: Row, play: Play, status: CallStatus, now: Date, seconds?: number): void {
	const name = status === 'in-progress' ? 'answered' : hasEnded(status) ? 'completed' : status
	const { statusUrl: url } = play
	if (!url || !play.statusEvents.includes(name)) return
	const params: Record<string, string> = {
		...parametersOf(row),
		CallStatus: status,
		CallbackSource: 'call-progress-events',
		Timestamp: rfc2822(now),
		SequenceNumber: String(play.sequence++),
		...(seconds === undefined ? {} : { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }),
	}
	const times = takeFault('drop') ? 0 : takeFault('double') ? 2 : 1
	if (times === 0)
		writeOnTape({ callSid: row.sid, path: pathOf(url), what: `${status} · 0 ×`, answer: null, document: null })
	// One told late comes after the next one.
	if (held?.sid !== row.sid && takeFault('reorder')) {
		held = { sid: row.sid, url, params }
		return
	}
	inOrder(row.sid, url, params, times)
	if (held?.sid === row.sid) {
		inOrder(held.sid, held.url, held.params, 1)
		held = null
	}
}

/** Status webhooks leave one after the other. */
function inOrder(sid: string, url: string, params: Record<string, string>, times: number): void {
	afterCommit(() => {
		for (let n = 0; n < times; n++) {
			statusQueue = statusQueue.then(() =>
				send(sid, url, params, false).then(
					() => {},
					() => {},
				),
			)
			track(statusQueue)
		}
	})
}

/** How far an SMS got: on its way, then at its end. The faults of status webhooks hold here too. */
export function tellOfMessage(
	message: { sid: string; toNumber: string; fromNumber: string; status: string },
	url: string | null,
): void {
	if (!url) return
	const news = ['sent', message.status].map((status) => ({
		AccountSid: telephonyAccount()?.accountSid ?? '',
		ApiVersion: '2010-04-01',
		...{ MessageSid: message.sid, SmsSid: message.sid, MessageStatus: status, SmsStatus: status },
		...{ To: message.toNumber, From: message.fromNumber },
		...(status === 'undelivered' ? { ErrorCode: '30003' } : {}),
	}))
	if (takeFault('reorder')) news.reverse()
	for (const params of news) inOrder(message.sid, url, params, takeFault('drop') ? 0 : takeFault('double') ? 2 : 1)
}

/** Posts a signed webhook. Our own public address is reached by loopback: the demo may not reach itself from outside. */
export async function send(
	callSid: string,
	url: string,
	params: Record<string, string>,
	wantsDocument: boolean,
): Promise<{ status: number; text: string }> {
	const account = telephonyAccount()
	const { publicUrl } = environment()
	const address = url.replace(/#.*$/, '')
	const target = address.startsWith(publicUrl) ? `${loopbackOrigin()}${address.slice(publicUrl.length)}` : address
	const what = [
		params.CallStatus,
		params.MessageStatus,
		params.DialCallStatus,
		params.Digits && `touche ${params.Digits}`,
	]
		.filter(Boolean)
		.join(' · ')
	let answered: { status: number; text: string } | null = null
	try {
		const response = await fetch(target, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				'X-Twilio-Signature': sign(account?.authToken ?? '', url, params),
			},
			body: new URLSearchParams(params),
			signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
		})
		answered = { status: response.status, text: await response.text() }
		return answered
	} finally {
		writeOnTape({
			callSid,
			path: pathOf(url),
			what,
			answer: answered?.status ?? null,
			document: wantsDocument ? (answered?.text ?? null) : null,
		})
		announce('telephone', { kind: 'changed' })
	}
}

/** What every voice webhook carries, empty fields included. */
export function parametersOf(row: Row): Record<string, string> {
	return {
		AccountSid: telephonyAccount()?.accountSid ?? '',
		ApiVersion: '2010-04-01',
		CallSid: row.sid,
		Direction: row.parentSid ? 'outbound-dial' : 'outbound-api',
		From: row.fromNumber,
		To: row.toNumber,
		Caller: row.fromNumber,
		Called: row.toNumber,
		FromCity: '',
		FromCountry: 'FR',
		ToCity: '',
		ToCountry: 'FR',
		...(row.parentSid ? { ParentCallSid: row.parentSid } : {}),
	}
}

/** Remembers work under way until it is done. */
export function track(work: Promise<unknown>): void {
	underway.add(work)
	work.catch(() => {}).finally(() => underway.delete(work))
}

function pathOf(url: string): string {
	return new URL(url).pathname
}
