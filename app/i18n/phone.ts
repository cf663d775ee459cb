import parsePhoneNumber from 'libphonenumber-js/min'

const NO_BREAK = '\u00a0'

/** A number as people of `country` write it: « 03 53 01 20 20 », otherwise international. */
export function formatPhone(e164: string, country: string): string {
	const key = `${country} ${e164}`
	const known = formatted.get(key)
	if (known !== undefined) return known
	const parsed = parsePhoneNumber(e164)
	const text = parsed?.country === country ? parsed.formatNational() : parsed?.formatInternational()
	const phone = text?.replace(/ /g, NO_BREAK) ?? e164
	if (formatted.size >= MOST_FORMATTED) formatted.clear()
	formatted.set(key, phone)
	return phone
}

/** Reading a number costs far more than remembering it, and each page shows the same ones. */
const formatted = new Map<string, string>()
const MOST_FORMATTED = 1_000
