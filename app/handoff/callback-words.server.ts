import { createEvent } from 'ics'
import type { MailAttachment } from '#db/schema/work.server'
import { environment } from '~/env.server'
import { apiMessages } from '~/i18n/api'
import { callbackMessages } from '~/i18n/callback'
import { formatDay, formatPhone, formatRelativeDay, formatTime } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail, queueSms } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { firstThatFits } from '~/telephony/gsm7'
import type { Callback } from './callback-events.server'
import { trackingLink } from './callback-links.server'
import { bothTimes, timeThere } from './customer-zone.server'

/** What customers are told of a callback, written in the transaction that decides it. */

/**
 * « aujourd'hui entre 14 h 30 et 15 h », « dès que possible, vers 11 h 05 », « lundi 23 novembre à 9 h 10 ».
 *
 * @param options.dated - never « aujourd'hui » or « demain »: for what is read on another day than it was written
 */
export function whenInWords(
	callback: Pick<Callback, 'lang' | 'phone' | 'slotStart' | 'slotEnd' | 'dueAt' | 'state' | 'createdAt'>,
	now: Date,
	{ dated = false }: { dated?: boolean } = {},
): string {
	const { lang, slotStart, slotEnd, dueAt, state } = callback
	const { timeZone } = settings()
	const t = messagesIn(callbackMessages, lang).when
	const day = (at: Date) => (dated ? formatDay(lang, at, timeZone) : formatRelativeDay(lang, at, now, timeZone))
	const time = (at: Date) => formatTime(lang, at, timeZone)
	const timeToo = (at: Date) => bothTimes(lang, at, callback.phone)
	if (state === 'retry-wait') return t.again(day(dueAt), timeToo(dueAt))
	if (slotStart && slotEnd)
		return t.slot(day(slotStart), time(slotStart), time(slotEnd)) + timeThere(lang, slotStart, callback.phone)
	if (state === 'scheduled') return t.opening(day(dueAt), timeToo(dueAt))
	return t.now
}

/**
 * Confirms by SMS to the number itself and by e-mail when one was given.
 *
 * @param before - where the request stood: an appointment that is none any more leaves the calendar
 */
export async function confirmInWriting(
	callback: Callback,
	round: string,
	now: Date,
	before: Callback | null = null,
): Promise<void> {
	const t = messagesIn(callbackMessages, callback.lang)
	const brand = settings().brand.name
	const mail = mailWords(callback)
	const { from, link, when, date } = facts(callback, now)
	await sms(callback, `booked:${round}`, now, [
		t.sms.booked(brand, t.tracking.someone, when, from, link, callback.password, callback.reference),
		t.sms.bookedShort(brand, when, from, link, callback.password),
		t.sms.bookedShortest(brand, when, from, callback.password, callback.reference),
	])
	if (!callback.email) return
	const gone = before?.slotStart && !callback.slotStart
	const calendar = gone
		? calendarFile({ ...before, calendarSequence: callback.calendarSequence, state: 'cancelled' }, now)
		: calendarFile(callback, now)
	await queueEmail({
		to: callback.email,
		subject: mail.bookedSubject(t.tracking.someone, date, callback.reference),
		body: [
			mail.hello(callback.firstName),
			mail.booked(t.tracking.someone, date, formatPhone(callback.phone, settings().country), from),
			...(callback.channel === 'text' ? [] : [mail.password(callback.password)]),
			mail.missed,
			mail.manage(link),
			mail.bye(brand),
		].join('\n\n'),
		attachments: calendar ? [calendar] : undefined,
		purpose: 'callback-booked',
		dedupeKey: `callback:${callback.id}:mail:booked:${round}`,
		now,
	})
}

