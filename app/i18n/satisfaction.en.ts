import type { Same } from './messages'
import type { fr } from './satisfaction.fr'

export const en = {
	entry: 'What customers say of it',
	title: 'What customers say of it',
	back: 'Frictions',
	lead: (days: number) =>
		`One question only, at most once in 30 days to each person, after a contact or something done in the account. The last ${days} days.`,
	scoreTitle: 'Customer effort score',
	scoreLead: (share: string, low: string, high: string) => `${share} found it easy (between ${low} and ${high}).`,
	notYet: (n: string) => `${n} answers: too few for a score. It takes 30.`,
	responses: (answered: string, questions: string, share: string) =>
		`${answered} answers to ${questions} questions put (${share}).`,
	noQuestions: 'No question was put in this period.',
	method:
		'The scale goes from 1 (a great deal of effort) to 7 (none). The score is the share of answers 5, 6 and 7. The interval is Wilson’s, at 95%. Under 30 answers no score is shown. Answers are tied to no contact and no advisor: there can be no score for a person.',
	methodTitle: 'How is this counted?',
	table: { answers: 'Answers', easy: 'Easy', mean: 'Mean out of 7' },
	notSignificant: 'Not significant',
	byChannel: 'After what',
	byReason: 'Reason',
	channels: { chat: 'A chat', callback: 'A callback', act: 'Something done in the account' },
	between: (low: string, high: string) => `${low} to ${high}`,
	followUp: {
		title: 'To write to',
		lead: 'These customers found it hard and accept to be written to.',
		counts: (written: string, all: string, inTime: string, days: number) =>
			`${written} of ${all} were written to in the last ${days} days, ${inTime} of them in time.`,
		none: 'Nobody is waiting for a word from us.',
		due: (day: string) => `by ${day}`,
		late: (day: string) => `late, promised for ${day}`,
		owner: (name: string) => `With ${name}`,
		noOwner: 'With nobody',
		write: (name: string) => `Write to ${name}`,
		body: (score: number) =>
			`After a contact or something done in the account, the answer to “Did you have to make a lot of effort?” was ${score} out of 7 (1: a great deal), with the wish to be written to about it.`,
		words: (words: string) => `In their words: ${words}`,
	},
	words: {
		title: 'Their words, one by one',
		none: 'Nobody wrote anything in this period.',
		score: (score: number) => `${score} out of 7`,
	},
} satisfies Same<typeof fr>
