import lunr from 'lunr'
import type { SearchDocument, SearchLang } from './document'
import { FlatFormatError, listSections, listsOf, orderOf, pack, textSections, textsOf, unpack } from './flat'
import { collectEntries } from './lexicon'
import { B, flattenPostings, idfOf, K1, type LunrVectors } from './postings'
import { BOOSTS, FIELDS, type Field, type Reading, readDocument } from './reading'
import type { Profile } from './search-index'
import { compileSynonyms, type SynonymGroup } from './synonyms'
import { openVocabulary, type Vocabulary, vocabularySections } from './vocabulary'

/** What made a segment; one made otherwise is not used. */
export type SegmentOrigin = {
	lang: SearchLang
	/** Of the program and the synonyms that built it. */
	key: string
	/** The last change of the content it holds. */
	change: number
}

/** Articles as they were when a build read them: arrays only, decoded when asked. */
export type Segment = {
	origin: SegmentOrigin
	size: number
	lengths: Record<Field, number>
	find(id: string): number
	findSlug(slug: string): number
	/** The version of an article, as given with it. */
	stampAt(place: number): number
	idAt(place: number): string
	documentAt(place: number): SearchDocument
	topicAt(place: number): string
	healthAt(place: number): number
	profileAt(place: number): Profile
	signatureAt(place: number): string[]
	posting(term: string): { documents: Uint32Array; weights: Float32Array } | undefined
	acronyms: ReadonlySet<string>
	vocabulary: Vocabulary
	/** Bytes of the arrays. */
	bytes: number
}

/** An article and its version, any whole number below 2^48. */
export type StampedDocument = SearchDocument & { stamp?: number }

/**
 * Builds the articles of one language into one buffer. lunr is the builder; its
 * own index is read once into flat arrays and dropped, ten times smaller and
 * faster to query. The buffer can be handed to another thread or written to a file.
 *
 * Documents with an id already seen are left out: an id finds one article.
 */
export function buildSegment(
	documents: Iterable<StampedDocument>,
	{ synonyms, ...origin }: SegmentOrigin & { synonyms: readonly SynonymGroup[] },
): ArrayBuffer {
	const { lang } = origin
	const thesaurus = compileSynonyms(synonyms, lang)
	const words = collectEntries(lang)
	const builder = newBuilder()
	const ids = new Map<string, number>()
	const kept: { slug: string; topic: string; health: number; stamp: number; blob: Uint8Array }[] = []
	const profiles: Profile[] = []
	const acronyms = new Set<string>()
	const encoder = new TextEncoder()

	for (const { stamp = 0, ...document } of documents) {
		if (ids.has(document.id)) continue
		const place = kept.length
		ids.set(document.id, place)
		const { slug, topic, health = 0 } = document
		kept.push({ slug, topic, health, stamp, blob: encoder.encode(JSON.stringify(document)) })
		const reading: Reading = readDocument(document, lang, thesaurus)
		for (const { surface, display, stem, inTitle } of reading.words) words.add(surface, display, place, inTitle, stem)
		for (const surface of reading.acronyms) acronyms.add(surface)
		profiles.push(reading.profile)
		builder.add({ id: String(place), ...reading.terms })
	}
	for (const { surface, written } of thesaurus.words) words.know(surface, written)

	const vectors = builder.build() as unknown as LunrVectors
	const { terms, starts, documents: places, weights } = flattenPostings(vectors, kept.length)
	const averages = (builder as unknown as { averageFieldLength: Record<string, number> }).averageFieldLength
	const lengths = Object.fromEntries(FIELDS.map((field) => [field, averages[field] || 0]))

	const termPlaces = new Map(terms.map((term, at) => [term, at]))
	const numbersOf = (list: Iterable<string>) => Array.from(list, (term) => termPlaces.get(term) ?? 0)
	const smallWords = [...new Set(profiles.flatMap(({ titleSmallWords }) => [...titleSmallWords]))].sort()
	const smallPlaces = new Map(smallWords.map((word, at) => [word, at]))
	const topics = [...new Set(kept.map(({ topic }) => topic))]
	const topicPlaces = new Map(topics.map((topic, at) => [topic, at]))
	const [idList, slugs] = [[...ids.keys()], kept.map(({ slug }) => slug)]
	const blobs = new Uint8Array(kept.reduce((length, { blob }) => length + blob.length, 0))
	const blobStarts = new Uint32Array(kept.length + 1)
	kept.forEach(({ blob }, at) => {
		blobs.set(blob, blobStarts[at])
		blobStarts[at + 1] = (blobStarts[at] ?? 0) + blob.length
	})

	return pack(
		{ origin, size: kept.length, lengths, topics, acronyms: [...acronyms] },
		{
			...textSections('terms', terms),
			starts,
			places,
			weights,
			...textSections('ids', idList),
			idOrder: orderOf(idList),
			...textSections('slugs', slugs),
			slugOrder: orderOf(slugs),
			topicOf: Uint32Array.from(kept, ({ topic }) => topicPlaces.get(topic) ?? 0),
			health: Float32Array.from(kept, ({ health }) => health),
			stampHigh: Uint32Array.from(kept, ({ stamp }) => Math.floor(stamp / 2 ** 32)),
			stampLow: Uint32Array.from(kept, ({ stamp }) => stamp % 2 ** 32),
			blobs,
			blobStarts,
			...listSections(
				'titleStems',
				profiles.map(({ titleStems }) => numbersOf(titleStems)),
			),
			...listSections(
				'titleTerms',
				profiles.map(({ titleTerms }) => numbersOf(titleTerms)),
			),
			...textSections('smallWords', smallWords),
			...listSections(
				'titleSmallWords',
				profiles.map(({ titleSmallWords }) => Array.from(titleSmallWords, (word) => smallPlaces.get(word) ?? 0)),
			),
			lineCounts: lineStarts(profiles),
			...listSections(
				'keywordLines',
				profiles.flatMap(({ keywordLines }) => keywordLines.map(numbersOf)),
			),
			...listSections(
				'passages',
				profiles.map(({ passages }) => passages),
			),
			...listSections('signatures', signaturesOf({ starts, places, weights }, kept.length)),
			...vocabularySections(words.entries.values(), lang),
		},
	)
}