/** Tells of a try that did not succeed, a delay, a change of day, or the end; the end always offers choices. */
export async function tellCustomer(
	callback: Callback,
	what: 'missed' | 'delayed' | 'postponed' | 'unreached' | 'needs-number' | 'expired' | 'already',
	round: string,
	now: Date,
): Promise<void> {
	const t = messagesIn(callbackMessages, callback.lang)
	const brand = settings().brand.name
	const mail = mailWords(callback)
	const { link, when } = facts(callback, now)
	const wordings: Record<typeof what, [string, ...string[]]> = {
		missed: [t.sms.missed(brand, when, link), t.sms.missedShort(brand, when, link)],
		delayed: [t.sms.delayed(brand, link)],
		postponed: [t.sms.postponed(brand, when, link), t.sms.postponedShort(brand, when, link)],
		unreached: [t.sms.unreached(brand, link), t.sms.unreachedShort(brand, link)],
		'needs-number': [t.sms.unreached(brand, link), t.sms.unreachedShort(brand, link)],
		expired: [t.sms.unreached(brand, link), t.sms.unreachedShort(brand, link)],
		already: [t.sms.already(brand, link)],
	}
	await sms(callback, `${what}:${round}`, now, wordings[what])
	if (!callback.email || !['unreached', 'needs-number', 'expired'].includes(what)) return
	const opening = { unreached: mail.unreached, 'needs-number': mail.needsNumber, expired: mail.expired }[
		what as 'unreached'
	]
	await queueEmail({
		to: callback.email,
		subject: mail.unreachedSubject(callback.reference),
		body: [
			mail.hello(callback.firstName),
			opening,
			[
				mail.choiceSlot(link),
				mail.choiceWrite(`${environment().publicUrl}${localPath(callback.lang, '/ecrire')}`),
				mail.choiceClose,
			].join('\n'),
			mail.bye(brand),
		].join('\n\n'),
		purpose: `callback-${what}`,
		dedupeKey: `callback:${callback.id}:mail:${what}:${round}`,
		now,
	})
}

/** Reminds of a slot that is near. */
export async function remind(callback: Callback, now: Date): Promise<void> {
	const t = messagesIn(callbackMessages, callback.lang)
	const brand = settings().brand.name
	const { from, link, when } = facts(callback, now)
	await sms(callback, `reminder:${callback.slotStart?.getTime()}`, now, [
		t.sms.reminder(brand, when, from, callback.password, link),
		t.sms.reminderShort(brand, when, callback.password, link),
	])
	if (callback.channel !== 'text' || !callback.email) return
	await queueEmail({
		to: callback.email,
		subject: t.text.mail.reminderSubject(when, callback.reference),
		body: [t.text.hello, t.text.mail.reminder(when), t.mail.manage(link), t.mail.bye(brand)].join('\n\n'),
		purpose: 'callback-reminder',
		dedupeKey: `callback:${callback.id}:mail:reminder:${callback.slotStart?.getTime()}`,
		now,
	})
}

/** An appointment in writing is near: its door is open, by the link. */
export async function tellDoorOpen(callback: Callback, now: Date): Promise<void> {
	if (!callback.email) return
	const t = messagesIn(callbackMessages, callback.lang)
	const { link, when } = facts(callback, now)
	await queueEmail({
		to: callback.email,
		subject: t.text.mail.doorOpenSubject(callback.reference),
		body: [t.text.hello, t.text.mail.doorOpen(when), t.text.mail.comeIn(link), t.mail.bye(settings().brand.name)].join(
			'\n\n',
		),
		purpose: 'callback-door-open',
		dedupeKey: `callback:${callback.id}:mail:door-open:${callback.slotStart?.getTime()}`,
		now,
	})
}

