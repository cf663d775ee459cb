import type { fr } from './chat-elsewhere.fr'
import type { Same } from './messages'

export const en = {
	title: 'Go on elsewhere',
	signIn: 'Sign in on another device: the conversation waits for you there, under “My conversations”.',
	lead: (days: number) =>
		`This link opens the conversation on another device, without an account, for ${days} days. Whoever has it can read it: give it to nobody.`,
	label: 'Link to the conversation',
	copy: 'Copy',
	copied: 'Link copied.',
	email: 'Get it by e-mail',
	send: 'Send the link',
	sent: (email: string) =>
		`The link is on its way to ${email}. Once it is opened, the copy of the conversation can go there too.`,
	emailWrong: 'Something is missing in this address, for instance the @.',
	revoke: 'Make this link useless',
	revoked: 'Earlier links no longer open anything. Here is a new one.',
	copyAtEnd: (email: string) => `Get a copy at ${email} at the end`,
	copyWished: (email: string) => `A copy goes to ${email} at the end.`,
	copyUnwished: 'Do not send it',
	resume: {
		title: 'Take up your conversation',
		lead: (reference: string) =>
			`Case ${reference}. The conversation opens on this device until you close the browser.`,
		shared: 'A shared computer? When you leave, choose “Forget on this device”.',
		open: 'Open it here',
		overTitle: 'This link no longer opens anything',
		overLead: (days: number) =>
			`It is older than ${days} days, or was replaced. On the device where the conversation began you can make another.`,
		write: 'Write to someone',
		list: 'Your conversations',
	},
	mail: {
		subject: (reference: string, brand: string) => `${brand}: the link to your conversation (${reference})`,
		hello: 'Hello,',
		body: 'This link opens your conversation on another device, without an account:',
		notYou: 'You asked for nothing? Do nothing: without this link nobody can open anything.',
		bye: (brand: string) => brand,
	},
	inCopy: {
		file: (name: string) => `File: ${name}`,
		filesStay: 'Files stay in the conversation: they do not go by e-mail.',
	},
} satisfies Same<typeof fr>
