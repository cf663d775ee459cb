import {
	type CountryCode,
	getCountryCallingCode,
	type PhoneNumber,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import { listAdvisors } from '~/auth/people.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'

export type NumberRefusal =
	| 'empty'
	| 'invalid'
	| 'too-short'
	| 'too-long'
	| 'premium'
	| 'service'
	| 'short-number'
	| 'country'
	| 'ours'
	| 'advisor'

export type CheckedNumber =
	| { ok: true; number: string; mobile: boolean }
	/** `digits`: how many are missing or too many, when that is the reason. */
	| { ok: false; reason: NumberRefusal; digits: number }

export interface NumberPolicy {
	/** Where a number written without prefix belongs. */
	country: string
	/** Countries that may be called. */
	countries: string[]
	/** Our own, and those of advisors (E.164). */
	ours: string[]
	advisors: string[]
}

const PREMIUM = ['PREMIUM_RATE', 'SHARED_COST']
const SERVICE = ['TOLL_FREE', 'UAN', 'PERSONAL_NUMBER', 'PAGER', 'VOICEMAIL']
const CALLABLE = ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP']
/** Emergency and service numbers, 3 to 6 digits: nobody's telephone. */
const SHORT_NUMBER = /^\d{2,6}$/
const NATIONAL_DIGITS: Partial<Record<CountryCode, number>> = { FR: 10, GP: 10, MQ: 10, GF: 10, RE: 10, YT: 10 }

/** Whether a number, as somebody wrote it, may be called; else why not. */
export async function callableNumber(written: string): Promise<CheckedNumber> {
	return checkNumber(written, policyFor(await listAdvisors()))
}

/** The same for the number that an advisor is rung at: nobody else's of the team. */
export async function advisorNumber(written: string, advisorId: string): Promise<CheckedNumber> {
	const advisors = await listAdvisors()
	return checkNumber(written, policyFor(advisors.filter(({ id }) => id !== advisorId)))
}

function policyFor(advisors: { phone: string | null }[]): NumberPolicy {
	const { country, phone, callback } = settings()
	return {
		country,
		countries: callback.countries,
		ours: [phone, carrier().fromNumber],
		advisors: advisors.flatMap((advisor) => advisor.phone ?? []),
	}
}

/**
 * Checks a number against the full metadata: with the light set, +33 899 12 34 56 is valid and has
 * no type, and a surcharged number would pass.
 */
export function checkNumber(written: string, policy: NumberPolicy): CheckedNumber {
	const text = written.normalize('NFKC').replace(/\(0\)/g, '').trim()
	const digits = text.replace(/\D/g, '')
	if (digits === '') return refused(text === '' ? 'empty' : 'invalid')
	if (/[a-z]{2,}/i.test(text.replace(/^(tel|tél)\.?\s*:?/i, ''))) return refused('invalid')
	const international = /^(\+|00)/.test(text.replace(/^(tel|tél)\.?\s*:?\s*/i, ''))
	if (!international && SHORT_NUMBER.test(digits) && !digits.startsWith('0')) return refused('short-number')

	const country = policy.country as CountryCode
	const candidate = international ? text.replace(/^((tel|tél)\.?\s*:?\s*)?00/i, '+') : text
	const number = parsePhoneNumberFromString(candidate, country)
	if (!number?.isValid()) return invalid(candidate, digits, international, country, number)
	if (policy.ours.includes(number.number)) return refused('ours')
	if (policy.advisors.includes(number.number)) return refused('advisor')

	const type = number.getType() ?? ''
	if (PREMIUM.includes(type)) return refused('premium')
	if (SERVICE.includes(type)) return refused('service')
	if (!number.country || !policy.countries.includes(number.country)) return refused('country')
	if (!CALLABLE.includes(type)) return refused('invalid')
	return { ok: true, number: number.number, mobile: type === 'MOBILE' }
}

function invalid(
	candidate: string,
	digits: string,
	international: boolean,
	country: CountryCode,
	number?: PhoneNumber,
): CheckedNumber {
	const belongsTo = number?.country ?? (number && countryOf(number.countryCallingCode, country)) ?? country
	const expected = NATIONAL_DIGITS[belongsTo]
	if (expected && (!international || number)) {
		const national = international && number ? number.nationalNumber.length + 1 : digits.length
		if (national < expected) return { ok: false, reason: 'too-short', digits: expected - national }
		if (national > expected) return { ok: false, reason: 'too-long', digits: national - expected }
	}
	const length = validatePhoneNumberLength(candidate, country)
	if (length === 'TOO_SHORT') return refused('too-short')
	if (length === 'TOO_LONG') return refused('too-long')
	return refused('invalid')
}

function countryOf(callingCode: string, home: CountryCode): CountryCode | undefined {
	return getCountryCallingCode(home) === callingCode ? home : undefined
}

function refused(reason: NumberRefusal): CheckedNumber {
	return { ok: false, reason, digits: 0 }
}
