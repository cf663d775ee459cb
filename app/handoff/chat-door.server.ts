import { formatDay, formatRelativeDay, formatTime, roundWaitMinutes } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { availability } from './availability.server'
import { answerDueAt } from './left-messages.server'

/** Whether somebody can be written to now, in words for the page. */
export interface ChatDoor {
	open: boolean
	reason: 'open' | 'closed' | 'nobody' | 'by-phone' | 'full'
	/** Who can be written to. */
	people: number
	/** Who can be called by, while nobody can be written to. */
	byPhone: number
	/** The next call that can be had. */
	callFrom: { day: string; time: string } | null
	windows: string[]
	waitMinutes: number
	/** When the team is back, while closed. */
	opens: { day: string; time: string } | null
	/** Name of the holiday or words of the closure. */
	note: string | null
	/** By when a message left now is answered. */
	answeredBy: string
}

const WINDOWS = 3

/** @param now - leave it out to accept what was read in the last two seconds */
export async function chatDoor(lang: Lang, now?: Date): Promise<ChatDoor> {
	const state = await availability(now)
	const at = now ?? new Date()
	const { timeZone } = settings()
	const reason = reasonOf(state)
	const writing = state.people.filter(({ byPhoneOnly }) => !byPhoneOnly)
	const moment = (instant: Date) => ({
		day: formatRelativeDay(lang, instant, at, timeZone),
		time: formatTime(lang, instant, timeZone),
	})
	const { nextSlotAt } = state.callback
	return {
		open: reason === 'open',
		reason,
		people: state.chat.advisors,
		byPhone: state.people.length - writing.length,
		callFrom: nextSlotAt && moment(nextSlotAt),
		windows: writing.slice(0, WINDOWS).map(({ initials }) => initials),
		waitMinutes: roundWaitMinutes(state.chat.expectedWaitSeconds ?? 0),
		opens: reason === 'closed' && state.opensAt ? moment(state.opensAt) : null,
		note: state.note?.[lang] ?? null,
		answeredBy: formatDay(lang, answerDueAt(at), timeZone),
	}
}

function reasonOf({ open, reason, chat }: Awaited<ReturnType<typeof availability>>): ChatDoor['reason'] {
	if (reason === 'queue-full') return 'full'
	if (reason === 'nobody-present') return 'nobody'
	if (open && chat.advisors === 0) return 'by-phone'
	return open ? 'open' : 'closed'
}
