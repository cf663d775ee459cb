/**
 * Finds how long somebody took, whatever it is called and however it is written. A day is lived with
 * lengths no other number of it has, and what is read of it must hold none of them.
 */

/** Lengths in whole seconds, by what they are lengths of. */
export type Lengths = Record<string, number>

/** A length found: where, whose words, and which one. */
export interface Found {
	path: string
	what: string
	value: string
}

const MINUTE = 60
const HOUR = 3_600
/** Sums and means of a handful of numbers are told apart from a count by chance from here on. */
const LEAST_BARE = 60

/** The same length as people and programs write it. */
function writings(seconds: number): { numbers: Set<number>; words: RegExp } {
	const [hours, minutes, rest] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE), seconds % MINUTE]
	const whole = Math.floor(seconds / MINUTE)
	const two = (n: number) => String(n).padStart(2, '0')
	const numbers = new Set([seconds, seconds * 1_000])
	for (const round of [Math.floor, Math.round, Math.ceil]) {
		if (whole >= LEAST_BARE) numbers.add(round(seconds / MINUTE))
		for (const digits of [1, 2, 3, 4])
			for (const unit of [MINUTE, HOUR]) numbers.add(round((seconds / unit) * 10 ** digits) / 10 ** digits)
	}
	// A whole number this small is anything: a place, a count, a day.
	for (const number of numbers) if (number < LEAST_BARE && number % 1 === 0) numbers.delete(number)
	const near = `(?:${whole}|${whole + 1})`
	const forms = [
		`${Math.floor(seconds / 1_000) || ''}[\\s.,\u00a0\u202f]?${String(seconds % 1_000).padStart(seconds >= 1_000 ? 3 : 1, '0')}(?:000)?(?:\\.0)?`,
		`${near}[\\s\u00a0\u202f]?(?:m|min|mn|minutes?)`,
		`${whole}[:′']${two(rest)}`,
		...(hours > 0
			? [
					`0?${hours}[\\s\u00a0\u202f]?h(?:eures?|ours?)?[\\s\u00a0\u202f]?(?:${two(minutes)}|${two(minutes + 1)})`,
					`0?${hours}:${two(minutes)}(?::${two(rest)})?`,
					`PT${hours}H${minutes}M`,
				]
			: [`PT${minutes}M`, `00:${two(minutes)}:${two(rest)}`]),
	]
	return { numbers, words: new RegExp(`(?<![\\w:.-])(?:${forms.join('|')})(?![\\w:])`) }
}

/**
 * Every length in a value: in numbers, in words, in names of fields. Instants are not lengths, and
 * what only identifies something is not read.
 */
export function lengthsIn(value: unknown, lengths: Lengths, path = ''): Found[] {
	const known = Object.entries(lengths).map(([what, seconds]) => ({ what, ...writings(seconds) }))
	const found: Found[] = []
	const walk = (one: unknown, at: string) => {
		if (typeof one === 'number') {
			for (const { what, numbers } of known) if (numbers.has(one)) found.push({ path: at, what, value: String(one) })
		} else if (typeof one === 'string' && /^[[{]/.test(one) && parsed(one) !== null) walk(parsed(one), at)
		else if (typeof one === 'string') {
			const words = withoutNames(one)
			for (const { what, words: form } of known) {
				const hit = form.exec(words)
				if (hit) found.push({ path: at, what, value: hit[0] })
			}
		} else if (Array.isArray(one)) for (const [index, item] of one.entries()) walk(item, `${at}[${index}]`)
		else if (one && typeof one === 'object' && !(one instanceof Date))
			for (const [name, item] of Object.entries(one)) walk(item, `${at}.${name}`)
	}
	walk(value, path)
	return found
}

/** A text without instants, identifiers and telephone numbers, in which any digits may stand. */
function withoutNames(text: string): string {
	return text
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/g, '⋯')
		.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '⋯')
		.replace(/\+\d{8,15}|\b0\d(?:[\s.\u00a0\u202f]?\d\d){4}\b/g, '⋯')
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return null
	}
}
