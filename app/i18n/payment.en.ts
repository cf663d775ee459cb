import type { Same } from './messages'
import type { fr, PaymentMail } from './payment.fr'

export const en = {
	pay: (amount: string) => `Pay ${amount} now`,
	payHint: 'By card, on the payment page. The amount will not be debited a second time.',
	step: 'Payment of an invoice',
	failedStep: 'The payment of an invoice did not go through',
	label: (number: string) => `Invoice ${number}`,
	title: (number: string) => `Pay invoice ${number}`,
	reference: (reference: string) => `Payment ${reference}`,
	amount: 'Amount',
	invoice: 'Invoice',
	asked: 'Asked',
	open: {
		title: 'What is left is to pay on the payment page.',
		text: (provider: string) =>
			`You give your card to ${provider} there: its number never goes through us. Then you come back here.`,
		go: 'Go to the payment page',
	},
	paid: { title: 'Paid. Thank you.', text: 'The receipt leaves by e-mail. This invoice will not be debited.' },
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
	left: { title: 'You came back without paying.', text: 'Nothing was debited. The invoice is still to be paid.' },
	retry: 'Try again',
	booking: 'The invoice will be marked as paid within minutes.',
	back: 'See the invoice',
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
		'already-paid': 'This invoice is paid already.',
		'no-provider': 'Paying online is not open. The invoice will be debited on the date shown.',
		unavailable: 'We cannot read your invoice at the moment. Nothing has changed. Try again in a few minutes.',
	},
	mailSubject: (number: string) => `Receipt: invoice ${number} paid`,
	mailBody: ({ firstName, amount, number, date, time, reference, link, brand }: PaymentMail) =>
		`Hello ${firstName},\n\nWe received ${amount} for invoice ${number} on ${date} at ${time}.\nPayment ${reference}. The invoice will not be debited.\n\n${link}\n\n${brand}`,
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
