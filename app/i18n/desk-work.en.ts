import type { fr } from './desk-work.fr'
import type { Same } from './messages'

export const en = {
	gone: {
		title: 'This is not with you',
		text: 'It is over for you, went to somebody else, or never existed. The queue beside is up to date.',
	},
	aftermath: {
		promises: 'What you promised',
		noPromise: 'Nothing to keep for now.',
		due: (day: string) => `for ${day}`,
		kept: 'Done',
		corrections: 'Summaries their customers corrected',
		ours: 'Your summary',
		theirs: 'Their version',
		read: 'Read',
	},
	looks: {
		title: (name: string) => `Open ${name}'s conversation`,
		lead: (advisor: string | null) =>
			advisor
				? `This is in ${advisor}'s hands. Say why you open it: ${advisor} will see your name, the reason and the time. There is no other way in.`
				: 'This is not yours. Say why you open it: the reason and the time stay with the case. There is no other way in.',
		legend: 'Why?',
		purposes: {
			support: 'To help whoever has it',
			'same-customer': 'I have the same customer now',
			complaint: 'A complaint to handle',
			coaching: 'A call review agreed together',
			incident: 'An incident to understand',
		},
		words: 'In a few words (optional)',
		wordsHint: 'Whoever has the conversation reads them.',
		open: 'Open it, and let it be known',
		missing: 'The reason is missing.',
		summary: 'To complete before opening',
		back: 'Back to the desk',
		seen: (name: string, time: string, purpose: string) => `${name} opened this at ${time}: ${purpose}`,
		youLook: "You are reading a colleague's conversation, and they know.",
		pageTitle: 'Who opened my conversations',
		pageLead: 'Every time somebody else opened one of yours, and why. There is no hidden listening.',
		pageEmpty: 'Nobody has opened one of yours.',
		with: (name: string) => `conversation with ${name}`,
	},
	support: {
		ask: 'Ask for support',
		wanted: 'Support wanted',
		wantedBy: (name: string) => `${name} would like somebody`,
		joined: 'somebody is there',
		words: 'What for? (optional)',
		send: 'Tell colleagues',
		cancel: 'Cancel',
		asked: 'Colleagues who are present see your request.',
		alone: 'Nobody has come yet.',
		here: (names: string) => `Beside you: ${names}`,
		end: 'I no longer need it',
		youHelp: (name: string) =>
			`You are beside ${name}, who sees it. You read everything and leave notes between you; the customer does not see them.`,
		others: (names: string) => `Present: ${names}`,
		leave: 'Leave',
	},
	notes: {
		title: 'Notes between us',
		tool: 'Write a note for colleagues',
		label: 'Note for colleagues',
		hint: 'Never shown to the customer: not here, not in a copy, not in an export.',
		save: 'Keep the note',
		close: 'Close',
		by: (name: string, time: string) => `Note by ${name}, ${time}`,
		mine: (time: string) => `Your note, ${time}`,
		private: 'between us',
		none: 'No note in this case.',
	},
} satisfies Same<typeof fr>
