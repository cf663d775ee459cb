import type { fr } from './assist.fr'
import type { Same } from './messages'

export const en = {
	title: (name: string) => `Act for ${name}`,
	lead: 'At their request, during your contact. A receipt goes by e-mail, the conversation says it too, and your first name stays with the change.',
	back: 'Back to the contact',
	unavailable: 'The account cannot be read now. Nothing was changed.',
	forwarding: {
		title: 'Call forwarding',
		none: 'No line is open.',
		line: 'Line',
		kind: 'Which calls',
		target: 'To which number',
		targetHint: 'Leave empty to stop forwarding.',
		check: 'See before changing',
		state: (kind: string, target: string) => `${kind}: to ${target}`,
		off: (kind: string) => `${kind}: stopped`,
		noTarget: 'not forwarded',
		to: (target: string) => `forwarded to ${target}`,
		confirm: 'Confirm the change',
	},
	confirm: {
		title: 'Before, after',
		read: 'Read it to the person, then confirm.',
		before: 'Before',
		after: 'After',
		change: 'Change it',
	},
	cancellation: {
		title: 'Cancellation',
		receive: 'Notice received',
		contract: 'Contract',
		wished: 'Wished end (optional)',
		wishedHint: (days: string) => `Without a date: ${days}.`,
		check: 'See before recording',
		runs: 'The contract runs on',
		ends: (date: string) => `The contract ends on ${date}`,
		left: (amount: string, until: string) => `Committed until ${until}: at most ${amount} remain due.`,
		confirm: 'Record the notice',
		running: (plan: string, date: string) => `${plan} ends on ${date}.`,
		undo: 'The person takes it back',
		none: 'No contract is running.',
	},
	done: {
		forwarding: 'Done, and checked on the line. The receipt has gone.',
		undone: 'The change is undone: the line is as before.',
		cancellation: (reference: string) => `The notice is recorded. Acknowledgement ${reference} has gone.`,
		'cancellation-undone': 'The contract runs on. The confirmation has gone.',
		unavailable: 'The change is not made: the network does not answer.',
		refused: 'The line refuses this change.',
		unknown: 'We do not know yet whether the change is made: read the line again in a minute.',
		differs: 'The line is not in the state asked for. Here is what it says.',
		'too-late': 'This can no longer be undone in one go.',
		'changed-since': 'It changed meanwhile: nothing was touched.',
		undo: 'Undo this change',
		until: (time: string) => `Possible until ${time}.`,
	},
	said: {
		on: (advisor: string, line: string, target: string) =>
			`${advisor} started forwarding the line ${line} to ${target}, at your request. An e-mail confirms it.`,
		off: (advisor: string, line: string) =>
			`${advisor} stopped forwarding the line ${line}, at your request. An e-mail confirms it.`,
		undone: (advisor: string, line: string) =>
			`${advisor} undid the forwarding change: the line ${line} is as before. An e-mail confirms it.`,
		cancellation: (advisor: string, reference: string) =>
			`${advisor} recorded your cancellation (acknowledgement ${reference}). An e-mail confirms it.`,
		cancellationUndone: (advisor: string, reference: string) =>
			`${advisor} took back the cancellation ${reference}: your contract runs on. An e-mail confirms it.`,
	},
} satisfies Same<typeof fr>
