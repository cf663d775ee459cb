import type { fr } from './beside.fr'
import type { Same } from './messages'

export const en = {
	details: 'Contact details',
	detailNames: { phone: 'Phone', email: 'E-mail', lines: 'Lines', address: 'Address' },
	show: 'Show',
	showThis: (what: string) => `Show in full: ${what}`,
	shownFor: 'What you show is recorded with this case: the person can read it.',
	shownInPractice: 'In a real contact what you show is recorded. Here nothing is.',
	shown: (what: string, value: string) => `${what}: ${value}`,
	notShown: 'This could not be shown. Try again.',
	notYours: 'Take this contact to show details or act on the account.',
	act: 'Act on their account',
	states: { active: '', suspended: 'suspended', ended: 'ended' },
	openCallback: 'Callback to come',
	asap: 'as soon as possible',
	earlier: 'Earlier contacts',
	kinds: { conversations: 'Chat', callbacks: 'Call', messages: 'Message' },
	firstTime: 'First contact we know of.',
	passedOn: 'Pages passed on',
	promisesNone: 'Nothing was promised to this person.',
	drawer: 'Context',
	presence: {
		here: (count: number) =>
			count === 0 ? 'Nobody else' : count === 1 ? '1 colleague here' : `${count} colleagues here`,
		who: 'Who is here',
		nobody: 'You are alone at the desk.',
		breathes: 'breathing',
		proposals: 'Your proposals',
	},
	reveals: {
		title: 'Details shown in full',
		lead: 'Each time somebody shows a customer’s detail in full, it is recorded here: who, when, which one, for which case. Customers find it in the export of their data.',
		back: 'Frictions',
		none: 'Nobody has shown a detail yet.',
		who: 'Who',
		what: 'What',
		whose: 'Customer',
		why: 'Case',
		when: 'When',
	},
} satisfies Same<typeof fr>
