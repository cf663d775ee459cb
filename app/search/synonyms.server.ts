import path from 'node:path'
import { z } from 'zod'
import { readContentFile } from './content-file.server'

const Group = z.array(z.string().trim().min(1).max(80)).min(2)
const SynonymsFile = z.strictObject({ fr: z.array(Group).default([]), en: z.array(Group).default([]) })

export type Synonyms = z.infer<typeof SynonymsFile>

const SHIPPED_FILE = path.join('content', 'synonyms.yaml')

/**
 * Reads the groups of words that mean the same.
 *
 * @param file - relative to the working directory
 * @returns empty groups when there is no such file: a portal without synonyms still searches
 * @throws {Error} with `file:line: path: reason` for each mistake
 */
export const readSynonyms = (file = SHIPPED_FILE): Synonyms => readContentFile(file, SynonymsFile)
