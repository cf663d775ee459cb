import type { Same } from './messages'
import type { fr } from './past.fr'

export const en = {
	title: 'Your account on a past day',
	lead: 'What you had, what it cost, and how your lines were set at the end of the day you choose.',
	day: 'Day',
	show: 'Show this day',
	wrong: (first: string, last: string) => `Choose a day between ${first} and ${last}.`,
	on: (day: string) => `On ${day}`,
	none: 'No contract had begun by that day.',
	unavailable: 'We cannot read your account at the moment. Try again in a few minutes.',
	states: { active: 'In service', suspended: 'Suspended', ended: 'Ended' },
	ending: (day: string) => `Planned to end on ${day}`,
	plan: 'Plan',
	monthly: 'A month',
	lines: 'Lines',
	lineSuspended: 'suspended',
	noForwarding: 'no forwarding',
	forwarded: (kind: string, target: string) => `${kind} to ${target}`,
	question: 'Does something not match what you remember?',
	ask: 'Talk to somebody about it',
} satisfies Same<typeof fr>
