import type { Lang } from './language'
import { englishTypography, typography } from './typography'

/** What a dictionary of another language must hold: the same keys, functions with the same arguments. */
export type Same<T> = {
	[K in keyof T]: T[K] extends string
		? string
		: T[K] extends (...args: infer A) => string
			? (...args: A) => string
			: T[K] extends readonly string[]
				? readonly string[]
				: Same<T[K]>
}

export interface Dictionary<T> {
	fr: T
	en: Same<T>
}

const ready = { fr: new WeakMap<object, unknown>(), en: new WeakMap<object, unknown>() }

/** The messages of one area in one language, with its typography applied. */
export function messagesIn<T extends object>(dictionary: Dictionary<T>, lang: Lang): Same<T> {
	let messages = ready[lang].get(dictionary) as Same<T> | undefined
	if (!messages) {
		messages = typeset(dictionary[lang], lang === 'fr' ? typography : englishTypography) as Same<T>
		ready[lang].set(dictionary, messages)
	}
	return messages
}

/** Chooses by the plural rule of the language: French says « 0 page », English "0 pages". */
export function plural(lang: Lang, count: number, one: string, other: string): string {
	return plurals[lang].select(count) === 'one' ? one : other
}

const plurals = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') }

function typeset(value: unknown, rule: (text: string) => string): unknown {
	if (typeof value === 'string') return rule(value)
	if (typeof value === 'function') return (...args: unknown[]) => rule(value(...args))
	if (Array.isArray(value)) return value.map((item) => typeset(item, rule))
	return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, typeset(item, rule)]))
}
