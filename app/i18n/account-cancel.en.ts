import type { cancel as french } from './account-cancel.fr'
import type { Same } from './messages'

interface NoticeWords {
	reference: string
	lastName: string
	contract: string
	email: string
	date: string
	time: string
	end: string
	brand: string
	phone: string
	link: string
}

const content = (w: Omit<NoticeWords, 'link'>) =>
	`Reference: ${w.reference}\nReceived on ${w.date} at ${w.time}\nName: ${w.lastName}\nContract or line: ${w.contract}\nE-mail: ${w.email}`

export const cancel = {
	title: 'Cancel your contract',
	lead: 'Online, at any hour, free of charge and without an account. You read everything again before it is sent.',
	keepNumber:
		'Do you want to keep your number? Give your RIO code (dial 3179 from the line) to your new operator: they cancel for you.',
	name: 'Your name',
	nameHint: 'The name on the contract.',
	contract: 'Contract or line number',
	contractHint: 'The reference at the top of your bill (CT-…), your customer number, or the telephone number.',
	whichContract: 'Which contract?',
	otherContract: 'Another contract',
	otherReference: 'Reference or line number, for another contract',
	email: 'E-mail address for the acknowledgement',
	wished: 'End date you wish',
	wishedHint: (date: string) => `Optional. Without a date, the contract ends on ${date}, ten days after your request.`,
	check: { cancellation: 'Check my request', withdrawal: 'Check my declaration' },
	checkOne: (check, contract) => `${check}: ${contract}`,
	refused: 'Something is missing',
	errors: {
		lastName: 'Your name is missing.',
		contract: 'The contract reference or the line number is missing.',
		email: 'A complete e-mail address is missing. Example: camille@example.com',
		wishedPast: 'That date has passed.',
		wishedFar: 'Choose a date within two years.',
		wishedWrong: 'That date does not exist.',
	},
	recap: 'Read your request again',
	recapLead: 'Nothing has been sent yet.',
	end: 'End of the contract',
	endOn: (date: string) => date,
	effects: 'What happens next',
	effectEnd: (date: string) => `The service stops at the end of the day on ${date}.`,
	effectBill: 'The last bill is worked out to the day, up to that date.',
	effectUnpaid: (amount) => `Bills already sent are still to be paid: ${amount}.`,
	effectEquipment: 'Equipment on loan has to be returned. We write to tell you how.',
	effectNumber: (numbers: string) => `${numbers} is lost, unless another operator has taken it over before.`,
	effectOptions: (options: string) => `The options stop too: ${options}.`,
	effectCommitment: (until: string, months: number, atMost: string) =>
		`You are committed until ${until}. The ${months} months left may be asked for: ${atMost} at most.`,
	effectNoCommitment: 'You are under no commitment: there is nothing to pay for leaving.',
	effectUndo: (date: string) => `You can change your mind until ${date}.`,
	correct: 'Correct',
	confirm: 'Notify the cancellation',
	talk: 'Would you rather talk about it? You can, at the bottom of this page; you never have to.',
	ackTitle: 'Your cancellation is notified',
	ackWithdrawalTitle: 'Your withdrawal is confirmed',
	ackLead: (email: string) => `This acknowledgement is also on its way to ${email}. Keep it.`,
	ackReference: 'Reference',
	ackReceived: 'Received',
	ackReceivedAt: (date: string, time: string) => `on ${date} at ${time}`,
	ackPrint: 'This page stays at this address.',
	ackNotFound: (brand: string) =>
		`If the name and the reference are not enough to find the contract, someone at ${brand} will write to that address. The date of your request remains this one.`,
	undo: 'Undo this cancellation',
	undoLead: (date: string) => `Changed your mind? Until ${date}, one click is enough and the contract goes on.`,
	undone: 'The cancellation is undone. The contract goes on as before.',
	undoTooLate: 'The contract has ended: the cancellation can no longer be undone here.',
	withdrawTitle: 'Withdraw from the contract here',
	withdrawLead: (days: number) =>
		`You have ${days} days after signing up online, by telephone or at home, without giving a reason and free of charge.`,
	withdrawOpen: (contract: string, date: string) => `${contract}: until ${date}.`,
	withdrawNone: 'None of your contracts is within that time. You can still send your request, or cancel your contract.',
	withdrawRecap: 'Read your declaration again',
	declaration: (contract: string) => `“I withdraw from the contract ${contract}.”`,
	withdrawEffectRefund: 'What you have paid is refunded within fourteen days.',
	withdrawEffectEquipment: 'Equipment you received has to be sent back within fourteen days.',
	withdrawEffectUsed: 'If you had asked for the service to start at once, the days used remain payable.',
	withdrawConfirm: 'Confirm the withdrawal',
	toWithdraw: 'Withdraw from the contract here',
	toWithdrawLead: 'Signed up less than fourteen days ago?',
	refusedStep: { cancellation: 'Cancellation: form refused', withdrawal: 'Withdrawal: form refused' },
	unmatchedStep: {
		cancellation: 'Cancellation received, contract to be found',
		withdrawal: 'Withdrawal received, contract to be checked',
	},
	deskUnmatched: {
		cancellation: (w) =>
			`Cancellation received, contract to be found\n\n${content(w)}\nEnd asked for: ${w.end}\n\nThe name and the reference were not enough. Write to this address to learn which contract; the date of the request stays this one.`,
		withdrawal: (w) =>
			`Withdrawal received, contract to be checked\n\n${content(w)}\n\nThe contract was not found, or its time to withdraw is over. Write to this address; the date of the statement stays this one.`,
	},
	deskRefund: (w) =>
		`Withdrawal of ${w.date}: refund\n\n${content(w)}\n\nThe contract has ended. What was paid is refunded by ${w.refundBy} at the latest; the exact date is confirmed in writing.`,
	reviewed: { cancellation: 'Cancelling a contract', withdrawal: 'Withdrawing from a contract' },
	step: { cancellation: 'Cancellation notified', withdrawal: 'Withdrawal confirmed' },
	mailSubject: {
		cancellation: (reference: string) => `Acknowledgement of your cancellation (${reference})`,
		withdrawal: (reference: string) => `Acknowledgement of your withdrawal (${reference})`,
	},
	mailBody: {
		cancellation: (w: NoticeWords) =>
			`Hello,\n\nWe have received this notice of cancellation.\n\n${content(w)}\nEnd of the contract: ${w.end}\n\nWhat happens next: the service stops at the end of that day, the last bill is worked out to the day, and equipment on loan has to be returned.\n\nChanged your mind? Until that date, the cancellation can be undone here:\n${w.link}\n\nIf the name and the reference are not enough to find the contract, someone will write to this address; the date of your request remains that of this message.\n\n${w.brand}\n`,
		withdrawal: (w: NoticeWords) =>
			`Hello,\n\nWe have received this declaration of withdrawal.\n\n"I withdraw from the contract ${w.contract}."\n\n${content(w)}\n\nWhat happens next: what you have paid is refunded within fourteen days, and equipment you received has to be sent back within fourteen days.\n\nThis acknowledgement stays here:\n${w.link}\n\nIf the name and the reference are not enough to find the contract, someone will write to this address; the date of your declaration remains that of this message.\n\n${w.brand}\n`,
	},
	holderSubject: {
		cancellation: 'Somebody asked to cancel your contract',
		withdrawal: 'Somebody asked to withdraw from your contract',
	},
	holderBody: {
		cancellation: (w: NoticeWords) =>
			`Hello,\n\nOn ${w.date} at ${w.time}, somebody notified the cancellation of your contract (${w.contract}) with an e-mail address that is not yours. It is due to end on ${w.end}.\n\nWas it not you, or have you changed your mind? Undo it here:\n${w.link}\n\n${w.brand}\n`,
		withdrawal: (w: NoticeWords) =>
			`Hello,\n\nOn ${w.date} at ${w.time}, somebody confirmed a withdrawal from your contract (${w.contract}) with an e-mail address that is not yours.\n\nWas it not you? Reply to this message straight away.\n\n${w.brand}\n`,
	},
	undoneSubject: (reference: string) => `Your cancellation is undone (${reference})`,
	undoneBody: (w: Omit<NoticeWords, 'link'>) =>
		`Hello,\n\nOn ${w.date} at ${w.time}, the cancellation ${w.reference} (${w.contract}) was undone. The contract goes on as before.\n\n${w.brand}\n`,
} satisfies Same<typeof french>
