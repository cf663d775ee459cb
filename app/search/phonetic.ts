import type { SearchLang } from './document'

type Rule = readonly [pattern: RegExp, sound: string]

/**
 * How a folded word sounds, roughly: « conexion » and « connexion », « forfet »
 * and « forfait », "fone" and "phone" share a key. Made to bring together the
 * spellings people really type, not to transcribe speech.
 */
export function phoneticKey(surface: string, lang: SearchLang): string {
	let key = surface
	for (const [pattern, sound] of RULES[lang]) key = key.replace(pattern, sound)
	return key
}

const FRENCH: Rule[] = [
	[/^h/, ''],
	[/([^cps])h/g, '$1'],
	[/ph/g, 'f'],
	[/sh|sch/g, 'ch'],
	[/e?aux?/g, 'o'],
	[/x(?=.)/g, 'ks'],
	[/(.)(tion|ssion|sion)(s?)$/, '$1sion'],
	[/ge(?=[ao])/g, 'j'],
	[/g(?=[eiy])/g, 'j'],
	[/qu?|ck|k/g, 'k'],
	[/sc(?=[eiy])|c(?=[eiy])|z/g, 's'],
	[/c(?!h)/g, 'k'],
	[/y/g, 'i'],
	[/oi|oua/g, 'wa'],
	[/(?:ai|ei|e)(?:n|m)(?=$|[^aeioun])|i[nm](?=$|[^aeioun])/g, 'in'],
	[/a[nm](?=$|[^aeioun])/g, 'in'],
	[/ai|ei|ee/g, 'e'],
	[/(.{2})(?:er|ez|et|es|ent|e)$/, '$1e'],
	[/(.)\1+/g, '$1'],
	[/(.{2})[stdpx]+$/, '$1'],
	[/(.{3})e$/, '$1'],
]

const ENGLISH: Rule[] = [
	[/^k(?=n)|^w(?=r)/, ''],
	[/ph|(?<=[aou])ugh/g, 'f'],
	[/gh/g, ''],
	[/c(?=[eiy])|z/g, 's'],
	[/ck|q|c(?!h)/g, 'k'],
	[/g(?=[eiy])/g, 'j'],
	[/y/g, 'i'],
	[/(?:ea|ee|ie|ei)/g, 'i'],
	[/(?:ou|oo|ow)/g, 'u'],
	[/(.)\1+/g, '$1'],
	[/(.{3})e$/, '$1'],
]

const RULES: Record<SearchLang, Rule[]> = { fr: FRENCH, en: ENGLISH }
