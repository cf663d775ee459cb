import { analyse, contentStems } from './analysis'
import type { SearchLang } from './document'

/** Words and phrases that mean the same to a customer, one group per line of `synonyms.yaml`. */
export type SynonymGroup = readonly string[]

/**
 * A term is what the index files an article under: a stem, or the stems of a
 * phrase joined by a space (« boîte vocale » → `boit vocal`).
 */
export type Thesaurus = {
	/** Terms that mean the same as this one, itself left out. */
	equivalents(term: string): readonly string[]
	/** Phrases of the thesaurus found in a run of stems. */
	phrasesIn(stems: readonly string[]): { term: string; at: number; length: number }[]
	/** Every word of the groups, so that a synonym no article uses is not "corrected". */
	readonly words: readonly { surface: string; written: string }[]
}

export function compileSynonyms(groups: readonly SynonymGroup[], lang: SearchLang): Thesaurus {
	const meanings = new Map<string, Set<string>>()
	const phrases = new Map<string, string[][]>()
	const words = new Map<string, { surface: string; written: string }>()

	for (const group of groups) {
		const terms = [...new Set(group.map((member) => contentStems(member, lang).join(' ')).filter(Boolean))]
		for (const term of terms) {
			const others = meanings.get(term) ?? new Set()
			for (const other of terms) if (other !== term) others.add(other)
			meanings.set(term, others)
			const stems = term.split(' ')
			const first = stems[0] ?? ''
			const known = phrases.get(first) ?? []
			const isNew = !known.some((phrase) => phrase.join(' ') === term)
			if (stems.length > 1 && isNew) phrases.set(first, [...known, stems])
		}
		for (const member of group) {
			for (const { kind, surface, start, end } of analyse(member, lang, { acronyms: true })) {
				if (kind === 'word') words.set(surface, { surface, written: member.slice(start, end) })
			}
		}
	}
	const equivalents = new Map([...meanings].map(([term, others]) => [term, [...others]]))

	return {
		words: [...words.values()],
		equivalents: (term) => equivalents.get(term) ?? [],
		phrasesIn(stems) {
			const found: { term: string; at: number; length: number }[] = []
			stems.forEach((stem, at) => {
				for (const phrase of phrases.get(stem) ?? []) {
					const matches = phrase.every((part, offset) => stems[at + offset] === part)
					if (matches) found.push({ term: phrase.join(' '), at, length: phrase.length })
				}
			})
			return found
		},
	}
}
