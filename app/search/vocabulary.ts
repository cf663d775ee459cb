import type { SearchLang } from './document'
import { differingLetters, letterMask } from './edit-distance'
import { listSections, listsOf, type Sections, type Texts, textSections, textsOf } from './flat'
import { phoneticKey } from './phonetic'
import { stopWords } from './stop-words'

export type LexiconEntry = {
	/** Folded form. */
	surface: string
	stem: string
	/** As an article writes it, accents included. */
	display: string
	/** Articles that use the word, and articles whose title does. */
	documents: number
	titles: number
}

/** The words of the articles, found by spelling, by beginning, by shape and by sound. */
export type Vocabulary = {
	find(surface: string): LexiconEntry | undefined
	knowsStem(stem: string): boolean
	/**
	 * Words of three letters or more without digits, of this length and first
	 * letter, whose letters differ from `mask` by at most `bits`.
	 */
	shaped(length: number, first: string, mask: number, bits: number): LexiconEntry[]
	/** Words of three letters or more without digits that sound so. */
	sounding(key: string): LexiconEntry[]
	/** Words that begin so, in order. `mask`: only those that hold all but one of these letters. */
	beginning(prefix: string, mask?: number): LexiconEntry[]
	/** How often three letters follow each other in words, ends marked `^` and `$`. */
	runs(three: string): number
	/** How many words `runs` counted. */
	words: number
	/** Most articles that use one word. */
	mostUsed: number
}

/** Lays words out in arrays; `openVocabulary` reads them. */
export function vocabularySections(words: Iterable<LexiconEntry>, lang: SearchLang): Sections {
	const entries = [...words].sort((a, b) => (a.surface < b.surface ? -1 : 1))
	const stems = [...new Set(entries.map(({ stem }) => stem))].sort()
	const stemPlaces = new Map(stems.map((stem, at) => [stem, at]))
	const shelves = new Map<string, number[]>()
	const sounds = new Map<string, number[]>()
	const runs = new Map<string, number>()
	const count = (surface: string) => {
		for (const run of threes(surface)) runs.set(run, (runs.get(run) ?? 0) + 1)
	}
	const file = (groups: Map<string, number[]>, key: string, at: number) => {
		const group = groups.get(key)
		if (group) group.push(at)
		else groups.set(key, [at])
	}
	let counted = 0
	entries.forEach(({ surface }, at) => {
		if (!isCorrectable(surface)) return
		counted += 1
		count(surface)
		file(shelves, shelfOf(surface.length, surface.charAt(0)), at)
		const sound = phoneticKey(surface, lang)
		if (sound.length >= 3) file(sounds, sound, at)
	})
	for (const word of stopWords(lang)) {
		counted += 1
		count(word)
	}
	const shelfKeys = [...shelves.keys()].sort()
	const soundKeys = [...sounds.keys()].sort()
	const runKeys = [...runs.keys()].sort()
	return {
		...textSections(
			'surfaces',
			entries.map(({ surface }) => surface),
		),
		...textSections(
			'displays',
			entries.map(({ display }) => display),
		),
		...textSections('stems', stems),
		stemOf: Uint32Array.from(entries, ({ stem }) => stemPlaces.get(stem) ?? 0),
		uses: Uint32Array.from(entries, ({ documents }) => documents),
		titleUses: Uint32Array.from(entries, ({ titles }) => titles),
		masks: Uint32Array.from(entries, ({ surface }) => letterMask(surface)),
		...textSections('shelfKeys', shelfKeys),
		...listSections(
			'shelves',
			shelfKeys.map((key) => shelves.get(key) ?? []),
		),
		...textSections('soundKeys', soundKeys),
		...listSections(
			'sounds',
			soundKeys.map((key) => sounds.get(key) ?? []),
		),
		...textSections('runKeys', runKeys),
		runCounts: Uint32Array.from(runKeys, (key) => runs.get(key) ?? 0),
		counted: Uint32Array.of(
			counted,
			entries.reduce((most, { documents }) => Math.max(most, documents), 0),
		),
	}
}

/** The words laid out by `vocabularySections`, decoded one at a time. */
export function openVocabulary(sections: Sections): Vocabulary {
	const numbers = (name: string) => sections[name] as Uint32Array
	const [surfaces, displays, stems] = ['surfaces', 'displays', 'stems'].map((name) => textsOf(sections, name)) as [
		Texts,
		Texts,
		Texts,
	]
	const [stemOf, uses, titleUses, masks] = ['stemOf', 'uses', 'titleUses', 'masks'].map(numbers) as [
		Uint32Array,
		Uint32Array,
		Uint32Array,
		Uint32Array,
	]
	const [shelfKeys, shelves] = [textsOf(sections, 'shelfKeys'), listsOf(sections, 'shelves')]
	const [soundKeys, sounds] = [textsOf(sections, 'soundKeys'), listsOf(sections, 'sounds')]
	const [runKeys, runCounts] = [textsOf(sections, 'runKeys'), numbers('runCounts')]
	const [words = 0, mostUsed = 0] = numbers('counted')

	const entryAt = (place: number): LexiconEntry => ({
		surface: surfaces.at(place),
		stem: stems.at(stemOf[place] ?? 0),
		display: displays.at(place),
		documents: uses[place] ?? 0,
		titles: titleUses[place] ?? 0,
	})
	return {
		words,
		mostUsed,
		find(surface) {
			const place = surfaces.find(surface)
			return place < 0 ? undefined : entryAt(place)
		},
		knowsStem: (stem) => stems.find(stem) >= 0,
		shaped(length, first, mask, bits) {
			const shelf = shelfKeys.find(shelfOf(length, first))
			const found: LexiconEntry[] = []
			if (shelf < 0) return found
			for (const place of shelves.at(shelf)) {
				if (differingLetters(mask, masks[place] ?? 0) <= bits) found.push(entryAt(place))
			}
			return found
		},
		sounding(key) {
			const group = soundKeys.find(key)
			return group < 0 ? [] : Array.from(sounds.at(group), entryAt)
		},
		beginning(prefix, mask = 0) {
			const found: LexiconEntry[] = []
			for (let at = surfaces.firstFrom(prefix); at < surfaces.length && surfaces.startsWith(at, prefix); at++) {
				if (holds(masks[at] ?? 0, mask)) found.push(entryAt(at))
			}
			return found
		},
		runs(three) {
			const place = runKeys.find(three)
			return place < 0 ? 0 : (runCounts[place] ?? 0)
		},
	}
}

