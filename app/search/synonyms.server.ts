import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const Group = z.array(z.string().trim().min(1).max(80)).min(2)
const SynonymsFile = z.strictObject({ fr: z.array(Group).default([]), en: z.array(Group).default([]) })

export type Synonyms = z.infer<typeof SynonymsFile>

const SHIPPED_FILE = path.join('content', 'synonyms.yaml')

/**
 * Reads the groups of words that mean the same.
 *
 * @param file - relative to the working directory
 * @returns empty groups when there is no such file: a portal without synonyms still searches
 * @throws {Error} naming the file and the group when the file is not what it should be
 */
export function readSynonyms(file = SHIPPED_FILE): Synonyms {
	if (!existsSync(file)) return { fr: [], en: [] }
	const checked = SynonymsFile.safeParse(parse(readFileSync(file, 'utf8')) ?? {})
	if (!checked.success) throw new Error(`${file}: ${z.prettifyError(checked.error)}`)
	return checked.data
}