/** Tells at once that a call or an appointment was moved by us, to when, and how to choose another time. */
export async function tellMovedByUs(
	callback: Callback,
	{ cause, was }: { cause: 'closure' | 'absence' | 'nobody'; was: string },
	now: Date,
): Promise<void> {
	const t = messagesIn(callbackMessages, callback.lang)
	const mail = mailWords(callback)
	const brand = settings().brand.name
	const { link, when, date } = facts(callback, now)
	const round = `moved-by-us:${callback.calendarSequence}`
	await sms(callback, round, now, [
		t.sms.moved(brand, cause, when, link),
		t.sms.movedShort(brand, cause, when, link),
		t.sms.movedShortest(brand, when, link),
	])
	if (!callback.email) return
	const calendar = calendarFile(callback, now)
	await queueEmail({
		to: callback.email,
		subject: mail.movedSubject(date, callback.reference),
		body: [
			mail.hello(callback.firstName),
			mail.moved(cause === 'nobody' ? t.text.nobodyThere(was) : mail.whyMoved[cause](was), date),
			mail.movedChoice(link),
			mail.bye(brand),
		].join('\n\n'),
		attachments: calendar ? [calendar] : undefined,
		purpose: 'callback-moved-by-us',
		dedupeKey: `callback:${callback.id}:mail:${round}`,
		now,
	})
}

/** Tells before the time that a call cannot be made then and that no other place is free: the choice is offered. */
export async function tellNoPlace(
	callback: Callback,
	{ cause, was }: { cause: 'closure' | 'absence'; was: string },
	now: Date,
): Promise<void> {
	const t = messagesIn(callbackMessages, callback.lang)
	const mail = mailWords(callback)
	const brand = settings().brand.name
	const { link } = facts(callback, now)
	const sequence = callback.calendarSequence + 1
	// Its purpose says how the request ends: none ends so without a message.
	await sms(callback, `expired:displaced-${sequence}`, now, [
		t.sms.noPlace(brand, link),
		t.sms.noPlaceShort(brand, link),
	])
	if (!callback.email) return
	const calendar = calendarFile({ ...callback, calendarSequence: sequence, state: 'expired' }, now)
	await queueEmail({
		to: callback.email,
		subject: mail.noPlaceSubject(callback.reference),
		body: [
			mail.hello(callback.firstName),
			mail.noPlace(mail.whyMoved[cause](was)),
			[
				mail.choiceSlot(link),
				mail.choiceWrite(`${environment().publicUrl}${localPath(callback.lang, '/ecrire')}`),
				mail.choiceClose,
			].join('\n'),
			mail.bye(brand),
		].join('\n\n'),
		attachments: calendar ? [calendar] : undefined,
		purpose: 'callback-expired',
		dedupeKey: `callback:${callback.id}:mail:expired:displaced-${sequence}`,
		now,
	})
}

/** Says that nobody will call, with the link that takes it back; a calendar is told to drop the appointment. */
export async function tellCancelled(callback: Callback, now: Date): Promise<void> {
	const t = messagesIn(callbackMessages, callback.lang)
	const mail = mailWords(callback)
	const brand = settings().brand.name
	const link = trackingLink(callback, now)
	const round = `cancelled:${callback.calendarSequence}`
	await sms(callback, round, now, [
		t.sms.cancelled(brand, callback.reference, link),
		t.sms.cancelledShort(brand, callback.reference),
	])
	const calendar = calendarFile(callback, now)
	if (!callback.email || !calendar) return
	await queueEmail({
		to: callback.email,
		subject: mail.cancelledSubject(callback.reference),
		body: [mail.hello(callback.firstName), mail.cancelled(link), mail.bye(brand)].join('\n\n'),
		attachments: [calendar],
		purpose: 'callback-cancelled',
		dedupeKey: `callback:${callback.id}:mail:${round}`,
		now,
	})
}

/**
 * The appointment as a calendar file, `null` without a chosen time. Its UID stays, its SEQUENCE grows
 * with each change, so that a calendar moves or drops the entry it has (RFC 5546).
 */