/** A vocabulary whose counts have changed, and that has learnt words, since it was laid out. */
export class ChangedVocabulary implements Vocabulary {
	readonly #base: Vocabulary
	readonly #lang: SearchLang
	/** What has changed, by surface; words that are new are in `#learnt` too. */
	readonly #changed = new Map<string, LexiconEntry>()
	readonly #learnt = new Map<string, LexiconEntry>()
	/** Words of the synonyms, which no article needs to use. */
	readonly #meant = new Set<string>()
	readonly #isStem: (stem: string) => boolean

	/** @param isStem - whether an article is filed under a stem now */
	constructor(base: Vocabulary, lang: SearchLang, isStem: (stem: string) => boolean) {
		this.#base = base
		this.#lang = lang
		this.#isStem = isStem
	}

	get words() {
		return this.#base.words
	}

	get mostUsed() {
		return this.#base.mostUsed
	}

	/** Counts one article more, or one less, that uses a word. */
	count(word: { surface: string; stem: string; display: string; inTitle: boolean }, by: 1 | -1): void {
		const { surface, stem, display, inTitle } = word
		let entry = this.#changed.get(surface)
		if (!entry) {
			const known = this.#base.find(surface)
			entry = known ?? { surface, stem, display, documents: 0, titles: 0 }
			this.#changed.set(surface, entry)
			if (!known) this.#learnt.set(surface, entry)
		}
		entry.documents = Math.max(0, entry.documents + by)
		if (inTitle) entry.titles = Math.max(0, entry.titles + by)
	}

	/** A word nobody wrote but everybody may type: a synonym that came after the words were laid out. */
	know(surface: string, stem: string, display: string): void {
		this.#meant.add(surface)
		if (this.find(surface)) return
		const entry = { surface, stem, display, documents: 0, titles: 0 }
		this.#changed.set(surface, entry)
		this.#learnt.set(surface, entry)
	}

	find(surface: string) {
		const changed = this.#changed.get(surface)
		if (!changed) return this.#base.find(surface)
		return this.#isGone(changed) ? undefined : changed
	}

	knowsStem(stem: string) {
		return this.#changed.size === 0 ? this.#base.knowsStem(stem) : this.#isStem(stem)
	}

	shaped(length: number, first: string, mask: number, bits: number) {
		return this.#with(
			this.#base.shaped(length, first, mask, bits),
			({ surface }) =>
				surface.length === length &&
				surface.startsWith(first) &&
				isCorrectable(surface) &&
				differingLetters(mask, letterMask(surface)) <= bits,
		)
	}

	sounding(key: string) {
		return this.#with(
			this.#base.sounding(key),
			({ surface }) => isCorrectable(surface) && phoneticKey(surface, this.#lang) === key,
		)
	}

	beginning(prefix: string, mask = 0) {
		return this.#with(
			this.#base.beginning(prefix, mask),
			({ surface }) => surface.startsWith(prefix) && holds(letterMask(surface), mask),
		)
	}

	runs(three: string) {
		return this.#base.runs(three)
	}

	#with(found: LexiconEntry[], belongs: (entry: LexiconEntry) => boolean): LexiconEntry[] {
		if (this.#changed.size === 0) return found
		const current = found.flatMap((entry) => {
			const changed = this.#changed.get(entry.surface) ?? entry
			return this.#isGone(changed) ? [] : changed
		})
		for (const entry of this.#learnt.values()) {
			if (!this.#isGone(entry) && belongs(entry)) current.push(entry)
		}
		return current
	}

	/** No article uses it any more; a word of the synonyms stays, which no article ever needed to use. */
	#isGone({ documents, surface }: LexiconEntry) {
		return documents === 0 && !this.#meant.has(surface) && (this.#base.find(surface)?.documents ?? 1) > 0
	}
}

/** Runs of three letters, ends included. */
export function threes(surface: string): string[] {
	const bounded = `^${surface}$`
	return Array.from({ length: bounded.length - 2 }, (_, at) => bounded.slice(at, at + 3))
}

const shelfOf = (length: number, first: string) => `${length}${first}`
const isCorrectable = (surface: string) => surface.length >= 3 && !/\d/.test(surface)
const holds = (letters: number, wanted: number) => differingLetters(wanted & ~letters, 0) <= 1
