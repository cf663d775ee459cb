import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { environment } from '~/env.server'
import { englishTypography, typography } from '~/i18n/typography'
import { isDay } from './calendar'

const slug = z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens')
const bothLanguages = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) })
/** Words that are read in a page, with the spaces and apostrophes of their language. */
const sentence = bothLanguages.transform(({ fr, en }) => ({ fr: typography(fr), en: englishTypography(en) }))
const priceCents = z.number().int().min(0)
const dayOfMonth = z.number().int().min(1).max(28)
/** The first local day a version is sold, which is also its name. */
const since = z.string().refine(isDay, 'a day of the calendar, as in 2026-11-01')
/** 5.5 is 5.5 %; two decimals at most. */
const taxPercent = z
	.number()
	.min(0)
	.max(100)
	.refine((percent) => Number.isInteger(basisPoints(percent)), 'two decimals at most')
const commitmentMonths = z.number().int().min(0).max(24)
/** `null` when the plan has no data allowance. */
const allowanceMb = z.number().int().min(1).nullable().default(null)
const effective = z.array(z.enum(['now', 'next-bill', 'date'])).min(1)
const noticeDays = z.number().int().min(0).max(10)
const services = z.array(slug)

const planVersion = { since, name: bothLanguages, priceCents, taxPercent: taxPercent.optional() }
const PlanVersion = z.strictObject({
	...planVersion,
	services: services.min(1),
	allowanceMb,
	commitmentMonths,
})
const OptionVersion = z.strictObject(planVersion)

const Catalogue = z
	.strictObject({
		version: z.union([z.string(), z.number()]).transform(String),
		/** Of every price that does not say another. */
		taxPercent,
		services: z.array(z.strictObject({ id: slug, fr: z.string().min(1), en: z.string().min(1) })).min(1),
		plans: z
			.array(
				PlanVersion.extend({
					id: slug,
					kind: slug,
					/** Nobody can take a plan that is no longer sold; who has it keeps it. */
					sold: z.boolean().default(true),
					/** When somebody who takes it may ask for it to begin; the first is proposed. */
					effective: effective.optional(),
					earlier: z.array(PlanVersion).default([]),
				}),
			)
			.min(1),
		options: z.array(
			OptionVersion.extend({
				id: slug,
				/** Kind of plan it can be added to. */
				for: slug,
				/** Its name within a sentence, « l'Option Monde »; the plain name when absent. */
				inSentence: sentence.optional(),
				/** Plans it exists on; all of its kind when absent. */
				plans: z.array(slug).optional(),
				explained: sentence.optional(),
				sold: z.boolean().default(true),
				effective: effective.optional(),
				/** Days between asking for its end and its end. */
				noticeDays: noticeDays.default(0),
				/** Something is sent or fetched: not to be taken back in one gesture. */
				physical: z.boolean().default(false),
				/** Options it cannot run with, whichever of the two says so, and why. */
				conflicts: z.array(z.strictObject({ with: slug, why: sentence })).default([]),
				/** Options it cannot run without, and why. */
				requires: z.array(z.strictObject({ option: slug, why: sentence })).default([]),
				/** Services the plan must carry. */
				services: services.default([]),
				earlier: z.array(OptionVersion).default([]),
			}),
		),
		changes: z.strictObject({
			undoMinutes: z.number().int().min(1).max(60),
			/** Unless a plan or an option says otherwise. */
			effective,
			/** How far ahead a day may be chosen. */
			furthestDays: z.number().int().min(1).max(365),
		}),
		cancellation: z.strictObject({ noticeDays }),
		withdrawal: z.strictObject({ days: z.number().int().min(14).max(365) }),
		forwarding: z.strictObject({
			countries: z.array(z.string().length(2)).min(1),
			noAnswerSeconds: z.array(z.number().int().min(5).max(60)).min(1),
		}),
		moving: z.strictObject({
			kinds: z.array(z.string()),
			noticeDays,
			furthestDays: z.number().int().min(1).max(365),
		}),
		billing: z.strictObject({ issueDay: dayOfMonth, paymentDay: dayOfMonth }),
	})
	.superRefine((catalogue, context) => {
		const complain = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
		const known = new Set(catalogue.services.map((service) => service.id))
		const kinds = new Set(catalogue.plans.map((plan) => plan.kind))
		const optionOf = new Map(catalogue.options.map((option) => [option.id, option]))

		for (const list of ['services', 'plans', 'options'] as const) {
			const seen = new Set<string>()
			catalogue[list].forEach(({ id }, index) => {
				if (seen.has(id)) complain([list, index, 'id'], `${id} is there twice`)
				seen.add(id)
			})
		}
		for (const list of ['plans', 'options'] as const)
			catalogue[list].forEach((item, index) => {
				item.earlier.forEach((version, nth) => {
					const later = item.earlier[nth - 1] ?? item
					if (version.since >= later.since)
						complain([list, index, 'earlier', nth, 'since'], `not before the version that follows, ${later.since}`)
				})
			})
		catalogue.plans.forEach((plan, index) => {
			for (const service of plan.services)
				if (!known.has(service)) complain(['plans', index, 'services'], `no service is called ${service}`)
			plan.earlier.forEach((version, nth) => {
				for (const service of version.services)
					if (!known.has(service))
						complain(['plans', index, 'earlier', nth, 'services'], `no service is called ${service}`)
			})
		})
		catalogue.options.forEach((option, index) => {
			if (!kinds.has(option.for)) complain(['options', index, 'for'], `no plan is of kind ${option.for}`)
			for (const planId of option.plans ?? [])
				if (!catalogue.plans.some((plan) => plan.id === planId && plan.kind === option.for))
					complain(['options', index, 'plans'], `no ${option.for} plan is called ${planId}`)
			for (const service of option.services)
				if (!known.has(service)) complain(['options', index, 'services'], `no service is called ${service}`)
			option.conflicts.forEach((conflict, nth) => {
				const path = ['options', index, 'conflicts', nth, 'with']
				if (!optionOf.has(conflict.with)) complain(path, `no option is called ${conflict.with}`)
				if (conflict.with === option.id) complain(path, 'an option does not conflict with itself')
			})
			option.requires.forEach((required, nth) => {
				const path = ['options', index, 'requires', nth, 'option']
				const other = optionOf.get(required.option)
				if (!other) complain(path, `no option is called ${required.option}`)
				else if (other.for !== option.for) complain(path, `${required.option} is for ${other.for} plans`)
			})
			const needed = neededBy(option.id)
			if (needed.has(option.id)) complain(['options', index, 'requires'], 'requires itself in the end')
			for (const one of [option.id, ...needed])
				for (const conflict of optionOf.get(one)?.conflicts ?? [])
					if (needed.has(conflict.with) || conflict.with === option.id)
						complain(['options', index, 'requires'], `needs ${one} and ${conflict.with}, which conflict`)
		})

		/** What an option requires, and what that requires in turn. */
		function neededBy(optionId: string, found = new Set<string>()): Set<string> {
			for (const { option } of optionOf.get(optionId)?.requires ?? [])
				if (!found.has(option)) neededBy(option, found.add(option))
			return found
		}
	})
	.transform(({ plans, options, ...rest }) => ({
		...rest,
		defaultTaxBasisPoints: basisPoints(rest.taxPercent),
		plans: plans.map(({ earlier, ...plan }) => ({
			...plan,
			effective: plan.effective ?? rest.changes.effective,
			taxBasisPoints: basisPoints(plan.taxPercent ?? rest.taxPercent),
			/** Newest first; the first is what is sold. */
			versions: [plan, ...earlier].map(
				({ since, name, priceCents, services, allowanceMb, commitmentMonths, ...one }) => ({
					since,
					name,
					priceCents,
					services,
					allowanceMb,
					commitmentMonths,
					taxBasisPoints: basisPoints(one.taxPercent ?? rest.taxPercent),
				}),
			),
		})),
		options: options.map(({ earlier, ...option }) => ({
			...option,
			inSentence: option.inSentence ?? option.name,
			effective: option.effective ?? rest.changes.effective,
			taxBasisPoints: basisPoints(option.taxPercent ?? rest.taxPercent),
			versions: [option, ...earlier].map(({ since, name, priceCents, ...one }) => ({
				since,
				name,
				priceCents,
				taxBasisPoints: basisPoints(one.taxPercent ?? rest.taxPercent),
			})),
		})),
	}))

