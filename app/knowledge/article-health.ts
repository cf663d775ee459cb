/** Verified this lately counts in full; from there on it counts less, down to nothing at the second. */
const FRESH_DAYS = 180
const FORGOTTEN_DAYS = 720
const DAY_MS = 86_400_000

/**
 * The share of « yes » if four more people had answered, two of each opinion:
 * near the middle of the 95 % interval of Wilson. One « yes » of one (0.6) stays below 80 of 100 (0.79), and
 * an article that nobody has judged stands in the middle (0.5).
 *
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927);
 * the two of each: A. Agresti and B. A. Coull, The American Statistician 52 (1998).
 *
 * @param yes - of `n` answers
 */
export function likelyShare(yes: number, n: number): number {
	return (yes + 2) / (n + 4)
}

/**
 * How sound an article is, 0 to 1, for the search to break near ties: half for having been verified
 * lately, half for having helped.
 *
 * It is weighed when the article is indexed: when it is published, when the index is folded, and once a
 * day (`publish.server`). A vote therefore counts within a day, and costs nothing when it is given.
 */
export function healthOf({ reviewedAt, yes, n }: { reviewedAt: Date; yes: number; n: number }, now: Date): number {
	const days = (now.getTime() - reviewedAt.getTime()) / DAY_MS
	const verified = Math.min(1, Math.max(0, (FORGOTTEN_DAYS - days) / (FORGOTTEN_DAYS - FRESH_DAYS)))
	return (verified + likelyShare(yes, n)) / 2
}
