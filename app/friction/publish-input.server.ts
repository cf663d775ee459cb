import { z } from 'zod'

const LONGEST = 400
/** A page of this site: never another site, never with a query. */
const PATH = /^\/(?!\/)[\w/%.~-]{0,300}$/

/** What the form that publishes a change sends. */
export function PublishInput(words: { missing: string; wrongPath: string }) {
	const text = z.string({ error: words.missing }).trim().min(1, words.missing).max(LONGEST)
	const path = z
		.string()
		.trim()
		.regex(PATH, words.wrongPath)
		.optional()
		.transform((value) => value ?? null)
	return z.object({ saidFr: text, doneFr: text, saidEn: text, doneEn: text, pathFr: path, pathEn: path })
}
