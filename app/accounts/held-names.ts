import type { Catalogue } from './catalogue.server'
import { type HeldOption, type HeldPlan, heldVersion } from './holding'

export interface BothLanguages {
	fr: string
	en: string
}

/** The name a plan was taken with. The contract says it in French; the catalogue's version translates it. */
export function heldPlanName(
	held: Pick<HeldPlan, 'planId' | 'name' | 'priceCents'>,
	catalogue: Catalogue,
): BothLanguages {
	return heldVersion(held, catalogue)?.name ?? { fr: held.name, en: held.name }
}

/** The name an option was taken with, in both languages. */
export function heldOptionName(held: Pick<HeldOption, 'optionId' | 'name'>, catalogue: Catalogue): BothLanguages {
	const option = catalogue.options.find(({ id }) => id === held.optionId)
	return option?.versions.find(({ name }) => name.fr === held.name)?.name ?? { fr: held.name, en: held.name }
}

/** An option within a sentence: « l'Option Monde »; its own name when the catalogue no longer has it. */
export function optionInSentence(
	optionId: string,
	held: Pick<HeldOption, 'optionId' | 'name'>[],
	catalogue: Catalogue,
): BothLanguages {
	const option = catalogue.options.find(({ id }) => id === optionId)
	if (option) return option.inSentence
	const name = held.find((one) => one.optionId === optionId)?.name ?? optionId
	return { fr: name, en: name }
}
