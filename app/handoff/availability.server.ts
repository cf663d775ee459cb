import { setTimeout as rest } from 'node:timers/promises'
import { roundWaitMinutes } from '~/i18n/format'
import { listen } from '~/realtime/bus.server'
import { settings } from '~/settings/settings.server'
import { openingAt } from './hours.server'
import { type PresentAdvisor, presentAdvisors } from './presence.server'
import { nextFreeSlot } from './slots.server'
import { countWaiting, expectedWaitSeconds } from './wait.server'

/** Why nobody can be reached at once; `open` when somebody can. */
export type AvailabilityReason = 'open' | 'outside-hours' | 'holiday' | 'closure' | 'nobody-present' | 'queue-full'

export interface Availability {
	open: boolean
	reason: AvailabilityReason
	opensAt: Date | null
	closesAt: Date | null
	note: { fr: string; en: string } | null
	people: PresentAdvisor[]
	chat: { advisors: number; waiting: number; expectedWaitSeconds: number | null }
	callback: { nextSlotAt: Date | null; expectedWaitSeconds: number | null }
}

const KEPT_MS = 2_000
let kept: { at: number; value: Promise<Availability> } | undefined

/** Hours begin and end without an event: what people are told is looked at again this often. */
const TOLD_FOR_MS = 10_000
/** While one event chases another, there is no use in reading faster than people look. */
const BETWEEN_READINGS_MS = 250
let told = { version: '', at: Number.NEGATIVE_INFINITY }
let telling = false
let changes = 0

for (const topic of ['availability', 'desk'])
	listen(topic, () => {
		kept = undefined
		changes++
		told = { version: `change ${changes}`, at: Date.now() }
		void tellAgain()
	})

/**
 * Changes when what people are told about who is there changes: a page made under another one is
 * stale. A queue that moves without changing a word leaves it as it was.
 */
export function availabilityVersion(): string {
	if (Date.now() - told.at > TOLD_FOR_MS) {
		told.at = Date.now()
		void tellAgain()
	}
	return told.version
}

/** Works out the words once for all that changes meanwhile: a burst of events costs a few readings a second. */
async function tellAgain(): Promise<void> {
	if (telling) return
	telling = true
	try {
		for (let asOf = Number.NaN; asOf !== changes; ) {
			asOf = changes
			const state = await availability().catch(() => null)
			if (state && asOf === changes) told = { version: wordsOf(state), at: Date.now() }
			await rest(BETWEEN_READINGS_MS, undefined, { ref: false })
		}
	} finally {
		telling = false
	}
}

/** Everything of it that a page may say; waits as they are rounded for people. */
function wordsOf({ open, reason, opensAt, closesAt, note, people, chat, callback }: Availability): string {
	const wait = (seconds: number | null) => seconds && roundWaitMinutes(seconds)
	return JSON.stringify([
		...[open, reason, opensAt, closesAt, note, people.map(({ id }) => id)],
		...[chat.advisors, wait(chat.expectedWaitSeconds), callback.nextSlotAt, wait(callback.expectedWaitSeconds)],
	])
}

/** Open means: the hours say so and somebody is present. Read at most every two seconds. */
export function availability(now?: Date): Promise<Availability> {
	if (now) return readAvailability(now)
	if (!kept || Date.now() - kept.at > KEPT_MS) {
		const value = readAvailability(new Date())
		kept = { at: Date.now(), value }
		value.catch(() => {
			kept = undefined
		})
	}
	return kept.value
}

/** What GET /api/availability answers. */
export function toContract(state: Availability) {
	return {
		open: state.open,
		reason: state.reason,
		opensAt: state.opensAt?.toISOString() ?? null,
		chat: state.chat,
		callback: {
			nextSlotAt: state.callback.nextSlotAt?.toISOString() ?? null,
			expectedWaitSeconds: state.callback.expectedWaitSeconds,
		},
	}
}

/** Seconds until somebody who asks to be called now is; `null` while it is closed or nobody is present. */
export async function expectedCallWaitSeconds(now: Date): Promise<number | null> {
	if (!openingAt('chat', now).open) return null
	const [people, waiting] = await Promise.all([presentAdvisors(now), countWaiting()])
	return expectedWaitSeconds({ ahead: waiting.chats + waiting.callbacks, advisors: people.length, now })
}

async function readAvailability(now: Date): Promise<Availability> {
	const opening = openingAt('chat', now)
	const [people, waiting, nextSlotAt] = await Promise.all([presentAdvisors(now), countWaiting(), nextFreeSlot(now)])
	const ahead = waiting.chats + waiting.callbacks
	const chatAdvisors = opening.open ? people.filter(({ byPhoneOnly }) => !byPhoneOnly).length : 0
	const [chatWait, callbackWait] = await Promise.all([
		expectedWaitSeconds({ ahead, advisors: chatAdvisors, now }),
		expectedWaitSeconds({ ahead, advisors: opening.open ? people.length : 0, now }),
	])
	const full = people.length > 0 && ahead >= people.length * settings().chat.fullQueuePerAdvisor
	const reason: AvailabilityReason = !opening.open
		? (opening.reason as AvailabilityReason)
		: people.length === 0
			? 'nobody-present'
			: full
				? 'queue-full'
				: 'open'
	return {
		open: reason === 'open',
		reason,
		opensAt: opening.opensAt,
		closesAt: opening.closesAt,
		note: opening.note,
		people,
		chat: { advisors: chatAdvisors, waiting: waiting.chats, expectedWaitSeconds: chatWait },
		callback: { nextSlotAt, expectedWaitSeconds: callbackWait },
	}
}
