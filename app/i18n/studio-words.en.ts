import type { Same } from './messages'
import { plural } from './messages'
import type { fr } from './studio-words.fr'

export const en = {
	back: 'Articles',
	title: "Customers' words",
	lead: 'Words that mean the same to a customer: the search takes one for the other as soon as you approve them.',
	language: 'Language',
	languages: { fr: 'French', en: 'English' },
	words: 'These words mean the same',
	hint: 'Separate them with commas: answerphone, voicemail, messages',
	approve: 'Approve these words',
	approved: (count: number) => `${count} approved ${plural('en', count, 'group', 'groups')}`,
	none: 'No group approved here. Those of the file content/synonyms.yaml always count.',
	decided: (day: string, by: string | null) => (by ? `Approved on ${day} by ${by}` : `Approved on ${day}`),
	withdraw: 'Take back',
	withdrawThis: (words: string) => `Take back ${words}`,
	refused: 'Between two and twelve different words or phrases are needed, of 80 characters at most each.',
} satisfies Same<typeof fr>
