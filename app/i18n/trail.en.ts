import type { Same } from './messages'
import type { fr } from './trail.fr'

export const en = {
	search: (words: string) => `Search for “${words}”`,
	searchFailed: (words: string) => `Search for “${words}”, no answer`,
	article: (title: string) => `Read “${title}”`,
	review: (what: string) => `Read, not confirmed yet: ${what}`,
	answer: (title: string) => `“${title}” was enough`,
	answerFailed: (title: string) => `“${title}” was not enough`,
} satisfies Same<typeof fr>
