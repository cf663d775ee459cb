import type { Lang } from './language'

/** What a dictionary of another language must hold: the same keys, functions with the same arguments. */
export type Same<T> = {
	[K in keyof T]: T[K] extends string ? string : T[K] extends (...args: infer A) => string ? (...args: A) => string : T[K] extends readonly (infer I)[] ? readonly Same<I>[] : Same<T[K]>
}

export interface Dictionary<T> {
	fr: T
	en: Same<T>
}

/** The messages of one area in one language. */
export function messagesIn<T>(dictionary: Dictionary<T>, lang: Lang): Same<T> {
	return lang === 'fr' ? (dictionary.fr as unknown as Same<T>) : dictionary.en
}

const plurals = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') }

/** Chooses by the plural rule of the language: French says « 0 page », English "0 pages". */
export function plural(lang: Lang, count: number, one: string, other: string): string {
	return plurals[lang].select(count) === 'one' ? one : other
}
