import { z } from 'zod'
import { HANDLINGS } from './handling.server'

const SHORTEST_NOTE = 5
const LONGEST_NOTE = 1_000

/** What the form of a cause sends; a note says what was done, except when somebody only takes it on. */
export function HandlingInput(words: { errorKind: string; errorNote: string }) {
	return z
		.object({
			kind: z.enum(HANDLINGS, { error: words.errorKind }),
			note: z.string().trim().max(LONGEST_NOTE).default(''),
			from: z.enum(['list', 'page']).default('page'),
		})
		.refine(({ kind, note }) => kind === 'taken' || note.length >= SHORTEST_NOTE, {
			path: ['note'],
			error: words.errorNote,
		})
}
