import { hasIbanCheck, IBAN_LENGTHS, passesLuhn } from '~/friction/scrub'

const SHORTEST = 13
const LONGEST = 19
/** Digits as people type a card: in groups, with up to three signs between them. */
const DIGIT_RUN = /(?<![\p{L}\p{Nd}])[0-9０-９](?:[\s.\-_/,·–—|\u200b]{0,3}[0-9０-９]){12,}(?!\p{Nd})/gu
const GROUP = /[0-9０-９]+/g
/** First signs of an IBAN: what follows is an account, not a card. */
const IBAN_START = /(?<!\p{L})[A-Z]{2}\d{2}\s?$/iu

/** The beginning of an IBAN and all that may follow it, cut as people cut it. */
const IBAN = /(?<![\p{L}\p{Nd}])[A-Z]{2}[\s.\-_\u200b]{0,3}\d(?:[\s.\-_\u200b]{0,3}[A-Z0-9]){13,33}/giu
const CARD_MASK = /•{4} •{4} •{4} \d{4}/
const IBAN_MASK = /[A-Z]{2}•• •{4} •{4} [A-Z0-9]{4}/

/** Hides what one pays with before it is kept anywhere: card numbers and IBAN. Masking twice changes nothing. */
export function maskPaymentNumbers(text: string): string {
	return maskCardNumbers(maskIbans(text))
}

/** What was hidden in words that are kept, so that whoever wrote them is told; `null` for nothing. */
export function hiddenIn(text: string): 'card' | 'iban' | null {
	if (CARD_MASK.test(text)) return 'card'
	return IBAN_MASK.test(text) ? 'iban' : null
}

/**
 * Hides account numbers: a country's letters, as many signs as this country's IBAN has, and check
 * digits that are right (ISO 7064, remainder 1 by 97). The country and the last four signs stay.
 */
export function maskIbans(text: string): string {
	return text.replace(IBAN, (run) => {
		const signs = [...run.matchAll(/[A-Z0-9]/gi)]
		const length = IBAN_LENGTHS[run.slice(0, 2).toUpperCase()]
		const last = length && signs[length - 1]
		if (!last) return run
		const iban = signs
			.slice(0, length)
			.map(([sign]) => sign.toUpperCase())
			.join('')
		const rest = run.slice(last.index + 1)
		if (!/^[A-Z]{2}\d{2}/.test(iban) || !hasIbanCheck(iban) || /^[A-Z0-9]/i.test(rest)) return run
		return `${iban.slice(0, 2)}•• •••• •••• ${iban.slice(-4)}${rest}`
	})
}

/**
 * Hides payment card numbers: 13 to 19 digits that an issuer gives out and that pass Luhn's
 * formula, however they are grouped. The last four digits stay, so that both sides know which card
 * is meant. Phone numbers, IBAN, IMEI and SIM numbers stay. Masking twice changes nothing.
 */
export function maskCardNumbers(text: string): string {
	return text.replace(DIGIT_RUN, (run, offset: number) => (IBAN_START.test(text.slice(0, offset)) ? run : maskRun(run)))
}

/** A run may hold a card and more, such as its expiry date: the longest card of whole groups is hidden. */
function maskRun(run: string): string {
	const groups = [...run.matchAll(GROUP)].map((match) => ({
		from: match.index,
		to: match.index + match[0].length,
		digits: match[0].normalize('NFKC'),
	}))
	let masked = ''
	let kept = 0
	for (let first = 0; first < groups.length; first++) {
		const last = endOfCard(groups, first)
		const from = groups[first]?.from ?? 0
		const end = last === null ? undefined : groups[last]
		if (last === null || !end) continue
		const digits = digitsOf(groups.slice(first, last + 1))
		masked += `${run.slice(kept, from)}•••• •••• •••• ${digits.slice(-4)}`
		kept = end.to
		first = last
	}
	return masked + run.slice(kept)
}

interface Group {
	digits: string
}

/** Index of the group that ends the longest card beginning at `first`; `null` when none begins there. */
function endOfCard(groups: Group[], first: number): number | null {
	let found: number | null = null
	let digits = ''
	for (let last = first; last < groups.length && digits.length <= LONGEST; last++) {
		digits += groups[last]?.digits ?? ''
		if (looksIssued(digits) && passesLuhn(digits)) found = last
	}
	return found
}

function digitsOf(groups: Group[]): string {
	return groups.map(({ digits }) => digits).join('')
}

/** Ranges of ISO/IEC 7812 in use: Amex, Diners, JCB, Visa, Mastercard, Maestro, Discover, UnionPay. */
function looksIssued(digits: string): boolean {
	const { length } = digits
	if (length < SHORTEST || length > LONGEST) return false
	const start = Number(digits.slice(0, 4))
	if (/^3[47]/.test(digits)) return length === 15
	if (/^3(0[0-5]|[689])/.test(digits)) return length === 14 || length >= 16
	if (start >= 3528 && start <= 3589) return length >= 16
	if (digits.startsWith('4')) return length === 13 || length === 16 || length === 19
	if (/^5[1-5]/.test(digits) || (start >= 2221 && start <= 2720)) return length === 16
	return /^(5[06-9]|6)/.test(digits)
}

/** A telephone number of which the last two digits stay, so that two can be told apart. */
export function maskPhone(phone: string): string {
	return `•• •• •• •• ${phone.slice(-2)}`
}

/** An e-mail address of which the first letter and the domain stay. */
export function maskAddress(address: string): string {
	return address.replace(/^(.)[^@]*/u, '$1•••')
}
