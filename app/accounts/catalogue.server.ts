import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { environment } from '~/env.server'

const slug = z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens')
const bothLanguages = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) })
const priceCents = z.number().int().min(0)
const dayOfMonth = z.number().int().min(1).max(28)

const Catalogue = z
	.strictObject({
		version: z.union([z.string(), z.number()]).transform(String),
		services: z.array(z.strictObject({ id: slug, fr: z.string().min(1), en: z.string().min(1) })).min(1),
		plans: z
			.array(
				z.strictObject({
					id: slug,
					kind: slug,
					name: bothLanguages,
					priceCents,
					services: z.array(slug).min(1),
					/** `null` when the plan has no data allowance. */
					allowanceMb: z.number().int().min(1).nullable().default(null),
					commitmentMonths: z.number().int().min(0).max(24),
				}),
			)
			.min(1),
		options: z.array(
			z.strictObject({
				id: slug,
				/** Kind of plan it can be added to. */
				for: slug,
				name: bothLanguages,
				priceCents,
				conflicts: z.array(slug).default([]),
				/** Services the plan must carry. */
				requires: z.array(slug).default([]),
			}),
		),
		cancellation: z.strictObject({ noticeDays: z.number().int().min(0).max(10) }),
		withdrawal: z.strictObject({ days: z.number().int().min(14).max(365) }),
		forwarding: z.strictObject({
			countries: z.array(z.string().length(2)).min(1),
			noAnswerSeconds: z.array(z.number().int().min(5).max(60)).min(1),
			undoMinutes: z.number().int().min(1).max(60),
		}),
		billing: z.strictObject({ issueDay: dayOfMonth, paymentDay: dayOfMonth }),
	})
	.superRefine((catalogue, context) => {
		const complain = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
		const services = new Set(catalogue.services.map((service) => service.id))
		const kinds = new Set(catalogue.plans.map((plan) => plan.kind))
		const optionIds = new Set(catalogue.options.map((option) => option.id))

		for (const list of ['services', 'plans', 'options'] as const) {
			const seen = new Set<string>()
			catalogue[list].forEach(({ id }, index) => {
				if (seen.has(id)) complain([list, index, 'id'], `${id} is there twice`)
				seen.add(id)
			})
		}
		catalogue.plans.forEach((plan, index) => {
			for (const service of plan.services)
				if (!services.has(service)) complain(['plans', index, 'services'], `no service is called ${service}`)
		})
		catalogue.options.forEach((option, index) => {
			if (!kinds.has(option.for)) complain(['options', index, 'for'], `no plan is of kind ${option.for}`)
			for (const other of option.conflicts)
				if (!optionIds.has(other)) complain(['options', index, 'conflicts'], `no option is called ${other}`)
			for (const service of option.requires)
				if (!services.has(service)) complain(['options', index, 'requires'], `no service is called ${service}`)
		})
	})

export type Catalogue = z.infer<typeof Catalogue>
export type Plan = Catalogue['plans'][number]

/** Thrown when the catalogue is missing or wrong; `message` names file, line and reason. */
export class CatalogueError extends Error {}

let current: Catalogue | undefined

/** The catalogue of this process: `catalogue.yaml` of CONTENT_DIR, else the one shipped. */
export function catalogue(): Catalogue {
	current ??= loadCatalogue(environment().CONTENT_DIR)
	return current
}

/** The plan a subscription was taken from; `undefined` once it is no longer sold. */
export function findPlan(planId: string): Plan | undefined {
	return catalogue().plans.find((plan) => plan.id === planId)
}

/** @throws {CatalogueError} when no file is found or its content is wrong */
export function loadCatalogue(contentFolder: string): Catalogue {
	const file = [join(contentFolder, 'catalogue.yaml'), 'content/catalogue.yaml'].find((path) => existsSync(path))
	if (!file) throw new CatalogueError(`${contentFolder}/catalogue.yaml is missing`)
	return parseCatalogue(readFileSync(file, 'utf8'), file)
}

/**
 * Reads a catalogue from YAML text.
 *
 * @throws {CatalogueError} with `file:line: path: reason` for each mistake
 */
export function parseCatalogue(text: string, file: string): Catalogue {
	const lineCounter = new LineCounter()
	const document = parseDocument(text, { lineCounter, prettyErrors: false })
	const [syntaxError] = document.errors
	if (syntaxError)
		throw new CatalogueError(`${file}:${lineCounter.linePos(syntaxError.pos[0]).line}: ${syntaxError.message}`)
	const parsed = Catalogue.safeParse(document.toJS())
	if (parsed.success) return parsed.data
	throw new CatalogueError(
		parsed.error.issues
			.map((issue) => `${file}:${lineOf(issue.path)}: ${issue.path.join('.') || 'file'}: ${issue.message}`)
			.join('\n'),
	)

	/** The line of the deepest part of the path that is written in the file. */
	function lineOf(path: PropertyKey[]): number {
		for (let length = path.length; length > 0; length--) {
			const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
			if (node?.range) return lineCounter.linePos(node.range[0]).line
		}
		return 1
	}
}
