import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { environment } from '~/env.server'
import { settings } from '~/settings/settings.server'

const words = z.string().min(1)
const Answer = z.strictObject({
	to: z.array(words).default([]),
	page: z.boolean().default(false),
	says: z.array(words).min(1),
	ends: z.boolean().default(false),
})
const Told = z.strictObject({
	title: words,
	practise: words,
	firstName: words,
	subject: words,
	/** For a call: the two words the advisor says first. */
	password: words.optional(),
	trail: z.array(
		z.strictObject({
			kind: z.enum(['search', 'article', 'answer', 'form', 'action', 'page']),
			label: words,
			failed: z.boolean().default(false),
		}),
	),
	opens: z.array(words).min(1),
	answers: z.array(Answer).min(1),
	otherwise: z.array(words).min(1),
	hopes: z.array(z.strictObject({ text: words, to: z.array(words).default([]), page: z.boolean().default(false) })),
})
const Scenario = z.strictObject({
	channel: z.enum(['chat', 'call']),
	reason: words,
	plan: z.strictObject({ fr: words, en: words }),
	priceCents: z.number().int().min(0),
	customer: z.strictObject({
		lastName: words,
		city: words,
		number: words,
		phone: z.string().startsWith('+'),
		email: words,
		address: words,
	}),
	fr: Told,
	en: Told,
})

/** A customer who does not exist, in both languages. */
export type Scenario = z.infer<typeof Scenario> & { id: string }

/** Thrown when a file of content/training cannot be used; `message` names it and the entry. */
class TrainingError extends Error {}

let current: Scenario[] | undefined

/** The scenarios of CONTENT_DIR, else the shipped ones, by their file's name; read once. */
export function scenarios(): Scenario[] {
	current ??= loadScenarios(environment().CONTENT_DIR)
	return current
}

export function findScenario(id: string): Scenario | null {
	return scenarios().find((scenario) => scenario.id === id) ?? null
}

/** @throws {TrainingError} when a file is not what it should be, or names a reason the settings do not have */
export function loadScenarios(contentFolder: string): Scenario[] {
	const folder = [join(contentFolder, 'training'), 'content/training'].find((candidate) => existsSync(candidate))
	if (!folder) return []
	const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
	return files.sort().map((name) => {
		const checked = Scenario.safeParse(parse(readFileSync(join(folder, name), 'utf8')))
		if (!checked.success) throw new TrainingError(`training/${name}: ${z.prettifyError(checked.error)}`)
		if (!settings().reasons.some(({ id }) => id === checked.data.reason))
			throw new TrainingError(`training/${name}: ${checked.data.reason} is no reason of settings.yaml`)
		return { ...checked.data, id: name.replace(/\.yaml$/, '') }
	})
}