/**
 * Reads a segment in place.
 *
 * @throws {FlatFormatError} when the buffer is not a segment
 */
export function openSegment(buffer: ArrayBuffer): Segment {
	const { about, sections } = unpack(buffer)
	const { origin, size, lengths, topics, acronyms } = about as unknown as {
		origin: SegmentOrigin
		size: number
		lengths: Record<Field, number>
		topics: string[]
		acronyms: string[]
	}
	if (!origin || !sections.places) throw new FlatFormatError('not a segment')
	const numbers = (name: string) => sections[name] as Uint32Array
	const terms = textsOf(sections, 'terms')
	const [starts, places, weights] = [numbers('starts'), numbers('places'), sections.weights as Float32Array]
	const [ids, idOrder] = [textsOf(sections, 'ids'), numbers('idOrder')]
	const [slugs, slugOrder] = [textsOf(sections, 'slugs'), numbers('slugOrder')]
	const [topicOf, health] = [numbers('topicOf'), sections.health as Float32Array]
	const [stampHigh, stampLow] = [numbers('stampHigh'), numbers('stampLow')]
	const [blobs, blobStarts] = [sections.blobs as Uint8Array, numbers('blobStarts')]
	const [titleStems, titleTerms] = [listsOf(sections, 'titleStems'), listsOf(sections, 'titleTerms')]
	const [smallWords, titleSmallWords] = [textsOf(sections, 'smallWords'), listsOf(sections, 'titleSmallWords')]
	const [lineCounts, keywordLines] = [numbers('lineCounts'), listsOf(sections, 'keywordLines')]
	const [passages, signatures] = [listsOf(sections, 'passages'), listsOf(sections, 'signatures')]
	const decoder = new TextDecoder()
	const termsAt = (list: Uint32Array) => Array.from(list, (place) => terms.at(place))

	return {
		origin,
		size,
		lengths,
		bytes: buffer.byteLength,
		acronyms: new Set(acronyms),
		vocabulary: openVocabulary(sections),
		find: (id) => ids.findBy(idOrder, id),
		findSlug: (slug) => slugs.findBy(slugOrder, slug),
		idAt: (place) => ids.at(place),
		stampAt: (place) => (stampHigh[place] ?? 0) * 2 ** 32 + (stampLow[place] ?? 0),
		topicAt: (place) => topics[topicOf[place] ?? 0] ?? '',
		healthAt: (place) => health[place] ?? 0,
		documentAt: (place) => JSON.parse(decoder.decode(blobs.subarray(blobStarts[place], blobStarts[place + 1]))),
		profileAt: (place) => ({
			titleStems: termsAt(titleStems.at(place)),
			titleTerms: new Set(termsAt(titleTerms.at(place))),
			titleSmallWords: new Set(Array.from(titleSmallWords.at(place), (word) => smallWords.at(word))),
			keywordLines: Array.from(
				{ length: (lineCounts[place + 1] ?? 0) - (lineCounts[place] ?? 0) },
				(_, line) => new Set(termsAt(keywordLines.at((lineCounts[place] ?? 0) + line))),
			),
			passages: passages.at(place),
		}),
		signatureAt: (place) => termsAt(signatures.at(place)),
		posting(term) {
			const place = terms.find(term)
			if (place < 0) return undefined
			const [from, to] = [starts[place] ?? 0, starts[place + 1] ?? 0]
			return { documents: places.subarray(from, to), weights: weights.subarray(from, to) }
		},
	}
}

function newBuilder(): lunr.Builder {
	const builder = new lunr.Builder()
	builder.ref('id')
	for (const [field, boost] of Object.entries(BOOSTS)) builder.field(field, { boost })
	builder.k1(K1)
	builder.b(B)
	// The terms are ready-made. Plain strings do where lunr expects its Token, which it only ever uses as a key here.
	builder.tokenizer = ((terms: string[]) => terms) as unknown as typeof lunr.tokenizer
	return builder
}

function lineStarts(profiles: readonly Profile[]): Uint32Array {
	const starts = new Uint32Array(profiles.length + 1)
	profiles.forEach(({ keywordLines }, at) => {
		starts[at + 1] = (starts[at] ?? 0) + keywordLines.length
	})
	return starts
}

export const SIGNATURE_TERMS = 24

/** Per document, the places of its telling terms: heaviest first, those no other document holds left out. */
function signaturesOf(
	{ starts, places, weights }: { starts: Uint32Array; places: Uint32Array; weights: Float32Array },
	documentCount: number,
): number[][] {
	const gathered = Array.from({ length: documentCount }, () => [] as { term: number; weight: number }[])
	for (let term = 0; term + 1 < starts.length; term++) {
		const [from, to] = [starts[term] ?? 0, starts[term + 1] ?? 0]
		if (to - from < 2) continue
		const idf = idfOf(to - from, documentCount)
		for (let at = from; at < to; at++) gathered[places[at] ?? 0]?.push({ term, weight: idf * (weights[at] ?? 0) })
	}
	return gathered.map((list) =>
		list
			.sort((a, b) => b.weight - a.weight || a.term - b.term)
			.slice(0, SIGNATURE_TERMS)
			.map(({ term }) => term),
	)
}
