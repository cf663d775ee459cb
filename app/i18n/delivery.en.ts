import type { fr } from './delivery.fr'
import type { Same } from './messages'

export const en = {
	files: {
		add: 'Attach files',
		named: (name: string) => `${name}:`,
		chosen: 'Goes with your next message',
		take: (name: string) => `Remove ${name}`,
		toCustomer: 'Photos, PDF or text, 10 MB at most each.',
		hint: 'Photos, PDF or text, up to 10 MB each. Place and device are removed from photos.',
		image: (name: string) => `Picture: ${name}`,
		save: (name: string, size: string) => `Save ${name}, ${size}`,
		kilobytes: (count: number) => `${count} kB`,
		megabytes: (count: string) => `${count} MB`,
		problem: {
			'file-kind': 'This file was not sent: we take photos (JPEG, PNG, WebP), plain PDFs and text.',
			'file-empty': 'This file was not sent: it is empty.',
			'file-large': 'This file was not sent: 10 MB at most. A screenshot is often enough.',
			'file-broken': 'This picture was not sent: it is damaged or too large. Try a screenshot.',
			'files-many': 'Nothing was sent: five files at most in one message.',
			'files-full':
				'Nothing was sent: this conversation holds all the files it can. Agree on another way in the conversation.',
		},
	},
	hidden: {
		card: 'Card number hidden before it was stored: nobody has read it.',
		iban: 'IBAN hidden before it was stored: nobody has read it.',
	},
	leadsTo: (host: string) => `leads to ${host}`,
	forget: 'Forget on this device',
	forgetHint: 'Shared computer? This conversation will no longer open from here.',
	spoken: 'New messages',
	effort: {
		title: 'Did you have to make a lot of effort?',
		hint: 'One question only, and you may leave it. The answer is tied to no advisor.',
		least: '1: a great deal',
		most: '7: none',
		score: (score: number) => `${score} out of 7`,
		words: 'What would have made it easier? (optional)',
		contact: 'You may write to me about it',
		send: 'Send',
		skip: 'Leave it',
		missing: 'Choose a number from 1 to 7, or leave the question.',
		thanks: 'Thank you. The team reads it, without your name.',
		thanksContact: 'Thank you for saying so. Somebody from the team writes to you by the end of the next working day.',
		thanksWhere: 'Follow the answer in your contacts',
	},
	help: {
		title: 'Still stuck? Somebody can look at it with you.',
		text: 'What you have already tried goes along: nothing to repeat.',
		titleLater: 'Still stuck? Somebody can take it up with you.',
		refuse: 'No thanks, I will go on',
		board: {
			title: 'Help offered',
			lead: (days: number) =>
				`To people who fail several times, once a visit, in the last ${days} days. The others gave no answer.`,
			offered: 'Offered',
			accepted: 'Taken up',
			refused: 'Refused',
		},
	},
} satisfies Same<typeof fr>
