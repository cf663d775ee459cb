const NO_BREAK = '\u00a0'
const SPACES_AFTER_OPENING = new RegExp(`«${NO_BREAK}+`, 'g')
const SPACES_BEFORE_CLOSING = new RegExp(`${NO_BREAK}+»`, 'g')

/**
 * French typography for a text node: curly apostrophes, guillemets with their spaces, no-break
 * spaces before `: ; ! ? € %` and units, inside times, dates, thousands and phone numbers.
 * Neither font has a narrow no-break space, so U+00A0 is used throughout. Idempotent.
 */
export function typography(text: string): string {
	return text
		.replace(/(\p{L})'(?=\p{L}|«)/gu, '$1’')
		.replace(/« ?/g, `«${NO_BREAK}`)
		.replace(/ ?»/g, `${NO_BREAK}»`)
		.replace(SPACES_AFTER_OPENING, `«${NO_BREAK}`)
		.replace(SPACES_BEFORE_CLOSING, `${NO_BREAK}»`)
		.replace(/ ([;!?:])(?=\s|$|\p{P})/gu, `${NO_BREAK}$1`)
		.replace(/(\d) (?=\d{3}(?!\d))/g, `$1${NO_BREAK}`)
		.replace(/(\d) h(?: (\d\d))?(?![\p{L}])/gu, (_, hour, minutes) =>
			minutes ? `${hour}${NO_BREAK}h${NO_BREAK}${minutes}` : `${hour}${NO_BREAK}h`,
		)
		.replace(/(\d) (€|Go|Mo|Gb\/s|Mb\/s|min|%|km|jours?|mois|ans|s\b)/g, `$1${NO_BREAK}$2`)
		.replace(/\b(0\d)((?: \d\d){4})\b/g, (number) => number.replace(/ /g, NO_BREAK))
		.replace(
			/(\d{1,2}|1er) (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)/g,
			`$1${NO_BREAK}$2`,
		)
		.replace(/(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (\d)/g, `$1${NO_BREAK}$2`)
}

/** English typography: curly apostrophes and quotes as authors type them. */
export function englishTypography(text: string): string {
	return text.replace(/(\p{L})'(?=\p{L})/gu, '$1’')
}
