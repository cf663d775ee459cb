/** The basic alphabet of SMS: 160 signs a message. One other sign makes it 70. */
const BASIC =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Reached by an escape: each counts for two. */
const EXTENDED = '^{}\\[~]|€'

const KEPT = new Set([...BASIC, ...EXTENDED])
const REPLACED: Record<string, string> = {
	'\u00a0': ' ',
	'\u202f': ' ',
	'’': "'",
	'‘': "'",
	'«': '"',
	'»': '"',
	'“': '"',
	'”': '"',
	'–': '-',
	'—': '-',
	'…': '...',
	œ: 'oe',
	Œ: 'OE',
	ç: 'c',
}

/** The same words in the basic alphabet: « où ça ? » keeps its ù and loses its cedilla. */
export function toGsm7(text: string): string {
	let result = ''
	for (const sign of text) {
		if (KEPT.has(sign)) result += sign
		else result += REPLACED[sign] ?? foldSign(sign)
	}
	return result.replace(/ {2,}/g, ' ')
}

/** Length in the network's counting: 160 fit in one message. */
export function gsm7Length(text: string): number {
	let length = 0
	for (const sign of text) length += EXTENDED.includes(sign) ? 2 : 1
	return length
}

/** The first wording that fits in one SMS, else the last one. */
export function firstThatFits(wordings: [string, ...string[]]): string {
	const folded = wordings.map(toGsm7)
	return folded.find((wording) => gsm7Length(wording) <= 160) ?? folded.at(-1) ?? ''
}

function foldSign(sign: string): string {
	const base = sign.normalize('NFD').replace(/\p{M}/gu, '')
	return [...base].every((part) => KEPT.has(part)) ? base : '?'
}
