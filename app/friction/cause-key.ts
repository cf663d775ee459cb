/** Words that carry no meaning of their own in a question, in both languages, without accents. */
const EMPTY_WORDS = new Set(
	(
		'a ai au aux avec avoir c ce ces cet cette comment d dans de des du elle en est et etre faire il ils j je ' +
		'l la le les leur ma mais me mes moi mon n ne nos notre nous on ou par pas peut peux plus pour pourquoi pouvoir ' +
		'qu quand que quel quelle qui s sa se ses si son sur t ta te tes toi ton tu un une va veut veux vos votre vous vouloir y ' +
		'an and can do does for how i in is it me my not of on the to want what when where why with you your'
	).split(' '),
)

/** Endings that only say tense, gender or number, longest first. */
const ENDINGS = ['ements', 'ement', 'ations', 'ation', 'ees', 'ez', 'er', 'ee', 'es', 'ed', 'ing', 'e', 's', 'x']
const SHORTEST_STEM = 3

/**
 * What groups a friction with others of the same cause: its kind, then the meaningful words of its
 * label without accents, order, elision, plural or ending. « Garder mon numéro belge » and
 * « numeros belges garder ? » give the same key.
 */
export function causeKeyOf(kind: string, label: string): string {
	return `${kind}:${normalisedLabel(label)}`
}

/** Words without meaning are kept when nothing else is there: a key is never empty. */
function normalisedLabel(label: string): string {
	const words = label
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/œ/g, 'oe')
		.replace(/wi[- ]fi/g, 'wifi')
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
	const meaningful = words.filter((word) => !EMPTY_WORDS.has(word)).map(stem)
	return [...new Set(meaningful.length > 0 ? meaningful : words)].sort().join(' ') || '-'
}

function stem(word: string): string {
	if (/\d/.test(word)) return word
	const ending = ENDINGS.find(
		(candidate) => word.endsWith(candidate) && word.length - candidate.length >= SHORTEST_STEM,
	)
	return ending ? word.slice(0, -ending.length) : word
}
