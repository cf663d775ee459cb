import { stem } from './analysis'
import type { SearchDocument, SearchLang } from './document'
import { type Lexicon, lexiconOver } from './lexicon'
import { idfOf, weighTerms } from './postings'
import { type Reading, readDocument } from './reading'
import { type Posting, type Profile, placeIn, type SearchIndex } from './search-index'
import { type Segment, SIGNATURE_TERMS, type StampedDocument } from './segment'
import { compileSynonyms, type SynonymGroup, type Thesaurus } from './synonyms'
import { ChangedVocabulary } from './vocabulary'

type Added = { document: StampedDocument; profile: Profile; weights: Map<string, number> }

/**
 * A segment, the articles published since it was built, and the places of those
 * that are no longer found. Scores are what a build of the same articles would
 * give: the idf is counted over what is found now.
 */
export class LiveIndex implements SearchIndex {
	readonly lang: SearchLang
	readonly segment: Segment
	readonly thesaurus: Thesaurus
	readonly lexicon: Lexicon
	readonly postings = {
		get: (term: string) => this.#posting(term),
		has: (term: string) => this.#posting(term) !== undefined,
	}
	readonly acronyms = { has: (surface: string) => this.#isAcronym(surface) }

	readonly #vocabulary: ChangedVocabulary
	readonly #added: Added[] = []
	readonly #addedPlaces = new Map<string, number>()
	readonly #addedPostings = new Map<string, { documents: number[]; weights: number[] }>()
	readonly #addedAcronyms = new Set<string>()
	readonly #dead = new Set<number>()
	readonly #known = new Map<string, Posting | null>()
	readonly #profiles = new Map<number, Profile>()

	constructor(segment: Segment, synonyms: readonly SynonymGroup[]) {
		this.segment = segment
		this.lang = segment.origin.lang
		this.thesaurus = compileSynonyms(synonyms, this.lang)
		const meant = new Set<string>()
		this.#vocabulary = new ChangedVocabulary(
			segment.vocabulary,
			this.lang,
			(stem) => meant.has(stem) || this.postings.has(stem),
		)
		for (const { surface, written } of this.thesaurus.words) {
			this.#vocabulary.know(surface, stem(surface, this.lang), written.toLowerCase())
			meant.add(this.#vocabulary.find(surface)?.stem ?? '')
		}
		this.lexicon = lexiconOver(this.#vocabulary, this.lang)
	}

	get size() {
		return this.segment.size + this.#added.length
	}

	get live() {
		return this.size - this.#dead.size
	}

	/** Articles added or taken out since the segment was built. */
	get changes() {
		return this.#added.length + this.#dead.size
	}

	/** Makes an article findable, in place of what it said before. */
	put(document: StampedDocument): void {
		this.remove(document.id)
		const place = this.size
		const reading = readDocument(document, this.lang, this.thesaurus)
		const weights = weighTerms(reading.terms, this.segment.lengths)
		this.#added.push({ document, profile: reading.profile, weights })
		this.#addedPlaces.set(document.id, place)
		for (const [term, weight] of weights) {
			const posting = this.#addedPostings.get(term) ?? { documents: [], weights: [] }
			posting.documents.push(place)
			posting.weights.push(weight)
			this.#addedPostings.set(term, posting)
		}
		for (const surface of reading.acronyms) this.#addedAcronyms.add(surface)
		this.#count(reading, 1)
	}

	/** @returns whether it was found until now */
	remove(id: string): boolean {
		const place = this.placeOf(id)
		const document = this.documentAt(place)
		if (!document) return false
		this.#count(readDocument(document, this.lang, this.thesaurus), -1)
		this.#dead.add(place)
		this.#addedPlaces.delete(id)
		return true
	}

	/** Version of an article that is found; `undefined` when it is not. */
	stampOf(id: string): number | undefined {
		const place = this.placeOf(id)
		if (place < 0) return undefined
		return place < this.segment.size ? this.segment.stampAt(place) : (this.#addedAt(place)?.document.stamp ?? 0)
	}

	/** Ids of the articles that are found. */
	*ids(): Generator<string> {
		for (let place = 0; place < this.size; place++) if (!this.#dead.has(place)) yield this.idAt(place)
	}

	placeOf(id: string): number {
		return this.#addedPlaces.get(id) ?? this.#unlessDead(this.segment.find(id))
	}

	placeOfSlug(slug: string): number {
		for (const place of this.#addedPlaces.values()) if (this.#addedAt(place)?.document.slug === slug) return place
		return this.#unlessDead(this.segment.findSlug(slug))
	}

	documentAt(place: number): SearchDocument | undefined {
		if (place < 0 || this.#dead.has(place)) return undefined
		return place < this.segment.size ? this.segment.documentAt(place) : this.#addedAt(place)?.document
	}

	idAt(place: number) {
		return place < this.segment.size ? this.segment.idAt(place) : (this.#addedAt(place)?.document.id ?? '')
	}

	topicAt(place: number) {
		return place < this.segment.size ? this.segment.topicAt(place) : (this.#addedAt(place)?.document.topic ?? '')
	}

	healthAt(place: number) {
		return place < this.segment.size ? this.segment.healthAt(place) : (this.#addedAt(place)?.document.health ?? 0)
	}

	profileAt(place: number): Profile | undefined {
		if (place >= this.segment.size) return this.#addedAt(place)?.profile
		const held = this.#profiles.get(place)
		if (held) return held
		if (this.#profiles.size >= KEPT_PROFILES) this.#profiles.clear()
		const profile = this.segment.profileAt(place)
		this.#profiles.set(place, profile)
		return profile
	}

	signatureAt(place: number): string[] {
		const added = this.#addedAt(place)
		if (!added) return this.segment.signatureAt(place)
		return [...added.weights]
			.flatMap(([term, weight]) => {
				const posting = this.#posting(term)
				return posting && posting.documents.length > 1 ? { term, weight: posting.idf * weight } : []
			})
			.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
			.slice(0, SIGNATURE_TERMS)
			.map(({ term }) => term)
	}

	#addedAt(place: number) {
		return this.#added[place - this.segment.size]
	}

	#unlessDead(place: number) {
		return this.#dead.has(place) ? -1 : place
	}

	#isAcronym(surface: string) {
		const isOne = this.segment.acronyms.has(surface) || this.#addedAcronyms.has(surface)
		return isOne && this.postings.has(surface)
	}

	#count({ words }: Reading, by: 1 | -1) {
		this.#known.clear()
		for (const word of words) this.#vocabulary.count(word, by)
	}

	#posting(term: string): Posting | undefined {
		const held = this.#known.get(term)
		if (held !== undefined) return held ?? undefined
		const { documents, weights } = this.#merge(term)
		const posting = documents.length === 0 ? null : { documents, weights, idf: idfOf(documents.length, this.live) }
		if (this.#known.size >= KEPT_POSTINGS) this.#known.clear()
		this.#known.set(term, posting)
		return posting ?? undefined
	}

	#merge(term: string): { documents: Uint32Array; weights: Float32Array } {
		const built = this.segment.posting(term) ?? NOTHING
		const added = this.#addedPostings.get(term)
		const isTouched = [...this.#dead].some((place) => placeIn(built, place) >= 0)
		if (!added && !isTouched) return built
		const [documents, weights] = [[] as number[], [] as number[]]
		const copy = (from: ArrayLike<number>, of: ArrayLike<number>) => {
			for (let at = 0; at < from.length; at++) {
				const place = from[at] ?? 0
				if (this.#dead.has(place)) continue
				documents.push(place)
				weights.push(of[at] ?? 0)
			}
		}
		copy(built.documents, built.weights)
		if (added) copy(added.documents, added.weights)
		return { documents: Uint32Array.from(documents), weights: Float32Array.from(weights) }
	}
}

const NOTHING = { documents: new Uint32Array(), weights: new Float32Array() }
const KEPT_PROFILES = 2_000
const KEPT_POSTINGS = 5_000
