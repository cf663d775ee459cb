import type { Lang } from '~/i18n/language'
import { contentStems } from '~/search/analysis'
import { fold } from '~/search/fold'

/** What can be done at once, as described in content/topics.yaml. */
export interface ActionDescription {
	id: string
	icon: string
	path: string
	fr: ActionWords
	en: ActionWords
}

interface ActionWords {
	title: string
	hint: string
	button: string
	words: string[]
}

export interface DirectAction {
	id: string
	icon: string
	path: string
	title: string
	hint: string
	button: string
}

/**
 * The things to do that a question asks for: all the words of one of their lines are
 * in it. The line that explains most of the question comes first.
 */
export function matchActions(
	actions: readonly ActionDescription[],
	query: string,
	lang: Lang,
	limit = 1,
): DirectAction[] {
	const asked = new Set(contentStems(query, lang))
	if (asked.size === 0) return []
	const found = actions.flatMap((action) => {
		const best = Math.max(
			...linesOf(action, lang).map((line) =>
				line.stems.length > 0 && line.stems.every((stem) => asked.has(stem)) ? line.stems.length : 0,
			),
		)
		// One word out of a long question is a coincidence.
		return best > 0 && best / asked.size >= LEAST_EXPLAINED ? [{ action, best }] : []
	})
	return found
		.sort((a, b) => b.best - a.best)
		.slice(0, limit)
		.map(({ action }) => inLanguage(action, lang))
}

/** The same while the last word is still being typed: « renv » finds « Renvoyer mes appels ». */
export function suggestActions(
	actions: readonly ActionDescription[],
	query: string,
	lang: Lang,
	limit = 2,
): DirectAction[] {
	const typed = foldedWords(query)
	const last = typed.at(-1)
	if (!last || last.length < 3) return matchActions(actions, query, lang, limit)
	const before = typed.slice(0, -1)
	const found = actions.flatMap((action) => {
		const lines = linesOf(action, lang)
		const begun = lines.some(
			({ surfaces }) =>
				surfaces.some((word) => word.startsWith(last)) &&
				before.every((word) => word.length < 3 || surfaces.includes(word)),
		)
		return begun ? [action] : []
	})
	const whole = matchActions(actions, query, lang, limit).map(({ id }) => id)
	const first = actions.filter(({ id }) => whole.includes(id))
	return [...new Set([...first, ...found])].slice(0, limit).map((action) => inLanguage(action, lang))
}

const LEAST_EXPLAINED = 0.5

interface Line {
	stems: string[]
	surfaces: string[]
}

const compiled = { fr: new WeakMap<ActionDescription, Line[]>(), en: new WeakMap<ActionDescription, Line[]>() }

function linesOf(action: ActionDescription, lang: Lang): Line[] {
	const known = compiled[lang].get(action)
	if (known) return known
	const texts = [...action[lang].words, action[lang].title]
	const lines = texts.map((text) => ({ stems: contentStems(text, lang), surfaces: foldedWords(text) }))
	compiled[lang].set(action, lines)
	return lines
}

function foldedWords(text: string): string[] {
	return (text.slice(0, 200).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(fold)
}

function inLanguage(action: ActionDescription, lang: Lang): DirectAction {
	const { title, hint, button } = action[lang]
	return { id: action.id, icon: action.icon, path: action.path, title, hint, button }
}
