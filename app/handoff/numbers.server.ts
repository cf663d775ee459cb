import {
	type CountryCode,
	findPhoneNumbersInText,
	getCountryCallingCode,
	type PhoneNumber,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import { listStaffPhones } from '~/auth/people.server'
import { environment } from '~/env.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'

export type NumberRefusal =
	| 'empty'
	| 'invalid'
	| 'letters'
	| 'several'
	| 'extension'
	| 'too-short'
	| 'too-long'
	| 'premium'
	| 'service'
	| 'short-number'
	| 'country'
	| 'ours'
	| 'advisor'

export type CheckedNumber =
	/** `mobile`: a text message can be sent to it. */
	| { ok: true; number: string; mobile: boolean }
	/** `digits`: how many are missing or too many, when that is the reason. */
	| { ok: false; reason: NumberRefusal; digits: number }

export interface NumberPolicy {
	/** Where a number written without prefix belongs. */
	country: string
	/** Countries that may be called. */
	countries: string[]
	/** Our own, and those of the people who work here (E.164). */
	ours: string[]
	advisors: string[]
}

const PREMIUM = ['PREMIUM_RATE', 'SHARED_COST']
const SERVICE = ['TOLL_FREE', 'UAN', 'PERSONAL_NUMBER', 'PAGER', 'VOICEMAIL']
const CALLABLE = ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP']
/** Emergency and service numbers, 2 to 6 digits: nobody's telephone. */
const SHORT_NUMBER = /^\d{2,6}$/
const NATIONAL_DIGITS: Partial<Record<CountryCode, number>> = { FR: 10, GP: 10, MQ: 10, GF: 10, RE: 10, YT: 10 }
/**
 * Overseas, France's national numbering goes on: 0692 12 34 56 is dialled as it is from anywhere in
 * France, and is +262 692 12 34 56 from abroad. Under +33 the metadata calls some of them valid.
 */
const OVERSEAS: [begins: RegExp, callingCode: string][] = [
	[/^(26[239]|639|69[23])\d{6}$/, '262'],
	[/^(590|69[01])\d{6}$/, '590'],
	[/^(594|694)\d{6}$/, '594'],
	[/^(596|69[67])\d{6}$/, '596'],
	[/^508(?=\d{6}$)/, '508'],
]
/** What people write before their number. */
const INTRODUCTION = /^(mon |n°|num[eé]ro|t[eé]l[eé]phone|t[eé]l|portable|mobile|fixe|phone|cell|[\s.:,])+/i
const EXTENSION = /\b(poste|ext|extension|x)\.?\s*\d+$|[#;]\s*\d+$/i
/** Longer than any number with any punctuation. */
const LONGEST = 60

/** Whether a number, as somebody wrote it, may be called; else why not. */
export async function callableNumber(written: string): Promise<CheckedNumber> {
	return checkNumber(written, policyFor(await listStaffPhones()))
}

/** The same for the number that an advisor is rung at: nobody else's of the team. */
export async function advisorNumber(written: string, advisorId: string): Promise<CheckedNumber> {
	const staff = await listStaffPhones()
	return checkNumber(written, policyFor(staff.filter(({ id }) => id !== advisorId)))
}

function policyFor(staff: { phone: string | null }[]): NumberPolicy {
	const { country, phone, callback } = settings()
	return {
		country,
		countries: callback.countries,
		ours: [phone, carrier().fromNumber, environment().TWILIO_FROM_NUMBER ?? phone],
		advisors: staff.flatMap((person) => person.phone ?? []),
	}
}

/**
 * Checks a number against the full metadata: with the light set, +33 899 12 34 56 is valid and has
 * no type, and a surcharged number would pass.
 */
export function checkNumber(written: string, policy: NumberPolicy): CheckedNumber {
	const text = asTyped(written)
	if (text === '') return refused(written.trim() === '' ? 'empty' : 'invalid')
	if (text.length > LONGEST) return refused('invalid')
	const digits = text.replace(/\D/g, '')
	if (digits === '') return refused('invalid')
	if (EXTENSION.test(text)) return refused('extension')
	if (isSeveral(text, policy.country)) return refused('several')
	if (/\p{L}/u.test(text)) return refused('letters')
	const international = /^\(?(\+|00)/.test(text)
	if (!international && SHORT_NUMBER.test(digits) && !digits.startsWith('0')) return refused('short-number')

	const country = policy.country as CountryCode
	const candidate = international ? text.replace(/^\(?00/, '+') : text
	const number = whereItBelongs(parsePhoneNumberFromString(candidate, country))
	if (!number?.isValid()) return invalid(candidate, digits, international, policy, number)
	if (policy.ours.includes(number.number)) return refused('ours')
	if (policy.advisors.includes(number.number)) return refused('advisor')

	const type = number.getType() ?? ''
	if (PREMIUM.includes(type)) return refused('premium')
	if (SERVICE.includes(type)) return refused('service')
	if (!number.country || !policy.countries.includes(number.country)) return refused('country')
	if (!CALLABLE.includes(type)) return refused('invalid')
	return { ok: true, number: number.number, mobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' }
}

/** The digits of any writing as 0 to 9. */
export function withPlainDigits(text: string): string {
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (sign) => {
		// Digits stand in tens in the tables of characters, zero first.
		const code = sign.codePointAt(0) ?? 0
		let zero = code
		while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
		return code < 0x80 ? sign : String((code - zero) % 10)
	})
}

/** Without invisible signs, the trunk zero in brackets, and the word people put in front. */
function asTyped(written: string): string {
	return withPlainDigits(written.slice(0, 10 * LONGEST))
		.replace(/[\p{Cf}\p{M}]/gu, '')
		.replace(/\(0\)/g, '')
		.replace(/\s+/g, ' ')
		.trim()
		.replace(INTRODUCTION, '')
		.trim()
}

function isSeveral(text: string, country: string): boolean {
	const found = findPhoneNumbersInText(text, country as CountryCode)
	return found.length > 1 || /\d.*\+/.test(text) || /^(0[1-9]\d{8}){2,}$/.test(text.replace(/\D/g, ''))
}

/** A number of an overseas department, written as people there write it. */
function whereItBelongs(number: PhoneNumber | undefined): PhoneNumber | undefined {
	if (number?.countryCallingCode !== '33') return number
	const [begins, callingCode] = OVERSEAS.find(([beginning]) => beginning.test(number.nationalNumber)) ?? []
	if (!begins) return number
	const local = callingCode === '508' ? number.nationalNumber.replace(begins, '') : number.nationalNumber
	return parsePhoneNumberFromString(`+${callingCode}${local}`) ?? number
}

function invalid(
	candidate: string,
	digits: string,
	international: boolean,
	policy: NumberPolicy,
	number?: PhoneNumber,
): CheckedNumber {
	const home = policy.country as CountryCode
	if (number && !isCallingCodeOf(policy, number.countryCallingCode)) return refused('country')
	const belongsTo = number?.country ?? (number && countryOf(number.countryCallingCode, home)) ?? home
	const expected = NATIONAL_DIGITS[belongsTo]
	if (expected && (!international || number)) {
		const national = international && number ? number.nationalNumber.length + 1 : digits.length
		if (national < expected) return { ok: false, reason: 'too-short', digits: expected - national }
		if (national > expected) return { ok: false, reason: 'too-long', digits: national - expected }
	}
	const length = validatePhoneNumberLength(candidate, home)
	if (length === 'TOO_SHORT') return refused('too-short')
	if (length === 'TOO_LONG') return refused('too-long')
	return refused('invalid')
}

function isCallingCodeOf({ country, countries }: NumberPolicy, callingCode: string): boolean {
	return [country, ...countries].some((one) => getCountryCallingCode(one as CountryCode) === callingCode)
}

function countryOf(callingCode: string, home: CountryCode): CountryCode | undefined {
	return getCountryCallingCode(home) === callingCode ? home : undefined
}

function refused(reason: NumberRefusal): CheckedNumber {
	return { ok: false, reason, digits: 0 }
}
