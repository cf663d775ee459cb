import path from 'node:path'
import { z } from 'zod'
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

/** The rules of each language, ready to be asked by question. */
export function compileSteeringFile(rules: SteeringFile): Record<SearchLang, (query: string) => Steering> {
	return { fr: compileSteering(rules.fr, 'fr'), en: compileSteering(rules.en, 'en') }
}
