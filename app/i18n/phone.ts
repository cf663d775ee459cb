import parsePhoneNumber from 'libphonenumber-js/min'

const NO_BREAK = '\u00a0'

/** A number as people of `country` write it: « 03 53 01 20 20 », otherwise international. */
export function formatPhone(e164: string, country: string): string {
	const parsed = parsePhoneNumber(e164)
	if (!parsed) return e164
	const text = parsed.country === country ? parsed.formatNational() : parsed.formatInternational()
	return text.replace(/ /g, NO_BREAK)
}
