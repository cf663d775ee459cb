import type { Availability } from '~/handoff/availability.server'
import { type DockState, dockState } from '~/handoff/dock-state.server'
import type { Underway } from '~/handoff/underway.server'
import { kitMessages } from '~/i18n/kit'
import type { Lang } from '~/i18n/language'

export type SampleDock = keyof (typeof kitMessages)['fr']['docks']['states']

/** The demo day of the drawings: Thursday 19 November 2026, 11 in the morning in Lille. */
const NOW = new Date('2026-11-19T10:00:00Z')
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

const PEOPLE = [
	{ firstName: 'Nadia', name: 'Nadia Benali', initials: 'NB', city: 'Lille' },
	{ firstName: 'Karim', name: 'Karim Aziz', initials: 'KA', city: 'Lille' },
	{ firstName: 'Odile', name: 'Odile Laurent', initials: 'OL', city: 'Clermont-Ferrand' },
].map((person) => ({ ...person, id: person.initials, team: person.city, capacity: 3, byPhoneOnly: false }))

const OPEN: Availability = {
	open: true,
	reason: 'open',
	opensAt: null,
	closesAt: at(9),
	note: null,
	people: PEOPLE,
	chat: { advisors: 3, waiting: 1, expectedWaitSeconds: 170 },
	callback: { nextSlotAt: at(2), expectedWaitSeconds: 300 },
}
const CLOSED: Availability = {
	...OPEN,
	open: false,
	reason: 'outside-hours',
	opensAt: at(21),
	closesAt: null,
	people: [],
	chat: { advisors: 0, waiting: 0, expectedWaitSeconds: null },
}

/** Every state of the help block, in the words that the product itself finds for it; `null` is unknown. */
export function sampleDocks(lang: Lang): [SampleDock, DockState | null][] {
	const { holidayName } = { fr: kitMessages.fr.docks, en: kitMessages.en.docks }[lang]
	const say = (availability: Availability, underway: Underway | null = null) =>
		dockState({ availability, underway, lang, now: NOW })
	return [
		['open', say(OPEN)],
		['longWait', say({ ...OPEN, chat: { advisors: 3, waiting: 9, expectedWaitSeconds: 1_400 } })],
		['full', say({ ...OPEN, open: false, reason: 'queue-full' })],
		['phoneOnly', say({ ...OPEN, chat: { advisors: 0, waiting: 0, expectedWaitSeconds: null } })],
		['closed', say(CLOSED)],
		['holiday', say({ ...CLOSED, reason: 'holiday', note: { fr: holidayName, en: holidayName } })],
		['nobody', say({ ...CLOSED, reason: 'nobody-present', opensAt: null })],
		['queue', say(OPEN, { kind: 'queue', conversationId: 'exemple', position: 2 })],
		[
			'callback',
			say(OPEN, {
				...{ kind: 'callback', reference: 'RC-7K42', phone: '+33639981234' },
				...{ slotStart: at(3.5), dueAt: at(3.5), state: 'scheduled' },
			}),
		],
		['chat', say(OPEN, { kind: 'chat', conversationId: 'exemple', advisor: 'Nadia', initials: 'NB' })],
		['unknown', null],
	]
}
