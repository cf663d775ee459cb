import type { fr } from './conclusion.fr'
import type { Same } from './messages'

export const en = {
	title: 'What we keep of it',
	signed: (advisor: string, day: string) => `Written by ${advisor}, ${day}`,
	yours: (day: string) => `Your version, ${day}`,
	correct: 'Something wrong or missing? Correct this summary',
	label: 'The summary, as you would write it',
	hint: (advisor: string) => `Your version stays beside ours, and ${advisor || 'whoever wrote it'} reads it.`,
	send: 'Send my version',
} satisfies Same<typeof fr>
