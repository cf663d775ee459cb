// The evaluation set: reads and checks the files of questions, and says which are kept aside.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

export const STYLES = ['plain', 'words', 'typo', 'sms', 'half']

const Slug = z.string().regex(/^[a-z0-9-]+$/)
const Question = z
	.strictObject({
		q: z.string().trim().min(2).max(200),
		style: z.enum(STYLES),
		best: z.array(Slug).max(2).default([]),
		also: z.array(Slug).max(4).default([]),
	})
	.refine(({ best, also }) => best.length > 0 || also.length === 0, 'what helps as well needs a best answer')
	.refine(({ best, also }) => new Set([...best, ...also]).size === best.length + also.length, 'an answer twice')
const QuestionsFile = z.array(Question)

/**
 * Questions of a language, in the order of the file. Without `best`, the content does not answer.
 *
 * @param {'fr' | 'en'} lang
 * @throws {Error} naming the file and the question when it is not what it should be
 */
export function readQuestions(lang) {
	const file = new URL(`questions.${lang}.yaml`, import.meta.url)
	const checked = QuestionsFile.safeParse(parse(readFileSync(file, 'utf8')))
	if (!checked.success) throw new Error(`questions.${lang}.yaml: ${z.prettifyError(checked.error)}`)
	return checked.data.map((question) => ({ ...question, lang, heldOut: isHeldOut(question.q) }))
}

/** A third of the questions, the same on every machine and whatever is added to the file. */
export const isHeldOut = (q) => hash(`held out: ${q}`) % 3 === 0

/** 32 bits that depend on the text alone. */
export const hash = (text) => createHash('sha256').update(text).digest().readUInt32BE(0)