export type Catalogue = z.infer<typeof Catalogue>
export type Plan = Catalogue['plans'][number]
export type PlanVersion = Plan['versions'][number]
export type Option = Catalogue['options'][number]
/** When a change may begin: at once, with the next bill, or on a day that is chosen. */
export type Effective = z.infer<typeof effective>[number]

/** 5.5 % is 550. */
function basisPoints(percent: number): number {
	const scaled = percent * 100
	const whole = Math.round(scaled)
	return Math.abs(scaled - whole) < 1e-6 ? whole : scaled
}

/** Thrown when the catalogue is missing or wrong; `message` names file, line and reason. */
export class CatalogueError extends Error {}

let current: Catalogue | undefined

/** The catalogue of this process: `catalogue.yaml` of CONTENT_DIR, else the one shipped. */
export function catalogue(): Catalogue {
	current ??= loadCatalogue(environment().CONTENT_DIR)
	return current
}

/** Puts another catalogue in place; `undefined` brings the file's back. */
export function replaceCatalogue(replacement: Catalogue | undefined): void {
	current = replacement
}

/** The plan a subscription was taken from, sold or not; `undefined` when the catalogue no longer knows it. */
export function findPlan(planId: string): Plan | undefined {
	return catalogue().plans.find((plan) => plan.id === planId)
}

/** The version of a plan that was sold on a local day; its first one for a day before it was sold at all. */
export function planVersionOn(plan: Plan, day: string): PlanVersion {
	const version = plan.versions.find((one) => one.since <= day) ?? plan.versions.at(-1)
	if (!version) throw new Error(`plan ${plan.id} has no version`)
	return version
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
