import { asc, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbackAttempts, callbackEvents, callDifferences, promises } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { scrub } from '~/friction/scrub'
import { formatInstant } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { lifeMessages } from '~/i18n/life'
import { messagesIn } from '~/i18n/messages'
import { listMessagesAbout } from '~/messages/message-status.server'
import { settings } from '~/settings/settings.server'
import type { Callback } from './callback-events.server'
import { isBrowser } from './handsets.server'
import { maskAddress, maskPhone } from './masking'

/** One thing that happened to a callback, in words. */
export interface LifeLine {
	id: string
	at: Date
	/** What it is: a webhook, a promise, a try… */
	kind: 'request' | 'promise' | 'try' | 'step' | 'webhook' | 'message' | 'difference'
	label: string
	details: string[]
	failed: boolean
}

/** What a webhook says of a call, without anybody's number. */
const TOLD_OF_A_CALL = [
	...['CallStatus', 'DialCallStatus', 'DialBridged', 'Digits', 'AnsweredBy'],
	...['SequenceNumber', 'SipResponseCode', 'Timestamp'],
]
/** Last signs of a call's name: enough to tell it from the others of one callback. */
const NAME_SIGNS = 6
const FAILED_STEPS = [
	'not-placed',
	'advisor-missed',
	'busy',
	'no-answer',
	'voicemail',
	'failed',
	'unreached',
	'expired',
]
const FAILED_PROMISES = ['late', 'broken']
const LOST = ['undelivered', 'failed']

/**
 * The whole life of a callback, oldest first: what was asked and promised, each try, what the phone
 * company told and was answered, what was written to the customer and how far it got.
 */
export async function lifeOf(callback: Callback, lang: Lang): Promise<LifeLine[]> {
	const { id } = callback
	const [made, attempts, events, messages, differences] = await Promise.all([
		db.select().from(promises).where(eq(promises.objectId, id)).orderBy(asc(promises.madeAt)),
		db
			.select()
			.from(callbackAttempts)
			.where(eq(callbackAttempts.callbackId, id))
			.orderBy(asc(callbackAttempts.startedAt)),
		db.select().from(callbackEvents).where(eq(callbackEvents.callbackId, id)).orderBy(asc(callbackEvents.at)),
		listMessagesAbout(`callback:${id}`),
		db.select().from(callDifferences).where(eq(callDifferences.callbackId, id)),
	])
	const names = new Map((await findPeople(attempts.map(({ advisorId }) => advisorId))).map((one) => [one.id, one.name]))
	const t = wordsIn(lang)
	const number = new Map(attempts.map((attempt, index) => [attempt.id, index + 1]))
	const lines = [
		request(callback, t, lang),
		...made.flatMap((promise) => promiseLines(promise, t, lang)),
		...attempts.flatMap((attempt, index) =>
			tryLines(attempt, index + 1, names.get(attempt.advisorId) ?? t.somebody, t),
		),
		...events.map((event) => eventLine(event, number.get(event.attemptId ?? ''), t)),
		...messages.flatMap((message) => messageLines(message, t, lang)),
		...differences.map(({ id: lineId, at, kind, callSid, theirs, ours }) => ({
			...{ id: lineId, at, kind: 'difference' as const, label: t.differences[kind], failed: true },
			// Who called is named above: not even by how much the two counts differ is said beside it.
			details: [
				t.call(shortName(callSid)),
				...(kind === 'other-duration' ? [] : [t.accounts(theirs ?? t.nothing, ours ?? t.nothing)]),
			],
		})),
	]
	// The same instant keeps the order above: what was asked comes before what followed from it.
	return lines.sort((a, b) => a.at.getTime() - b.at.getTime())
}

const wordsIn = (lang: Lang) => messagesIn(lifeMessages, lang)
type Words = ReturnType<typeof wordsIn>

function request(
	{ id, createdAt, phone, reason, lang, askedFrom, slotStart, attempts, offers }: Callback,
	t: Words,
	pageLang: Lang,
): LifeLine {
	return {
		...{ id, at: createdAt, kind: 'request', label: t.request, failed: false },
		details: [
			phone ? t.number(maskPhone(phone)) : t.inWriting,
			slotStart ? t.slot : t.soon,
			t.reason(settings().reasons.find(({ id: one }) => one === reason)?.[pageLang] ?? reason),
			t.language(lang),
			...(askedFrom ? [t.askedFrom(askedFrom)] : []),
			t.counts(attempts, offers),
		],
	}
}

