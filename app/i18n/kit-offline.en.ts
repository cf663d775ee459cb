import type { fr } from './kit-offline.fr'
import type { Same } from './messages'

export const en = {
	pageTitle: 'Offline',
	title: 'You have lost your network',
	lead: 'The page you asked for could not reach you. Your connection is down, or ours is. Nothing you had sent is lost.',
	retry: 'Try again',
	worksTitle: 'What still works',
	callTitle: 'Calling us',
	callText: (phone: string) =>
		`${phone}, at no extra charge. No internet at home? A mobile or a neighbour's landline will do.`,
	call: (phone: string) => `Call ${phone}`,
	backTitle: 'Being called back',
	backText:
		'Call and ask to be called back: give a number and a time, a real person calls you, with no site and no form.',
	formTitle: 'Picking up a form again',
	formText: 'Go back to the previous page in your browser: what you had written is most often still there.',
	waitsTitle: 'What waits for the network',
	waits:
		'Reading a help page, your account, writing to someone. A call you already asked for still stands: it comes to your phone.',
} satisfies Same<typeof fr>
