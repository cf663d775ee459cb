import { callbackMessages } from '~/i18n/callback'
import { formatPhone, formatRelativeDay, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { lastSmsWasLost } from '~/messages/message-status.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { type Callback, callbackTimeline } from './callback-events.server'
import { undoableChange } from './callback-undo.server'
import { whenInWords } from './callback-words.server'
import { advisorNames, CANCELLABLE, countAhead, MOVABLE } from './callbacks.server'
import { doorOf } from './text-appointments.server'

export interface TrackingView {
	id: string
	reference: string
	/** What it is now, in a word. */
	state: string
	tone: 'ok' | 'human' | 'warn' | 'danger'
	heading: string
	lead: string | null
	position: string | null
	password: string | null
	/** The advisor who has it, when one is known. */
	advisor: string | null
	movable: boolean
	cancellable: boolean
	/** About who was wished: that they call if they are there, or who calls instead. */
	wished: string | null
	/** In writing: no telephone is spoken of. */
	inWriting: boolean
	/** To the chat of an appointment in writing: to come in, or to go back. */
	door: 'come-in' | 'go-back' | null
	/** Where the call goes through a relay service. */
	relayUrl: string | null
	/** The last change can be taken back. */
	undo: 'moved' | 'cancelled' | null
	hasCalendar: boolean
	/** Something is still to happen by itself. */
	live: boolean
	/** `not-asked`: somebody at the number said that they never asked. */
	ending: 'unreached' | 'needs-number' | 'cancelled' | 'not-asked' | 'done' | 'expired' | null
	rings: number
	/** Whether the call may still be missed. */
	canMiss: boolean
	sentTo: string
	/** The last SMS did not reach the number: what it said is on this page. */
	smsLost: boolean
	steps: { id: string; label: string; time: string; failed: boolean }[]
	/** The step to come. */
	next: string | null
	/** Whether that goes on now, and is not yet to come. */
	isNow: boolean
}

const TOLD = [
	'asked',
	'moved',
	'moved-by-us',
	'displaced',
	'restored',
	'reminded',
	'claimed',
	'advisor-accepted',
	'advisor-left',
	'connected',
	'talked',
	'busy',
	'no-answer',
	'voicemail',
	'failed',
	'delayed',
	'postponed',
	'cancelled',
	'unreached',
	'expired',
	'door-open',
	'came-in',
] as const
type Told = (typeof TOLD)[number]
const FAILED: readonly string[] = [
	'displaced',
	'advisor-left',
	'busy',
	'no-answer',
	'voicemail',
	'failed',
	'unreached',
	'expired',
]
const ENDINGS = ['unreached', 'needs-number', 'cancelled', 'done', 'expired'] as const

/** A callback as its customer follows it, in words. */
export async function trackingViewOf(callback: Callback, lang: Lang, now = new Date()): Promise<TrackingView> {
	const t = messagesIn(callbackMessages, lang)
	const { country, callback: policy } = settings()
	const { state, reference } = callback
	const timeline = await callbackTimeline(callback.id)
	const events = timeline.filter(isTold)
	const names = await advisorNames([
		callback.advisorId,
		callback.wishedAdvisorId,
		...events.map(({ detail }) => advisorIn(detail)),
	])
	const advisor = names.get(callback.advisorId) ?? null
	const who = advisor ?? t.tracking.someone
	const when = whenInWords({ ...callback, lang }, now)
	const notAsked = state === 'cancelled' && timeline.some(({ kind }) => kind === 'number-blocked')
	const ending = notAsked ? 'not-asked' : (ENDINGS.find((one) => one === state) ?? null)
	const inWriting = callback.channel === 'text'
	const door = doorOf(callback, now)
	const h = t.tracking.heading
	const heading = inWriting
		? headingInWriting(callback, when, door, t)
		: {
				scheduled: () => h.coming(who, when),
				queued: () => h.coming(who, when),
				offering: () => h.offering(who),
				dialing: () => h.dialing(who),
				connected: () => h.connected(who),
				'retry-wait': () => h.retry(when),
				done: () => h.done,
				unreached: () => h.unreached,
				'needs-number': () => h['needs-number'],
				cancelled: () => (notAsked ? h['not-asked'] : h.cancelled),
				expired: () => h.expired,
			}[state]()
	const waiting = state === 'scheduled' || state === 'queued' || state === 'retry-wait'
	return {
		id: callback.id,
		reference,
		state: notAsked ? t.tracking.notAsked : { ...t.tracking.state, ...(inWriting ? t.text.tracking.state : {}) }[state],
		tone:
			({
				done: 'ok',
				cancelled: 'ok',
				scheduled: 'ok',
				unreached: 'danger',
				expired: 'danger',
				'needs-number': 'danger',
				'retry-wait': 'warn',
			}[state as string] as TrackingView['tone']) ?? 'human',
		heading,
		lead: ending
			? null
			: inWriting
				? t.text.tracking.lead
				: t.tracking.lead(formatPhone(callback.phone, country), formatPhone(carrier().fromNumber, country)),
		position: state === 'queued' ? t.tracking.position(await countAhead(callback)) : null,
		password: ending || inWriting ? null : callback.password,
		advisor,
		movable: MOVABLE.some((one) => one === state),
		cancellable: inWriting ? state === 'scheduled' : CANCELLABLE.some((one) => one === state),
		inWriting,
		door,
		wished: ending ? null : wishedWords(callback, names, t),
		relayUrl: callback.channel === 'relay' && !ending ? policy.relayUrl : null,
		undo: (await undoableChange(callback, now))?.kind ?? null,
		hasCalendar: waiting && callback.slotStart !== null,
		live: !ending,
		ending,
		rings: policy.maxRings,
		canMiss: state !== 'connected',
		sentTo: t.tracking.sentTo(
			[!inWriting && t.tracking.bySms, callback.email && t.tracking.byEmail(callback.email)]
				.filter(Boolean)
				.join(t.tracking.and),
		),
		smsLost: await lastSmsWasLost(`callback:${callback.id}`),
		steps: stepsOf(callback, events, names, lang, now),
		next: ending ? null : heading,
		isNow: !waiting,
	}
}

function headingInWriting(
	{ state }: Callback,
	when: string,
	door: TrackingView['door'],
	{ text }: Pick<typeof callbackMessages.fr, 'text'>,
): string {
	const { heading: h } = text.tracking
	switch (state) {
		case 'offering':
			return h.waiting
		case 'connected':
		case 'done':
		case 'cancelled':
		case 'unreached':
		case 'expired':
			return h[state]
		default:
			return door ? h.open : h.coming(when)
	}
}

function wishedWords(
	{ advisorId, wishedAdvisorId }: Callback,
	names: Map<string | null, string>,
	{ tracking: t }: Pick<typeof callbackMessages.fr, 'tracking'>,
): string | null {
	const wished = wishedAdvisorId && names.get(wishedAdvisorId)
	if (!wished || advisorId === wishedAdvisorId) return null
	return advisorId ? t.wishedGone(wished, names.get(advisorId) ?? t.someone) : t.wished(wished)
}

type Event = Awaited<ReturnType<typeof callbackTimeline>>[number]
type ToldEvent = Event & { kind: Told }

function isTold(event: Event): event is ToldEvent {
	return TOLD.some((kind) => kind === event.kind)
}

function stepsOf(
	callback: Callback,
	events: ToldEvent[],
	names: Map<string | null, string>,
	lang: Lang,
	now: Date,
): TrackingView['steps'] {
	const t = messagesIn(callbackMessages, lang)
	const words = callback.channel === 'text' ? { ...t.timeline, ...t.text.timeline } : t.timeline
	const { timeZone } = settings()
	return events.map(({ id, kind, at, detail }) => {
		const said = words[kind]
		const advisorId = advisorIn(detail) ?? callback.advisorId
		const label = typeof said === 'string' ? said : said(names.get(advisorId) ?? t.tracking.someone)
		const sameDay = formatRelativeDay('fr', at, now, timeZone) === formatRelativeDay('fr', now, now, timeZone)
		const time = formatTime(lang, at, timeZone)
		return {
			id,
			label,
			time: sameDay ? time : `${formatRelativeDay(lang, at, now, timeZone)}, ${time}`,
			failed: FAILED.includes(kind),
		}
	})
}

function advisorIn(detail: Record<string, unknown> | null): string | null {
	return typeof detail?.advisorId === 'string' ? detail.advisorId : null
}
