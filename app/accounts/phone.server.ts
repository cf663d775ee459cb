import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Signs a French number is written with, its first 0 included. */
const FRENCH_LENGTH = 10
/** 112, 15, 3900, 118 218: no country has subscriber numbers this short. */
const SHORT_LENGTH = 6
const CALLABLE = new Set(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'PERSONAL_NUMBER'])

export type PhoneProblem =
	| { problem: 'missing' }
	| { problem: 'not-a-number' }
	| { problem: 'short-number' }
	| { problem: 'digits-missing'; count: number }
	| { problem: 'digits-too-many'; count: number }
	| { problem: 'unknown' }
	| { problem: 'surcharged' }
	| { problem: 'country' }

export type PhoneReading = { ok: true; e164: string } | ({ ok: false } & PhoneProblem)

/**
 * Reads a number that a person typed and says what is wrong with it. Special numbers (08…, 3900,
 * 15) are no person's: they are refused, surcharged or not.
 *
 * @param homeCountry - country of numbers written without a prefix
 * @param countries - countries that are accepted; left out, all are
 */
export function readPhone(typed: string, homeCountry: string, countries?: readonly string[]): PhoneReading {
	const text = typed.trim()
	if (!text) return { ok: false, problem: 'missing' }
	if (/\p{L}/u.test(text)) return { ok: false, problem: 'not-a-number' }
	const digits = text.replace(/\D/g, '')
	if (!digits) return { ok: false, problem: 'not-a-number' }
	const international = /^(\+|00)/.test(text)
	if (!international && !(digits.startsWith('0') && digits.length > 4) && digits.length <= SHORT_LENGTH)
		return { ok: false, problem: 'short-number' }

	const parsed = parsePhoneNumberFromString(text.replace(/^00/, '+'), homeCountry as CountryCode)
	if (!parsed?.isValid()) {
		if (homeCountry === 'FR' && !international && digits.startsWith('0')) {
			if (digits.length < FRENCH_LENGTH)
				return { ok: false, problem: 'digits-missing', count: FRENCH_LENGTH - digits.length }
			if (digits.length > FRENCH_LENGTH)
				return { ok: false, problem: 'digits-too-many', count: digits.length - FRENCH_LENGTH }
		}
		return { ok: false, problem: 'unknown' }
	}
	if (!CALLABLE.has(parsed.getType() ?? '')) return { ok: false, problem: 'surcharged' }
	if (countries && !countries.includes(parsed.country ?? '')) return { ok: false, problem: 'country' }
	return { ok: true, e164: parsed.number }
}
