import { statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { log } from '~/log.server'
import { readContentFile } from './content-file.server'
import type { SearchLang } from './document'
import { compileSteering, type Steering } from './steering'

const Query = z.string().trim().min(2).max(200)
const Slug = z.string().regex(/^[\p{L}\p{N}._-]{1,120}$/u, 'an article is named by its slug')
const Pin = z.strictObject({ query: Query, slug: Slug })
const Boost = z.strictObject({ query: Query, slug: Slug, points: z.number().min(-2).max(2) })
const Rules = z
	.strictObject({ pins: z.array(Pin).default([]), boosts: z.array(Boost).default([]) })
	.default({ pins: [], boosts: [] })
const SearchFile = z.strictObject({ fr: Rules, en: Rules })

export type SteeringFile = z.infer<typeof SearchFile>

const SHIPPED_FILE = path.join('content', 'search.yaml')

/**
 * Reads what editors want first, higher or lower for given questions.
 *
 * @param file - relative to the working directory
 * @returns no rule when there is no such file
 * @throws {Error} with `file:line: path: reason` for each mistake
 */
export const readSteering = (file = SHIPPED_FILE): SteeringFile => readContentFile(file, SearchFile)

let held: { file: string; changed: number; rules: ReturnType<typeof compileSteeringFile> } | undefined

/**
 * The rules of the shipped file, read again only when it has changed. A mistake in it keeps the rules that
 * were good: what is published meanwhile is found all the same.
 *
 * @throws {Error} when the file is malformed at the first reading
 */
export function currentSteering(file = SHIPPED_FILE): ReturnType<typeof compileSteeringFile> {
	const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
	if (held?.file === file && held.changed === changed) return held.rules
	try {
		held = { file, changed, rules: compileSteeringFile(readSteering(file)) }
	} catch (error) {
		if (held?.file !== file) throw error
		held = { ...held, changed }
		log.error(
			{ error: error instanceof Error ? error.message : String(error) },
			'the rules of the search are not usable',
		)
	}
	return held.rules
}

/** The rules of each language, ready to be asked by question. */
export function compileSteeringFile(rules: SteeringFile): Record<SearchLang, (query: string) => Steering> {
	return { fr: compileSteering(rules.fr, 'fr'), en: compileSteering(rules.en, 'en') }
}
