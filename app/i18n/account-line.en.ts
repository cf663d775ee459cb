import type { ownLine as fr } from './account-line.fr'
import type { Same } from './messages'

export const ownLine = {
	pageTitle: (number: string) => `Your line ${number}`,
	manage: 'Manage this line',
	inService: 'In service',
	suspendedTag: 'Suspended',
	nameTitle: 'The name of this line',
	nameLabel: 'Name',
	nameHint: "For instance “Lou's mobile”: only you see it, here and on your receipts.",
	nameSave: 'Save the name',
	nameMissing: 'A name is missing, of 40 characters at most.',
	nameProblem: 'The name is not saved',
	lostTitle: 'Phone lost or stolen?',
	lostLead: 'Suspend the line at once, day or night. You put it back in service here, whenever you wish.',
	lostStart: 'Suspend the line',
	suspendedTitle: 'This line is suspended',
	suspendedLead: 'It makes and takes no calls. The number remains yours.',
	resumeStart: 'Put back in service',
	newSim: 'Do you need another SIM card? An advisor sends it to the address you give them.',
	newSimLink: 'Ask for a SIM card',
	reviewSuspend: 'Suspend this line?',
	reviewResume: 'Put this line back in service?',
	facts: {
		now: 'Today',
		after: 'Afterwards',
		when: 'When',
		price: 'Price',
		stops: 'What stops',
		stays: 'What stays',
		undo: 'Going back',
	},
	atOnce: 'At once',
	free: (zero: string, monthly: string) => `The change costs ${zero}. Your contract stays at ${monthly} a month.`,
	suspendStops: 'Calls, texts and internet of this SIM card, for whoever found or took it.',
	suspendStays: 'Your number, your contract and your call forwarding settings.',
	suspendUndo: 'At any time, here, free of charge.',
	resumeStops: 'Nothing: calls, texts and internet come back.',
	resumeUndo: 'You can suspend it again at any time. If the phone has not been found, leave the line suspended.',
	confirmSuspend: 'Suspend now',
	confirmResume: 'Put back in service now',
	leave: 'Change nothing',
	done: {
		suspend: (number: string) => `The line ${number} is suspended.`,
		resume: (number: string) => `The line ${number} is in service.`,
		name: (number: string, name: string) => `The line ${number} is now called “${name}”.`,
	},
	checked: 'It is done, and we have checked it on the line.',
	receipt: (reference: string, when: string) => `Receipt ${reference}, ${when}. An e-mail confirms it.`,
	undo: 'Undo this change',
	undoUntil: (time: string) => `Possible until ${time}.`,
	undone: 'The change is undone: the line is exactly as before.',
	stale: 'The line changed while you were reading: nothing was done. This is its state now.',
	undoRefused: {
		'too-late': 'This change can no longer be undone in one go. You can set the line below.',
		'changed-since': 'The line has changed in the meantime: we touched nothing. This is its state now.',
	},
	failures: {
		refused: 'The line refuses this change: nothing was done. This is its state now.',
		unavailable: 'The change is not done: we cannot reach the network. Try again in a few minutes.',
		unknown:
			'We do not know yet whether the change is done. Your request is kept, and we read the line again every two minutes: you need not ask again.',
		differs: 'The line is not in the state you asked for. This is what we read on it.',
	},
	failedHelp: 'You can talk to somebody about it: what did not work goes with your request.',
	talk: 'Talk to somebody',
	steps: {
		suspend: { done: 'Line suspended', failed: 'Line to suspend: not done' },
		resume: { done: 'Line put back in service', failed: 'Line to put back in service: not done' },
		name: { done: 'Line renamed', failed: 'Line to rename: not done' },
	},
	mailSubject: (sentence: string, reference: string) => `${sentence} (${reference})`,
	mailBody: (mail: {
		firstName: string
		sentence: string
		date: string
		time: string
		reference: string
		by: string | null
		link: string
		brand: string
	}) =>
		`Hello ${mail.firstName},\n\n${mail.sentence}\n\n${mail.by ? `${mail.by}\n\n` : ''}The change was made on ${mail.date} at ${mail.time}, and checked on the line. Receipt ${mail.reference}.\n\nYou can set the line here: ${mail.link}\n\nWas it not you? Tell us at once: reply to this message.\n\n${mail.brand}\n`,
} satisfies Same<typeof fr>
