import { electronicFormatIBAN, extractIBAN, isSEPACountry, isValidIBAN } from 'ibantools'

export type BankAccountProblem = 'missing' | 'not-an-iban' | 'mistyped' | 'not-sepa'

export type ReadBankAccount =
	| { ok: true; iban: string; country: string; last4: string }
	| { ok: false; problem: BankAccountProblem }

const SHORTEST_IBAN = 15

/**
 * Reads an IBAN as people type and paste it: spaces, hyphens, small letters and a leading "IBAN" are theirs.
 * Length and check digits follow ISO 13616; a direct debit only reaches countries of the SEPA area.
 */
export function readBankAccount(typed: string): ReadBankAccount {
	const iban = electronicFormatIBAN(typed.replace(/^\s*iban\s*:?/i, '').replace(/[\u00a0\u202f]/g, ' ')) ?? ''
	if (iban === '') return { ok: false, problem: 'missing' }
	if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) || iban.length < SHORTEST_IBAN)
		return { ok: false, problem: 'not-an-iban' }
	if (!isValidIBAN(iban)) return { ok: false, problem: 'mistyped' }
	const { countryCode = '' } = extractIBAN(iban)
	if (!isSEPACountry(countryCode)) return { ok: false, problem: 'not-sepa' }
	return { ok: true, iban, country: countryCode, last4: iban.slice(-4) }
}
