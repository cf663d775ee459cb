/**
 * Damerau-Levenshtein distance (a swap of two neighbours costs one), or
 * `limit + 1` as soon as it is known to be above `limit`.
 */
export function editDistance(from: string, to: string, limit: number): number {
	if (Math.abs(from.length - to.length) > limit) return limit + 1
	const row = lastRow(from, to, limit)
	return Math.min(row?.[to.length] ?? limit + 1, limit + 1)
}

/** Smallest distance between `prefix` and any beginning of `word`, or `limit + 1`. */
export function prefixDistance(prefix: string, word: string, limit: number): number {
	const row = lastRow(prefix, word.slice(0, prefix.length + limit), limit)
	return row ? Math.min(...row, limit + 1) : limit + 1
}

/**
 * How unlikely it is that who typed `typed` meant `meant`: the cheapest way from
 * one to the other, where a slip that fingers and ears make costs less than one
 * that they do not.
 *
 * About 0.7 for two letters swapped, a letter doubled or not, a neighbouring
 * key or a like sound; 1 for a letter too many or too few; 1.3 for a letter
 * taken for one that is neither near it nor sounds like it.
 */
export function slipCost(typed: string, meant: string): number {
	let beforeLast: number[] = []
	let last = [0]
	for (let j = 1; j <= meant.length; j++) last.push((last[j - 1] ?? 0) + missing(meant, j - 1))
	for (let i = 1; i <= typed.length; i++) {
		const current = [(last[0] ?? 0) + extra(typed, i - 1)]
		for (let j = 1; j <= meant.length; j++) {
			const [wrote, wanted] = [typed.charAt(i - 1), meant.charAt(j - 1)]
			let cost = Math.min(
				(last[j] ?? 0) + extra(typed, i - 1),
				(current[j - 1] ?? 0) + missing(meant, j - 1),
				(last[j - 1] ?? 0) + (wrote === wanted ? 0 : taken(wrote, wanted)),
			)
			const swapped = i > 1 && j > 1 && wrote === meant.charAt(j - 2) && typed.charAt(i - 2) === wanted
			if (swapped && wrote !== wanted) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 0.7)
			current.push(cost)
		}
		beforeLast = last
		last = current
	}
	return last[meant.length] ?? 0
}

function extra(typed: string, at: number): number {
	const [before, letter, after] = [typed.charAt(at - 1), typed.charAt(at), typed.charAt(at + 1)]
	if (at > 0 && (letter === before || letter === after)) return 0.6
	if (areNear(letter, before) || areNear(letter, after)) return 0.8
	return at === typed.length - 1 && MUTE_ENDINGS.includes(letter) ? 0.8 : 1
}

function missing(meant: string, at: number): number {
	const letter = meant.charAt(at)
	if (at > 0 && (letter === meant.charAt(at - 1) || letter === meant.charAt(at + 1))) return 0.6
	if (letter === 'h') return 0.7
	return at === meant.length - 1 && MUTE_ENDINGS.includes(letter) ? 0.7 : 0.9
}

function taken(wrote: string, wanted: string): number {
	if (areNear(wrote, wanted) || SOUND_ALIKE.has(wrote + wanted)) return 0.7
	return VOWELS.includes(wrote) && VOWELS.includes(wanted) ? 1 : 1.3
}

const VOWELS = 'aeiouy'
const MUTE_ENDINGS = 'estx'
const SOUND_ALIKE = bothWays('ck kq cq cs sz gj iy mn ea fv td bp ei')

/** Rows of the two common keyboards; a key is near those beside it and those just above and below. */
const KEYBOARDS = [
	['azertyuiop', 'qsdfghjklm', 'wxcvbn'],
	['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
]
const NEAR_KEYS = new Set(KEYBOARDS.flatMap(nearKeys))
const areNear = (left: string, right: string) => NEAR_KEYS.has(left + right)

function nearKeys(rows: string[]): string[] {
	return rows.flatMap((row, depth) =>
		[...row].flatMap((key, at) => {
			const [above, below] = [rows[depth - 1] ?? '', rows[depth + 1] ?? '']
			const around = [row.charAt(at - 1), row.charAt(at + 1), above.charAt(at), above.charAt(at + 1)]
			return [...around, below.charAt(at), below.charAt(at - 1)].filter(Boolean).map((near) => key + near)
		}),
	)
}

function bothWays(pairs: string): Set<string> {
	return new Set(pairs.split(' ').flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]))
}

/**
 * One bit per letter: two words within distance `k` differ by at most `2k` bits.
 * The cheap test that spares almost every full comparison.
 */
export function letterMask(word: string): number {
	let mask = 0
	for (let at = 0; at < word.length; at++) {
		const letter = word.charCodeAt(at) - 97
		mask |= letter >= 0 && letter < 26 ? 1 << letter : 1 << 26
	}
	return mask
}

export function differingLetters(left: number, right: number): number {
	let bits = left ^ right
	let count = 0
	for (; bits !== 0; bits &= bits - 1) count += 1
	return count
}

function lastRow(from: string, to: string, limit: number): number[] | null {
	let beforeLast: number[] = []
	let last = Array.from({ length: to.length + 1 }, (_, index) => index)
	for (let i = 1; i <= from.length; i++) {
		const current = [i]
		let smallest = i
		for (let j = 1; j <= to.length; j++) {
			const same = from.charCodeAt(i - 1) === to.charCodeAt(j - 1)
			let cost = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
			const swapped =
				i > 1 &&
				j > 1 &&
				from.charCodeAt(i - 1) === to.charCodeAt(j - 2) &&
				from.charCodeAt(i - 2) === to.charCodeAt(j - 1)
			if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
			current.push(cost)
			smallest = Math.min(smallest, cost)
		}
		if (smallest > limit) return null
		beforeLast = last
		last = current
	}
	return last
}
