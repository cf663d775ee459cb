/** Arrays that share one buffer, which can be handed to another thread and written to a file as it is. */
export type Sections = Record<string, Uint8Array | Uint16Array | Uint32Array | Float32Array>

const KINDS = { Uint8Array, Uint16Array, Uint32Array, Float32Array }
type Kind = keyof typeof KINDS

const MAGIC = 0x52_4c_53_31
/** Magic number, then the length of the description that follows. */
const FIXED = 8
const ALIGNMENT = 8
const aligned = (length: number) => Math.ceil(length / ALIGNMENT) * ALIGNMENT

/** A buffer that is not what `pack` made. */
export class FlatFormatError extends Error {}

/** Puts arrays, and a description of them, one after the other. */
export function pack(about: Record<string, unknown>, sections: Sections): ArrayBuffer {
	let length = 0
	const places = Object.entries(sections).map(([name, array]) => {
		const place = { name, kind: array.constructor.name as Kind, at: length, count: array.length }
		length = aligned(length + array.byteLength)
		return place
	})
	const description = new TextEncoder().encode(JSON.stringify({ about, places, length }))
	const start = aligned(FIXED + description.length)
	const buffer = new ArrayBuffer(start + length)
	new Uint32Array(buffer, 0, 2).set([MAGIC, description.length])
	const bytes = new Uint8Array(buffer)
	bytes.set(description, FIXED)
	for (const { name, at } of places) {
		const array = sections[name]
		if (array) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + at)
	}
	return buffer
}

/**
 * Arrays over a buffer that `pack` made; nothing is copied.
 *
 * @throws {FlatFormatError} when it did not, or when some of it is missing
 */
export function unpack(buffer: ArrayBuffer): { about: Record<string, unknown>; sections: Sections } {
	try {
		const [magic, length = 0] = new Uint32Array(buffer, 0, 2)
		if (magic !== MAGIC) throw new FlatFormatError('not an index')
		const { about, places, ...body } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, FIXED, length)))
		const start = aligned(FIXED + length)
		if (start + body.length !== buffer.byteLength) throw new FlatFormatError('cut short')
		const sections = Object.fromEntries(
			(places as { name: string; kind: Kind; at: number; count: number }[]).map(({ name, kind, at, count }) => [
				name,
				new KINDS[kind](buffer, start + at, count),
			]),
		)
		return { about, sections }
	} catch (error) {
		if (error instanceof FlatFormatError) throw error
		throw new FlatFormatError(String(error))
	}
}

/** Strings in one array of UTF-16 units, read one at a time. */
export class Texts {
	readonly #units: Uint16Array
	readonly #starts: Uint32Array
	constructor(units: Uint16Array, starts: Uint32Array) {
		this.#units = units
		this.#starts = starts
	}

	get length() {
		return this.#starts.length - 1
	}

	at(place: number): string {
		const [from, to] = [this.#starts[place] ?? 0, this.#starts[place + 1] ?? 0]
		return String.fromCharCode.apply(null, this.#units.subarray(from, to) as unknown as number[])
	}

	/** Place of the first text that sorts at or after `text`; the texts are in order. */
	firstFrom(text: string): number {
		let [low, high] = [0, this.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if (this.#compare(middle, text) < 0) low = middle + 1
			else high = middle
		}
		return low
	}

	/** Place of a text among texts that are in order, or -1. */
	find(text: string): number {
		const place = this.firstFrom(text)
		return place < this.length && this.#compare(place, text) === 0 ? place : -1
	}

	/** Place, in `order`, of a text among texts that `order` puts in order, or -1. */
	findBy(order: Uint32Array, text: string): number {
		let [low, high] = [0, order.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if (this.#compare(order[middle] ?? 0, text) < 0) low = middle + 1
			else high = middle
		}
		const place = order[low]
		return place !== undefined && this.#compare(place, text) === 0 ? place : -1
	}

	startsWith(place: number, prefix: string): boolean {
		const [from, to] = [this.#starts[place] ?? 0, this.#starts[place + 1] ?? 0]
		if (to - from < prefix.length) return false
		for (let at = 0; at < prefix.length; at++) if (this.#units[from + at] !== prefix.charCodeAt(at)) return false
		return true
	}

	/** As JavaScript compares strings: by UTF-16 units. */
	#compare(place: number, text: string): number {
		const [from, to] = [this.#starts[place] ?? 0, this.#starts[place + 1] ?? 0]
		const length = Math.min(to - from, text.length)
		for (let at = 0; at < length; at++) {
			const difference = (this.#units[from + at] ?? 0) - text.charCodeAt(at)
			if (difference !== 0) return difference
		}
		return to - from - text.length
	}
}

/** Lays texts out under a name; `textsOf` reads them. */
export function textSections(name: string, texts: readonly string[]): Sections {
	const starts = new Uint32Array(texts.length + 1)
	texts.forEach((text, at) => {
		starts[at + 1] = (starts[at] ?? 0) + text.length
	})
	const units = new Uint16Array(starts[texts.length] ?? 0)
	texts.forEach((text, place) => {
		const from = starts[place] ?? 0
		for (let at = 0; at < text.length; at++) units[from + at] = text.charCodeAt(at)
	})
	return { [`${name}.units`]: units, [`${name}.starts`]: starts }
}

export function textsOf(sections: Sections, name: string): Texts {
	return new Texts(sections[`${name}.units`] as Uint16Array, sections[`${name}.starts`] as Uint32Array)
}

/** Lists of numbers of any length, one after the other. */
export class Lists {
	readonly #values: Uint32Array
	readonly #starts: Uint32Array
	constructor(values: Uint32Array, starts: Uint32Array) {
		this.#values = values
		this.#starts = starts
	}

	at(place: number): Uint32Array {
		return this.#values.subarray(this.#starts[place] ?? 0, this.#starts[place + 1] ?? 0)
	}

	/** Where a list begins among all values; `start(place + 1)` is where it ends. */
	start(place: number): number {
		return this.#starts[place] ?? 0
	}
}

export function listSections(name: string, lists: readonly ArrayLike<number>[]): Sections {
	const starts = new Uint32Array(lists.length + 1)
	lists.forEach((list, at) => {
		starts[at + 1] = (starts[at] ?? 0) + list.length
	})
	const values = new Uint32Array(starts[lists.length] ?? 0)
	lists.forEach((list, at) => {
		values.set(list, starts[at])
	})
	return { [`${name}.values`]: values, [`${name}.starts`]: starts }
}

export function listsOf(sections: Sections, name: string): Lists {
	return new Lists(sections[`${name}.values`] as Uint32Array, sections[`${name}.starts`] as Uint32Array)
}

/** Places of texts in the order of the texts. */
export function orderOf(texts: readonly string[]): Uint32Array {
	const places = Uint32Array.from(texts.keys())
	return places.sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1))
}