export function calendarFile(callback: Callback, now: Date): MailAttachment | null {
	if (!callback.slotStart || !callback.slotEnd) return null
	const words = messagesIn(callbackMessages, callback.lang)
	const t = callback.channel === 'text' ? words.text.calendar : words.calendar
	const { from, link } = facts(callback, now)
	const cancelled = callback.state === 'cancelled' || callback.state === 'expired'
	const { error, value } = createEvent({
		uid: `${callback.reference}@relais`,
		productId: `-//Relais//${settings().brand.name}//${callback.lang.toUpperCase()}`,
		method: cancelled ? 'CANCEL' : 'PUBLISH',
		sequence: callback.calendarSequence,
		start: callback.slotStart.getTime(),
		end: callback.slotEnd.getTime(),
		startInputType: 'utc',
		startOutputType: 'utc',
		endInputType: 'utc',
		endOutputType: 'utc',
		title: t.title(settings().brand.name),
		description: t.description(from, callback.password, link),
		url: link,
		status: cancelled ? 'CANCELLED' : 'CONFIRMED',
		organizer: { name: settings().brand.name, email: settings().brand.senderEmail },
		alarms: cancelled
			? undefined
			: [{ action: 'display', description: t.title(settings().brand.name), trigger: { minutes: 10, before: true } }],
	})
	if (error || !value) throw error ?? new Error('no calendar file')
	const type = `text/calendar; charset=utf-8; method=${cancelled ? 'CANCEL' : 'PUBLISH'}`
	return { name: `${callback.reference}.ics`, type, content: folded(value) }
}

/** Lines of at most 75 octets, as calendars want them (RFC 5545, 3.1): a letter is never cut in two. */
function folded(calendar: string): string {
	const lines = calendar.replaceAll(/\r\n[\t ]/g, '').split('\r\n')
	return lines
		.map((line) => {
			const parts = ['']
			for (const sign of line) {
				const last = parts.length - 1
				if (Buffer.byteLength(parts[last] + sign) > 74) parts.push(sign)
				else parts[last] += sign
			}
			return parts.join('\r\n ')
		})
		.join('\r\n')
}

/** What the advisor hears before pressing a key: first name and reason, nothing else. */
export function whisperWords(callback: Pick<Callback, 'firstName' | 'reason'>, lang: Lang): string {
	const { firstName, reason } = whoAndWhy(callback, lang)
	return messagesIn(callbackMessages, lang).call.whisper(firstName, reason)
}

/** First name and reason as an advisor is told them before they take a call. */
export function whoAndWhy(
	callback: Pick<Callback, 'firstName' | 'reason'>,
	lang: Lang,
): { firstName: string; reason: string } {
	const reason = settings().reasons.find(({ id }) => id === callback.reason)
	const { firstName } = callback
	// Whoever gave no name was called somebody in their own language.
	const isUnnamed = (['fr', 'en'] as const).some((one) => messagesIn(apiMessages, one).somebody === firstName)
	return {
		firstName: isUnnamed ? messagesIn(apiMessages, lang).somebody : firstName,
		reason: reason?.[lang] ?? callback.reason,
	}
}

function facts(callback: Callback, now: Date) {
	return {
		from: formatPhone(carrier().fromNumber, settings().country),
		link: trackingLink(callback, now),
		when: whenInWords(callback, now),
		date: whenInWords(callback, now, { dated: true }),
	}
}

/**
 * The e-mails of an appointment in writing speak of no telephone, and carry no word of whoever asked:
 * the address is not proved to be theirs.
 */
function mailWords({ channel, lang }: Callback) {
	const t = messagesIn(callbackMessages, lang)
	return channel === 'text' ? { ...t.mail, ...t.text.letters, hello: () => t.text.hello } : t.mail
}

const ENDS = new Set(['unreached', 'needs-number', 'expired'])

async function sms(callback: Callback, what: string, now: Date, wordings: [string, ...string[]]): Promise<void> {
	if (callback.channel === 'text') return
	const [kind = ''] = what.split(':')
	await queueSms({
		to: callback.phone,
		body: firstThatFits(wordings),
		purpose: `callback-${kind}`,
		dedupeKey: `callback:${callback.id}:sms:${what}`,
		// An end is told somewhere: when nothing can be sent, on the page, and to supervisors.
		kept: !callback.email && ENDS.has(kind),
		now,
	})
}