function promiseLines(
	{ id, madeAt, text, dueAt, state, settledAt }: typeof promises.$inferSelect,
	t: Words,
	lang: Lang,
): LifeLine[] {
	const made: LifeLine = {
		...{ id, at: madeAt, kind: 'promise', label: t.promised(text), failed: false },
		details: [t.dueAt(instant(dueAt, lang))],
	}
	if (!settledAt || state === 'promised') return [made]
	const failed = FAILED_PROMISES.includes(state)
	return [made, { id: `${id}:end`, at: settledAt, kind: 'promise', label: t.promiseEnds[state], details: [], failed }]
}

function tryLines(attempt: typeof callbackAttempts.$inferSelect, count: number, advisor: string, t: Words): LifeLine[] {
	const { id, startedAt, endedAt, advisorCallSid, customerCallSid, advisorOutcome, customerOutcome, state } = attempt
	const said = (outcome: string) => t.outcomes[outcome as keyof Words['outcomes']] ?? outcome
	const begun: LifeLine = {
		...{ id, at: startedAt, kind: 'try', label: t.offered(count, advisor), failed: false },
		details: [
			...(isBrowser(attempt.advisorAddress) ? [t.inBrowser] : []),
			...(advisorCallSid ? [t.advisorCall(shortName(advisorCallSid))] : []),
			...(customerCallSid ? [t.customerCall(shortName(customerCallSid))] : []),
			...(endedAt ? [] : [t.goesOn(t.attempts[state])]),
		],
	}
	if (!endedAt) return [begun]
	const details = [
		t.advisorSide(advisorOutcome ? said(advisorOutcome) : t.nothing),
		t.customerSide(customerOutcome ? said(customerOutcome) : t.notRung),
	]
	const failed = !attempt.bridged && customerOutcome !== 'connected'
	return [begun, { id: `${id}:end`, at: endedAt, kind: 'try', label: t.tryOver(count), details, failed }]
}

function eventLine(event: typeof callbackEvents.$inferSelect, count: number | undefined, t: Words): LifeLine {
	const { id, at, kind, detail, effect, answer, repeats } = event
	const isWebhook = answer !== null
	const told = TOLD_OF_A_CALL.flatMap((name) => (detail && name in detail ? [`${name} ${String(detail[name])}`] : []))
	const turn = !isWebhook && typeof detail?.turn === 'number' ? [t.asked(detail.turn)] : []
	const own = ['code', 'status', 'outcome'].flatMap((name) =>
		!isWebhook && detail && detail[name] != null ? [`${name} ${String(detail[name])}`] : [],
	)
	return {
		...{ id, at, kind: isWebhook ? 'webhook' : 'step', failed: FAILED_STEPS.includes(kind) },
		label: t.events[kind as keyof Words['events']] ?? kind,
		details: [
			...(count ? [t.ofTry(count)] : []),
			...(isWebhook && typeof detail?.CallSid === 'string' ? [t.call(shortName(detail.CallSid))] : []),
			...told,
			...turn,
			...own,
			...(isWebhook ? [t.answered(t.answers[answer as keyof Words['answers']] ?? answer)] : []),
			...(effect ? [t.effects[effect]] : []),
			...(repeats > 0 ? [t.repeats(repeats)] : []),
		],
	}
}

function messageLines(
	message: Awaited<ReturnType<typeof listMessagesAbout>>[number],
	t: Words,
	lang: Lang,
): LifeLine[] {
	const { id, channel, recipient, purpose, createdAt, sentAt, state, tries, notBefore, lastError, events } = message
	const what = t.purposes[purpose as keyof Words['purposes']] ?? purpose
	const label = t.written(t.channels[channel], what)
	const lines: LifeLine[] = [
		{
			...{ id, at: createdAt, kind: 'message', label, failed: state === 'failed' },
			details: [
				t.to(channel === 'email' ? maskAddress(recipient) : maskPhone(recipient)),
				t.messageStates[state],
				t.tries(tries),
				...(state === 'pending' && tries > 0 ? [t.nextTry(instant(notBefore, lang))] : []),
				...(lastError ? [scrub(lastError)] : []),
			],
		},
	]
	if (sentAt)
		lines.push({
			...{ id: `${id}:sent`, at: sentAt, kind: 'message', label: t.sent(what), details: [], failed: false },
		})
	for (const { id: newsId, at, status, errorCode, repeats } of events)
		lines.push({
			...{
				id: newsId,
				at,
				kind: 'webhook',
				label: t.news(what, t.deliveries[status]),
				failed: LOST.includes(status),
			},
			details: [...(errorCode ? [t.code(errorCode)] : []), ...(repeats > 0 ? [t.repeats(repeats)] : [])],
		})
	return lines
}

function instant(at: Date, lang: Lang): string {
	return formatInstant(lang, at, settings().timeZone)
}

function shortName(callSid: string): string {
	return `…${callSid.slice(-NAME_SIGNS)}`
}
