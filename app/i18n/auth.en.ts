import type { fr } from './auth.fr'
import type { Same } from './messages'

export const en = {
	title: 'Sign in',
	lead: 'A one-time code, sent by e-mail. No password to remember.',
	email: 'Your e-mail address',
	emailHint: 'The one on your contract.',
	emailMissing: 'Your e-mail address is missing.',
	emailWrong: 'This address is incomplete. Example: camille@example.com',
	send: 'Send me a code',
	codeTitle: 'Enter the code you received',
	codeSent: (email: string) => `If we know ${email}, a 6-digit code has just been sent. It works for 10 minutes.`,
	code: '6-digit code',
	codeHint: 'You can paste it.',
	codeMissing: 'The 6-digit code is missing.',
	codeWrong: 'This code is not, or no longer, the right one. Check it, or ask for another.',
	enter: 'Sign in',
	again: 'Send another code',
	otherEmail: 'Change address',
	nothing:
		'Nothing arrived? Look in your spam folder. You can also talk to someone without signing in: the buttons are at the bottom of the page.',
	demoTitle: 'Demonstration: enter as…',
	demoLead: 'These people are made up. One click is enough.',
	roles: {
		customer: 'Customer',
		advisor: 'Advisor',
		editor: 'Content editor',
		supervisor: 'Supervisor',
		admin: 'Administration',
	},
	signOut: 'Sign out',
	codeMailSubject: (code: string, brand: string) => `${code}: your code for ${brand}`,
	codeMailBody: (code: string, minutes: number, brand: string) =>
		`Hello,\n\nYour code: ${code}\n\nIt works for ${minutes} minutes, once. Nobody at ${brand} will ever ask you for it, by phone or in writing.\n\nYou asked for nothing? Ignore this message: nobody gets in without the code.\n`,
	tooMany: (minutes: number) =>
		`Too many tries in a short time. Try again in ${minutes} min, or talk to someone: the ways to reach us stay open.`,
} satisfies Same<typeof fr>
