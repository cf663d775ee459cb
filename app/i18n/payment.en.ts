import type { Same } from './messages'
import type { fr, PaymentMail } from './payment.fr'

export const en = {
	pay: (amount: string) => `Pay ${amount} now`,
	payHint: 'By card, on the payment page. The amount will not be debited a second time.',
	step: 'Payment of a bill',
	failedStep: 'The payment of a bill did not go through',
	label: (number: string) => `Bill ${number}`,
	title: (number: string) => `Pay bill ${number}`,
	reference: (reference: string) => `Payment ${reference}`,
	amount: 'Amount',
	invoice: 'Bill',
	asked: 'Asked',
	open: {
		title: 'What is left is to pay on the payment page.',
		text: (provider: string) =>
			`You give your card to ${provider} there: its number never goes through us. Then you come back here.`,
		go: 'Go to the payment page',
	},
	paid: { title: 'Paid. Thank you.', text: 'The receipt leaves by e-mail. This bill will not be debited.' },
	unknown: {
		title: 'We do not know yet whether this payment went through.',
		text: 'The answer did not reach us. Your request is kept, and we look again every 20 seconds. Do not pay a second time: this page will tell you, and so will an e-mail.',
		again: 'Look again now',
	},
	refused: {
		title: 'The payment was refused.',
		text: 'Nothing was debited.',
		reasons: {
			'insufficient-funds': 'Your bank answers that there is not enough on the account.',
			declined: 'Your bank refused, without saying why.',
		} as Record<string, string>,
	},
	left: { title: 'You came back without paying.', text: 'Nothing was debited. The bill is still to be paid.' },
	refund: {
		title: 'Paid once too often: we give it back.',
		text: (reference) =>
			`The bill was already paid when this payment arrived. Somebody gives the money back and writes to say when (case ${reference}).`,
		follow: 'Follow this refund',
		body: ({ amount, number, payment }) =>
			`Refund of ${amount}\n\nPayment ${payment} was received for bill ${number}, which was already paid or is no more. The money has to go back; the date of the refund is confirmed in writing.`,
		mailSubject: (reference) => `Paid once too often: we give it back (${reference})`,
		mailBody: ({ firstName, amount, number, payment, reference, link, brand }) =>
			`Hello ${firstName},\n\nWe received ${amount} for bill ${number}, which was already paid (payment ${payment}).\n\nThere is nothing for you to do: somebody gives this money back and writes to say when. Case ${reference}.\n\n${link}\n\n${brand}`,
	},
	retry: 'Try again',
	booking: 'The bill will be marked as paid within minutes.',
	back: 'See the bill',
	talk: 'Talk to somebody about it',
	history: 'Your payments',
	states: {
		open: 'To finish',
		unknown: 'Not known yet',
		paid: 'Paid',
		refused: 'Refused',
		left: 'Left',
	},
	problems: {
		'already-paid': 'This bill is paid already.',
		'no-provider': 'Paying online is not open. The bill will be debited on the date shown.',
		unavailable: 'We cannot read your bill at the moment. Nothing has changed. Try again in a few minutes.',
	},
	dispute: {
		open: 'Dispute',
		openNamed: (what: string) => `Dispute the line ${what}`,
		lead: 'An advisor reads this line and answers you in writing. There is nothing else to send.',
		words: 'What surprises you (optional)',
		submit: 'Dispute this line',
		line: (what: string, amount: string, month: string) => `Disputed line: ${what}, ${amount}, bill for ${month}.`,
		asked: (reference: string, day: string) => `Disputed: case ${reference}. A written answer by ${day}.`,
	},
	mailSubject: (number: string) => `Receipt: bill ${number} paid`,
	mailBody: ({ firstName, amount, number, date, time, reference, link, brand }: PaymentMail) =>
		`Hello ${firstName},\n\nWe received ${amount} for bill ${number} on ${date} at ${time}.\nPayment ${reference}. The bill will not be debited.\n\n${link}\n\n${brand}`,
	test: {
		title: 'Test payment page',
		warning: 'A test: no card is asked for and no money moves. This page stands in for that of a payment company.',
		toPay: (amount: string, label: string) => `${amount} for ${label}`,
		pay: 'Pay',
		silent: 'Pay, and do not answer for 15 seconds',
		refuse: 'Have the bank refuse',
		leave: 'Go back without paying',
		done: 'This payment is decided already.',
		goBack: 'Go back',
	},
} satisfies Same<typeof fr>
