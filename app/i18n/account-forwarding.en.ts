import type { forwarding as french } from './account-forwarding.fr'
import { plural, type Same } from './messages'

export const forwarding = {
	title: 'Forward my calls',
	lead: 'Your calls ring elsewhere: another mobile, the office, somebody close. It takes effect at once, day or night, and you can undo it.',
	noLine: 'There is no open line in your name.',
	suspended: 'This line is suspended: its forwarding cannot be turned on.',
	kinds: {
		always: { name: 'all calls', title: 'Always', explained: 'All your calls, without your phone ringing.' },
		busy: { name: 'calls while you are on the phone', title: 'Busy', explained: 'When you are already on a call.' },
		'no-answer': { name: 'unanswered calls', title: 'No answer', explained: 'When you do not pick up.' },
		unreachable: {
			name: 'calls while you cannot be reached',
			title: 'Unreachable',
			explained: 'Phone switched off or out of coverage.',
		},
	},
	on: 'On',
	off: 'Off',
	onTo: (target: string) => `To ${target}`,
	since: (when: string) => `since ${when}`,
	onDate: (date: string) => date,
	afterSeconds: (seconds: number) => `after ringing for ${seconds} s`,
	alwaysWins: 'All calls are being forwarded: this one waits its turn.',
	target: 'Number that will receive the calls',
	targetHint: 'A landline or a mobile, for example 06 12 34 56 78.',
	delay: 'Ring first for',
	seconds: (seconds: number) => `${seconds} seconds`,
	start: 'Forward my calls',
	startTo: (target: string) => `Forward to ${target}`,
	change: 'Change the number',
	stop: 'Stop forwarding',
	startThese: 'Forward these calls',
	about: (kind: string, line: string) => `${kind}, ${line}`,
	doneOn: (line: string, kind: string, target: string) =>
		`Done, and checked on the line. ${line}: ${kind} now go to ${target}.`,
	doneOff: (line: string, kind: string) => `Done, and checked on the line. ${line}: ${kind} are no longer forwarded.`,
	review: {
		title: 'Forward these calls?',
		calls: 'Calls',
		price: (zero: string, monthly: string) =>
			`Starting it costs ${zero}, your contract stays at ${monthly} a month. A forwarded call counts as a call made from this line.`,
		stops: {
			always: 'This line no longer rings, and its voicemail takes no more messages.',
			busy: 'Voicemail no longer takes these calls.',
			'no-answer': 'Voicemail no longer takes these calls.',
			unreachable: 'Voicemail no longer takes these calls.',
		},
		undo: (minutes: number) => `In one action for ${minutes} minutes, and at any time with “Stop forwarding”.`,
	},
	receiptSent: 'An e-mail confirms it.',
	undo: 'Undo this change',
	undoUntil: (time: string) => `Possible until ${time}.`,
	undone: 'The change is undone: the line is as it was.',
	tooLate: 'This change can no longer be undone in one go. You can set the forwarding below.',
	changedSince: 'The forwarding has changed in the meantime: we have touched nothing. This is how it is now.',
	failures: {
		stale: 'The forwarding has changed meanwhile: we touched nothing. This is how it is now.',
		'awaits-answer':
			'Another change of this line is still waiting for its answer: nothing more was done. We read it again every two minutes.',
		unavailable: 'The change is not made: we cannot reach the network. Try again in a few minutes.',
		refused: 'The line refuses this change. This is how it is now.',
		unknown:
			'We do not know yet whether the change is made. What you see below is read again each time you open this page: reload it in a minute.',
		differs: 'The line is not in the state you asked for. This is what we read on it.',
	},
	failedHelp: 'You can also talk to someone: what did not work goes with your request.',
	refusedTitle: 'Forwarding is not turned on',
	problems: {
		missing: (_: number) => 'The number that will receive the calls is missing.',
		'not-a-number': (_: number) => 'A number holds digits only. Example: 06 12 34 56 78.',
		'short-number': (_: number) => 'A short number (15, 112, 3900, 118…) cannot receive your calls.',
		'digits-missing': (count: number) =>
			`${count} ${plural('en', count, 'digit is', 'digits are')} missing. A number has 10.`,
		'digits-too-many': (count: number) =>
			`There ${plural('en', count, 'is', 'are')} ${count} ${plural('en', count, 'digit', 'digits')} too many. A number has 10.`,
		unknown: (_: number) => 'This number does not exist. Check it digit by digit.',
		surcharged: (_: number) =>
			'Special or premium-rate numbers (08…) cannot receive your calls: you would be charged for them.',
		country: (_: number) => 'Calls cannot be forwarded to that country.',
		'own-number': (_: number) => 'That is the number of this line: it cannot forward to itself.',
		loop: (_: number) =>
			'That number already forwards its calls to your line: they would go round in circles. Choose another.',
	},
	refusedStep: 'Call forwarding: number refused',
	failedStep: 'Call forwarding: change not made',
	stepOn: 'Call forwarding turned on',
	stepOff: 'Call forwarding turned off',
	receiptSubjectOn: (line: string) => `Calls to ${line} are forwarded`,
	receiptSubjectOff: (line: string) => `Forwarding of ${line} has stopped`,
	receiptOn: (line: string, kind: string, target: string) => `${line}: ${kind} now go to ${target}.`,
	receiptOff: (line: string, kind: string) => `${line}: ${kind} are no longer forwarded.`,
	receiptBody: (mail: {
		firstName: string
		sentence: string
		date: string
		time: string
		reference: string
		by: string | null
		link: string
		brand: string
	}) =>
		`Hello ${mail.firstName},\n\n${mail.sentence}\n\n${mail.by ? `${mail.by}\n\n` : ''}The change was made on ${mail.date} at ${mail.time}, and checked on the line. Receipt ${mail.reference}.\n\nYou can undo or change it here: ${mail.link}\n\nWas it not you? Tell us at once: reply to this message.\n\n${mail.brand}\n`,
} satisfies Same<typeof french>
