import type { fr } from './delegation.fr'

export const en: typeof fr = {
	title: 'Shared lines',
	lead: 'Let somebody close to you see or manage some of your lines. You take them back whenever you want, at once.',
	invitations: 'Lines are being entrusted to you',
	invitation: {
		see: (owner, until) => `${owner} lets you see some lines until ${until}.`,
		manage: (owner, until) => `${owner} lets you manage some lines until ${until}.`,
	},
	accept: 'Accept',
	refuse: 'Decline',
	received: 'Lines entrusted to you',
	receivedFrom: {
		see: (owner, until) => `Line of ${owner}. You can see it until ${until}.`,
		manage: (owner, until) => `Line of ${owner}. You can manage it until ${until}.`,
	},
	giveBack: (owner) => `Give back the lines of ${owner}`,
	given: 'Who you share lines with',
	givenNone: 'You share no line.',
	levels: { see: 'See', manage: 'Manage' },
	states: { invited: 'Invitation sent', running: 'Running', over: 'Over' },
	until: (date) => `Until ${date}`,
	endedBy: { owner: (date) => `Taken back by you on ${date}`, delegate: (date) => `Given back on ${date}` },
	revoke: 'Take back',
	revokeNamed: (email) => `Take back the lines shared with ${email}`,
	lastDay: 'Last day',
	changeDay: 'Change the last day',
	form: {
		title: 'Share lines',
		email: 'Their e-mail address',
		emailHint: 'They sign in with that address and accept. We do not tell you whether it has an account here.',
		lines: 'Which lines',
		level: 'What may they do',
		see: 'See',
		seeHint: 'Usage and state of the line.',
		manage: 'Manage',
		manageHint: 'And also: forward calls, suspend a lost line, put it back in service. You get an e-mail each time.',
		never: 'Never: your bills, your payments, your personal details, your contract.',
		lastDayHint: 'A year at most. You can change it.',
		submit: 'Send the invitation',
		refused: 'Something needs correcting',
		problems: {
			email: 'Give an e-mail address such as name@example.com.',
			'own-email': 'This is your own address.',
			lines: 'Choose at least one of your lines.',
			day: 'Give a last day to come, within a year.',
			unavailable: 'We cannot read your lines at the moment. Try again in a few minutes.',
		},
	},
	news: {
		invite: 'The invitation is on its way. Nothing is open before they accept.',
		accepte: 'Accepted. The lines are below.',
		refuse: 'Given back. You no longer see these lines.',
		repris: 'You took them back: from now on that person can see and do nothing.',
		jour: 'The last day is changed.',
		rien: 'This invitation is no longer valid.',
	},
	onLine: (owner) => `Line of ${owner}. What you do here bears your name, and an e-mail tells them.`,
	of: (owner) => `Line of ${owner}.`,
	seeOnly: (owner) => `Line of ${owner}. You can see it, not change it.`,
	mail: {
		inviteSubject: (owner) => `${owner} shares lines with you`,
		inviteBody: ({ owner, level, numbers, until, link, brand }) =>
			`Hello,\n\n${owner} lets you ${level} ${numbers} until ${until}.\n\nSign in with this e-mail address to accept or decline:\n${link}\n\nYou do not know this person? Do nothing: nothing is open without your consent.\n\n${brand}`,
		accepted: {
			subject: (email) => `${email} accepted your lines`,
			body: ({ firstName, email, link, brand }) =>
				`Hello ${firstName},\n\n${email} accepted the lines you share. You take them back whenever you want, in one step:\n${link}\n\n${brand}`,
		},
		'given-back': {
			subject: (email) => `${email} gives your lines back`,
			body: ({ firstName, email, link, brand }) =>
				`Hello ${firstName},\n\n${email} no longer sees the lines you shared.\n${link}\n\n${brand}`,
		},
	},
}
