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
