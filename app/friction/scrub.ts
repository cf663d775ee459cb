/** Signs in each country's IBAN; others are recognised by their check digits alone. */
export const IBAN_LENGTHS: Record<string, number> = {
	...{ AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27 },
	...{ GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31 },
	...{ NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27 },
	...{ AL: 28, BA: 20, CI: 28, FO: 18, GL: 18, IL: 23, IS: 26, LB: 28, MA: 28, MD: 24, ME: 22, MK: 19, MU: 30 },
	...{ RS: 22, SN: 28, TN: 24, TR: 26, UA: 29, VA: 22, XK: 20 },
}
const IBAN_SHORTEST = 15
const IBAN_LONGEST = 34
/** Shorter runs of digits are amounts, codes and years that the meaning of a sentence needs. */
const LONGEST_KEPT_RUN = 8

const EMAIL =
	/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}\s?(?:@|\(at\)|\[at\]|\barobase\b|\barobas\b)\s?[\p{L}\p{N}-]+(?:\s?(?:\.|\bpoint\b)\s?[\p{L}\p{N}-]+)*\s?(?:\.|\bpoint\b)\s?\p{L}{2,}/giu
const INTERNATIONAL_PHONE = /(?:\+|\b00)[ .]?[1-9](?:[ .\-/()\u00a0\u202f]{0,2}\d){6,14}(?!\d)/g
const FRENCH_PHONE = /(?<![\d.,])0[1-9](?:[ .\-/_\u00a0\u202f]{0,2}\d{2}){4}(?!\d)/g
/** Digits that may be cut by single spaces, dots, hyphens or slashes. */
const DIGIT_RUN = /(?<![\p{L}\d])\d(?:[ .\-/\u00a0\u202f]?\d){7,}(?![\d])/gu
/** A porting code: operator, kind, nine signs. */
const PORTING_CODE = /(?<![\p{L}\d])\d{2}[A-Z][A-Z0-9]{6}[A-Z0-9+]{3}(?![\p{L}\d])/giu
const CALLED_NUMBER =
	/(\b(?:contrat|client|cliente|abonnement|abonné|abonnée|compte|facture|commande|identifiant|référence|reference|réf|ref|rio|contract|customer|account|order|invoice|bill|id)\b\.?\s*(?:client|contrat|contract|customer|account|number|id)?\s*(?:n°|nº|no\.?|num\.?|numéro|numero|number|#|:|est|is|le)?\s*(?:n°|nº|:)?\s*)((?:(?!RC-)[A-Z]{0,4})[-_ ]?\d[A-Z0-9-]{4,}\d?)\b/giu
const LETTERED_NUMBER = /(?<![\p{L}\d])(?!RC-)[A-Z]{1,4}(?:[-_ ]?\d{6,}|[-_]\d{2,}(?:[-_]\d{2,})+)(?![\p{L}\d])/gu
const DATE = /^(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:\d{2}|\d{4})|\d{4}[-/.]\d{2}[-/.]\d{2})$/
/** A random identifier of ours, between the signs that part an address: some read like an IBAN. */
const IDENTIFIER = /(?<![^/=])([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![^/])/i
const ADDRESS_OF_MACHINE = /^\d{1,3}(?:\.\d{1,3}){3}$/

/**
 * Takes what identifies a person out of free text before it is stored: e-mail addresses, IBAN, card
 * numbers (Luhn), phone numbers, contract and customer numbers, porting codes, and any other run of
 * more than eight digits. Dates, amounts, short codes, addresses of machines and case references
 * (`RC-…`, which name nobody) stay. Scrubbing twice changes nothing.
 *
 * Names and postal addresses in running text are not recognised.
 */
export function scrub(text: string): string {
	return withoutIbans(text.replace(EMAIL, '[e-mail]'))
		.replace(INTERNATIONAL_PHONE, '[téléphone]')
		.replace(FRENCH_PHONE, '[téléphone]')
		.replace(PORTING_CODE, (code) => (/\d{3}/.test(code.slice(3)) ? '[contrat]' : code))
		.replace(CALLED_NUMBER, (whole, before: string, number: string) =>
			isPersonal(number) ? `${before}[contrat]` : whole,
		)
		.replace(LETTERED_NUMBER, '[contrat]')
		.replace(DIGIT_RUN, withoutLongNumber)
}

/**
 * Scrubs an address: what was typed stands in it encoded, where `scrub` alone would not see it.
 * One that holds nothing personal stays as it was, and so do the identifiers in it, which name an
 * object to whoever may open it and nobody to others.
 */
export function scrubAddress(address: string): string {
	const [path = '', ...query] = address.split('?')
	const cleanPath = scrubAround(path)
	const cleanQuery = query
		.join('?')
		.split('&')
		.map((pair) => {
			const [name = '', ...value] = pair.split('=')
			return value.length === 0 ? scrubEncoded(pair) : `${name}=${scrubAround(value.join('='))}`
		})
		.join('&')
	return query.length === 0 ? cleanPath : `${cleanPath}?${cleanQuery}`
}

/** What is captured comes back at every second place: the identifiers. */
function scrubAround(part: string): string {
	return part
		.split(IDENTIFIER)
		.map((piece, index) => (index % 2 === 1 ? piece : scrubEncoded(piece)))
		.join('')
}

function scrubEncoded(part: string): string {
	let typed: string
	try {
		typed = decodeURIComponent(part.replaceAll('+', ' '))
	} catch {
		return scrub(part)
	}
	const clean = scrub(typed)
	return clean === typed ? part : clean.replace(/[\s%&#+?=]/g, encodeURIComponent)
}

/** Scrubs every text inside a value that will be kept as JSON, names of fields excepted. */
export function scrubDeep<T>(value: T): T {
	if (typeof value === 'string') return scrub(value) as T
	if (Array.isArray(value)) return value.map(scrubDeep) as T
	if (value && typeof value === 'object' && !(value instanceof Date))
		return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrubDeep(inner)])) as T
	return value
}

/** Luhn's formula: doubles every second digit from the right; the sum ends in 0. */
export function passesLuhn(digits: string): boolean {
	let sum = 0
	for (let index = 0; index < digits.length; index++) {
		const digit = Number(digits[digits.length - 1 - index])
		const counted = index % 2 === 1 ? digit * 2 : digit
		sum += counted > 9 ? counted - 9 : counted
	}
	return digits.length > 0 && sum % 10 === 0
}

function withoutIbans(text: string): string {
	let result = ''
	let from = 0
	for (const start of text.matchAll(/(?<![\p{L}\d])[A-Z]{2} ?\d{2}/giu)) {
		if (start.index < from) continue
		const end = endOfIban(text, start.index)
		if (end === null) continue
		result += `${text.slice(from, start.index)}[IBAN]`
		from = end
	}
	return result + text.slice(from)
}

/** Where the IBAN that begins at `start` ends; `null` when none does. */
function endOfIban(text: string, start: number): number | null {
	const country = text.slice(start, start + 2).toUpperCase()
	const known = IBAN_LENGTHS[country]
	let signs = ''
	let longest: number | null = null
	for (let at = start; at < text.length && signs.length < (known ?? IBAN_LONGEST); at++) {
		const sign = text[at] ?? ''
		if (/[A-Za-z0-9]/.test(sign)) signs += sign.toUpperCase()
		else if (!/[ .\-\u00a0\u202f]/.test(sign) || !/[A-Za-z0-9]/.test(text[at + 1] ?? '')) break
		if (!known && signs.length >= IBAN_SHORTEST && hasIbanCheck(signs)) longest = at + 1
		// A mistyped one names its holder's bank and account all the same: enough digits decide.
		if (known && signs.length === known && (hasIbanCheck(signs) || signs.replace(/\D/g, '').length >= 10)) return at + 1
	}
	return longest
}

/** ISO 7064: letters become numbers, the first four signs go last, and the remainder by 97 is 1. */
export function hasIbanCheck(iban: string): boolean {
	let remainder = 0
	for (const sign of iban.slice(4) + iban.slice(0, 4)) {
		const value = Number.parseInt(sign, 36)
		remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
	}
	return remainder === 1
}

function withoutLongNumber(run: string): string {
	if (DATE.test(run) || ADDRESS_OF_MACHINE.test(run)) return run
	const digits = run.replace(/\D/g, '')
	if (digits.length <= LONGEST_KEPT_RUN) return run
	return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits) ? '[carte]' : '[numéro]'
}

function isPersonal(number: string): boolean {
	return number.replace(/\D/g, '').length >= 5 && !DATE.test(number)
}
