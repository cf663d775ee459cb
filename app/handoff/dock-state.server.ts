import { formatPhone, formatRelativeDay, formatTime, roundWaitMinutes } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { shellMessages } from '~/i18n/shell'
import { settings } from '~/settings/settings.server'
import type { Availability } from './availability.server'
import type { Underway } from './underway.server'

type Action = { label: string; to: 'write' | 'callback' | 'message' | 'chat' | 'tracking'; id?: string }

/** What the block says, in words: ready to draw, the same for the page and for a refresh. */
export interface DockState {
	state: 'open' | 'long-wait' | 'closed' | 'queue' | 'chat' | 'callback'
	title: string
	text: string
	/** The part of the text that people look for. */
	strong: string | null
	short: string
	shortStrong: string | null
	windows: { initials: string; on: boolean }[]
	actions: [Action, Action]
}

/** A wait above this puts the callback first. */
const LONG_WAIT_SECONDS = 600
const WINDOWS = 3
/** A call that goes on is followed, and cannot be moved any more. */
const CALLING = ['offering', 'dialing', 'connected'] as const
const CITY_LISTS = {
	fr: new Intl.ListFormat('fr', { type: 'conjunction' }),
	en: new Intl.ListFormat('en', { type: 'conjunction' }),
}

/** Words for the help block: honest about who is there, with both ways and what is underway. */
export function dockState({
	availability,
	underway,
	lang,
	now = new Date(),
}: {
	availability: Availability
	underway: Underway | null
	lang: Lang
	now?: Date
}): DockState {
	const t = messagesIn(shellMessages, lang).dock
	const { timeZone, country } = settings()
	const moment = (at: Date) => ({
		day: formatRelativeDay(lang, at, now, timeZone),
		time: formatTime(lang, at, timeZone),
	})
	const windows = availability.people.slice(0, WINDOWS).map(({ initials }) => ({ initials, on: true }))
	const write: Action = { label: t.write, to: 'write' }
	const callMe: Action = { label: t.callMe, to: 'callback' }
	const plain = { strong: null, shortStrong: null }

	if (underway?.kind === 'chat')
		return {
			state: 'chat',
			...plain,
			title: t.chatTitle(underway.advisor),
			text: t.chatText,
			short: t.chatText,
			windows: [{ initials: underway.initials, on: true }],
			actions: [{ label: t.openChat, to: 'chat', id: underway.conversationId }, callMe],
		}
	if (underway?.kind === 'queue')
		return {
			state: 'queue',
			...plain,
			title: t.queueTitle(underway.position),
			text: t.queueText,
			short: t.queueText,
			windows,
			actions: [
				{ label: t.openChat, to: 'chat', id: underway.conversationId },
				{ label: t.callInstead, to: 'callback' },
			],
		}
	if (underway?.kind === 'callback') {
		// After a try that failed, it is the next one that is waited for.
		const when = underway.state === 'retry-wait' ? underway.dueAt : underway.slotStart
		const at = when && moment(when)
		const calling = underway.phone ? CALLING.find((one) => one === underway.state) : undefined
		return {
			state: 'callback',
			...plain,
			title: calling
				? t.calling[calling]
				: (underway.phone ? t.callTitle : t.writtenTitle)(
						at ? `${at.day} ${lang === 'fr' ? 'à' : 'at'} ${at.time}` : t.soon,
					),
			text: underway.phone
				? t.callText(formatPhone(underway.phone, country), underway.reference)
				: t.writtenText(underway.reference),
			short: t.callTextShort(underway.reference),
			windows: [],
			actions: [
				{ label: t.writeNow, to: 'write' },
				{
					label: underway.phone ? (calling ? t.followCall : t.seeCall) : t.seeWritten,
					to: 'tracking',
					id: underway.reference,
				},
			],
		}
	}

	const message: Action = { label: t.leaveMessage, to: 'message' }
	if (!availability.open && availability.reason !== 'queue-full') {
		const opens = availability.opensAt && availability.reason !== 'nobody-present' ? moment(availability.opensAt) : null
		const text =
			availability.reason === 'nobody-present'
				? t.nobodyText
				: availability.note
					? t.holiday(availability.note[lang])
					: t.closedText
		return {
			state: 'closed',
			...plain,
			title:
				availability.reason === 'nobody-present'
					? t.nobodyTitle
					: opens
						? t.closedTitle(t.closedWhen(opens.day, opens.time))
						: t.title,
			text,
			short: text,
			windows: [],
			actions: [callMe, message],
		}
	}

	const slot = availability.callback.nextSlotAt ? moment(availability.callback.nextSlotAt) : null
	const slotWords = slot ? t.slotAt(slot.day, slot.time) : t.soon
	if (availability.reason === 'queue-full')
		return {
			state: 'long-wait',
			...plain,
			title: t.title,
			text: t.full(slotWords),
			short: t.full(slotWords),
			windows,
			actions: [callMe, message],
		}

	const count = availability.people.length
	if (availability.chat.advisors === 0) {
		const text = count === 1 ? t.byPhoneOne(slotWords) : t.byPhone(count, slotWords)
		return { state: 'open', ...plain, title: t.title, text, short: text, windows, actions: [callMe, message] }
	}

	const waitSeconds = availability.chat.expectedWaitSeconds ?? 0
	const minutes = roundWaitMinutes(waitSeconds)
	if (waitSeconds > LONG_WAIT_SECONDS) {
		const text = t.longWait(minutes, slotWords)
		return {
			state: 'long-wait',
			...plain,
			title: t.title,
			text,
			short: text,
			windows,
			actions: [callMe, { label: t.writeAnyway, to: 'write' }],
		}
	}
	const cities = [...new Set(availability.people.map(({ city }) => city).filter(Boolean))]
	const cityWords = CITY_LISTS[lang].format(cities)
	const until = availability.closesAt ? ` · ${t.until(formatTime(lang, availability.closesAt, timeZone))}` : ''
	return {
		state: 'open',
		title: t.title,
		text: `${count === 1 ? t.presentOne(cityWords) : t.present(count, cityWords)} · ${t.wait} %${until}`,
		strong: t.about(minutes),
		short: `${count === 1 ? t.presentShortOne : t.presentShort(count)} · %`,
		shortStrong: t.about(minutes),
		windows,
		actions: [write, callMe],
	}
}
